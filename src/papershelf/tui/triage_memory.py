"""The triages that were left, to be gone on with; kept in a small file that may be thrown away."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from papershelf import system
from papershelf.store import disk
from papershelf.text import safe_line
from papershelf.tui.triaging import Decision

FILE = "triage.json"
KEPT = 20  # triages that are remembered
MOST = 20_000  # papers of one; nobody goes through more
LONGEST = 2_000  # characters of a place, of a name, of an id
LONGEST_FILE = 16_777_216  # bytes; what is longer is no file of ours


@dataclass(frozen=True, slots=True)
class Left:
    """A triage that was left before its end.

    Attributes:
        place: What was gone through, for the program: a view and a query.
        name: The same for a person.
        ids: The papers in their order.
        decided: What was decided, by paper.
        seconds: How long it took so far.
    """

    place: str
    name: str
    ids: tuple[str, ...]
    decided: Mapping[str, Decision] = field(default_factory=dict)
    seconds: float = 0


class Memory:
    """The triages that were left, the latest first.

    Args:
        folder: The data directory.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def find(self, place: str) -> Left | None:
        """What was left of a place, if anything is remembered."""
        return next((each for each in self._read() if each.place == place), None)

    def keep(self, left: Left) -> None:
        """Remember a triage in place of an earlier one of the same place; those of other places stay.

        Raises:
            DataError: The file cannot be written.
        """
        if len(left.ids) <= MOST and max(len(left.place), *map(len, left.ids)) <= LONGEST:
            self._write([left, *(each for each in self._read() if each.place != left.place)])

    def forget(self, place: str) -> None:
        """Remember nothing of a place.

        Raises:
            DataError: The file cannot be written.
        """
        known = self._read()
        rest = [each for each in known if each.place != place]
        if rest != known:
            self._write(rest)

    def _write(self, known: list[Left]) -> None:
        disk.make_folder(self._path.parent)
        fresh = self._path.with_name(f"{FILE}.{os.getpid()}.new")
        try:
            disk.write_durably(fresh, orjson.dumps({"triages": [_plain(each) for each in known[:KEPT]]}) + b"\n")
            system.replace(fresh, self._path)
        except OSError as error:
            disk.discard(fresh)
            raise disk.unwritable(self._path, error) from error

    def _read(self) -> list[Left]:
        """What is in the file; nothing where there is none, or none that can be read."""
        try:
            with self._path.open("rb") as file:
                document = orjson.loads(file.read(LONGEST_FILE))
        except (OSError, ValueError):
            return []
        rows = document.get("triages") if isinstance(document, dict) else None
        return [left for row in rows if (left := _left(row))] if isinstance(rows, list) else []


def _plain(left: Left) -> dict[str, Any]:
    """A triage as it is kept; half a letter, which no file can hold, becomes a question mark."""
    texts = {"place": left.place, "name": left.name[:LONGEST]}
    row: dict[str, Any] = {name: text.encode("utf-8", "replace").decode() for name, text in texts.items()}
    return {**row, "ids": left.ids, "decided": dict(left.decided), "seconds": left.seconds}


def _left(row: object) -> Left | None:
    """A triage from the file; None for what is none."""
    if not isinstance(row, dict):
        return None
    place, name, ids, given = (row.get(each) for each in ("place", "name", "ids", "decided"))
    if not (isinstance(place, str) and isinstance(name, str) and isinstance(ids, list) and isinstance(given, dict)):
        return None
    if len(ids) > MOST or not ids or not all(isinstance(each, str) and len(each) <= LONGEST for each in ids):
        return None
    known = set(Decision)
    decided = {each: Decision(word) for each, word in given.items() if isinstance(word, str) and word in known}
    seconds = row.get("seconds")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds < 1e9:
        seconds = 0
    return Left(place, safe_line(name), tuple(ids), decided, float(seconds))
