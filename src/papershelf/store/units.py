"""The nouns of the history: a change of one record, and the unit that a person can undo."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import orjson

from papershelf.store.layout import Record

VERSION = 3
PAPER_TABLES = frozenset(("papers", "marks", "trash"))  # tables whose ids are those of papers
_CHANGES = b',"changes":['  # a quote inside a JSON text is escaped, so this can only be the line's own key
_SMALL = 65_536  # a line up to this long is read whole to be sure of it; a big import's only by its head
_AT_A_TIME = 100  # changes


class Kind(StrEnum):
    """What a unit does."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Change(NamedTuple):
    """What became of one record.

    Attributes:
        table: The table it is in: `papers`, `marks`, `views`, `lists` or `trash`.
        id: Its id there.
        before: The fields that changed, as they were; None where there was no such record.
        after: The fields that changed, as they became; None where there is no such record any more.
    """

    table: str
    id: str
    before: Record | None
    after: Record | None

    def turned(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)


Changes = tuple[Change, ...]


class Left(NamedTuple):
    """A field that undo did not touch, because somebody changed it meanwhile."""

    id: str
    field: str


@dataclass(frozen=True, slots=True)
class UnitHeader:
    """A unit without its changes.

    Attributes:
        id: Its own, never used twice.
        at: When it was done, ISO 8601 in UTC.
        kind: Whether it does, undoes or does again.
        of: The unit that is undone or done again.
        words: What was done, for a person: “starred 3 papers”.
        tables: The tables it touches.
    """

    id: str
    at: str
    kind: Kind
    words: str
    of: str | None = None
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit(UnitHeader):
    """One undoable change with everything in it.

    Attributes:
        changes: One for each record.
        left: What an undo or redo had to leave as it is.
    """

    changes: Changes = ()
    left: tuple[Left, ...] = ()

    @property
    def header(self) -> UnitHeader:
        """The unit without its changes."""
        return UnitHeader(self.id, self.at, self.kind, self.words, self.of, self.tables)

    @property
    def paper_ids(self) -> tuple[str, ...]:
        """The papers meant, each once, in the order of the changes."""
        return tuple(dict.fromkeys(change.id for change in self.changes if change.table in PAPER_TABLES))


class Standing(NamedTuple):
    """A change that a person made, and whether it stands.

    Attributes:
        unit: The change as it was first done.
        undone: Whether it is taken back now.
    """

    unit: UnitHeader
    undone: bool


class NewerLineError(ValueError):
    """A line was written by a newer version, which is no damage."""


def encode_unit(unit: Unit) -> Iterator[bytes]:
    """The unit as a line of the history, part by part: that of a big import is as long as all its papers."""
    line: dict[str, Any] = {
        "v": VERSION,
        "id": unit.id,
        "at": unit.at,
        "kind": unit.kind.value,
        "of": unit.of,
        "words": unit.words,
        "tables": list(unit.tables),
    }
    if unit.left:
        line["left"] = [list(left) for left in unit.left]
    yield orjson.dumps(line)[:-1] + _CHANGES
    for start in range(0, len(unit.changes), _AT_A_TIME):
        some = [change._asdict() for change in unit.changes[start : start + _AT_A_TIME]]
        yield (b"," if start else b"") + orjson.dumps(some)[1:-1]
    yield b"]}\n"


def encode_id(key: str) -> bytes:
    """A record's id as it stands in every line that names it."""
    return orjson.dumps(key)


def decode_header(line: bytes) -> UnitHeader:
    """The head of a line, without reading all the changes of a big one.

    Raises:
        NewerLineError: A newer version wrote it.
        ValueError: It is damaged.
    """
    cut = line.find(_CHANGES) if len(line) > _SMALL and line.endswith(b"]}\n") else -1
    head = orjson.loads(line if cut < 0 else line[:cut] + b"}")
    if not isinstance(head, dict) or not isinstance(head.get("v"), int):
        raise ValueError("it is no unit")
    if head["v"] > VERSION:
        raise NewerLineError(f"a newer version (format {head['v']}) wrote it")
    texts = [head.get(name) for name in ("id", "at", "words", "kind")]
    of, tables = head.get("of"), head.get("tables")
    if not isinstance(tables, list) or not all(isinstance(text, str) for text in (*texts, of or "")):
        raise ValueError("it is no unit")
    name, at, words, kind = map(str, texts)
    return UnitHeader(name, at, Kind(kind), words, of, tuple(map(str, tables)))


def decode_changes(line: bytes) -> Changes:
    """The changes of a line.

    Raises:
        ValueError: It is damaged.
    """
    try:
        unit = orjson.loads(line)
        if orjson.dumps(unit) != line.rstrip(b"\n"):
            _forbid_doubles(line)
        changes = tuple(change_of(item) for item in unit["changes"])
        strange = {change.table for change in changes}.difference(unit["tables"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"its changes cannot be read ({error!r})") from error
    if strange:
        raise ValueError("it changes what its head does not name")  # the end of another line
    return changes


def _forbid_doubles(line: bytes) -> None:
    """Refuse a line in which a name stands twice: blocks of a disk that changed places may leave good JSON.

    Raises:
        ValueError: One does.
    """
    import json  # only where a line is not as we write it

    def check(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a name stands there twice")

    try:
        json.loads(line, object_pairs_hook=check)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def decode_left(line: bytes) -> tuple[Left, ...]:
    """What a line that `decode_changes` could read left as it is."""
    left = orjson.loads(line).get("left") or []
    return tuple(Left(str(item[0]), str(item[1])) for item in left if isinstance(item, list) and len(item) == 2)


def change_of(item: dict[str, Any]) -> Change:
    """A change as it stands in a line.

    Raises:
        ValueError: It is none.
        KeyError: A part of it is missing.
    """
    change = Change(item["table"], item["id"], item["before"], item["after"])
    if not (isinstance(change.table, str) and isinstance(change.id, str)):
        raise ValueError("a change names no record")
    if not all(isinstance(side, dict | None) for side in (change.before, change.after)):
        raise ValueError("a change holds no fields")
    return change
