"""Reading a data directory: pictures of its files that follow what every process writes."""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from papershelf.lists import ReadingList
from papershelf.marks import Mark, Trashed
from papershelf.paper import Paper
from papershelf.saved import SavedView
from papershelf.store.catalogue import Catalogue
from papershelf.store.commit import Commit
from papershelf.store.deeds import Deeds
from papershelf.store.history import History
from papershelf.store.journal import Journal
from papershelf.store.lock import FolderLock
from papershelf.store.packed import Packed
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.reading_lists import ReadingLists
from papershelf.store.recordfile import RecordFile
from papershelf.store.saved_views import SavedViews
from papershelf.store.shelf import Shelf
from papershelf.store.trash import Trash
from papershelf.store.units import Change, Standing, Unit, UnitHeader


class Foreign(NamedTuple):
    """What other processes changed; false where that is nothing.

    Attributes:
        papers: The ids of papers that came, went or changed, themselves or in their marks.
        views: The ids of saved views and reading lists that did.
    """

    papers: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.papers or self.views)


class Looking:
    """The half of `Store` that reads; it needs no lock and no permission to write."""

    def __init__(
        self, folder: Path, timeout: float, on_wait: Callable[[], None] | None, cache: Path | None = None
    ) -> None:
        self.folder = folder
        self._lock = FolderLock(folder, timeout, on_wait)
        quarantine = Quarantine(folder / "quarantine")
        self._history = History(folder, quarantine, cache)
        self._catalogue = Catalogue(folder, self._history, quarantine, cache)
        self._shelf = Shelf(folder, self._history, quarantine)
        self._views = SavedViews(folder, self._history, quarantine)
        self._trash = Trash(folder, self._history, quarantine)
        self._lists = ReadingLists(folder, self._history, quarantine)
        own = (self._catalogue, self._shelf, self._views, self._lists, self._trash)
        self._files: tuple[RecordFile[Any], ...] = own
        self._commit = Commit(self._files, self._history, folder)
        self._foreign = Foreign()
        self._history_read = False

    @property
    def files(self) -> Mapping[str, RecordFile[Any]]:
        """The files by the name of their table; for whoever looks after them."""
        return {file.table: file for file in self._files}

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The papers by id, in the order they came.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._catalogue)
        return self._catalogue.view

    @property
    def packed(self) -> Packed | None:
        """What is known of the papers without reading them; None where all of them are in memory.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._catalogue)
        return self._catalogue.packed

    @property
    def papers_at_once(self) -> tuple[Mapping[str, Paper], Packed | None]:
        """`papers` and `packed` of one moment, for whoever keeps what follows from both.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._catalogue)
        return self._catalogue.at_once

    def distrust(self) -> None:
        """Believe nothing that was kept beside the files: the next look reads all of them."""
        with self._lock.threads_only():
            self._history.distrust()
            for file in self._files:
                file.distrust()

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks by paper id.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._shelf)
        return self._shelf.view

    @property
    def views(self) -> Mapping[str, SavedView]:
        """The saved views that are not just as they ship, by id.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._views)
        return self._views.view

    @property
    def lists(self) -> Mapping[str, ReadingList]:
        """The reading lists by id.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._lists)
        return self._lists.view

    @property
    def trash(self) -> Mapping[str, Trashed]:
        """The deleted papers by id.

        Raises:
            DataError: The file cannot be read.
        """
        self._load(self._trash)
        return self._trash.view

    @property
    def read_only(self) -> str | None:
        """Why nothing may be changed here, for a person; None where it may.

        A newer version wrote a file or a line of the history: what this one does not know of would be lost.

        Raises:
            DataError: A file cannot be read.
        """
        for file in self._files:
            file.peek()
        return self._known_history().newer or next((file.newer for file in self._files if file.newer), None)

    @property
    def findings(self) -> list[Finding]:
        """What was found damaged, and what became of it.

        Raises:
            DataError: A file cannot be read.
        """
        for file in self._files:
            self._load(file)
        found = [finding for file in self._files for finding in file.findings]
        if self._history.newer:
            found.append(Finding("history.jsonl", self._history.newer))
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

    def timeline(self, limit: int | None = None) -> list[Standing]:
        """What was done, newest first, each with whether it stands; undo and redo themselves are not among it."""
        return list(islice(self._known_history().timeline(), limit))

    def unit(self, reference: str) -> Unit:
        """A unit of the history with its changes, by its id or a unique beginning of it.

        Raises:
            NothingFoundError: No unit has this id.
            UsageError: Several have it.
            DataError: Its changes cannot be read.
        """
        history = self._known_history()
        return history.whole(history.find(reference))

    def former_notes(self, ids: Collection[str]) -> dict[str, list[str]]:
        """What the notes of some papers said, the oldest first, as far as the history tells; the present one is last.

        Raises:
            DataError: The history cannot be read.
        """
        if not ids:
            return {}
        history = self._known_history()
        headers = [header for header in history.newest() if "marks" in header.tables][::-1]
        found: dict[str, list[str]] = {}
        for changes in history.changes_about(headers, ids):
            for change in changes:
                before, after = change.before or {}, change.after or {}
                if change.table == "marks" and change.id in ids and ("note" in before or "note" in after):
                    notes = found.setdefault(change.id, [str(before.get("note", ""))])
                    notes.append(str(after.get("note", "")))
        return found

    def deeds(self) -> tuple[Deeds, Journal]:
        """What stands in the history now, and the file to read it from, on whatever thread.

        Raises:
            DataError: The history cannot be read.
        """
        history = self._known_history()
        with self._lock.threads_only():
            return history.deeds(), history.journal

    def changes_since(self, at: str, paper_id: str, most: int) -> Iterator[Change]:
        """What was done to the mark of a paper, the newest first.

        Args:
            at: Nothing that was done before this is looked at, ISO 8601 in UTC.
            paper_id: The paper.
            most: At most so many units are looked at, whatever they are about.

        Raises:
            DataError: The history cannot be read.
        """
        history = self._known_history()
        recent = takewhile(lambda header: header.at >= at, islice(history.newest(), most))
        marked = [header for header in recent if "marks" in header.tables]
        for changes in history.changes_about(marked, [paper_id]):
            yield from (change for change in changes if change.table == "marks" and change.id == paper_id)

    def refresh(self) -> Foreign:
        """Look at what other processes did; cheap where that is nothing.

        Returns:
            What they changed since the last look. While this process is changing something
            itself the look is put off, so a screen may call this without ever waiting.

        Raises:
            DataError: A file cannot be read.
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
            (views if file.table in ("views", "lists") else papers).update(file.settle())
        self._foreign = Foreign(frozenset(papers), frozenset(views))
