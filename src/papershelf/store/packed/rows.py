"""Where the records of a data file stand, as arrays, and the cache file that keeps them."""

import os
import sys
from array import array
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from papershelf import __version__

_MAGIC = b"papershelf rows\n"
_VERSION = 1
_LONGEST_HEAD = 1 << 20
_NUMBER = 8  # bytes of the two numbers behind the magic: how long the head is, and its checksum

Signature = tuple[int, int, int]
"""By what a file is known to be the same: inode, time of change in nanoseconds, size in bytes."""


class Rows(NamedTuple):
    """The records of one table in the order of the file.

    Attributes:
        ids: Of the records.
        offsets: Where each begins, in bytes from the start of the file; its id stands before that.
        lengths: How many bytes each has.
        sums: CRC-32 of each.
        rest: The other tables of the file, which are small.
    """

    ids: list[str]
    offsets: "array[int]"
    lengths: "array[int]"
    sums: "array[int]"
    rest: dict[str, Any]

    @classmethod
    def empty(cls) -> "Rows":
        """No records yet."""
        return cls([], array("Q"), array("I"), array("I"), {})

    def add(self, key: str, offset: int, record: bytes | memoryview) -> None:
        """Add the record that stands next in the file."""
        self.ids.append(key)
        self.offsets.append(offset)
        self.lengths.append(len(record))
        self.sums.append(crc32(record))


def signature_of(status: os.stat_result) -> Signature:
    """By what a file is known again."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def write(path: Path, rows: Rows, signature: Signature) -> None:
    """Keep rows in a file, whole or not at all; another process may be reading the one before.

    Args:
        path: The cache file.
        rows: What to keep.
        signature: Of the data file that they are of.

    Raises:
        OSError: It cannot be written.
    """
    from papershelf.caching import put_in_place  # the first paint writes nothing

    ids = "\n".join(rows.ids).encode()
    body = b"".join((rows.offsets.tobytes(), rows.lengths.tobytes(), rows.sums.tobytes(), ids))
    about = {
        **_fitting(signature),
        "count": len(rows.ids),
        "size": len(body),
        "checksum": crc32(body),
        "rest": rows.rest,
    }
    head = orjson.dumps(about)
    numbers = len(head).to_bytes(_NUMBER, "little") + crc32(head).to_bytes(_NUMBER, "little")
    put_in_place(path, (_MAGIC, numbers, head, body))


def read(path: Path, signature: Signature) -> Rows | None:
    """The rows that were kept of a data file; None where there are none that fit it, for whatever reason.

    Raises:
        OSError: They cannot be read.
    """
    try:
        data = memoryview(path.read_bytes())
    except FileNotFoundError:
        return None
    start = len(_MAGIC) + 2 * _NUMBER
    if data[: len(_MAGIC)] != _MAGIC or len(data) < start:
        return None
    length, checksum = (
        int.from_bytes(data[place : place + _NUMBER], "little") for place in (len(_MAGIC), len(_MAGIC) + _NUMBER)
    )
    head, body = data[start : start + min(length, _LONGEST_HEAD)], data[start + length :]
    if crc32(head) != checksum:
        return None
    about = orjson.loads(head)
    if any(about.get(name) != value for name, value in _fitting(signature).items()):
        return None
    if (about["size"], about["checksum"]) != (len(body), crc32(body)):
        return None
    return _rows_in(body, about["count"], about["rest"])


def _rows_in(body: memoryview, count: int, rest: dict[str, Any]) -> Rows:
    offsets, lengths, sums = array("Q"), array("I"), array("I")
    place = 0
    for numbers in (offsets, lengths, sums):
        end = place + count * numbers.itemsize
        numbers.frombytes(body[place:end])
        place = end
    ids = bytes(body[place:]).decode().split("\n") if count else []
    return Rows(ids, offsets, lengths, sums, rest)


def _fitting(signature: Signature) -> dict[str, Any]:
    """What has to be just so for a file to be of use: another version of the program may read records otherwise."""
    return {"version": _VERSION, "program": __version__, "order": sys.byteorder, "signature": list(signature)}
