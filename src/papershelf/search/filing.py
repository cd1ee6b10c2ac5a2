"""The compiled index as one file: arrays that are mapped into memory, so that opening it reads next to nothing."""

import json
import mmap
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from papershelf.search.lexicon import Lexicon, Spellings
from papershelf.search.postings import Postings

_MAGIC = b"papershelf index\n"
VERSION = 2
_ALIGNED = 64
_LINE = "\n"
_LONGEST_HEAD = 1 << 16
_PIECE = 1 << 20

Arrays = Mapping[str, npt.NDArray[Any]]


class Filed(NamedTuple):
    """What a file holds.

    Attributes:
        ids: Of the papers, in order.
        lexicon: Their words.
        postings: Which papers hold which words.
        sums: Of the papers' texts.
    """

    ids: list[str]
    lexicon: Lexicon
    postings: Postings
    sums: npt.NDArray[np.uint32]


class UnfitFileError(Exception):
    """The file is no index, is damaged, or another version wrote it: it is to be built anew."""


def write(path: Path, filed: Filed) -> None:
    """Write a file whole or not at all; another process may be reading the one before.

    Raises:
        OSError: It cannot be written.
    """
    postings, spellings = filed.postings, filed.lexicon.spellings
    arrays: Arrays = {
        **{name: getattr(postings, name) for name in ("offsets", "papers", "values", "order", "order_offsets")},
        **spellings._asdict(),
        "sums": filed.sums,
        "ids": _texts(filed.ids),
        "words": _texts(filed.lexicon.words[: filed.lexicon.sorted]),
    }
    header, offset, checksum = {}, 0, 0
    for name, array in arrays.items():
        header[name] = (array.dtype.str, offset, len(array))
        padded = -(-array.nbytes // _ALIGNED) * _ALIGNED
        checksum = crc32(bytes(padded - array.nbytes), crc32(np.ascontiguousarray(array).data, checksum))
        offset += padded
    about = {"version": VERSION, "size": offset, "checksum": checksum, "arrays": header}
    head = json.dumps(about).encode() + b"\n"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Each writer its own; the last one to finish stays.
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with open(temporary, "wb", opener=_private) as file:
            file.write(_MAGIC + len(head).to_bytes(8, "little") + crc32(head).to_bytes(8, "little") + head)
            start = _start_of_arrays(len(head))
            for array, (_, place, _) in zip(arrays.values(), header.values(), strict=True):
                file.seek(start + place)
                file.write(np.ascontiguousarray(array).data)
            file.truncate(start + offset)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """Opens a file that only its owner may read: what somebody collects is their own affair."""
    return os.open(path, flags, 0o600)


def read(path: Path) -> Filed:
    """Map a file into memory.

    Raises:
        OSError: It is not there, or cannot be read.
        UnfitFileError: It holds no index that this version can use.
    """
    with open(path, "rb") as file:
        try:
            head = _head(file)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (KeyError, TypeError, ValueError) as error:
            raise UnfitFileError(f"{path}: {error}") from error
    try:
        arrays = {
            name: np.frombuffer(data, np.dtype(kind), count, head["start"] + offset)
            for name, (kind, offset, count) in head["arrays"].items()
        }
        ids, words = _split(arrays["ids"]), _split(arrays["words"])
        lexicon = Lexicon(words, Spellings(arrays["numbers"], arrays["lengths"], arrays["sets"]))
        names = ("offsets", "papers", "values", "order", "order_offsets")
        postings = Postings(*(arrays[name] for name in names))
        return Filed(ids, lexicon, postings, arrays["sums"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnfitFileError(f"{path}: {error}") from error


def _start_of_arrays(head_length: int) -> int:
    return -(-(len(_MAGIC) + 16 + head_length) // _ALIGNED) * _ALIGNED


def _head(file: BinaryIO) -> dict[str, Any]:
    """What the file says of itself, once it is certain that the rest is as it was written.

    The file is read for that, and not the map: what is mapped counts as memory once it was looked at.
    """
    if file.read(len(_MAGIC)) != _MAGIC:
        raise UnfitFileError("it is no index")
    length, checksum = (int.from_bytes(file.read(8), "little") for _ in range(2))
    text = file.read(min(length, _LONGEST_HEAD))
    if crc32(text) != checksum:
        raise UnfitFileError("its head is damaged")
    head: dict[str, Any] = json.loads(text)
    if head["version"] != VERSION:
        raise UnfitFileError(f"version {head['version']} wrote it")
    head["start"] = _start_of_arrays(length)
    file.seek(head["start"])
    size = checksum = 0
    while piece := file.read(_PIECE):
        size, checksum = size + len(piece), crc32(piece, checksum)
    if (size, checksum) != (head["size"], head["checksum"]):
        raise UnfitFileError("it is damaged, or not whole")
    return head


def _texts(texts: list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(_LINE.join(texts).encode("utf-8", "surrogatepass"), np.uint8)


def _split(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogatepass").split(_LINE) if len(array) else []
