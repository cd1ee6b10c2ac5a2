"""One data file and the cache file that says where its records stand: opened together, and kept in step."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from papershelf.store.layout import Record, Tables
from papershelf.store.packed.layered import Layered
from papershelf.store.packed.rows import Rows, Signature, read, write
from papershelf.store.packed.source import Source

LEAST = 262_144  # bytes; a smaller file is read whole in a few milliseconds


class Packing:
    """Opens the tables of a large data file without reading its records.

    Args:
        path: The data file.
        table: The table in it that is large.
        cache: Where it is kept how the records stand; the file may be gone at any time.
        decode: What a record means, by its id; a ValueError says that it cannot be read.
    """

    def __init__(self, path: Path, table: str, cache: Path, decode: Callable[[str, Record], Any]) -> None:
        self._path = path
        self.table = table
        self._cache = cache
        self._decode = decode
        self._written: Rows | None = None

    def open(self, signature: Signature) -> Tables | None:
        """The tables of the file that stands there, or None where it is small or not just as it was written.

        Raises:
            OSError: It cannot be read.
        """
        if signature[2] < LEAST:
            return None
        rows = known = self._kept(signature)
        if rows is None:
            rows = self._looked_through()
        source = None if rows is None else Source.opened(self._path, rows, signature)
        if source is None:
            return None
        if known is None:
            self._keep(source.rows, signature)
        return self._tables(source)

    def forget(self) -> None:
        """Believe nothing that was kept: the data file is looked through at the next opening."""
        with suppress(OSError):  # where it stays it is met with the same damage, and forgotten again
            self._cache.unlink(missing_ok=True)

    def lines(self, table: Mapping[str, Record], at: int) -> Iterator[bytes]:
        """The lines of the large table for a new file, part by part; `published` is to follow.

        Raises:
            OSError: What is to be copied cannot be read as it was.
        """
        from papershelf.store.packed.writing import lines  # the first paint writes nothing

        self._written = Rows.empty()
        return lines(table, at, self._written)

    def published(self, signature: Signature, tables: Tables) -> Tables:
        """The tables of the file that was just written, from there if it is large, else as they are."""
        rows, self._written = self._written, None
        if rows is None or signature[2] < LEAST:
            return tables
        try:
            source = Source.opened(self._path, rows, signature)
        except OSError:
            return tables
        if source is None:
            return tables
        rows.rest.update({name: dict(others) for name, others in tables.items() if name != self.table})
        self._keep(rows, signature)
        return self._tables(source)

    def _looked_through(self) -> Rows | None:
        from papershelf.store.packed.making import NotAsWrittenError, look_through

        try:
            return look_through(self._path, self.table, self._decode)
        except NotAsWrittenError:
            return None  # whoever reads it whole says what is wrong

    def _kept(self, signature: Signature) -> Rows | None:
        try:
            return read(self._cache, signature)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # whatever is wrong with it, looking through puts it right

    def _keep(self, rows: Rows, signature: Signature) -> None:
        with suppress(OSError):  # a cache that cannot be written costs time at the next start, and nothing else
            write(self._cache, rows, signature)

    def _tables(self, source: Source) -> Tables:
        records: Layered[Record] = Layered(source)
        return {**source.rows.rest, self.table: records}
