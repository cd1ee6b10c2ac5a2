"""What a person searched for: the last first, and what they are likely to mean by a beginning."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from papershelf import system
from papershelf.errors import DataError
from papershelf.library.events import Clock, stamp, system_clock
from papershelf.store import disk
from papershelf.store.lock import FolderLock
from papershelf.text import fold, safe_line

FILE = "searches.json"
SCHEMA = 1
KEPT = 200
LONGEST = 500  # characters of a search worth remembering; what is longer was pasted by mistake
SHORTEST = 2
MOST = 1_000_000  # times that a search counts, whatever a hand wrote into the file
HALF_LIFE = 14.0  # days after which a search counts half
PATIENCE = 1.0  # seconds to wait for another process: a search is not worth more


class Search(NamedTuple):
    """A search that was made.

    Attributes:
        text: The query in its canonical text.
        last: When it was made last.
        times: How often it was made.
    """

    text: str
    last: datetime
    times: int

    def weight(self, now: datetime) -> float:
        """How much it counts: every time it was made is worth half as much two weeks later."""
        days = max((now - self.last).total_seconds(), 0.0) / 86_400
        return float(self.times * 0.5 ** (days / HALF_LIFE))


Edit = Callable[[list[Search]], list[Search]]


class Searches:
    """The searches of every process on one data directory, in a small file that is no part of the history.

    Args:
        folder: The data directory.
        clock: The time.
    """

    def __init__(self, folder: Path, clock: Clock = system_clock) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._lock = FolderLock(folder, PATIENCE, None, "searches.lock")
        self._known: list[Search] = []
        self._signature: tuple[int, int, int] | None = None
        self._damaged = False

    def recent(self) -> list[str]:
        """What was searched for, the last first.

        Raises:
            DataError: The file cannot be read, or a newer version wrote it.
        """
        self._load()
        return [search.text for search in self._known]

    def best(self, beginning: str = "") -> list[str]:
        """What may be meant by what was typed so far, the likeliest first.

        What is typed already, then what begins so, then what has a word that begins so, then what holds it
        anywhere; within each, what was searched for often and lately. However often another search was made, it
        never stands before one that begins as typed.

        Raises:
            DataError: The file cannot be read, or a newer version wrote it.
        """
        self._load()
        wanted, now = fold(safe_line(beginning[: 2 * LONGEST])), self._clock()
        alike = [(_likeness(fold(search.text), wanted), search) for search in self._known]
        ranked = [(likeness, -search.weight(now), search.text) for likeness, search in alike if likeness is not None]
        return [text for _, _, text in sorted(ranked, key=lambda row: row[:2])]

    def remember(self, text: str) -> None:
        """Remember a search that was made; what is no more than a letter, or far too long, is not worth it.

        Raises:
            DataError: The file cannot be written, or a newer version wrote it.
        """
        query = _canonical(text)
        if query is None:
            return
        now, same = self._clock().astimezone(UTC), query.casefold()

        def edit(known: list[Search]) -> list[Search]:
            before = next((search for search in known if search.text.casefold() == same), None)
            made = Search(query, max(now, before.last) if before else now, before.times + 1 if before else 1)
            return [made, *(search for search in known if search is not before)]

        self._change(edit)

    def forget(self, text: str) -> None:
        """Forget one search; one that is not remembered is no matter.

        Raises:
            DataError: The file cannot be written, or a newer version wrote it.
        """
        gone = {safe_line(text[: 2 * LONGEST]).casefold(), (_canonical(text) or "").casefold()}
        self._change(lambda known: [search for search in known if search.text.casefold() not in gone])

    def clear(self) -> None:
        """Forget every search, also what was damaged and set aside.

        Raises:
            DataError: The file cannot be removed.
        """
        with self._lock.held():
            for path in (self._path, self._aside):
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise disk.unwritable(path, error) from error
        self._load()

    # The file

    @property
    def _aside(self) -> Path:
        return self._path.with_name(FILE + ".damaged")

    def _load(self) -> None:
        try:
            status = os.stat(self._path)
            signature = (status.st_ino, status.st_mtime_ns, status.st_size)
            if signature == self._signature:
                return
            content = self._path.read_bytes()
        except FileNotFoundError:
            self._known, self._signature, self._damaged = [], None, False
            return
        except OSError as error:
            raise disk.unreadable(self._path, error) from error
        self._known, self._damaged = _decode(self._path, content)
        self._signature = signature

    def _change(self, edit: Edit) -> None:
        """Edit what is in the file now, whoever wrote it last."""
        disk.make_folder(self._path.parent)
        with self._lock.held():
            self._load()
            known = edit(self._known)[:KEPT]
            if known == self._known:
                return
            rows = [{"text": search.text, "last": stamp(search.last), "count": search.times} for search in known]
            fresh = self._path.with_name(FILE + ".new")
            try:
                disk.write_durably(fresh, orjson.dumps({"schema": SCHEMA, "searches": rows}) + b"\n")
                if self._damaged:
                    system.replace(self._path, self._aside)
                system.replace(fresh, self._path)
            except OSError as error:
                disk.discard(fresh)
                raise disk.unwritable(self._path, error) from error
            self._load()


def _canonical(text: str) -> str | None:
    from papershelf.search import parse  # who remembers a search has made one

    line = safe_line(text[: 2 * LONGEST])
    query = str(parse(line)).strip() if SHORTEST <= len(line) <= LONGEST else ""
    return query if SHORTEST <= len(query) <= LONGEST else None


def _likeness(text: str, wanted: str) -> int | None:
    """How much a search looks like what was typed: the smaller, the more; None where it does not at all."""
    if not wanted or text == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if wanted not in text:
        return None
    return 2 if re.search(rf"\b{re.escape(wanted)}", text) else 3


def _decode(path: Path, content: bytes) -> tuple[list[Search], bool]:
    """What can be read of a file, and whether anything in it is damaged."""
    try:
        document = orjson.loads(content)
        schema, rows = document["schema"], document["searches"]
        if not isinstance(schema, int) or not isinstance(rows, list):
            return [], True
    except (ValueError, TypeError, KeyError):
        return [], True
    if schema > SCHEMA:
        raise DataError(f"{path} was written by a newer papershelf (schema {schema}, not {SCHEMA}). Please update it.")
    known = [search for row in rows[: 2 * KEPT] if (search := _read(row)) is not None]
    return known[:KEPT], len(known) != len(rows)


def _read(row: object) -> Search | None:
    if not isinstance(row, dict):
        return None
    text, last, count = row.get("text"), row.get("last"), row.get("count")
    if not isinstance(text, str) or not isinstance(last, str) or type(count) is not int or count < 1:
        return None
    if not text or safe_line(text) != text or len(text) > LONGEST:
        return None
    try:
        moment = datetime.fromisoformat(last)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Search(text, moment, min(count, MOST))
