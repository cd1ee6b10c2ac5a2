"""Reading lists as a person sees them: in their order with their numbers, and the one that somebody means."""

from collections.abc import Container
from dataclasses import dataclass

from papershelf.errors import NothingFoundError, UsageError
from papershelf.lists import Lists, ReadingList, arranged, meant, membership
from papershelf.text import safe_line


@dataclass(frozen=True, slots=True)
class ListView:
    """A list as it stands among all, with its numbers.

    Attributes:
        made: The list.
        depth: Under how many lists it stands.
        count: How many papers of the library it and those under it hold, each once.
        gone: How many of its own papers are gone from the library.
    """

    made: ReadingList
    depth: int
    count: int
    gone: int


def list_views(lists: Lists, papers: Container[str]) -> list[ListView]:
    """Every list from the top, each followed by those under it."""
    held = membership(lists)
    return [
        ListView(
            one.made,
            one.depth,
            sum(map(papers.__contains__, held[one.made.id])),
            sum(paper_id not in papers for paper_id in one.made.places),
        )
        for one in arranged(lists)
    ]


def find_list(reference: str, lists: Lists) -> ReadingList:
    """The one list that a person means.

    Raises:
        NothingFoundError: None is meant.
        UsageError: Several are.
    """
    found = meant(reference, lists)
    if not found:
        raise NothingFoundError(f"There is no list “{safe_line(reference)}”; `papershelf lists` shows them.")
    if len(found) > 1:
        some = ", ".join(f"“{made.name}” ({made.id})" for made in found[:5])
        raise UsageError(f"“{safe_line(reference)}” means {len(found)} lists: {some}. Give an id.")
    return found[0]
