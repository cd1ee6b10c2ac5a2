"""Looking at the history line by line: which lines can be read, and which stand there twice."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import NamedTuple

from papershelf.progress import Progress, told, unheard
from papershelf.store.units import Change, NewerLineError, decode_changes, decode_header

_WHY = {True: "a byte order mark stands before it", False: "it lacks its end"}


class BadLine(NamedTuple):
    """A line that is no unit, or that stands there twice.

    Attributes:
        number: Its number, from 1.
        reason: What is wrong with it.
        content: Its bytes.
        mended: What it should be; empty where nothing can be made of it.
    """

    number: int
    reason: str
    content: bytes
    mended: bytes = b""


class Lines(NamedTuple):
    """The lines of a history.

    Attributes:
        good: How many are units.
        bad: Those that are not.
        is_newer: Whether a newer version wrote one: then none may be touched.
    """

    good: int
    bad: list[BadLine]
    is_newer: bool


def examine(path: Path, progress: Progress = unheard) -> Lines:
    """Look at every line; a file that is not there has none.

    Args:
        path: The history.
        progress: Told how many lines are looked at.

    Raises:
        Cancelled: The listener has seen enough.
        OSError: It cannot be read.
    """
    found, good, is_newer = [], 0, False
    seen: dict[str, int] = {}  # a checksum would do for most, and a doctor is not in a hurry
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(told(file, progress, "looking at the history", "line"), 1):
                try:
                    if (mended := _mended(number, line)) != line:
                        found.append(BadLine(number, _WHY[line.endswith(b"\n")], line, mended))
                        continue
                    header = decode_header(line)
                    decode_changes(line)
                    if seen.get(header.id) == hash(line):
                        raise ValueError("it stands there twice")
                except NewerLineError:
                    is_newer = True
                except ValueError as error:
                    found.append(BadLine(number, str(error), line))
                else:
                    seen[header.id] = hash(line)
                    good += 1
    except FileNotFoundError:
        pass
    return Lines(good, found, is_newer)


def _mended(number: int, line: bytes) -> bytes:
    """The line without what an editor put before the first and with what it took from behind the last.

    Raises:
        ValueError: It is not whole.
    """
    mended = line.removeprefix(BOM_UTF8) if number == 1 else line
    if not mended.endswith(b"\n"):
        mended += b"\n"
        try:
            decode_header(mended)
            decode_changes(mended)
        except ValueError:
            raise ValueError("it is not whole") from None
    return mended


def changes(path: Path, progress: Progress = unheard) -> dict[tuple[str, str], Change]:
    """What the history says that each record came to, where it knows the record from its beginning.

    Returns:
        By table and id, a change from nothing to what the record is now.

    Raises:
        OSError: It cannot be read.
    """
    from papershelf.store.differences import apply

    known: dict[tuple[str, str], Change] = {}
    unknown: set[tuple[str, str]] = set()
    with open(path, "rb") as file:
        for line in told(file, progress, "replaying the history", "line"):
            try:
                decode_header(line)
                units = decode_changes(line)
            except ValueError:
                continue
            for change in units:
                key = change.table, change.id
                if key in unknown:
                    continue
                if key not in known and change.before is not None:
                    unknown.add(key)
                    continue
                present = known[key].after if key in known else None
                known[key] = Change(*key, None, apply(present, change))
    return known
