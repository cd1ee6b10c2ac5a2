"""Columns of papers as they were compiled: codes into tables of distinct values, ranks by title and id, names."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from papershelf.library.columns.facts import FACTS, MANY, name_sum
from papershelf.library.columns.filing import Arrays
from papershelf.paper import Paper

Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int64]


class Compiled:
    """Columns, a row for each paper, which never change.

    Args:
        arrays: As `compiling` makes them, and the file holds them.
        ids: Of the papers, row by row; those that the arrays hold if left out.

    Attributes:
        ids: Of the papers, row by row.
        sums: A checksum of each paper's record, as the papers were when they were compiled.
    """

    def __init__(self, arrays: Arrays, ids: Sequence[str] | None = None) -> None:
        self._arrays = arrays
        self._tables: dict[str, list[Any]] = {}
        self.ids = _split(arrays["ids"]) if ids is None else ids
        self.sums: npt.NDArray[np.uint32] = arrays["sums"]

    def __len__(self) -> int:
        return len(self.sums)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each paper, by id."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))

    def codes(self, name: str) -> npt.NDArray[Any]:
        """Of each row, or for a fact with several values of each of these, where in the table its value stands."""
        return self._arrays[name]

    def table(self, name: str) -> list[Any]:
        """The distinct values of a fact."""
        if name not in self._tables:
            self._tables[name] = json.loads(self._arrays[f"{name}.table"].tobytes())
        return self._tables[name]

    def stand_ins(self, name: str) -> list[Paper]:
        """For each distinct value of a fact a paper that has it, and nothing else."""
        return list(map(FACTS[name].stand_in, self.table(name)))

    def spread(self, name: str, answers: Flags) -> Flags:
        """The answers for all rows, from those for the distinct values; one of a paper's several values is enough."""
        if name not in MANY:
            spread: Flags = answers[self.codes(name)]
            return spread
        found = np.zeros(len(self), np.bool_)
        found[self._arrays[f"{name}.rows"][answers[self.codes(name)]]] = True
        return found

    def rows_with(self, name: str) -> npt.NDArray[np.uint32]:
        """The row of each value of a fact that has several."""
        rows: npt.NDArray[np.uint32] = self._arrays[f"{name}.rows"]
        return rows

    @property
    def by_title(self) -> npt.NDArray[np.uint32]:
        """The rank of each row by title; equal titles have the same."""
        ranks: npt.NDArray[np.uint32] = self._arrays["title"]
        return ranks

    @property
    def by_id(self) -> npt.NDArray[np.uint32]:
        """The rank of each row by id."""
        ranks: npt.NDArray[np.uint32] = self._arrays["id"]
        return ranks

    def named(self, names: Iterable[str]) -> list[int]:
        """The rows that may have an identifier, or had an id, like one of these; whoever asks has to look at each."""
        rows: set[int] = set()
        for wanted in map(name_sum, names):
            start, end = np.searchsorted(self._arrays["names"], [wanted, wanted + 1])
            rows.update(self._arrays["names.rows"][start:end].tolist())
        return sorted(rows)


def _split(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogatepass").split("\n") if len(array) else []
