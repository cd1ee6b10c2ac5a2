"""Marking: star, tags, status, rating, and taking it back."""

from papershelf.commands.command import MARK, Command

MARKING: tuple[Command, ...] = (
    Command("paper.star", ("s",), "star", "Star", "Star the paper, or take the star away.", MARK, True),
    Command("paper.tags", ("t",), "tags", "Tags", "Add and remove tags.", MARK, True),
    Command("paper.status", ("m",), "chord('m')", "Status", "Set the status: a letter follows.", MARK, True),
    Command("status.inbox", ("i",), "set_status('inbox')", "inbox", "Put back into the inbox.", MARK, chord="m"),
    Command("status.queued", ("q",), "set_status('queued')", "queued", "Put into the queue.", MARK, chord="m"),
    Command("status.reading", ("r",), "set_status('reading')", "reading", "Mark as being read.", MARK, chord="m"),
    Command("status.read", ("d",), "set_status('read')", "read (done)", "Mark as read.", MARK, chord="m"),
    Command("status.skipped", ("s",), "set_status('skipped')", "skipped", "Mark as skipped.", MARK, chord="m"),
    Command("rating.1", ("1",), "rate(1)", "★", "Rate 1 of 5.", MARK, chord="m"),
    Command("rating.2", ("2",), "rate(2)", "★★", "Rate 2 of 5.", MARK, chord="m"),
    Command("rating.3", ("3",), "rate(3)", "★★★", "Rate 3 of 5.", MARK, chord="m"),
    Command("rating.4", ("4",), "rate(4)", "★★★★", "Rate 4 of 5.", MARK, chord="m"),
    Command("rating.5", ("5",), "rate(5)", "★★★★★", "Rate 5 of 5.", MARK, chord="m"),
    Command("rating.none", ("0",), "rate(0)", "no rating", "Take the rating away.", MARK, chord="m"),
    Command(
        "paper.undo",
        ("u",),
        "undo",
        "Undo",
        "Undo the last change, also one made before a restart.",
        MARK,
        True,
    ),
    Command("paper.redo", ("U",), "redo", "Redo", "Redo what was undone.", MARK),
)
