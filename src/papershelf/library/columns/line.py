"""Which papers there are now, and in what order: rows of the compiled ones, then those that are new or other since."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np

from papershelf.library.columns.compiled import Compiled, Flags, Numbers
from papershelf.paper import Paper
from papershelf.search.ids import Ids
from papershelf.search.naming import Names


class Line:
    """The papers of a moment. It never changes; when papers change, another one is made.

    Args:
        compiled: The papers as they were compiled.
        papers: Those that there are now, in their order.
        changed: The ids of those that are new, other or gone since they were compiled.
        moving: Those of them that may change again while this line is in use.

    Attributes:
        compiled: As given.
        beside: The papers that are not as they were compiled; their rows follow those of the compiled ones.
    """

    def __init__(
        self,
        compiled: Compiled,
        papers: Mapping[str, Paper],
        changed: frozenset[str] = frozenset(),
        moving: frozenset[str] = frozenset(),
    ) -> None:
        self.compiled = compiled
        self._changed, self._moving = changed, moving
        there = ((key, papers.get(key)) for key in sorted(changed))
        self._papers = papers
        self._stale = [row for key in changed if (row := compiled.rows.get(key)) is not None] if changed else []
        self.beside: list[Paper] = [paper for _, paper in there if paper is not None]
        self._beside_rows = {paper.id: len(compiled) + place for place, paper in enumerate(self.beside)}

    def is_of(self, papers: Mapping[str, Paper]) -> bool:
        """Whether these papers, of which the same are new, other or gone, are still in this line and in this way."""
        if len(papers) != len(self):
            return False
        kept = (paper for paper in self.beside if paper.id in self._moving)
        return all((now := papers.get(paper.id)) is paper or now == paper for paper in kept)

    def __len__(self) -> int:
        return len(self.compiled) - len(self._stale) + len(self.beside)

    @property
    def size(self) -> int:
        """How many rows there are; some of them may be of papers that are other now, or gone."""
        return len(self.compiled) + len(self.beside)

    @cached_property
    def there(self) -> Flags:
        """Which rows are of papers as they are."""
        flags = np.ones(self.size, np.bool_)
        flags[self._stale] = False
        return flags

    @cached_property
    def _is_plain(self) -> bool:
        """Whether there are just the compiled papers in their order."""
        return not self._changed and list(self._papers) == self.compiled.ids

    @cached_property
    def order(self) -> Numbers:
        """The rows of all papers in the order in which they came."""
        if self._is_plain:
            return np.arange(len(self.compiled))
        # What was taken back may stand between others, so that all have to be looked up.
        rows = (self.row(paper_id) for paper_id in self._papers)
        return np.array([row for row in rows if row is not None], np.int64)

    @cached_property
    def names(self) -> Names:
        """The id of each row."""
        names = Names(self.compiled.ids, self.compiled.rows)
        for paper in self.beside:
            names.add(paper.id)
        return names

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return tuple(self.names.named(self.order.tolist()))

    def row(self, paper_id: str) -> int | None:
        """The row of a paper; None where there is no such paper."""
        beside = self._beside_rows.get(paper_id)
        if beside is not None or paper_id in self._changed:
            return beside
        return self.compiled.rows.get(paper_id)

    def paper(self, row: int) -> Paper | None:
        """The paper of a row."""
        compiled = len(self.compiled)
        return self.beside[row - compiled] if row >= compiled else self._papers.get(self.compiled.ids[row])

    def flagged(self, ids: Iterable[str]) -> Flags:
        """Some papers as flags; those that are not there are left out."""
        flags = np.zeros(self.size, np.bool_)
        flags[self.rows_of(ids)] = True
        return flags

    def rows_of(self, ids: Iterable[str]) -> Numbers:
        """The rows of some papers; those that are not there are left out."""
        if isinstance(ids, Ids) and ids.names is self.names:
            return ids.numbers.astype(np.int64, copy=False)  # most often what was found is sorted next, or narrowed
        if ids == self._all:
            return self.order
        row_of = self.row if self._changed else self.compiled.rows.get
        return np.array([row for row in map(row_of, ids) if row is not None], np.int64)

    def ids_of(self, rows: Numbers) -> Ids:
        """The papers of some rows, in that order."""
        return Ids(self.names, rows)

    def those(self, flags: Flags) -> Ids:
        """The papers with a flag, in the order in which they came."""
        return self.ids_of(np.flatnonzero(flags) if self._is_plain else self.order[flags[self.order]])
