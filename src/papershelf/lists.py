"""The noun `ReadingList`: papers that a person put in an order of their own, under a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A named list of papers.

    Attributes:
        id: Short, made once, never changed, whatever the list is called later.
        name: What a person reads: one line.
        description: Markdown; empty where there is none.
        parent: The id of the list that it stands under; empty, or that of a list which is gone, for none.
        position: The smaller, the higher it stands among those under the same one; equal ones stand by id.
        places: Where each paper stands, by its id: the smaller, the earlier. A paper may be gone from the library.
    """

    id: str
    name: str
    description: str = ""
    parent: str = ""
    position: float = 0.0
    places: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of its papers in their order."""
        return tuple(sorted(self.places, key=lambda paper_id: (self.places[paper_id], paper_id)))


def in_order(lists: Iterable[ReadingList]) -> list[ReadingList]:
    """Lists as they stand among each other; those at the same position stand by id, so every process sees one order."""
    return sorted(lists, key=lambda made: (made.position, made.id))
