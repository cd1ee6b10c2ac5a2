"""How one kind of thing becomes a record and is read again, fields of newer versions kept."""

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from papershelf.store.layout import Record
from papershelf.text import safe_line

T = TypeVar("T")


def storable(text: str) -> str:
    """The text without lone surrogates, which no file in UTF-8 can hold."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


class Codec(Generic[T]):
    """How one kind of thing becomes a record and is read again.

    Fields at their default are left out, so a record stays short and its line easy to compare.
    """

    def __init__(
        self,
        read: Callable[[str, Record], T],
        write: Callable[[T], Record],
        key: Callable[[T], str],
        derived: frozenset[str] = frozenset(),
        stands: Callable[[T, Record], bool] | None = None,
    ) -> None:
        self._read = read
        self._write = write
        self.key = key
        self._derived = derived
        self._stands = stands

    def decode(self, key: str, record: Record) -> T:
        """The thing that a record holds.

        Raises:
            ValueError: It cannot be read, with the reason.
        """
        if not key or safe_line(key) != key:
            raise ValueError("its id holds characters that no id may hold")
        if not isinstance(record, dict):
            raise ValueError("it is no record")
        return self._read(key, record)

    def keep(self, thing: T, kept: Record | None = None, before: T | None = None) -> tuple[Record, T]:
        """The record of a thing, and the thing as it will be read from there: itself where that is the same.

        Args:
            thing: What to write.
            kept: The record that it replaces, as for `encode`.
            before: What that means, if it is known.

        Raises:
            ValueError: It cannot be kept, with the reason.
        """
        new, key = self._write(thing), self.key(thing)
        record = self._over(kept, new, key, before) if kept else new
        # To read what was just written takes as long as all else, and nearly always says what is known.
        if self._stands and record == new and key and safe_line(key) == key and self._stands(thing, new):
            return record, thing
        read = self.decode(key, record)
        return record, thing if thing == read else read

    def encode(self, thing: T, kept: Record | None = None) -> Record:
        """The record of a thing.

        Args:
            thing: What to write.
            kept: The record that it replaces: fields of newer versions stay, and whatever means the same.
        """
        new = self._write(thing)
        return self._over(kept, new, self.key(thing)) if kept else new

    def _over(self, kept: Record, new: Record, key: str, before: T | None = None) -> Record:
        try:
            old = self._write(self.decode(key, kept) if before is None else before)
        except ValueError:
            return new
        merged: Record = {}
        for name, value in kept.items():
            if name in new and name not in self._derived:
                merged[name] = _keep_extras(new[name], old.get(name), value)
            elif name not in old and name not in self._derived:
                merged[name] = value  # a field of a newer version, or a default written out
        return merged | {name: value for name, value in new.items() if name not in merged}


def _keep_extras(new: Any, old: Any, kept: Any) -> Any:
    if new == old:
        return kept
    if isinstance(new, list) and isinstance(old, list) and len(old) == len(kept):
        return [kept[old.index(item)] if item in old else item for item in new]
    return new
