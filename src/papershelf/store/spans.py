"""Finding intact records in damaged JSON: spans between braces that close, told apart from the wreck around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson

from papershelf.store.layout import Record

_LINE = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+"):(\{.*\}),?\s*')
_TABLE = re.compile(rb'(?:\{|\},)?("[^"\\]*+(?:\\.[^"\\]*+)*+"):\{\s*')
_BETWEEN = re.compile(rb"[\s,{}]*+")
_TOKEN = re.compile(rb'\\.|["{}\n]', re.DOTALL)
_TABLES = frozenset(("meta", "papers", "marks", "views", "lists", "trash"))
_TRIES = 16  # times its own length that reading a wreck may cost: nobody may make it quadratic
_SLACK = 1_000_000


class Piece(NamedTuple):
    """A record that is intact.

    Attributes:
        table: The table it stood in; None where none was named before it.
        key: Its id.
        record: What it holds.
        end: Where it ends in the file.
        is_sure: Whether it stood on a line of its own as we write it.
    """

    table: str | None
    key: str
    record: Record
    end: int
    is_sure: bool


class _Open(NamedTuple):
    """A brace with a name before it: from where to where that stands, and where the brace may be closed."""

    name_at: int
    name_end: int
    closings: set[int]


@dataclass
class Pieces:
    """What was found in a file.

    Attributes:
        records: The intact records in the order of the file.
        gaps: Where in the file everything else stands, as start and end.
    """

    records: list[Piece] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)


def pieces(data: bytes) -> Pieces:
    """The intact records of a file; lines as we write them first, and what lies between them by its braces."""
    found, table = Pieces(), None
    begun: int | None = None  # where the text began of which no line could be made sense
    at = 0
    for line in data.split(b"\n"):
        end = min(at + len(line) + 1, len(data))
        record = _on_a_line(line)
        header = None if record else _TABLE.fullmatch(line)
        if (record or header) and begun is not None:
            table, begun = _search(data, begun, at, table, found), None
        if record:
            found.records.append(Piece(table, *record, end, is_sure=True))
        elif header:
            table = _text(header[1]) or table
            found.gaps.append((at, end))
        elif begun is None and _BETWEEN.fullmatch(line):
            found.gaps.append((at, end))
        elif begun is None:
            begun = at
        at = end
    if begun is not None:
        _search(data, begun, len(data), table, found)
    return found


def _on_a_line(line: bytes) -> tuple[str, Record] | None:
    match = _LINE.fullmatch(line)
    key = _text(match[1]) if match else None
    record = _object(match[2]) if match and key is not None else None
    return None if key is None or record is None else (key, record)


def _search(data: bytes, start: int, end: int, table: str | None, found: Pieces) -> str | None:
    """Put what is intact between two places into `found`; gives the table that is named last."""
    named: dict[int, _Open] = {}
    for inside in (False, True):
        _pair(data, start, end, named, inside=inside)
    budget = _TRIES * (end - start) + _SLACK
    done = start
    for opened, (name_at, name_end, closings) in sorted(named.items()):
        key = _text(data[name_at:name_end]) if name_at >= done else None
        if key is None:
            continue
        record, closed = None, opened
        for closed in sorted(closings):
            budget -= closed - opened
            record = _object(data[opened:closed]) if budget > 0 else None
            if record is not None:
                break
        held = [isinstance(row, dict) for row in record.values()] if record is not None else []
        if key in _TABLES and (not record or any(held)):
            table = key
            rows = record if all(held) else None  # not so if a brace too many makes a part of a record a row
        else:
            rows = None if record is None else {key: record}
        if record is None or rows is None:
            continue
        found.records += [Piece(table, name, row, closed, is_sure=False) for name, row in rows.items()]
        found.gaps.append((done, name_at))
        done = closed
    found.gaps.append((done, end))
    return table


def _pair(data: bytes, start: int, end: int, named: dict[int, _Open], *, inside: bool) -> None:
    """Find the braces that have a name before them, by their place, and where each is closed.

    A text never goes beyond its line, so a quotation mark too many or too few upsets one line only. What comes
    after it there is read by beginning each line `inside` a text.
    """
    opened: list[int] = []
    quoted, begun, last = inside, start, (start, start)
    for at, mark in _tokens(data, start, end):
        if mark == b'"':
            quoted, begun, last = not quoted, at, ((begun, at + 1) if quoted else last)
        elif mark == b"\n":
            quoted, begun = inside, at + 1
        elif quoted:
            continue
        elif mark == b"{":
            opened.append(at)
            if data[last[1] : at].strip() == b":":
                named.setdefault(at, _Open(*last, set()))
            last = (at, at)
        elif opened:
            place = opened.pop()
            if place in named:
                named[place].closings.add(at + 1)


def _tokens(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    return ((match.start(), match[0]) for match in _TOKEN.finditer(data, start, end) if match[0][:1] != b"\\")


def _object(text: bytes) -> Record | None:
    try:
        value = orjson.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _text(quoted: bytes) -> str | None:
    try:
        value = orjson.loads(quoted)
    except ValueError:
        return None
    return value if isinstance(value, str) else None
