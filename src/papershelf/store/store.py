"""The store: one data directory, changed in units that are kept whole or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from papershelf.errors import DataError, UsageError
from papershelf.store import disk
from papershelf.store.caring import Caring
from papershelf.store.looking import Foreign
from papershelf.store.reversal import turn
from papershelf.store.transaction import Edits, Transaction, Words
from papershelf.store.turns import Step
from papershelf.store.units import Changes, Kind, Left, Unit
from papershelf.text import safe_line

__all__ = ["Foreign", "Store", "utc_now"]


def utc_now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store(Caring):
    """One data directory. Reading needs no lock and no permission to write; every change is one unit.

    A unit is acknowledged when `transaction`, `undo` or `redo` returns: by then it is in the history on disk,
    and whoever opens the directory sees it. A large file may follow the history later (`catch_up`). `papers`,
    `marks`, `views` and `trash` are pictures that never change under their reader; a change makes a new picture.
    """

    def __init__(
        self,
        folder: Path,
        *,
        timeout: float,
        on_wait: Callable[[], None] | None,
        clock: Callable[[], str],
        cache: Path | None = None,
    ) -> None:
        super().__init__(folder, timeout, on_wait, cache)
        self._clock = clock
        self._current: Transaction | None = None
        self._tidy = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        timeout: float = 10.0,
        on_wait: Callable[[], None] | None = None,
        clock: Callable[[], str] = utc_now,
        cache: Path | None = None,
    ) -> "Store":
        """Open a data directory, created if there is none; its files are read when first needed.

        Args:
            folder: The data directory.
            timeout: How many seconds to wait for another process that is changing something.
            on_wait: Called once a wait has lasted for a second.
            clock: Says what moment it is, ISO 8601 in UTC.
            cache: Where it is kept how large files look inside; without it they are read whole.

        Raises:
            DataError: The folder cannot be used.
        """
        folder = folder.absolute()
        disk.make_folder(folder)
        return cls(folder, timeout=timeout, on_wait=on_wait, clock=clock, cache=cache)

    def close(self) -> None:
        """Bring the files up to date and let go of the memory; every change is on disk already."""
        self.catch_up()
        for file in self._files:
            file.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_behind(self) -> bool:
        """Whether the history holds changes of this process that a file does not hold yet."""
        return any(file.is_behind for file in self._files)

    def catch_up(self) -> bool:
        """Bring the files up to what the history holds, if nobody else is writing; it changes nothing else.

        Returns:
            Whether they are. Where not, nothing is lost: every reader takes from the history what a file lacks,
            and the next change writes it.
        """
        if not self.is_behind:
            return True
        try:
            with self._lock.impatient(), self._lock.held() as outermost:
                if outermost:
                    self._look()
                    self._forbid_if_newer()
                    self._commit.catch_up()
        except DataError:
            return False
        return not self.is_behind

    def impatient(self) -> AbstractContextManager[None]:
        """Within this, a change in this thread fails at once with `LockedError` where another process writes."""
        return self._lock.impatient()

    @contextmanager
    def transaction(self, words: Words) -> Iterator[Transaction]:
        """Change papers, marks and views as one unit that can be undone.

        The body must be short: others wait meanwhile. An exception drops every edit. Inside another
        transaction of the same thread the edits join that one.

        Args:
            words: What is done, for a person; or a function that makes the words from the changes.

        Raises:
            LockedError: Another process has been changing something for too long.
            DataError: The change cannot be written; nothing was changed.
        """
        with self._lock.held() as outermost:
            if not outermost and self._current is not None:
                with self._current.savepoint() as joined:
                    yield joined
                return
            self._begin()
            current = self._current = Transaction(self._files, words)
            try:
                yield current
            finally:
                self._current = None
            changes = current.changes()
            if changes:
                told = current.words(changes) if callable(current.words) else current.words
                with self._read_already(current.read()):
                    current.unit = self._keep(Kind.DO, told, changes)

    def undo(self, unit_id: str | None = None) -> Unit | None:
        """Take back a unit that stands, whoever did it and whenever; this is a unit too.

        Args:
            unit_id: The unit, by its id or a unique beginning of it; the last one that stands if left out.

        Returns:
            The unit, whose `left` names what somebody changed meanwhile and what therefore was left as it is.
            None where there is nothing to undo.

        Raises:
            DependedOnError: Later units build on this one; nothing was changed.
            NothingFoundError: No unit has this id.
            UsageError: Several have it, or it is undone already.
            LockedError: Another process has been changing something for too long.
            DataError: The change cannot be written; nothing was changed.
        """
        return self._turn_round(Kind.UNDO, unit_id)

    def redo(self, unit_id: str | None = None) -> Unit | None:
        """Do a unit again that was undone, like `undo`; the one that was undone last if left out.

        A new change ends what a redo without an id can reach; one with an id still reaches all that is undone.
        """
        return self._turn_round(Kind.REDO, unit_id)

    def _turn_round(self, kind: Kind, unit_id: str | None) -> Unit | None:
        with self._lock.held() as outermost:
            if not outermost:
                raise RuntimeError("undo and redo are units of their own: not inside a transaction")
            self._begin()
            if unit_id is None:
                step = self._history.to_undo if kind is Kind.UNDO else self._history.to_redo
            else:
                step = self._step_of(kind, unit_id)
            if step is None:
                return None
            files = {file.table: file for file in self._files}
            for table in step.line.tables:
                if table in files:
                    files[table].load()
            if unit_id is not None:
                from papershelf.store.dependence import check_alone  # a plain undo takes the last one: nothing is later

                check_alone(kind, step, self._history, files)
            changes, left = turn(self._history.changes(step.line), files)
            return self._keep(kind, step.unit.words, changes, step.unit.id, left)

    def _step_of(self, kind: Kind, reference: str) -> Step:
        """The unit to turn round, by its own id or that of a line that undid or redid it."""
        line = self._history.find(reference)
        unit = line.of or line.id
        step = self._history.standing(unit) if kind is Kind.UNDO else self._history.undone(unit)
        if step is None:
            state = "undone already" if kind is Kind.UNDO else "not undone, so there is nothing to redo"
            raise UsageError(f"“{line.words}” ({line.id}) is {state}.")
        return step

    def _begin(self) -> None:
        self._look()
        self._forbid_if_newer()
        if not self._tidy:
            for file in self._files:
                file.tidy()
            self._tidy = True
        self._history.mend()

    @contextmanager
    def _read_already(self, read: Mapping[str, Edits[Any]]) -> Iterator[None]:
        for file in self._files:
            file.read = read.get(file.table, {})
        try:
            yield
        finally:
            for file in self._files:
                file.read = {}

    def _keep(
        self, kind: Kind, words: str, changes: Changes, of: str | None = None, left: tuple[Left, ...] = ()
    ) -> Unit:
        tables = tuple(dict.fromkeys(change.table for change in changes))
        unit = Unit(os.urandom(8).hex(), self._clock(), kind, safe_line(words), of, tables, changes, left)
        self._commit.keep(unit)
        return unit
