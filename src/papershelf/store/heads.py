"""The heads of the history kept in the cache, so that opening reads no long line that was read before."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from papershelf import __version__
from papershelf.store.journal import Place, Seen
from papershelf.store.packed.rows import put_beside
from papershelf.store.units import Kind, UnitHeader

FILE = "history.heads"
WORTH_KEEPING = 1_048_576  # bytes of the history that are not in the cache yet
_VERSION = 1


class Kept(NamedTuple):
    """What was read of the history before.

    Attributes:
        seen: How far that was, and by what the file is known again.
        units: Where each line stands, with its head.
    """

    seen: Seen
    units: list[tuple[Place, UnitHeader]]


def keep(path: Path, seen: Seen, units: Iterable[tuple[Place, UnitHeader]]) -> None:
    """Write the heads of all lines so far; where that cannot be done the next opening takes longer, and no more."""
    lines = [[*place, unit.id, unit.at, unit.kind.value, unit.words, unit.of, unit.tables] for place, unit in units]
    about = {"version": _VERSION, "program": __version__, "seen": [*seen[:-1], seen.head.decode("latin-1")]}
    text = orjson.dumps({**about, "units": lines})
    with suppress(OSError):
        put_beside(path, b"%08x\n%b" % (crc32(text), text))


def kept(path: Path) -> Kept | None:
    """The heads that were kept; None where there are none, or they are of no use. Whether they fit is not looked at."""
    try:
        if os.stat(path).st_size > 1 << 28:
            return None
        checksum, _, text = path.read_bytes().partition(b"\n")
        if checksum != b"%08x" % crc32(text):
            return None
        about = orjson.loads(text)
        if (about["version"], about["program"]) != (_VERSION, __version__):
            return None
        inode, end, last, head = about["seen"]
        return Kept(Seen(inode, end, last, head.encode("latin-1")), list(_units(about["units"])))
    except (OSError, ValueError, KeyError, TypeError):  # whatever is wrong, reading the history puts it right
        return None


def _units(lines: Iterable[list[Any]]) -> Iterator[tuple[Place, UnitHeader]]:
    for offset, length, name, at, kind, words, of, tables in lines:
        yield Place(offset, length), UnitHeader(name, at, Kind(kind), words, of, tuple(tables))
