"""Compiling columns: every paper is read once, in pieces, so that whoever waits for the screen does not notice."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from typing import Any

import numpy as np
import numpy.typing as npt

from papershelf.library.columns.facts import FACTS, MANY, names_of
from papershelf.library.columns.filing import Arrays
from papershelf.library.columns.head import Counts
from papershelf.library.sorting import title_key
from papershelf.library.views import PAPER_TESTS
from papershelf.paper import Paper
from papershelf.progress import Progress, told, unheard

_AT_A_TIME = 100  # papers, a few milliseconds; then others have their turn
_SORTED_AT_A_TIME = 2_000  # titles, likewise


class Compiling:
    """Takes in papers one after the other, and makes columns of them.

    Attributes:
        ids: Of the papers, row by row.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._sums: list[int] = []
        self._codes: dict[str, list[int]] = {name: [] for name in FACTS}
        self._tables: dict[str, dict[Any, int]] = {name: {} for name in FACTS}
        self._rows: dict[str, list[int]] = {name: [] for name in MANY}
        self._titles: list[str] = []
        self._names: list[tuple[int, int]] = []
        self._fitting = dict.fromkeys(PAPER_TESTS, 0)
        self._sources: dict[str, int] = {}

    def add(self, paper: Paper, checksum: int) -> None:
        """Take in a paper as the next row."""
        row = len(self.ids)
        self.ids.append(paper.id)
        self._sums.append(checksum)
        for name, fact in FACTS.items():
            value, table = fact.of(paper), self._tables[name]
            if name in MANY:
                self._codes[name] += [table.setdefault(one, len(table)) for one in value]
                self._rows[name] += [row] * len(value)
            else:
                self._codes[name].append(table.setdefault(value, len(table)))
        self._titles.append(title_key(paper.title))
        self._names += [(name, row) for name in names_of(paper)]
        for query, test in PAPER_TESTS.items():
            self._fitting[query] += test(paper)
        for file in {listing.file for listing in paper.sources if listing.file}:
            self._sources[file] = self._sources.get(file, 0) + 1

    def arrays(self) -> Arrays:
        """The columns."""
        found: dict[str, npt.NDArray[Any]] = {"sums": np.array(self._sums, np.uint32)}
        for name, codes in self._codes.items():
            table = self._tables[name]
            found[name] = np.array(codes, np.min_scalar_type(len(table)))
            found[f"{name}.table"] = np.frombuffer(json.dumps(list(table)).encode(), np.uint8)
        for name, rows in self._rows.items():
            found[f"{name}.rows"] = np.array(rows, np.uint32)
        found["title"], found["id"] = _ranks(self._titles), _ranks(self.ids)
        names = np.array(sorted(self._names), np.uint32).reshape(-1, 2)
        found["names"], found["names.rows"] = names[:, 0], names[:, 1]
        found["ids"] = np.frombuffer("\n".join(self.ids).encode("utf-8", "surrogatepass"), np.uint8)
        return found

    @property
    def counts(self) -> Counts:
        """What the first paint shows."""
        return Counts(len(self.ids), self._fitting, self._sources)


def compile_papers(
    ids: Sequence[str],
    sums: Sequence[int],
    paper_of: Callable[[str], Paper | None],
    progress: Progress = unheard,
) -> Compiling:
    """Compile papers; those that are not there are left out.

    Args:
        ids: Of the papers, in order.
        sums: A checksum of each.
        paper_of: Gives a paper.
        progress: Told how far it is.

    Raises:
        Cancelled: The listener wants the work to end.
    """
    made = Compiling()
    for place, paper_id in enumerate(told(ids, progress, "looking over the papers", "paper", len(ids))):
        paper = paper_of(paper_id)
        if paper is not None:
            made.add(paper, sums[place])
        if not place % _AT_A_TIME:
            time.sleep(0)  # else whoever paints waits for its turn
    return made


def _ranks(keys: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The rank of each key, equal ones having the same; sorted in pieces, for nobody else runs meanwhile."""
    numbers = range(len(keys))
    pieces = [
        sorted(numbers[start : start + _SORTED_AT_A_TIME], key=keys.__getitem__)
        for start in range(0, len(keys), _SORTED_AT_A_TIME)
    ]
    ranks = np.zeros(len(keys), np.uint32)
    rank, before = -1, None
    ordered: Iterable[int] = merge(*pieces, key=keys.__getitem__)
    for number in ordered:
        if keys[number] != before:
            rank, before = rank + 1, keys[number]
        ranks[number] = rank
    return ranks
