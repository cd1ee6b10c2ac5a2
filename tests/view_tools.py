"""The views that ship, and how tests look at those of a library."""

from papershelf import Library
from papershelf.library import View

SHIPPED_NAMES = [
    "Inbox",
    "Queue",
    "Starred",
    "Due this week",
    "Has code",
    "No note yet",
    "Seen more than once",
    "Forgotten",
    "Reading",
    "Read",
    "Skipped",
    "Snoozed",
    "Has note",
]


def names(library: Library) -> list[str]:
    """The saved views from the top, without All."""
    return [view.label for view in library.views() if view.section == "view"][1:]


def view_of(library: Library, name: str) -> View:
    """The view of a name, counted."""
    return next(view for view in library.views() if view.label == name)


def keys(library: Library) -> list[str]:
    """Their keys."""
    return [view.key for view in library.views() if view.section == "view"][1:]
