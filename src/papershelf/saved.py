"""The noun `SavedView`: a query with a name, as it ships or as a person made it, and the order they stand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papershelf.errors import UsageError
from papershelf.text import safe_line

NAME_LONGEST = 60  # characters; the sidebar shows about twenty
QUERY_LONGEST = 1000  # characters; a view is counted after every change, so it must stay quick to answer
ALL = "all"
ALL_NAME = "All"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named query.

    Attributes:
        id: Short, made once, never changed, whatever the view is called later.
        name: What a person reads: one line, unlike every other visible name.
        query: What it asks, in the canonical text of the query language.
        position: The smaller, the higher it stands; equal ones stand by id.
        hidden: Whether a shipped view was deleted: what ships cannot be taken out of the program.
    """

    id: str
    name: str
    query: str
    position: float
    hidden: bool = False


FORGOTTEN_DAYS = 60
DUE_DAYS = 7
_SHIPPED = (
    ("inbox", "Inbox", "is:back OR is:inbox -is:snoozed"),
    ("queued", "Queue", "is:queued -is:snoozed sort:queue"),
    ("starred", "Starred", "is:starred"),
    ("code", "Has code", "has:code"),
    ("no-note", "No note yet", "-has:note"),
    ("seen", "Seen more than once", "seen:>1"),
    ("forgotten", "Forgotten", f"is:starred -is:read added:>{FORGOTTEN_DAYS}d"),
    ("reading", "Reading", "is:reading"),
    ("read", "Read", "is:read"),
    ("skipped", "Skipped", "is:skipped"),
    ("note", "Has note", "has:note"),
)
# What came to ship later stands between the others, so that no view that a person has moved or made changes its place.
_LATER = (
    SavedView("due", "Due this week", f"due:<{DUE_DAYS}d -is:read -is:skipped sort:due", 3.5),
    SavedView("snoozed", "Snoozed", "is:snoozed", 10.5),
)
SHIPPED: Mapping[str, SavedView] = {
    **{key: SavedView(key, name, query, float(place)) for place, (key, name, query) in enumerate(_SHIPPED, 1)},
    **{view.id: view for view in _LATER},
}


def arrange(kept: Mapping[str, SavedView]) -> list[SavedView]:
    """The visible views in their order: what ships, with what a person made and changed laid over it."""
    return in_order(view for view in {**SHIPPED, **kept}.values() if not view.hidden)


def in_order(views: Iterable[SavedView]) -> list[SavedView]:
    """Views from the top; those at the same position stand by id, so that every process sees one order."""
    return sorted(views, key=lambda view: (view.position, view.id))


def parse_name(text: str, others: Iterable[SavedView]) -> str:
    """A name as it is kept: one safe line.

    Args:
        text: What was typed.
        others: The visible views that the name must differ from, letter case aside.

    Raises:
        UsageError: Nothing is left of it, it is too long, or another view has it.
    """
    name = safe_line(text)
    if not name:
        raise UsageError("A view needs a name.")
    if len(name) > NAME_LONGEST:
        raise UsageError(f"The name of a view has at most {NAME_LONGEST} letters; this one has {len(name)}.")
    taken = {known.casefold(): known for known in (ALL_NAME, *(view.name for view in others))}
    if (known := taken.get(name.casefold())) is not None:
        raise UsageError(f"There is a view “{known}” already; give this one another name.")
    return name
