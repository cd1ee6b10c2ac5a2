"""What the library tells its listeners, and the clock it reads."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from papershelf.store import Kind, UnitHeader


class Changed(NamedTuple):
    """Papers, marks or views are different now.

    Attributes:
        ids: The papers concerned; none where only views changed.
        words: What happened, for a person: “starred 3 papers”.
        outside: Whether another process did it.
        marks_only: Whether nothing is other but what the person added to the papers.
    """

    ids: frozenset[str]
    words: str
    outside: bool = False
    marks_only: bool = False


def counted(number: int, noun: str) -> str:
    """A number with its noun: “1 file”, “3 files”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def describe(unit: UnitHeader) -> str:
    """A change in words, for a person: “starred “A title””, “undid: tagged 3 papers nlp”."""
    prefix = {Kind.DO: "", Kind.UNDO: "undid: ", Kind.REDO: "redid: "}[unit.kind]
    return prefix + unit.words


Listener = Callable[[Changed], None]
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as it is kept: ISO 8601, UTC, whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
