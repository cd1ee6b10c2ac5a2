"""What another process did to the paper that a person is looking at, in words."""

from papershelf.marks import Entry, Mark
from papershelf.paper import Paper
from papershelf.text import safe_line
from papershelf.tui.widgets.cells import cut

TITLE_CELLS = 48
_PAPER_FIELDS = {
    "title": "title",
    "abstract": "abstract",
    "authors": "authors",
    "published": "date",
    "identifiers": "identifiers",
    "links": "links",
    "sources": "listings",
}


def titled(paper: Paper) -> str:
    """The title in quotation marks, as short as a toast needs it."""
    return f"“{cut(safe_line(paper.title) or '(no title)', TITLE_CELLS)}”"


def differences(before: Entry, after: Entry) -> list[str]:
    """The fields that differ, in words, those first that a person sets."""
    old, new = before.mark, after.mark
    found = [word for word, same in _marks(old, new) if not same]
    found += [word for name, word in _PAPER_FIELDS.items() if getattr(before.paper, name) != getattr(after.paper, name)]
    return found


def _marks(old: Mark, new: Mark) -> list[tuple[str, bool]]:
    return [
        ("starred" if new.starred else "unstarred", old.starred == new.starred),
        (f"status {new.status}", old.status == new.status),
        ("tags", old.tags == new.tags),
        (f"rating {new.rating}" if new.rating else "no rating", old.rating == new.rating),
        ("note", old.note == new.note),
        (f"priority {new.priority}", old.priority == new.priority),
        (f"due {new.due}" if new.due else "no due day", old.due == new.due),
        (f"snoozed until {new.snoozed}" if new.snoozed else "woken", old.snoozed == new.snoozed),
        ("its place in the queue", old.place == new.place),
    ]


def news(before: Entry, after: Entry | None) -> str:
    """What to tell of a paper that another process touched; nothing where it is as it was.

    Args:
        before: The paper as the person last saw it.
        after: The paper now, or None if it is gone.
    """
    if after is None:
        return f"Another papershelf took {titled(before.paper)} out of the library."
    words = differences(before, after)
    return f"Another papershelf changed {titled(after.paper)}: {', '.join(words)}." if words else ""
