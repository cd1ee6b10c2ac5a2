"""All that columns answer at one moment: which papers a query finds, how many, in what order, and counts of facts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from threading import Lock

import numpy as np

from papershelf.library.columns.asking import SORTED_BY
from papershelf.library.columns.compiled import Compiled, Flags
from papershelf.library.columns.judging import Condition, Judge
from papershelf.library.columns.line import Line
from papershelf.library.columns.marked import Marked
from papershelf.library.columns.opening import differing
from papershelf.library.columns.ranking import Ranking
from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.search.ids import Ids
from papershelf.search.language.filters import Context
from papershelf.store.packed import Packed


class Board:
    """Answers for the papers of a moment; marks may change, and `follow` takes that in.

    Args:
        line: The papers.
        packed: By what they are known to be these.
    """

    def __init__(self, line: Line, packed: Packed) -> None:
        self.line = line
        self._packed = packed
        self._marked = Marked()
        self._judge = Judge(line, self._marked)
        self._ranking = Ranking(line)
        self._lock = Lock()  # an import may look for papers while a person does

    @classmethod
    def of(cls, compiled: Compiled, packed: Packed, papers: Mapping[str, Paper]) -> "Board":
        """A board of papers as they are now."""
        return cls(Line(compiled, papers, differing(compiled, packed) | packed.changed, packed.changed), packed)

    def is_of(self, compiled: Compiled, packed: Packed, papers: Mapping[str, Paper]) -> bool:
        """Whether it answers for these."""
        known = self._packed
        if compiled is not self.line.compiled or packed.ids is not known.ids or packed.sums is not known.sums:
            return False
        return packed.changed == known.changed and self.line.is_of(papers)

    def follow(self, marks: Mapping[str, Mark]) -> None:
        """Take in what the marks are now."""
        with self._lock:
            self._marked.follow(self.line, marks)

    def warm(self) -> None:
        """Make now what the first keys would have to wait some milliseconds for."""
        for name in SORTED_BY:
            with self._lock:
                self._ranking.sorted(self.line.order[:1], name, {})
        _ = self.line.names, self.sources

    def flags(self, conditions: Iterable[Condition], context: Context, among: Flags | None = None) -> Flags:
        """Which papers meet all of some conditions; see `Judge.flags`."""
        with self._lock:
            return self._judge.flags(conditions, context, among)

    def fitting(self, conditions: Iterable[Condition], context: Context, within: Sequence[str] | None = None) -> Ids:
        """The papers that meet all of some conditions, in the order in which they came.

        Args:
            conditions: As for `flags`.
            context: Likewise.
            within: The papers that are asked about, whose order stays; None for all.
        """
        if within is None:
            return self.line.those(self.flags(conditions, context))
        rows = self.line.rows_of(within)
        flags = self.flags(conditions, context)
        return self.line.ids_of(rows[flags[rows]])

    def count(self, conditions: Iterable[Condition], context: Context) -> int:
        """How many papers meet all of some conditions."""
        return int(np.count_nonzero(self.flags(conditions, context)))

    def sorted(self, ids: Sequence[str], sort: str) -> Ids | None:
        """Papers in the order of a sort key; None where columns do not tell.

        Raises:
            UsageError: The key is unknown.
        """
        with self._lock:
            rows = self._ranking.sorted(self.line.rows_of(ids), sort, self._marked.rows)
        return None if rows is None else self.line.ids_of(rows)

    @cached_property
    def sources(self) -> Counter[str]:
        """How many papers stood in a file, by its name; the empty name is of those that tell none."""
        compiled, line = self.line.compiled, self.line
        there = line.there[: len(compiled)]
        table = compiled.table("pages")
        counts = np.bincount(compiled.codes("pages")[there], minlength=len(table)).tolist()
        found: Counter[str] = Counter()
        for pages, count in zip(table, counts, strict=True):
            if count:
                found.update(dict.fromkeys({file for file, *_ in pages}, count))
        for paper in line.beside:
            found.update({listing.file for listing in paper.sources})
        return found

    def facts(self, name: str) -> Counter[str]:
        """Every `venue`, or every `keyword`, and how many papers have it."""
        compiled, line = self.line.compiled, self.line
        there = line.there[: len(compiled)]
        column = "venue" if name == "venue" else "keywords"
        codes, table = compiled.codes(column), compiled.table(column)
        there = there if column == "venue" else there[compiled.rows_with(column)]
        counts = np.bincount(codes[there], minlength=len(table)).tolist()
        found = Counter({value: count for value, count in zip(table, counts, strict=True) if value and count})
        for paper in line.beside:
            found.update(filter(None, (paper.venue,) if name == "venue" else paper.keywords))
        return found

    def named(self, names: Iterable[str]) -> list[Paper]:
        """The papers that may have an identifier, or had an id, like one of these; whoever asks looks at each."""
        line = self.line
        rows = [row for row in line.compiled.named(names) if line.there[row]]
        return [*filter(None, map(line.paper, rows)), *line.beside]
