"""Checksums of a mapped file, block by block: what is never looked at need not be read to know that it is whole."""

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np

from papershelf.search.arrays import Numbers, Places

BLOCK = 1 << 12  # bytes: a page. A search looks here and there, and reads whole blocks. Of more than 5 KB a checksum
# lets another thread go on meanwhile, and the screen would wait for its turn at every block.


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
        behind = start + np.atleast_1d(np.asarray(ends, np.int64)) * size
        before = start + np.atleast_1d(np.asarray(firsts, np.int64)) * size
        first, last = before // BLOCK, (behind - 1) // BLOCK
        full = np.flatnonzero(behind > before)
        first, last = first[full], last[full]
        asked = self._unread[first] | self._unread[last] | (last - first > 1)
        for one, other in {*zip(first[asked].tolist(), last[asked].tolist(), strict=True)}:
            for block in np.flatnonzero(self._unread[one : other + 1]).tolist():
                self._read(one + block)

    def _read(self, block: int) -> None:
        if crc32(self._data[block * BLOCK : (block + 1) * BLOCK]) != self._sums[block]:
            raise UnfitFileError("it is damaged")
        self._unread[block] = False
