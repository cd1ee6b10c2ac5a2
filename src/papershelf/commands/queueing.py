"""What is to be read when: the order of the queue, priority, due days, sleep, and what to read next."""

from papershelf.commands.command import MARK, Command

QUEUEING: tuple[Command, ...] = (
    Command(
        "paper.queue",
        ("Q",),
        "chord('Q')",
        "Queue",
        "Order in the queue, priority, due day, sleep: a letter follows.",
        MARK,
        True,
    ),
    Command("queue.up", ("k",), "move_in_queue('up')", "up", "Move up in the queue.", MARK, chord="Q"),
    Command("queue.down", ("j",), "move_in_queue('down')", "down", "Move down in the queue.", MARK, chord="Q"),
    Command("queue.top", ("t",), "move_in_queue('top')", "top", "Move to the top of the queue.", MARK, chord="Q"),
    Command(
        "queue.bottom", ("b",), "move_in_queue('bottom')", "bottom", "Move to the bottom of the queue.", MARK, chord="Q"
    ),
    Command("queue.high", ("h",), "prioritise('high')", "high priority", "Give high priority.", MARK, chord="Q"),
    Command("queue.normal", ("n",), "prioritise('normal')", "normal", "Give normal priority.", MARK, chord="Q"),
    Command("queue.low", ("l",), "prioritise('low')", "low priority", "Give low priority.", MARK, chord="Q"),
    Command("queue.due", ("d",), "due", "due…", "Say by which day it is to be read.", MARK, chord="Q"),
    Command("queue.snooze", ("s",), "snooze", "snooze…", "Put off until a day; then it is back.", MARK, chord="Q"),
    Command("queue.wake", ("w",), "wake", "wake", "Bring back what was put off.", MARK, chord="Q"),
    Command("main.next", ("w",), "what_next", "What next?", "Show what to read next, and why.", MARK, True),
    Command("next.go", ("o",), "go", "Show in the list", "Among what to read next: go to it in the list.", MARK, True),
    Command("next.close", ("w",), "leave", "Close", "Leave what to read next.", MARK),
)
