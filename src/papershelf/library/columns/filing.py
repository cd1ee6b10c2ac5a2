"""The file of columns: written whole beside and renamed, mapped into memory, never believed unless all of it fits."""

import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from papershelf.caching import put_in_place
from papershelf.library.columns.head import ALIGNED, Counts, UnfitFileError, head_bytes, read_head

Arrays: TypeAlias = Mapping[str, npt.NDArray[Any]]


def write(path: Path, arrays: Arrays, fingerprint: list[int], counts: Counts) -> None:
    """Write a file whole or not at all; another process may be reading the one before.

    Raises:
        OSError: It cannot be written.
    """
    listed, pieces, size, checksum = {}, [], 0, 0
    for name, array in arrays.items():
        listed[name] = [array.dtype.str, size, len(array)]
        piece = array.tobytes()
        piece += bytes(-len(piece) % ALIGNED)
        pieces.append(piece)
        size, checksum = size + len(piece), crc32(piece, checksum)
    about = {
        "fingerprint": fingerprint,
        "counts": counts._asdict(),
        "size": size,
        "checksum": checksum,
        "arrays": listed,
    }
    put_in_place(path, (head_bytes(about), *pieces))


def read(path: Path) -> tuple[Arrays, list[int]]:
    """Map a file into memory.

    Returns:
        Its arrays, and the fingerprint of the papers that they are of.

    Raises:
        OSError: It is not there, or cannot be read.
        UnfitFileError: It holds no columns that this version can use.
    """
    with open(path, "rb") as file:
        try:
            head = read_head(file)
            start, size = head["start"], head["size"]
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if len(data) != start + size or crc32(memoryview(data)[start:]) != head["checksum"]:
                raise UnfitFileError("it is damaged, or not whole")
            arrays = {
                name: np.frombuffer(data, np.dtype(kind), count, start + offset)
                for name, (kind, offset, count) in head["arrays"].items()
            }
            return arrays, head["fingerprint"]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnfitFileError(f"{path}: {error}") from error
