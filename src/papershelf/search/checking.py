"""Checksums of a mapped file, block by block: what is never looked at need not be read to know that it is whole."""

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np

from papershelf.search.arrays import Numbers, Places

BLOCK = 1 << 16  # bytes


class UnfitFileError(Exception):
    """The file is no index, is damaged, or another version wrote it: it is to be built anew."""


def sums_of(parts: Iterable[Sequence[bytes | memoryview]]) -> Numbers:
    """The checksum of each block of what several parts make together, one after the other."""
    sums: list[int] = []
    checksum = filled = 0
    for part in (memoryview(piece) for pieces in parts for piece in pieces):
        place = 0
        while place < len(part):
            piece = part[place : place + BLOCK - filled]
            checksum, filled, place = crc32(piece, checksum), filled + len(piece), place + len(piece)
            if filled == BLOCK:
                sums.append(checksum)
                checksum = filled = 0
    return np.array([*sums, checksum] if filled else sums, np.uint32)


class Blocks:
    """Checks each block of some bytes when it is first looked at.

    Args:
        data: The bytes.
        sums: What `sums_of` said of them.
    """

    def __init__(self, data: memoryview, sums: Numbers) -> None:
        if len(sums) != -(-len(data) // BLOCK):
            raise UnfitFileError("its blocks are not those of its arrays")
        self._data = data
        self._sums = sums
        self._arrays: dict[str, tuple[int, int]] = {}
        self._unread = np.ones(len(sums), bool)
        self._before = np.arange(len(sums) + 1)  # for each block how many before it were not read yet

    def add(self, name: str, start: int, itemsize: int) -> None:
        """Give a name to an array that begins so many bytes behind the first one."""
        self._arrays[name] = (start, itemsize)

    def check(self, name: str, firsts: int | Places, ends: int | Places) -> None:
        """Make sure that parts of an array are as they were written.

        Args:
            name: Which array.
            firsts: Where each part begins.
            ends: Where it ends, just behind its last item; a part may be empty.

        Raises:
            UnfitFileError: They are not.
        """
        start, size = self._arrays[name]
        first = (start + np.asarray(firsts, np.int64) * size) // BLOCK
        end = np.where(np.greater(ends, firsts), -(-(start + np.asarray(ends, np.int64) * size) // BLOCK), first)
        unread = self._before[np.minimum(end, len(self._sums))] - self._before[np.minimum(first, len(self._sums))]
        if not unread.any():
            return
        first, end = np.atleast_1d(first)[np.atleast_1d(unread) > 0], np.atleast_1d(end)[np.atleast_1d(unread) > 0]
        for one, other in {*zip(first.tolist(), end.tolist(), strict=True)}:
            for block in range(one, other):
                if self._unread[block]:
                    self._read(block)
        np.cumsum(self._unread, out=self._before[1:])

    def _read(self, block: int) -> None:
        if crc32(self._data[block * BLOCK : (block + 1) * BLOCK]) != self._sums[block]:
            raise UnfitFileError("it is damaged")
        self._unread[block] = False
