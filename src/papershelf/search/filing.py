"""The compiled index as one file: arrays that are mapped into memory, so that opening it reads next to nothing."""

import json
import mmap
import os
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

import numpy as np

from papershelf.caching import put_in_place
from papershelf.search.arrays import Array, Bytes, Numbers
from papershelf.search.checking import Blocks, UnfitFileError, sums_of
from papershelf.search.lexicon import Lexicon, Spellings
from papershelf.search.postings import Postings
from papershelf.search.wordlist import WordList

__all__ = ["VERSION", "Filed", "UnfitFileError", "read", "write"]

_MAGIC = b"papershelf index\n"
VERSION = 4
_ALIGNED = 64
_LINE = "\n"
_LONGEST_HEAD = 1 << 16
# Nearly all of the file. Only what a search looks at is read, and checked then.
_LARGE = ("papers", "values", "order")


class Filed(NamedTuple):
    """What a file holds.

    Attributes:
        ids: Of the papers, in order.
        lexicon: Their words.
        postings: Which papers hold which words.
        sums: Of the papers' texts.
        records: Of the records that the texts were read from, as the library has them; 0 where that is not known.
        mapped: The file in which all this stands, unless it was compiled just now.
    """

    ids: Sequence[str]
    lexicon: Lexicon
    postings: Postings
    sums: Numbers
    records: Numbers
    mapped: mmap.mmap | None = None


def write(path: Path, filed: Filed) -> None:
    """Write a file whole or not at all; another process may be reading the one before.

    Raises:
        OSError: It cannot be written.
        UnfitFileError: What is to be written is mapped from a file that is damaged.
    """
    postings = filed.postings
    large: dict[str, Array] = {name: getattr(postings, name) for name in _LARGE}
    for name, array in large.items():
        postings.check(name, 0, len(array))
    words = filed.lexicon.words
    small: dict[str, Array] = {
        "offsets": postings.offsets,
        "order_offsets": postings.order_offsets,
        **filed.lexicon.spellings._asdict(),
        "sums": filed.sums,
        "records": filed.records,
        "words": words.letters,
        "word_starts": words.starts,
        "word_lengths": words.lengths,
        "word_heads": _texts(words.heads),
        "ids": _texts(filed.ids),
        "blocks": sums_of([_padded(array) for array in large.values()]),
    }
    header, offset, checksum = {}, 0, 0
    for name, array in {**small, **large}.items():
        header[name] = (array.dtype.str, offset, len(array))
        offset += -(-array.nbytes // _ALIGNED) * _ALIGNED
        if name in small:
            frame = offset
            for part in _padded(array):
                checksum = crc32(part, checksum)
    about = {"version": VERSION, "size": offset, "frame": frame, "checksum": checksum, "arrays": header}
    head = json.dumps(about).encode() + b"\n"
    start = _MAGIC + len(head).to_bytes(8, "little") + crc32(head).to_bytes(8, "little") + head
    arrays = (part for array in (*small.values(), *large.values()) for part in _padded(array))
    put_in_place(path, chain((start.ljust(_start_of_arrays(len(head)), b"\0"),), arrays))


def _padded(array: Array) -> tuple[memoryview, bytes]:
    """An array as it stands in the file, and what lies between it and the next."""
    return np.ascontiguousarray(array).data.cast("B"), bytes(-array.nbytes % _ALIGNED)


def read(path: Path, ids: Sequence[str] | None = None) -> Filed:
    """Map a file into memory.

    Args:
        path: The file.
        ids: Those that are likely to stand in it; if they do, these very ones are given back.

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
        return _filed(memoryview(data)[head["start"] :], head, ids)._replace(mapped=data)
    except (KeyError, TypeError, ValueError) as error:
        raise UnfitFileError(f"{path}: {error}") from error


def _filed(data: memoryview, head: Mapping[str, Any], ids: Sequence[str] | None) -> Filed:
    frame = head["frame"]
    if crc32(data[:frame]) != head["checksum"]:
        raise UnfitFileError("it is damaged")
    arrays: dict[str, Array] = {
        name: np.frombuffer(data, np.dtype(kind), count, offset)
        for name, (kind, offset, count) in head["arrays"].items()
    }
    blocks = Blocks(data[frame:], arrays["blocks"])
    for name in _LARGE:
        blocks.add(name, head["arrays"][name][1] - frame, arrays[name].itemsize)
    words = WordList(arrays["words"], arrays["word_starts"], arrays["word_lengths"], _split(arrays["word_heads"]))
    lexicon = Lexicon(words, Spellings(arrays["numbers"], arrays["lengths"], arrays["sets"]))
    postings = Postings(
        arrays["offsets"], arrays["papers"], arrays["values"], arrays["order"], arrays["order_offsets"], blocks.check
    )
    if ids is None or _texts(ids).tobytes() != arrays["ids"].tobytes():
        ids = _split(arrays["ids"])
    return Filed(ids, lexicon, postings, arrays["sums"], arrays["records"])


def _start_of_arrays(head_length: int) -> int:
    return -(-(len(_MAGIC) + 16 + head_length) // _ALIGNED) * _ALIGNED


def _head(file: BinaryIO) -> dict[str, Any]:
    """What the file says of itself, once it is certain that this is true and that the file is whole."""
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
    if os.fstat(file.fileno()).st_size != head["start"] + head["size"]:
        raise UnfitFileError("it is not whole")
    return head


def _texts(texts: Sequence[str]) -> Bytes:
    return np.frombuffer(_LINE.join(texts).encode("utf-8", "surrogatepass"), np.uint8)


def _split(array: Bytes) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogatepass").split(_LINE) if len(array) else []
