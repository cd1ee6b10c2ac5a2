"""A file's records beside what they mean, built anew without reading again what did not change."""

from collections.abc import MutableMapping
from typing import Generic, TypeVar

from papershelf.store.codec import Codec
from papershelf.store.layout import Record
from papershelf.store.packed.layered import Layered, arranged, copied
from papershelf.store.packed.source import Source, Things

T = TypeVar("T")


class Picture(Generic[T]):
    """Starts from an older picture and never edits it.

    Attributes:
        records: The readable records by id.
        view: What they mean.
        bad: The records that cannot be read, each with the reason.
        moved: Whether they are in another order than the file's, so that the file has to be put in order too.
    """

    def __init__(self, codec: Codec[T], older: "Picture[T] | None" = None) -> None:
        self._codec = codec
        self._old_records: MutableMapping[str, Record] = older.records if older else {}
        self._old_view: MutableMapping[str, T] = older.view if older else {}
        self.records: MutableMapping[str, Record] = {}
        self.view: MutableMapping[str, T] = {}
        self.bad: dict[str, tuple[Record, str]] = {}
        self.moved = False

    @classmethod
    def packed(cls, codec: Codec[T], records: Layered[Record], older: "Picture[T] | None" = None) -> "Picture[T]":
        """A picture of records that stay in their file; each was read once, so that none of them is bad."""
        picture = cls(codec, older)
        source = records.base
        assert isinstance(source, Source)
        picture.records, picture.view = records, Layered(Things(source, codec.decode))
        return picture

    def copy(self) -> "Picture[T]":
        """A picture that begins with everything this one holds."""
        picture = Picture(self._codec, self)
        picture.records, picture.view = copied(self.records), copied(self.view)
        picture.moved = self.moved
        return picture

    def arrange(self, order: list[str] | None) -> None:
        """Put everything in another order; None leaves it as it is."""
        if order is not None:
            self.records, self.view = arranged(self.records, order), arranged(self.view, order)
            self.moved = True

    def put(self, key: str, record: Record | None, read: tuple[Record, T] | None = None) -> None:
        """Put a record in, or take it out with None; one that cannot be read is set apart.

        Args:
            key: Its id.
            record: The record.
            read: A record that was read already, with what it means: if it is this one, it is not read again.
        """
        if record is None:
            self.records.pop(key, None)
            self.view.pop(key, None)
            return
        if read is not None and read[0] == record:
            self.records[key], self.view[key] = read
            return
        try:
            known = self._old_view.get(key) if self._old_records.get(key) == record else None
            self.view[key] = self._codec.decode(key, record) if known is None else known
        except ValueError as error:
            self.bad[key] = (record, str(error))
        else:
            self.records[key] = record

    def changed(self) -> set[str]:
        """The ids of what is not as in the older picture."""
        old = self._old_records
        if isinstance(old, Layered) and isinstance(self.records, Layered):
            return self.records.differing(old)
        return (old.keys() - self.records.keys()) | {
            key for key, record in self.records.items() if old.get(key) != record
        }

    def finish(self) -> "Picture[T]":
        """Let go of the older picture: each would hold on to the one before."""
        self._old_records, self._old_view = {}, {}
        return self
