"""The heads of the history kept in the cache, so that opening reads no long line that was read before."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from papershelf.store.journal import Place, Seen
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
    from papershelf import caching  # no short history needs it, nor so the first paint

    lines = [[*place, unit.id, unit.at, unit.kind.value, unit.words, unit.of, unit.tables] for place, unit in units]
    caching.keep(path, _VERSION, {"seen": [*seen[:-1], seen.head.decode("latin-1")], "units": lines})


def kept(path: Path) -> Kept | None:
    """The heads that were kept; None where there are none, or they are of no use. Whether they fit is not looked at."""
    from papershelf import caching  # likewise

    about = caching.kept(path, _VERSION)
    if about is None:
        return None
    try:
        inode, end, last, head = about["seen"]
        return Kept(Seen(inode, end, last, head.encode("latin-1")), list(_units(about["units"])))
    except (ValueError, KeyError, TypeError, AttributeError):  # whatever is wrong, reading the history puts it right
        return None


def _units(lines: Iterable[list[Any]]) -> Iterator[tuple[Place, UnitHeader]]:
    for offset, length, name, at, kind, words, of, tables in lines:
        yield Place(offset, length), UnitHeader(name, at, Kind(kind), words, of, tuple(tables))
