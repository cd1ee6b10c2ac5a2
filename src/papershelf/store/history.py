"""The history: which units were done, undone and done again, derived from the lines of the journal."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from papershelf.errors import DataError
from papershelf.store.journal import Journal, Place
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.units import (
    Changes,
    Kind,
    NewerLineError,
    Unit,
    UnitHeader,
    decode_changes,
    decode_header,
    encode_unit,
)

FILE = "history.jsonl"


class Step(NamedTuple):
    """A unit that can be undone or done again.

    Attributes:
        unit: The unit as it was first done.
        line: The unit that put it on or off last; turning this one round is the next undo or redo.
    """

    unit: UnitHeader
    line: UnitHeader


class History:
    """Reads headers into memory and leaves the changes, which may be large, in the file."""

    def __init__(self, folder: Path, quarantine: Quarantine) -> None:
        self._journal = Journal(folder / FILE)
        self._quarantine = quarantine
        self._kept: list[Finding] = []
        self._reset()

    def _reset(self) -> None:
        self._places: dict[str, Place] = {}
        self._headers: dict[str, UnitHeader] = {}
        self._last: dict[str, str] = {}
        self._undo: dict[str, Step] = {}
        self._redo: dict[str, Step] = {}
        self._bad: dict[Place, str] = {}
        self._good_end = 0
        self._newer: str | None = None

    @property
    def findings(self) -> list[Finding]:
        """Lines that cannot be read."""
        bad = [Finding(FILE, f"the line at byte {place.offset} is left out: {why}") for place, why in self._bad.items()]
        return [*self._kept, *bad]

    @property
    def path(self) -> Path:
        """The file."""
        return self._journal.path

    def replace(self, content: bytes) -> None:
        """Put other lines in the place of all, in one step, and read them. Needs the lock.

        Raises:
            DataError: They cannot be written; the file is as it was.
        """
        self._journal.replace(content)
        self.refresh()

    @property
    def newer(self) -> str | None:
        """What to say where a newer version wrote a line; None where none did."""
        if self._newer is None:
            return None
        return f"{self._journal.path}: {self._newer}. Nothing here is changed: please update papershelf."

    def refresh(self) -> None:
        """Read on from where the last look ended.

        Raises:
            DataError: The file is there and cannot be read.
        """
        if self._journal.starts_over():
            self._reset()
        for place, line in self._journal.new_lines():
            self._take(place, line)

    def _take(self, place: Place, line: bytes) -> None:
        try:
            header = decode_header(line)
        except NewerLineError as error:
            self._newer = str(error)
        except ValueError as error:
            self._bad[place] = f"is damaged and left out ({error})"
            return
        else:
            self._note(header, place)
        self._good_end = place.offset + place.length

    def _note(self, header: UnitHeader, place: Place) -> None:
        self._places[header.id] = place
        self._headers[header.id] = header
        self._last.update(dict.fromkeys(header.tables, header.id))
        if header.kind is Kind.DO:
            self._undo[header.id] = Step(header, header)
            self._redo.clear()
            return
        here, there = (self._undo, self._redo) if header.kind is Kind.UNDO else (self._redo, self._undo)
        step = here.pop(header.of or "", None)
        if step is not None:
            there[step.unit.id] = Step(step.unit, header)

    def mend(self) -> None:
        """Make the file fit for another line: what is torn at its end goes to quarantine. Needs the lock.

        Raises:
            DataError: A newer version wrote to the file, or it cannot be mended.
        """
        if self._newer:
            raise DataError(f"{self._journal.path}: {self._newer}. Please update papershelf; nothing was changed.")
        torn = self._journal.torn(self._good_end)
        if not torn:
            return
        if _is_unit(torn):
            self._journal.end_line()
            self.refresh()
            return
        kept = self._quarantine.keep(FILE, torn, "the last line of the history is not whole")
        self._journal.cut(self._good_end)
        self._kept.append(Finding(FILE, "its last line was torn and is set aside", kept))
        self.refresh()

    def append(self, unit: Unit) -> None:
        """Add a unit; it is on disk when this returns.

        Raises:
            DataError: It cannot be written; the file is as it was.
        """
        line = encode_unit(unit)
        place = self._journal.append(line)
        self._take(place, line)

    def take_back(self) -> None:
        """Take away the unit that was just added. Where even that fails it stands, for every later reader."""
        try:
            self._journal.take_back()
        except DataError as error:
            self._kept.append(Finding(FILE, f"a change that failed could not be taken back: {error.message}"))
        self.forget()

    def forget(self) -> None:
        """Read everything again at the next look."""
        self._journal.forget()

    def changes(self, header: UnitHeader) -> Changes:
        """The changes of a unit, from the file.

        Raises:
            DataError: They cannot be read.
        """
        try:
            return decode_changes(self._journal.read(self._places[header.id]))
        except (KeyError, ValueError) as error:
            raise DataError(
                f"{self._journal.path}: what “{header.words}” changed cannot be read any more ({error})."
            ) from error

    def changes_if_readable(self, header: UnitHeader) -> Changes:
        """The changes of a unit; none, and a finding, where its line is damaged."""
        try:
            return self.changes(header)
        except DataError as error:
            self._bad[self._places[header.id]] = f"is left out: {error.message}"
            return ()

    def last(self, table: str) -> str | None:
        """The id of the last unit that touched a table."""
        return self._last.get(table)

    def after(self, unit: str | None, table: str) -> list[UnitHeader] | None:
        """The units after this one that touch a table, oldest first; all of them after None.

        Returns:
            None where the history does not know the unit.
        """
        if unit is not None and unit not in self._headers:
            return None
        found: list[UnitHeader] = []
        for header in reversed(self._headers.values()):
            if header.id == unit:
                break
            if table in header.tables:
                found.append(header)
        return found[::-1]

    @property
    def to_undo(self) -> Step | None:
        """What an undo would turn round."""
        return _top(self._undo)

    @property
    def to_redo(self) -> Step | None:
        """What a redo would turn round."""
        return _top(self._redo)

    def newest(self) -> Iterator[UnitHeader]:
        """Every header, newest first."""
        return iter(list(self._headers.values())[::-1])


def _is_unit(line: bytes) -> bool:
    """Whether a line without its end is whole but for that."""
    if b"\n" in line:
        return False
    try:
        decode_header(line)
        decode_changes(line)
    except ValueError:
        return False
    return True


def _top(steps: dict[str, Step]) -> Step | None:
    for _ in range(3):
        try:
            return steps[next(reversed(steps))] if steps else None
        except (StopIteration, KeyError, RuntimeError):
            continue  # another thread is just changing something: look again
    return None
