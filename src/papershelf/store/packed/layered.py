"""A mapping over records that stay in their file, with what is new, other or gone laid over them."""

from collections.abc import ItemsView, Iterator, MutableMapping, ValuesView
from itertools import chain
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Base(Protocol[V_co]):
    """What lies beneath: it never changes."""

    @property
    def ids(self) -> list[str]:
        """All ids in their order."""

    @property
    def places(self) -> dict[str, int]:
        """The number of each in that order."""

    def place_of(self, key: str) -> int:
        """The number of one.

        Raises:
            KeyError: It is not there.
        """

    def value(self, place: int) -> V_co:
        """What has this number."""

    def sum_of(self, place: int) -> int:
        """A checksum of it."""


class Layered(MutableMapping[str, V], Generic[V]):
    """Reads like a dictionary; ids cost next to nothing, each value is read when it is asked for.

    Args:
        base: What lies beneath.
    """

    def __init__(self, base: Base[V]) -> None:
        self.base = base
        self._over: dict[str, V] = {}  # in the places of what lies beneath
        self._added: dict[str, V] = {}
        self._gone: set[str] = set()
        self._order: dict[str, None] | None = None

    @property
    def changed(self) -> frozenset[str]:
        """The ids of what is new, other or gone."""
        return frozenset((*self._over, *self._added, *self._gone))

    def copy(self) -> "Layered[V]":
        """A mapping that begins with all of this one."""
        made = Layered(self.base)
        made._over, made._added, made._gone = self._over.copy(), self._added.copy(), self._gone.copy()
        made._order = None if self._order is None else self._order.copy()
        return made

    def arrange(self, order: list[str]) -> None:
        """Put all in this order; what it does not name comes last."""
        self._order = {key: None for key in chain(order, self) if key in self}

    def place_beneath(self, key: str) -> int | None:
        """The number of what lies beneath, where it shows through."""
        return None if key in self._over or key in self._gone else self.base.places.get(key)

    def differing(self, other: "Layered[V]") -> set[str]:
        """The ids of what is not the same in both."""
        if self.base is other.base:
            asked = self.changed | other.changed
        else:
            asked = self.changed | other.changed | (self.base.places.keys() ^ other.base.places.keys())
            sum_of, other_sum = self.base.sum_of, other.base.sum_of
            theirs = other.base.places
            asked |= {
                key
                for key, place in self.base.places.items()
                if key in theirs and sum_of(place) != other_sum(theirs[key])
            }
        return {key for key in asked if self.get(key) != other.get(key)}

    def pop(self, key: str, default: Any = None) -> Any:
        """Take out what has this id, and give it, or the default where there is none or it cannot be read."""
        value = self.get(key, default)
        if key in self:
            del self[key]
        return value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Layered):  # a proxy asks again for what it stands for, so that nothing need be read
            return NotImplemented if isinstance(other, MappingProxyType) else super().__eq__(other)
        return self is other or (len(self) == len(other) and not self.differing(other))

    __hash__ = None  # type: ignore[assignment]  # as a dictionary's

    def items(self) -> ItemsView[str, V]:
        """All pairs; what cannot be read any more is passed over until the file is read anew."""
        return _Items(self)

    def values(self) -> ValuesView[V]:
        """All values, likewise."""
        return _Values(self)

    def __getitem__(self, key: str) -> V:
        if key in self._over:
            return self._over[key]
        if key in self._added:
            return self._added[key]
        if key in self._gone:
            raise KeyError(key)
        return self.base.value(self.base.place_of(key))

    def __setitem__(self, key: str, value: V) -> None:
        if key in self.base.places and key not in self._gone:
            self._over[key] = value
            return
        # What was gone and came again stands at the end, as in a dictionary.
        self._added[key] = value
        if self._order is not None:
            self._order[key] = None

    def __delitem__(self, key: str) -> None:
        if key in self._added:
            del self._added[key]
        elif key in self.base.places and key not in self._gone:
            self._over.pop(key, None)
            self._gone.add(key)
        else:
            raise KeyError(key)
        if self._order is not None:
            self._order.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._added or (key in self.base.places and key not in self._gone)

    def __iter__(self) -> Iterator[str]:
        if self._order is not None:
            return iter(self._order)
        beneath = (key for key in self.base.ids if key not in self._gone) if self._gone else self.base.ids
        return chain(beneath, self._added) if self._added else iter(beneath)

    def __len__(self) -> int:
        return len(self.base.ids) - len(self._gone) + len(self._added)


class _Items(ItemsView[str, V]):
    """Pairs that can be read."""

    def __init__(self, things: Layered[V]) -> None:
        super().__init__(things)
        self._things = things

    def __iter__(self) -> Iterator[tuple[str, V]]:
        for key in self._things:
            if (value := self._things.get(key)) is not None:
                yield key, value


class _Values(ValuesView[V]):
    """Values that can be read."""

    def __init__(self, things: Layered[V]) -> None:
        super().__init__(things)
        self._things = things

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._things.items())


def copied(things: MutableMapping[str, V]) -> MutableMapping[str, V]:
    """Things that may be edited without harm to these."""
    return things.copy() if isinstance(things, Layered) else dict(things)


def arranged(things: MutableMapping[str, V], order: list[str]) -> MutableMapping[str, V]:
    """The same in another order, those that it names first."""
    if not isinstance(things, Layered):
        return {**{key: things[key] for key in order if key in things}, **things}
    things.arrange(order)
    return things
