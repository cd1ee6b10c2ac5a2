"""How tables look in a file: plain JSON with one record a line, so that damage stays within its line."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from itertools import compress, count
from operator import is_not
from typing import Any, NamedTuple

import orjson

Record = dict[str, Any]
Tables = dict[str, MutableMapping[str, Record]]
Body = Callable[[Mapping[str, Record], int], Iterator[bytes]]
"""The lines of a table's records, given where in the file they begin."""
_KEEP_AT_MOST = 8_000_000  # bytes of lines remembered for a table; a large library is rarely written
_AT_A_TIME = 500  # lines


class _Written(NamedTuple):
    """A table as it was written last."""

    keys: list[str]
    records: list[Record]
    lines: list[bytes]


class Layout:
    """Writes tables as JSON, remembering the lines of records that did not change.

    Records are never edited in place, so the same object means the same line.
    """

    def __init__(self) -> None:
        self._written: dict[str, _Written] = {}

    def encode(
        self, tables: Mapping[str, Mapping[str, Record]], bodies: Mapping[str, Body] | None = None
    ) -> Iterator[bytes]:
        """The file, part by part: as a whole a large one would take more memory than all else.

        Args:
            tables: The records by table.
            bodies: Who else writes the records of a table, by its name.

        Raises:
            TypeError: A record holds what JSON cannot.
        """
        at, head = 0, b"{"
        for number, (name, rows) in enumerate(tables.items()):
            head += b"%b%b:{\n" % (b",\n" if number else b"", orjson.dumps(name))
            yield head
            at += len(head)
            body = (bodies or {}).get(name)
            for part in body(rows, at) if body else self._rows(name, rows):
                at += len(part)
                yield part
            head = b"\n}"
        yield head + b"}\n"

    def _rows(self, table: str, rows: Mapping[str, Record]) -> Iterator[bytes]:
        new = _Written(list(rows), list(rows.values()), [])
        old = self._written.pop(table, None)
        if old is not None and new.keys[: len(old.keys)] == old.keys:
            new.lines.extend(old.lines)
            for index in compress(count(), map(is_not, new.records, old.records)):
                new.lines[index] = _line(new.keys[index], new.records[index])
        start, text = len(new.lines), b",\n".join(new.lines)
        size = len(text)
        yield text
        for index in range(start, len(new.keys), _AT_A_TIME):
            end = index + _AT_A_TIME
            lines = list(map(_line, new.keys[index:end], new.records[index:end]))
            text = b",\n".join(lines)
            size += len(text)
            yield b",\n" + text if index else text
            if size <= _KEEP_AT_MOST:
                new.lines.extend(lines)
            else:
                new.lines.clear()
        if size <= _KEEP_AT_MOST:
            self._written[table] = new


def _line(key: str, record: Record) -> bytes:
    return b"%b:%b" % (orjson.dumps(key), orjson.dumps(record))


def line_of(key: str, record: Record) -> tuple[bytes, bytes]:
    """A record's line in two parts: its id with what follows, and the record itself."""
    return orjson.dumps(key) + b":", orjson.dumps(record)


def line_key(key: str) -> bytes:
    """How a record's id stands in the file."""
    return orjson.dumps(key)


def decode(data: bytes) -> Tables:
    """The tables of a file.

    Raises:
        ValueError: It is not JSON, or not tables of records.
    """
    tables = orjson.loads(data)
    if not isinstance(tables, dict):
        raise ValueError("it holds no tables")
    for name, rows in tables.items():
        if not isinstance(rows, dict):
            raise ValueError(f"“{name}” is no table")
    return tables
