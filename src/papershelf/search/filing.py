"""The compiled index as one file: arrays that are mapped into memory, so that opening it reads next to nothing."""

import json
import mmap
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from papershelf.search.lexicon import Lexicon, Spellings
from papershelf.search.postings import Postings

_MAGIC = b"papershelf index\n"
VERSION = 2
_ALIGNED = 64
_LINE = "\n"

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
    header, offset = {}, 0
    for name, array in arrays.items():
        header[name] = (array.dtype.str, offset, len(array), crc32(np.ascontiguousarray(array).data))
        offset += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({"version": VERSION, "size": offset, "arrays": header}).encode() + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    # Each writer its own; the last one to finish stays.
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with open(temporary, "wb") as file:
            file.write(_MAGIC + len(head).to_bytes(8, "little") + crc32(head).to_bytes(8, "little") + head)
            start = _start_of_arrays(len(head))
            for array, (_, place, _, _) in zip(arrays.values(), header.values(), strict=True):
                file.seek(start + place)
                file.write(np.ascontiguousarray(array).data)
            file.truncate(start + offset)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def read(path: Path) -> Filed:
    """Map a file into memory.

    Raises:
        OSError: It is not there, or cannot be read.
        UnfitFileError: It holds no index that this version can use.
    """
    with open(path, "rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file
            raise UnfitFileError(str(error)) from error
    try:
        head = _head(data)
        arrays = _arrays(data, head)
        ids, words = _split(arrays["ids"]), _split(arrays["words"])
        lexicon = Lexicon(words, Spellings(arrays["numbers"], arrays["lengths"], arrays["sets"]))
        names = ("offsets", "papers", "values", "order", "order_offsets")
        postings = Postings(*(arrays[name] for name in names))
        return Filed(ids, lexicon, postings, arrays["sums"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnfitFileError(f"{path}: {error}") from error


def _start_of_arrays(head_length: int) -> int:
    return -(-(len(_MAGIC) + 16 + head_length) // _ALIGNED) * _ALIGNED


def _head(data: mmap.mmap) -> dict[str, Any]:
    place = len(_MAGIC)
    if data[:place] != _MAGIC:
        raise UnfitFileError("it is no index")
    length = int.from_bytes(data[place : place + 8], "little")
    text = data[place + 16 : place + 16 + length]
    if crc32(text) != int.from_bytes(data[place + 8 : place + 16], "little"):
        raise UnfitFileError("its head is damaged")
    head = json.loads(text)
    if head["version"] != VERSION:
        raise UnfitFileError(f"version {head['version']} wrote it")
    if len(data) != _start_of_arrays(length) + head["size"]:
        raise UnfitFileError("it is not whole")
    head["start"] = _start_of_arrays(length)
    return dict(head)


def _arrays(data: mmap.mmap, head: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, (kind, offset, count, checksum) in head["arrays"].items():
        array = np.frombuffer(data, np.dtype(kind), count, head["start"] + offset)
        if crc32(array.data) != checksum:
            raise UnfitFileError(f"{name} is damaged")
        arrays[name] = array
    return arrays


def _texts(texts: list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(_LINE.join(texts).encode("utf-8", "surrogatepass"), np.uint8)


def _split(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogatepass").split(_LINE) if len(array) else []
