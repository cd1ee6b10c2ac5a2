"""Versions of the files: what an older one means today, and how a newer one is told."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple

from papershelf.store.layout import Record, Tables

CURRENT = 3
META, HEAD = "meta", "file"
_PEEKED = 4096  # bytes; the head stands at the very beginning
_SCHEMA = re.compile(rb'"schema"\s*:\s*(\d{1,9})\b')
_UNIT = re.compile(rb'"unit"\s*:\s*"([0-9A-Za-z]{1,64})"')

Rows = MutableMapping[str, Record]

# No record changed: the trash (2) and reading lists (3) came beside them, and who does not know those must not write.
MIGRATIONS: Mapping[int, Callable[[str, Rows], Rows]] = dict.fromkeys((1, 2), lambda _table, rows: rows)
"""By version, what makes a table of the next version of it; it must leave alone what is as new already."""


class Head(NamedTuple):
    """What a file says of itself.

    Attributes:
        schema: The version that wrote it; None where it does not say.
        unit: The last unit in it; None where it does not say.
    """

    schema: int | None = None
    unit: str | None = None

    @property
    def is_newer(self) -> bool:
        """Whether a newer papershelf wrote it."""
        return self.schema is not None and self.schema > CURRENT

    @property
    def is_older(self) -> bool:
        """Whether an older papershelf wrote it."""
        return self.schema is not None and self.schema < CURRENT


def head_of(tables: Tables) -> Head:
    """The head among the tables of a file; what is damaged of it counts as not said."""
    head = tables.get(META, {}).get(HEAD)
    if not isinstance(head, dict):
        return Head()
    schema, unit = head.get("schema"), head.get("unit")
    return Head(
        schema if type(schema) is int and schema > 0 else None,
        unit if isinstance(unit, str) else None,
    )


def peek(path: Path) -> Head:
    """What a file that nobody needs to read yet says of itself in its first bytes.

    Raises:
        OSError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:
            beginning = file.read(_PEEKED)
    except FileNotFoundError:
        return Head()
    schema, unit = _SCHEMA.search(beginning), _UNIT.search(beginning)
    return Head(int(schema[1]) or None if schema else None, unit[1].decode() if unit else None)


def upgraded(table: str, rows: Rows, schema: int | None) -> Rows:
    """The rows of a table as this version has them; those of a newer one as they are."""
    for version in range(schema or 1, CURRENT):
        rows = MIGRATIONS[version](table, rows)
    return rows


def told(path: Path, schema: int | None) -> str:
    """What to say of a file that a newer version wrote."""
    return (
        f"{path} was written by a newer papershelf (schema {schema}, and this one knows {CURRENT}). It is shown as "
        "far as it is understood, and nothing here is changed: please update papershelf."
    )
