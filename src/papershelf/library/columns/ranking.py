"""Orders of papers from columns: a rank for each row, equal where the sort keys are, so that equals stay."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from papershelf.library.columns.asking import MARK, SORTED_BY
from papershelf.library.columns.compiled import Numbers
from papershelf.library.columns.facts import FACTS, NOBODY, UNMARKED
from papershelf.library.columns.line import Line
from papershelf.library.ordering import priority_place, queued_at
from papershelf.library.sorting import order_of, title_key
from papershelf.marks import Entry, Mark


class Ranking:
    """Ranks of the papers of a line; those that no mark has a say in are kept.

    Args:
        line: The papers.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._kept: dict[str, Numbers] = {}

    def sorted(self, rows: Numbers, sort: str, marks: Mapping[int, Mark]) -> Numbers | None:
        """Rows in the order of a sort key; None where columns do not tell.

        Args:
            rows: Of papers, in the order in which equal ones stay.
            sort: As `sorting.order_of` takes it.
            marks: The marks of papers by row.

        Raises:
            UsageError: The key is unknown.
        """
        _, reverse = order_of(sort)
        ranks = self._ranks(sort.removeprefix("-"), marks)
        if ranks is None or not len(rows):
            return ranks if ranks is None else rows
        asked = ranks[rows]
        # The place goes along in the same number: that sorts several times faster than a sort that is stable itself.
        keys = (asked.max() - asked if reverse else asked - asked.min()) * len(rows) + np.arange(len(rows))
        keys.sort()
        ordered: Numbers = rows[keys % len(rows)]
        return ordered

    def _ranks(self, name: str, marks: Mapping[int, Mark]) -> Numbers | None:
        fact = SORTED_BY.get(name)
        if fact == MARK:
            return self._by_marks(name, marks)
        if fact == "queue":
            return self._by_queue(marks)
        if name not in self._kept and fact is not None:
            self._kept[name] = self._by_title() if fact == "title" else self._by_fact(name, fact)
        return self._kept.get(name)

    def _by_marks(self, name: str, marks: Mapping[int, Mark]) -> Numbers:
        key, _ = order_of(name)
        keys = [key(Entry(NOBODY, mark)) for mark in marks.values()]
        ranks = _dense([key(Entry(NOBODY, UNMARKED)), *keys])
        found = np.full(self._line.size, ranks[0])
        found[np.fromiter(marks, np.int64, len(marks))] = ranks[1:]
        return found

    def _by_fact(self, name: str, fact: str) -> Numbers:
        key, _ = order_of(name)
        compiled = self._line.compiled
        papers = [*compiled.stand_ins(fact), *self._line.beside]
        ranks = _dense([key(Entry(paper, UNMARKED)) for paper in papers])
        known = len(papers) - len(self._line.beside)
        return np.concatenate((ranks[:known][compiled.codes(fact)], ranks[known:]))

    def _by_title(self) -> Numbers:
        """By title: of the compiled papers only those are read between which another one has to find its place."""
        line = self._line
        ranks = line.compiled.by_title.astype(np.int64)
        if not line.beside:
            return ranks
        compiled = np.flatnonzero(line.there[: len(ranks)])
        ordered = compiled[np.argsort(ranks[compiled], kind="stable")]

        def key_of(row: int) -> str:
            paper = line.paper(row)
            return title_key(paper.title) if paper else ""

        return _laid_in(ranks, ordered, key_of, [title_key(paper.title) for paper in line.beside])

    def _by_id(self) -> Numbers:
        if "id" not in self._kept:
            line = self._line
            ranks = line.compiled.by_id.astype(np.int64)
            ordered = np.argsort(ranks)
            ids = [paper.id for paper in line.beside]
            self._kept["id"] = _laid_in(ranks, ordered, lambda row: line.compiled.ids[row], ids) if ids else ranks
        return self._kept["id"]

    @cached_property
    def _arrivals(self) -> tuple[list[str], Numbers, Numbers]:
        """The moments at which papers came, sorted; of each row, which of them; and all rows by moment, then id."""
        compiled, beside = self._line.compiled, [paper.added_at for paper in self._line.beside]
        table = compiled.table("added")
        moments = _dense([*table, *beside])
        came = np.concatenate((moments[: len(table)][compiled.codes("added")], moments[len(table) :]))
        return sorted({*table, *beside}), came, np.lexsort((self._by_id(), came))

    def _by_queue(self, marks: Mapping[int, Mark]) -> Numbers:
        """As `ordering.queue_key` compares: place, else priority, since when it is so, when it came; then id."""
        moments, came, arrived = self._arrivals
        rows, numbers = np.fromiter(marks, np.int64, len(marks)), np.arange(len(moments))
        since = [
            queued_at(Entry(FACTS["added"].stand_in(moments[at]), mark))
            for at, mark in zip(came[rows].tolist(), marks.values(), strict=True)
        ]
        waited = _laid_in(numbers, numbers, moments.__getitem__, since) if marks else numbers
        queued = waited[came]
        queued[rows] = waited[len(moments) :]
        queued -= queued.min(initial=0)
        placed = {row: (mark.place, self._line.names[row]) for row, mark in marks.items() if mark.place is not None}
        level = np.full(self._line.size, len(placed) + priority_place(UNMARKED))
        level[rows] = [len(placed) + priority_place(mark) for mark in marks.values()]
        put = np.fromiter(placed, np.int64, len(placed))
        level[put], queued[put] = _dense(list(placed.values())), 0
        keys = (level * (queued.max(initial=0) + 1) + queued)[arrived]
        ranks = np.empty(self._line.size, np.int64)
        ranks[arrived[np.argsort(keys, kind="stable")]] = np.arange(self._line.size)
        return ranks


def _dense(keys: Sequence[Any]) -> Numbers:
    """The rank of each key; equal ones have the same."""
    known = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return np.array([known[key] for key in keys], np.int64)


def _laid_in(ranks: Numbers, ordered: Numbers, key_of: Callable[[int], str], others: Sequence[str]) -> Numbers:
    """Ranks with those of others that follow, laid between them.

    Args:
        ranks: Of rows.
        ordered: Those of the rows that count, by rank.
        key_of: The key of such a row.
        others: The keys of what follows.
    """
    distinct = sorted(set(others))
    step = len(distinct) + 1
    laid: dict[str, int] = {}
    for number, key in enumerate(distinct):
        place = bisect_left(range(len(ordered)), key, key=lambda at: key_of(int(ordered[at])))
        if place < len(ordered) and key_of(int(ordered[place])) == key:
            laid[key] = int(ranks[ordered[place]]) * step
        else:
            before = int(ranks[ordered[place - 1]]) if place else -1
            laid[key] = before * step + number + 1
    return np.concatenate((ranks * step, np.array([laid[key] for key in others], np.int64)))
