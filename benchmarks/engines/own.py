"""The program's own index, as the screen uses it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.engines.base import ANY_NUMBER, DEPTH
from benchmarks.queries import Known
from papershelf import __version__
from papershelf.search import Field
from papershelf.search.index import Index

BUILDS_WHOLE = hasattr(Index, "build")
SAVES = hasattr(Index, "save")
MOST_PAPERS = ANY_NUMBER if BUILDS_WHOLE else 11_000  # paper by paper, 100,000 take minutes and gigabytes

Documents = Iterable[tuple[str, Mapping[Field, str]]]


def fields_of(paper: Known) -> dict[Field, str]:
    """What the index is given of a paper."""
    return {Field.TITLE: paper.title, Field.ABSTRACT: paper.abstract}


def build_index(papers: Sequence[Known]) -> Any:
    """An index of some papers, at once where it can be, else one by one; not yet warm."""
    index: Any = Index
    documents: Documents = ((paper.id, fields_of(paper)) for paper in papers)
    if BUILDS_WHOLE:
        return index.build(documents)
    made = Index()
    for doc_id, fields in documents:
        made.put(doc_id, fields)
    return made


class Papershelf:
    """The program's own search."""

    name = "papershelf"
    how = f"papershelf {__version__}: as the screen asks it"
    pace = 1.0
    most_papers = MOST_PAPERS

    def build(self, papers: Sequence[Known]) -> None:
        """Build, and warm as the program does before the first key."""
        self.index = build_index(papers)
        self.index.warm()

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first."""
        return [match.doc_id for match in self.index.search(typed, limit=limit)]

    def close(self) -> None:
        """Drop the index."""
        del self.index
