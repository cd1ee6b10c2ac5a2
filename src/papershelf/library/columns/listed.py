"""Papers in an order, by their rows: to have a hundred thousand ids at hand takes longer than to work out the order."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from papershelf.library.columns.compiled import Numbers

if TYPE_CHECKING:
    from papershelf.library.columns.line import Line


class Listed(Sequence[str]):
    """Reads like a tuple of ids, none twice; an id is looked up when somebody asks for it.

    Args:
        line: The papers.
        rows: Which of them, in their order. Nobody may change them any more.

    Attributes:
        line: As given.
        rows: As given.
    """

    def __init__(self, line: "Line", rows: Numbers) -> None:
        self.line = line
        self.rows = rows

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return tuple(self.line.ids[self.rows].tolist())

    def _place(self, value: object) -> int | None:
        row = self.line.row(value) if isinstance(value, str) else None
        places = np.flatnonzero(self.rows == row).tolist() if row is not None else []
        return places[0] if places else None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self.line.ids[self.rows[index]].tolist())
        found: str = self.line.ids[self.rows[index]]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._all)

    def __contains__(self, value: object) -> bool:
        return self._place(value) is not None

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """The place of an id.

        Raises:
            ValueError: It is not there, or not there in this range.
        """
        place = self._place(value)
        if place is None or place not in range(*slice(start, stop).indices(len(self))):
            raise ValueError(f"{value!r} is not listed")
        return place

    def count(self, value: Any) -> int:
        """How often an id is there."""
        return int(value in self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Listed) and other.line is self.line:
            return self.rows is other.rows or bool(np.array_equal(self.rows, other.rows))
        return isinstance(other, Sequence) and len(self) == len(other) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)
