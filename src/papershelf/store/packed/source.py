"""A data file that stays open: each record is read from it when it is asked for, and held against its checksum."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar
from zlib import crc32

import orjson

from papershelf.store.layout import Record, line_key
from papershelf.store.packed.rows import Rows, Signature, signature_of

T = TypeVar("T")
_MOST_KEPT = 4_096  # things in memory that were read lately
_AT_A_TIME = 500  # rows that are copied as one piece
_BLOCK, _MOST_BLOCKS = 16_384, 128  # bytes that are read at once, and how many such blocks stay in memory
_FIRST = 256  # records that are found by looking, which is about what a screen shows


class Source:
    """The records of an open data file.

    The file is held open, so that its records can be read although another one took its name meanwhile. It is
    read and not mapped: a file that somebody cuts short would else end the program.

    Attributes:
        rows: Where each record stands.
        is_broken: Whether a record was met that is not as it was; the file has to be read anew then.
    """

    def __init__(self, descriptor: int, rows: Rows) -> None:
        self._descriptor = descriptor
        self.rows = rows
        self.is_broken = False
        self._blocks: dict[int, bytes] = {}

    @classmethod
    def opened(cls, path: Path, rows: Rows, signature: Signature) -> "Source | None":
        """The file of this signature, or None where another one stands there.

        Raises:
            OSError: It cannot be opened.
        """
        source = cls(os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)), rows)
        return source if signature_of(os.fstat(source._descriptor)) == signature else None

    def __del__(self) -> None:
        os.close(self._descriptor)

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of the file."""
        return self.rows.ids

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each record in that order, by id."""
        return dict(zip(self.rows.ids, range(len(self.rows.ids)), strict=True))

    def place_of(self, key: str) -> int:
        """The number of a record; whoever looks at the first ones only needs no table of all.

        Raises:
            KeyError: There is none of that id.
        """
        if "places" not in vars(self):
            with suppress(ValueError):
                return self.rows.ids.index(key, 0, _FIRST)
        return self.places[key]

    def value(self, place: int) -> Record:
        """The record with this number.

        Raises:
            KeyError: It is not there any more as it was.
        """
        rows = self.rows
        record = self._read(rows.offsets[place], rows.lengths[place])
        if crc32(record) != rows.sums[place]:
            self.is_broken = True
            raise KeyError(rows.ids[place])
        found: Record = orjson.loads(record)
        return found

    def sum_of(self, place: int) -> int:
        """The checksum of the record with this number; equal ones are equal records but for a very rare chance."""
        return self.rows.sums[place]

    def copied(self, first: int, end: int, at: int, into: Rows) -> Iterator[bytes]:
        """The lines of some records one after the other, as they stand in the file; a comma belongs between the parts.

        Args:
            first: The number of the first.
            end: That of the first which is not wanted any more.
            at: Where in the new file they will begin.
            into: Told where each stands there.

        Raises:
            OSError: One of them cannot be read as it was.
        """
        rows = self.rows
        for start in range(first, end, _AT_A_TIME):
            stop = min(start + _AT_A_TIME, end)
            begin = rows.offsets[start] - len(line_key(rows.ids[start])) - 1
            text = os.pread(self._descriptor, rows.offsets[stop - 1] + rows.lengths[stop - 1] - begin, begin)
            view = memoryview(text)
            for place in range(start, stop):
                offset = rows.offsets[place] - begin
                into.add(rows.ids[place], at + offset, view[offset : offset + rows.lengths[place]])
                if into.sums[-1] != rows.sums[place]:
                    self.is_broken = True
                    raise OSError(f"the record {rows.ids[place]} in it is not as it was")
            yield text
            at += len(text) + 2

    def _read(self, offset: int, length: int) -> bytes:
        """Some bytes, by way of the blocks that were read lately.

        A read lets other threads go first, and one that computes gives way milliseconds later: a screen full of
        papers is to wait for that once, and not for each paper.
        """
        first, last = offset // _BLOCK, (offset + length - 1) // _BLOCK
        start = offset - first * _BLOCK
        if first == last:
            return self._block(first)[start : start + length]
        return b"".join(map(self._block, range(first, last + 1)))[start : start + length]

    def _block(self, number: int) -> bytes:
        found = self._blocks.get(number)
        if found is None:
            found = os.pread(self._descriptor, _BLOCK, number * _BLOCK)
            if len(self._blocks) >= _MOST_BLOCKS:
                self._blocks = {}  # not cleared: another thread may be looking
            self._blocks[number] = found
        return found


class Things(Generic[T]):
    """What the records of a source mean, made when asked for.

    Args:
        source: The records.
        decode: The meaning of a record, by its id.
    """

    def __init__(self, source: Source, decode: Callable[[str, Record], T]) -> None:
        self._source = source
        self._decode = decode
        self._kept: dict[int, T] = {}

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of the file."""
        return self._source.ids

    @property
    def places(self) -> dict[str, int]:
        """The number of each in that order, by id."""
        return self._source.places

    def place_of(self, key: str) -> int:
        """The number of one.

        Raises:
            KeyError: There is none of that id.
        """
        return self._source.place_of(key)

    def value(self, place: int) -> T:
        """What the record with this number means.

        Raises:
            KeyError: It is not there any more as it was.
        """
        found = self._kept.get(place)
        if found is None:
            found = self._decode(self._source.ids[place], self._source.value(place))
            if len(self._kept) >= _MOST_KEPT:
                self._kept = {}  # not cleared: another thread may be filling it
            self._kept[place] = found
        return found

    def sum_of(self, place: int) -> int:
        """The checksum of the record with this number."""
        return self._source.sum_of(place)
