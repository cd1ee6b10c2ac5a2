"""The papers and marks of a store at one moment, to be gone through by a thread that builds something of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papershelf.marks import Entry, Mark
from papershelf.paper import Paper

if TYPE_CHECKING:
    from papershelf.store import Store
    from papershelf.store.packed import Packed


class Shelved(NamedTuple):
    """What stands in a store; each paper is read when it is asked for.

    Attributes:
        ids: Of the papers, in their order.
        papers: The papers, by id.
        marks: What a person added, by id of the paper, which may be gone.
        packed: What is known of the papers without reading them, if anything is.
    """

    ids: Sequence[str]
    papers: Mapping[str, Paper]
    marks: Mapping[str, Mark]
    packed: "Packed | None" = None

    @classmethod
    def of(cls, store: "Store") -> "Shelved":
        """What stands in a store now."""
        papers, packed = store.papers_at_once
        return cls(tuple(papers), papers, store.marks, packed)

    def entry(self, paper_id: str) -> Entry | None:
        """A paper with its mark, or None where it is gone meanwhile."""
        paper = self.papers.get(paper_id)
        return Entry(paper, self.marks.get(paper_id) or Mark(paper_id)) if paper else None
