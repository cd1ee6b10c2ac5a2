"""The orders in which papers can be listed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from papershelf.errors import UsageError
from papershelf.library.ordering import priority_place, queue_key
from papershelf.marks import Entry
from papershelf.provenance import pages_of, provenance_of
from papershelf.text import fold, safe_line


def title_key(title: str) -> str:
    """What papers are put in order by where that is their title."""
    return fold(title).lstrip("[(\"“‘'")


SORTS: Mapping[str, tuple[Callable[[Entry], object], bool]] = {
    # name: (key, whether the greatest comes first)
    "added": (lambda entry: entry.paper.added_at, True),
    "title": (lambda entry: title_key(entry.paper.title), False),
    "published": (lambda entry: entry.paper.published or "", True),
    "rating": (lambda entry: entry.mark.rating or 0, True),
    "seen": (lambda entry: pages_of(entry.paper), True),
    "status": (lambda entry: list(type(entry.mark.status)).index(entry.mark.status), False),
    "changed": (lambda entry: max(entry.mark.changed.values(), default=""), True),
    "first": (lambda entry: provenance_of(entry.paper).first or date.min, True),
    "last": (lambda entry: provenance_of(entry.paper).last or date.min, True),
    "votes": (lambda entry: -1 if (votes := entry.paper.upvotes) is None else votes, True),
    "due": (lambda entry: entry.mark.due or "9999-99", False),
    "priority": (lambda entry: priority_place(entry.mark), False),
    "queue": (queue_key, False),
}


LIKE = "like"
"""The order of what is most like the starred papers first; it comes from the index, not from the entry alone."""


def sort_ids(entries: Iterable[Entry], sort: str) -> tuple[str, ...]:
    """Ids in the order of a sort key; equal ones stay as they were.

    Raises:
        UsageError: The key is unknown.
    """
    key, reverse = order_of(sort)
    ordered = sorted(entries, key=key, reverse=reverse)  # type: ignore[arg-type]
    return tuple(entry.paper.id for entry in ordered)


def order_of(sort: str) -> tuple[Callable[[Entry], object], bool]:
    """What a sort key compares, and whether the greatest comes first.

    Raises:
        UsageError: The key is unknown.
    """
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise UsageError(f"“{safe_line(name)}” is no sort key; the keys are {', '.join((*SORTS, LIKE))}.")
    key, greatest_first = SORTS[name]
    return key, greatest_first != sort.startswith("-")
