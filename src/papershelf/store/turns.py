"""Which units were done, undone and done again, and so stand: all in memory, in the order of the history."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papershelf.errors import NothingFoundError, UsageError
from papershelf.store.units import Kind, Standing, UnitHeader
from papershelf.text import safe_line

_SHOWN = 80  # characters of a mistyped id


class Step(NamedTuple):
    """A unit that can be undone or done again.

    Attributes:
        unit: The unit as it was first done.
        line: The unit that put it on or off last; turning this one round is the next undo or redo.
    """

    unit: UnitHeader
    line: UnitHeader


class Turns:
    """What follows from the headers of the units, taken one by one."""

    def __init__(self) -> None:
        self._forget_units()

    def _forget_units(self) -> None:
        self._headers: dict[str, UnitHeader] = {}
        self._last: dict[str, str] = {}
        self._undo: dict[str, Step] = {}
        self._redo: dict[str, Step] = {}
        self._undone: dict[str, Step] = {}  # all that is taken back, also what a plain redo no longer reaches

    def _note(self, header: UnitHeader) -> None:
        self._headers[header.id] = header
        self._last.update(dict.fromkeys(header.tables, header.id))
        if header.kind is Kind.DO:
            self._undo[header.id] = Step(header, header)
            self._redo.clear()
            return
        of = header.of or ""
        if header.kind is Kind.UNDO and (step := self._undo.pop(of, None)):
            self._redo[of] = self._undone[of] = Step(step.unit, header)
        elif header.kind is Kind.REDO and (step := self._undone.pop(of, None)):
            if self._redo.pop(of, None) is None:
                self._redo.clear()  # as after a new change: the others were undone before this one was there again
            self._undo[of] = Step(step.unit, header)

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

    def find(self, reference: str) -> UnitHeader:
        """The line meant by an id or a unique beginning of one.

        Raises:
            NothingFoundError: None is meant.
            UsageError: Several are.
        """
        word = reference.strip().casefold()
        headers = self._headers.copy()
        if word in headers:
            return headers[word]
        found = [header for key, header in headers.items() if word and key.startswith(word)]
        if not found:
            raise NothingFoundError(
                f"No change has the id “{safe_line(reference[:_SHOWN])}”; `papershelf history` lists them."
            )
        if len(found) > 1:
            raise UsageError(f"“{safe_line(reference)}” means {len(found)} changes: type one letter more.")
        return found[0]

    def standing(self, unit: str) -> Step | None:
        """A unit that stands, with the line that put it on last."""
        return self._undo.get(unit)

    def undone(self, unit: str) -> Step | None:
        """A unit that is taken back, with the line that did so."""
        return self._undone.get(unit)

    def turned_since(self, line: str, tables: Iterable[str]) -> list[Step]:
        """Units put on or off after a line, and not turned back again since, that touch some tables; newest first."""
        wanted, turns = frozenset(tables), dict[str, int]()
        for header in reversed(self._headers.values()):
            if header.id == line:
                break
            unit = header.of or header.id
            turns[unit] = turns.get(unit, 0) + 1
        steps = (self._undo.get(unit) or self._undone.get(unit) for unit, count in turns.items() if count % 2)
        return [step for step in steps if step is not None and not wanted.isdisjoint(step.line.tables)]

    def timeline(self) -> Iterator[Standing]:
        """Every change that a person made, newest first, and whether it stands."""
        return (Standing(header, header.id not in self._undo) for header in self.newest() if header.kind is Kind.DO)

    def newest(self) -> Iterator[UnitHeader]:
        """Every header, newest first."""
        return iter(list(self._headers.values())[::-1])


def _top(steps: dict[str, Step]) -> Step | None:
    for _ in range(3):
        try:
            return steps[next(reversed(steps))] if steps else None
        except (StopIteration, KeyError, RuntimeError):
            continue  # another thread is just changing something: look again
    return None
