"""Moving: within a pane, between panes, into a paper and back."""

from papershelf.commands.command import MOVE, Command

MOVING: tuple[Command, ...] = (
    Command("move.down", ("j", "down"), "move(1)", "Down", "Move down.", MOVE),
    Command("move.up", ("k", "up"), "move(-1)", "Up", "Move up.", MOVE),
    Command("move.half_down", ("ctrl+d",), "half_page(1)", "Half page down", "Move half a page down.", MOVE),
    Command("move.half_up", ("ctrl+u",), "half_page(-1)", "Half page up", "Move half a page up.", MOVE),
    Command("move.page_down", ("pagedown",), "page(1)", "Page down", "Move a page down.", MOVE),
    Command("move.page_up", ("pageup",), "page(-1)", "Page up", "Move a page up.", MOVE),
    Command("move.top", ("g", "home"), "jump('top')", "Top", "Go to the top.", MOVE),
    Command("move.bottom", ("G", "end"), "jump('bottom')", "Bottom", "Go to the bottom.", MOVE),
    Command("main.next_pane", ("tab",), "next_pane(1)", "Pane", "Go to the next pane.", MOVE),
    Command("main.previous_pane", ("shift+tab",), "next_pane(-1)", "Pane", "Go to the pane before.", MOVE),
    Command(
        "main.open",
        ("enter",),
        "open",
        "Read",
        "Read full-screen; in the sidebar, show the view.",
        MOVE,
        True,
    ),
)
