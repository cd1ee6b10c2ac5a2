"""The head of the file of columns: by what it is known to fit, and counts for the first paint; read without numpy."""

import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple
from zlib import crc32

from papershelf import __version__

MAGIC: Final = b"papershelf columns\n"
VERSION: Final = 1
ALIGNED: Final = 64
_LONGEST = 1 << 22
_NUMBER = 8  # bytes of the two numbers behind the magic: how long the head is, and its checksum


class UnfitFileError(Exception):
    """The file holds no columns, is damaged, or another version wrote it: they are to be compiled anew."""


class Counts(NamedTuple):
    """What was counted of the papers when they were compiled.

    Attributes:
        total: All of them.
        fitting: How many fit a query, by its text; only queries that no mark has a say in.
        sources: How many stood in a file, by its name.
    """

    total: int
    fitting: Mapping[str, int]
    sources: Mapping[str, int]


def fingerprint(ids: Iterable[str], sums: Any) -> list[int]:
    """By what papers are known to be the very same in the same order.

    Args:
        ids: Their ids.
        sums: A checksum of each, as a buffer.
    """
    return [crc32("\n".join(ids).encode("utf-8", "surrogatepass")), crc32(sums), memoryview(sums).nbytes]


def head_bytes(about: Mapping[str, Any]) -> bytes:
    """The beginning of a file, up to its arrays."""
    text = json.dumps({**about, **_written_by()}).encode()
    head = MAGIC + len(text).to_bytes(_NUMBER, "little") + crc32(text).to_bytes(_NUMBER, "little") + text
    return head + bytes(-len(head) % ALIGNED)


def read_head(file: BinaryIO) -> dict[str, Any]:
    """What a file says of itself; `start` is where its arrays begin.

    Raises:
        OSError: It cannot be read.
        UnfitFileError: This program has no use for it.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise UnfitFileError("it holds no columns")
    length, checksum = (int.from_bytes(file.read(_NUMBER), "little") for _ in range(2))
    text = file.read(min(length, _LONGEST))
    if crc32(text) != checksum:
        raise UnfitFileError("its head is damaged")
    head: dict[str, Any] = json.loads(text)
    if any(head.get(name) != value for name, value in _written_by().items()):
        raise UnfitFileError("another version wrote it")
    size = len(MAGIC) + 2 * _NUMBER + length
    return {**head, "start": size + -size % ALIGNED}


def kept_counts(path: Path, ids: Iterable[str], sums: Any) -> Counts | None:
    """The counts in a file; None where it is not of these papers just as they are, or cannot be used."""
    with suppress(OSError, UnfitFileError), open(path, "rb") as file:
        head = read_head(file)
        if head["fingerprint"] == fingerprint(ids, sums):
            return Counts(**head["counts"])
    return None


def _written_by() -> dict[str, Any]:
    """Another version of the program may read papers otherwise."""
    return {"version": VERSION, "program": __version__, "order": sys.byteorder}
