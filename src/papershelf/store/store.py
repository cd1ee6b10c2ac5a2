"""The store: one data directory, changed in units that are kept whole or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.saved import SavedView
from papershelf.store import disk
from papershelf.store.catalogue import Catalogue
from papershelf.store.commit import Commit
from papershelf.store.history import History, Step
from papershelf.store.lock import FolderLock
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.recordfile import RecordFile
from papershelf.store.reversal import turn
from papershelf.store.saved_views import SavedViews
from papershelf.store.shelf import Shelf
from papershelf.store.transaction import Transaction, Words
from papershelf.store.units import PAPER_TABLES, Changes, Kind, Left, Unit, UnitHeader
from papershelf.text import safe_line


def utc_now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Foreign(NamedTuple):
    """What other processes changed; false where that is nothing.

    Attributes:
        papers: The ids of papers that came, went or changed, themselves or in their marks.
        views: The ids of saved views that did.
    """

    papers: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.papers or self.views)


class Store:
    """One data directory. Reading needs no lock and no permission to write; every change is one unit.

    A unit is acknowledged when `transaction`, `undo` or `redo` returns: by then it is in the history on disk,
    and whoever opens the directory sees it. `papers`, `marks` and `views` are pictures that never change under
    their reader; a change makes a new picture.
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
        self._views = SavedViews(folder, self._history, quarantine)
        self._files: tuple[RecordFile[Any], ...] = (self._catalogue, self._shelf, self._views)
        self._commit = Commit(self._files, self._history)
        self._current: Transaction | None = None
        self._foreign = Foreign()
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
        for file in self._files:
            file.close()

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
    def views(self) -> Mapping[str, SavedView]:
        """The saved views that are not just as they ship, by id.

        Raises:
            DataError: The file cannot be read, or a newer version wrote it.
        """
        self._load(self._views)
        return self._views.view

    @property
    def findings(self) -> list[Finding]:
        """What was found damaged, and what became of it.

        Raises:
            DataError: A file cannot be read, or a newer version wrote it.
        """
        for file in self._files:
            self._load(file)
        found = [finding for file in self._files for finding in file.findings]
        return [*found, *self._history.findings, *self._commit.findings]

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

    def refresh(self) -> Foreign:
        """Look at what other processes did; cheap where that is nothing.

        Returns:
            What they changed since the last look. While this process is changing something
            itself the look is put off, so a screen may call this without ever waiting.

        Raises:
            DataError: A file cannot be read, or a newer version wrote it.
        """
        with self._lock.threads_only(wait=False) as free:
            if not free:
                return Foreign()
            self._look()
            foreign, self._foreign = self._foreign, Foreign()
        return foreign

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
        files = [file for file in self._files if file.loaded]
        for file in files:
            file.poll()
        self._history.refresh()
        self._history_read = True
        papers, views = set(self._foreign.papers), set(self._foreign.views)
        for file in files:
            (papers if file.table in PAPER_TABLES else views).update(file.settle())
        self._foreign = Foreign(frozenset(papers), frozenset(views))

    # Changing

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
            current = self._current = Transaction(self._catalogue, self._shelf, self._views, words)
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
            files = {file.table: file for file in self._files}
            for table in step.line.tables:
                if table in files:
                    files[table].load()
            changes, left = turn(self._history.changes(step.line), files)
            return self._keep(kind, step.unit.words, changes, step.unit.id, left)

    def _begin(self) -> None:
        if not self._tidy:
            for file in self._files:
                file.tidy()
            self._tidy = True
        self._look()
        self._history.mend()

    def _keep(
        self, kind: Kind, words: str, changes: Changes, of: str | None = None, left: tuple[Left, ...] = ()
    ) -> Unit:
        tables = tuple(dict.fromkeys(change.table for change in changes))
        unit = Unit(os.urandom(8).hex(), self._clock(), kind, safe_line(words), of, tables, changes, left)
        self._commit.keep(unit)
        return unit
