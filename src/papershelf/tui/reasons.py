"""Why a command does not work here now, in a few words."""

from typing import Any

from textual.screen import Screen

from papershelf.commands import Command
from papershelf.tui.host import is_elsewhere
from papershelf.tui.live import parsed

# Where the commands of a scope work; the scopes that a paper's screens share are asked about the paper.
PLACES = {
    "search": "while typing a search",
    "main": "in the list",
    "reader": "in the reader",
    "past": "in the history",
    "trash": "in the trash",
    "menu": "in a menu",
    "help": "in help",
    "move": "in a list",
    "note": "in a note",
    "tags": "in the tag picker",
    "lists": "in the picker of lists",
    "describe": "in a description",
    "links": "among the links",
    "form": "in a form",
    "import": "in the import",
    "inbox": "in the import inbox",
    "entry": "in a broken entry",
    "offer": "in a choice",
    "confirm": "in a question",
    "report": "in a report",
    "related": "in related papers",
    "next": "in what to read next",
    "byhand": "where a text is to be copied by hand",
    "capture": "while keys are set",
    "chord": "in a sequence of keys",
}
NOTHING = {
    "undo": "nothing to undo",
    "redo": "nothing to redo",
    "past_undo": "",
    "past_redo": "",
}


def reason(command: Command, screen: Screen[Any]) -> str:
    """Why a command does not work on a screen now.

    Args:
        command: One that does not.
        screen: Where the person stands.

    Returns:
        A few words; empty where none would be true for sure.
    """
    name, parameters = parsed(command.action)
    has = hasattr(screen, f"action_{name}")
    if not has:
        return PLACES.get(command.scope, "")
    if is_elsewhere(screen, name):
        return "not in a browser"
    if screen.check_action(name, parameters):
        return "while no line is being typed in" if screen.focused else ""
    if name in NOTHING:
        return NOTHING[name]
    from papershelf.tui.screens.paper_screen import NEEDS_PAPER

    return "needs a paper" if name in NEEDS_PAPER else PLACES.get(command.scope, "")
