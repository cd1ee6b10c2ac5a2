"""Looking through a data file line by line, to learn where its records stand and that each can be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from papershelf.store.packed.rows import Rows

_OPENING = b":{\n"


class NotAsWrittenError(Exception):
    """The file is not just as this program writes it, so it has to be read as a whole."""


def look_through(path: Path, table: str, decode: Callable[[str, Any], object]) -> Rows:
    """Where the records of a table stand in a file.

    Args:
        path: The file.
        table: The table, the last one in the file.
        decode: Says by a ValueError that a record cannot be read.

    Raises:
        NotAsWrittenError: A line is not as we write it, or a record cannot be read.
        OSError: The file cannot be read.
    """
    with open(path, "rb") as file:
        try:
            rows = _small_tables(file, table)
            _records(file, rows, decode)
        except (ValueError, TypeError, AttributeError) as error:
            raise NotAsWrittenError(str(error)) from error
    return rows


def _small_tables(file: BinaryIO, table: str) -> Rows:
    """Everything up to the records of the table."""
    rows, beginning = Rows.empty(), b""
    opening = orjson.dumps(table) + _OPENING
    for line in file:
        if line == opening:
            rows.rest.update(orjson.loads(beginning.rstrip(b",\n") + b"}"))
            return rows
        beginning += line
        if len(beginning) > 1 << 16:
            break
    raise ValueError("the table does not begin where it should")


def _records(file: BinaryIO, rows: Rows, decode: Callable[[str, Any], object]) -> None:
    offset, known = file.tell(), set[str]()
    ended = False
    for line in file:
        if line == b"}}\n":
            if not ended or file.read(1):
                raise ValueError("the file does not end where it should")
            return
        if ended or not line.endswith(b"\n"):
            raise ValueError("a record stands where none should")
        ended = not line.endswith(b",\n")
        pair = line[:-1] if ended else line[:-2]
        parsed = orjson.loads(b"{%b}" % pair)
        ((key, record),) = parsed.items()
        # A name that stands twice, or blanks: whoever wrote that was not this program.
        if key in known or orjson.dumps(parsed)[1:-1] != pair:
            raise ValueError("a record is not as it was written")
        decode(key, record)
        known.add(key)
        head = len(orjson.dumps(key)) + 1
        rows.add(key, offset + head, memoryview(pair)[head:])
        offset += len(line)
    raise ValueError("the end is missing")
