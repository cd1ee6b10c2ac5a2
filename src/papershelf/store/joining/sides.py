"""The nouns of joining: two sides, the base that both came from, what disagreed, and what came of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from papershelf.store.joining.past import Past
from papershelf.store.layout import Record

Rows = Mapping[str, Record]
Tables = Mapping[str, Rows]
TABLES = ("papers", "marks", "views", "lists", "trash")
LIVES = ("papers", "marks", "trash")  # the tables that a paper wanders through


@lru_cache(maxsize=4096)
def moment(text: str) -> float:
    """A time as it is kept, in seconds, so that two ways of writing it compare; 0 where it is none."""
    try:
        parsed = datetime.fromisoformat(text[:40])
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


class Side(NamedTuple):
    """One of two states to be joined.

    Attributes:
        name: What a person calls it: a machine, a folder.
        tables: Its records by table and id.
        past: What its history tells that its records do not.
    """

    name: str
    tables: Tables
    past: Past = Past()


class Base(NamedTuple):
    """What both sides came from.

    Attributes:
        tables: Its records; one that is not in them was not there.
        unsure: Tables and ids of records of which it is not known how they were.
    """

    tables: Tables
    unsure: frozenset[tuple[str, str]] = frozenset()

    def knows(self, key: str, *tables: str) -> bool:
        """Whether it is known how the records of this id were, or that there were none."""
        return not any((table, key) in self.unsure for table in tables)


class Conflict(NamedTuple):
    """Something on which the sides disagree.

    Attributes:
        table: Where: `papers`, `marks`, `views` or `lists`.
        id: Of which record.
        field: Which part; `deleted` where one side has taken the whole away.
        chosen: What stands now: `ours`, `theirs` or `both`.
        ours: What our side says.
        theirs: What the other says.
    """

    table: str
    id: str
    field: str
    chosen: str
    ours: Any
    theirs: Any


class Joined(NamedTuple):
    """What came of two sides.

    Attributes:
        tables: Every record.
        conflicts: What was decided where both had changed the same.
    """

    tables: dict[str, dict[str, Record]]
    conflicts: list[Conflict]
