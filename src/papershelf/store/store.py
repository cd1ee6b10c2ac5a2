"""The store: one data directory, changed in units that are kept whole or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from papershelf.errors import DataError
from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.store import disk
from papershelf.store.catalogue import Catalogue
from papershelf.store.history import History, Step
from papershelf.store.lock import FolderLock
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.recordfile import RecordFile
from papershelf.store.reversal import turn
from papershelf.store.shelf import Shelf
from papershelf.store.transaction import Transaction, Words
from papershelf.store.units import Changes, Kind, Left, Unit, UnitHeader
from papershelf.text import safe_line


def utc_now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store:
    """One data directory. Reading needs no lock and no permission to write; every change is one unit.

    A unit is acknowledged when `transaction`, `undo` or `redo` returns: by then it is in the history on disk,
    and whoever opens the directory sees it. `papers` and `marks` are pictures that never change under their
    reader; a change makes a new picture.
    """

    def __init__(
        self,
        folder: Path,
        *,
        timeout: float,
        on_wait: Callable[[], None] | None,
        clock: Callable[[], str],
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._lock = FolderLock(folder, timeout, on_wait)
        quarantine = Quarantine(folder / "quarantine")
        self._history = History(folder, quarantine)
        self._catalogue = Catalogue(folder, self._history, quarantine)
        self._shelf = Shelf(folder, self._history, quarantine)
        self._current: Transaction | None = None
        self._foreign: set[str] = set()
        self._late: list[Finding] = []
        self._history_read = False
        self._tidy = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        timeout: float = 10.0,
        on_wait: Callable[[], None] | None = None,
        clock: Callable[[], str] = utc_now,
    ) -> "Store":
        """Open a data directory, created if there is none; its files are read when first needed.

        Args:
            folder: The data directory.
            timeout: How many seconds to wait for another process that is changing something.
            on_wait: Called once a wait has lasted for a second.
            clock: Says what moment it is, ISO 8601 in UTC.

        Raises:
            DataError: The folder cannot be used.
        """
        folder = folder.absolute()
        disk.make_folder(folder)
        return cls(folder, timeout=timeout, on_wait=on_wait, clock=clock)

    def close(self) -> None:
        """Let go of the memory; every change is on disk already."""
        self._catalogue.close()
        self._shelf.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The papers by id, in the order they came.

        Raises:
            DataError: The file cannot be read, or a newer version wrote it.
        """
        self._load(self._catalogue)
        return self._catalogue.view

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks by paper id.

        Raises:
            DataError: The file cannot be read, or a newer version wrote it.
        """
        self._load(self._shelf)
        return self._shelf.view

    @property
    def findings(self) -> list[Finding]:
        """What was found damaged, and what became of it.

        Raises:
            DataError: A file cannot be read, or a newer version wrote it.
        """
        self._load(self._catalogue)
        self._load(self._shelf)
        return [*self._catalogue.findings, *self._shelf.findings, *self._history.findings, *self._late]

    @property
    def can_undo(self) -> UnitHeader | None:
        """The unit that `undo` would take back."""
        step = self._known_history().to_undo
        return step.unit if step else None

    @property
    def can_redo(self) -> UnitHeader | None:
        """The unit that `redo` would do again."""
        step = self._known_history().to_redo
        return step.unit if step else None

    def units(self, limit: int | None = None) -> list[UnitHeader]:
        """The units of the history, newest first."""
        return list(islice(self._known_history().newest(), limit))

    def refresh(self) -> frozenset[str]:
        """Look at what other processes did; cheap where that is nothing.

        Returns:
            The ids of papers that they changed since the last look. While this process is changing something
            itself the look is put off, so a screen may call this without ever waiting.

        Raises:
            DataError: A file cannot be read, or a newer version wrote it.
        """
        with self._lock.threads_only(wait=False) as free:
            if not free:
                return frozenset()
            self._look()
            foreign, self._foreign = self._foreign, set()
        return frozenset(foreign)

    def _known_history(self) -> History:
        if not self._history_read:
            with self._lock.threads_only():
                self._history.refresh()
                self._history_read = True
        return self._history

    def _load(self, file: RecordFile[Any]) -> None:
        if not file.loaded:
            with self._lock.threads_only():
                file.load()

    def _look(self) -> None:
        # Files before the history: writers add to that first, so it then knows all that the files hold.
        files = [file for file in (self._catalogue, self._shelf) if file.loaded]
        for file in files:
            file.poll()
        self._history.refresh()
        self._history_read = True
        for file in files:
            self._foreign |= file.settle()

    # Changing

    @contextmanager
    def transaction(self, words: Words) -> Iterator[Transaction]:
        """Change papers and marks as one unit that can be undone.

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
            current = self._current = Transaction(self._catalogue, self._shelf, words)
            try:
                yield current
            finally:
                self._current = None
            changes = current.changes()
            if changes:
                told = current.words(changes) if callable(current.words) else current.words
                current.unit = self._keep(Kind.DO, told, changes)

    def undo(self) -> Unit | None:
        """Take back the last unit that stands, whoever did it and whenever; this is a unit too.

        Returns:
            The unit, whose `left` names what somebody changed meanwhile and what therefore was left as it is.
            None where there is nothing to undo.

        Raises:
            LockedError: Another process has been changing something for too long.
            DataError: The change cannot be written; nothing was changed.
        """
        return self._turn_round(Kind.UNDO)

    def redo(self) -> Unit | None:
        """Do the unit again that was undone last, like `undo`."""
        return self._turn_round(Kind.REDO)

    def _turn_round(self, kind: Kind) -> Unit | None:
        with self._lock.held() as outermost:
            if not outermost:
                raise RuntimeError("undo and redo are units of their own: not inside a transaction")
            self._begin()
            step: Step | None = self._history.to_undo if kind is Kind.UNDO else self._history.to_redo
            if step is None:
                return None
            files: dict[str, RecordFile[Any]] = {file.table: file for file in (self._catalogue, self._shelf)}
            for table in step.line.tables:
                if table in files:
                    files[table].load()
            changes, left = turn(self._history.changes(step.line), files)
            return self._keep(kind, step.unit.words, changes, step.unit.id, left)

    def _begin(self) -> None:
        if not self._tidy:
            self._catalogue.tidy()
            self._shelf.tidy()
            self._tidy = True
        self._look()
        self._history.mend()

    def _keep(
        self, kind: Kind, words: str, changes: Changes, of: str | None = None, left: tuple[Left, ...] = ()
    ) -> Unit:
        """Put a unit on disk: new files made ready, then the history, then the files put in place.

        Whatever fails before the first file is in place is undone without trace. From there on the unit
        stands, because the history holds it and every reader takes from there what a file lacks.
        """
        tables = tuple(dict.fromkeys(change.table for change in changes))
        unit = Unit(os.urandom(8).hex(), self._clock(), kind, safe_line(words), of, tables, changes, left)
        files = [file for file in (self._catalogue, self._shelf) if file.table in tables]
        try:
            for file in files:
                file.stage(changes, unit.id)
            self._history.append(unit)
            self._publish(files)
        except BaseException:
            self._discard(files)
            raise
        return unit

    def _publish(self, files: Sequence[RecordFile[Any]]) -> None:
        in_place = 0
        try:
            for file in files:
                file.publish()
                in_place += 1
            for folder in {file.storage.path.parent for file in files}:
                disk.sync_folder(folder)
        except (OSError, DataError) as error:
            if not in_place:
                self._history.take_back()
                raise
            reason = disk.reason_of(error) if isinstance(error, OSError) else error.message
            self._late.append(Finding("history.jsonl", f"the last change is safe here, but elsewhere: {reason}"))
            self._discard(files[in_place:])

    def _discard(self, files: Sequence[RecordFile[Any]]) -> None:
        for file in files:
            file.discard()
        self._history.forget()
