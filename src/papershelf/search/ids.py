"""Ids of many papers in an order, by their numbers: to have them all at hand takes longer than to sort them."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from papershelf.search.naming import Names


class Ids(Sequence[str]):
    """Ids of papers, none twice, made when looked at: a letter finds most of the library, and a screen shows fifty.

    Args:
        names: The ids of all papers, by number.
        numbers: The numbers of these, in order. Nobody may change them any more.

    Attributes:
        names: As given.
        numbers: As given.
    """

    def __init__(self, names: Names, numbers: npt.NDArray[np.integer[Any]]) -> None:
        self.names = names
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        """One id, or a part of them."""
        if isinstance(place, slice):
            return tuple(self.names.named(self.numbers[place].tolist()))
        return self.names[int(self.numbers[place])]

    def __iter__(self) -> Iterator[str]:
        return self.names.named(self.numbers.tolist())

    def __contains__(self, value: object) -> bool:
        return self._place(value) is not None

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """The place of an id, by its number: to compare every id takes a thousand times as long.

        A paper that was taken out of the names since is not found any more, though it still stands there.

        Raises:
            ValueError: It is not there, or not in this range.
        """
        place = self._place(value)
        if place is None or place not in range(*slice(start, stop).indices(len(self))):
            raise ValueError(f"{value!r} is not among them")
        return place

    def count(self, value: Any) -> int:
        """How often an id is there."""
        return int(value in self)

    def _place(self, value: object) -> int | None:
        number = self.names.number(value) if isinstance(value, str) else None
        places = np.flatnonzero(self.numbers == number).tolist() if number is not None else []
        return places[0] if places else None

    def __eq__(self, other: object) -> bool:
        """Whether they are the same ids in the same order, whatever keeps them."""
        if isinstance(other, Ids) and other.names is self.names:
            return bool(np.array_equal(self.numbers, other.numbers))
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
