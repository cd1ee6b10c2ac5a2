"""Watches a folder: whatever is newly and wholly saved into it is imported, each file as one undoable unit."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papershelf.errors import Cancelled, LockedError, PapershelfError
from papershelf.library.watched import Look, Watched, digest_of
from papershelf.progress import Progress, Step, unheard
from papershelf.store import disk

if TYPE_CHECKING:
    from papershelf.library.door import Library
    from papershelf.library.planning import ImportReport

UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")  # what browsers call a file that is still coming


class Seen(NamedTuple):
    """Something that a watched folder had to tell.

    Attributes:
        path: The file, or the folder itself.
        report: What its import did; None where it could not be imported.
        error: Why not; empty with a report.
    """

    path: Path
    report: "ImportReport | None"
    error: str = ""


class Watcher:
    """Imports the files of a folder as they are saved; its caller says when to look, and waits in between.

    A file counts as saved when two looks in a row find it with the same size and time. What was imported is
    remembered in the cache directory, so that neither a restart nor a second watcher imports it again, even where
    the import was undone meanwhile. Folders in the folder are left alone, and so are files that no reader knows by
    their ending.

    Args:
        library: Where the papers go.
        folder: What is watched; it need not be there yet, and may come and go.
        tags: Given to every paper imported.
        status: Given to every paper imported that is in the inbox.
        format: Name of an importer; found by looking at each text if left out.
        progress: Told how far an import is; may call it off.

    Raises:
        UsageError: One of the tags is none, or the status, or there is no importer of that name.
    """

    def __init__(
        self,
        library: "Library",
        folder: Path,
        *,
        tags: Iterable[str] = (),
        status: str | None = None,
        format: str | None = None,
        progress: Progress = unheard,
    ) -> None:
        from papershelf.importers import find, suffixes
        from papershelf.library.importing import Wanted

        self.folder = folder.expanduser().absolute()
        self._library = library
        self._tags, self._status, self._format = tuple(tags), status, format
        Wanted.of(None, self._tags, status)  # what is wrong with it is said before anything is read
        if format:
            find(format)
        self._suffixes = suffixes()
        self._progress = progress
        self._watched = Watched(library.places.cache)
        if library.is_untouched:
            self._watched.forget()  # it remembers another library, which is gone
        self._before: dict[Path, Look] = {}  # what the last look found
        self._done: dict[Path, Look] = {}  # what needs no second try before it is written anew
        self._told: dict[Path, str] = {}  # troubles, each told once

    def look(self) -> list[Seen]:
        """Import whatever is newly and wholly saved.

        Returns:
            What was imported, and what could not be, each told once; a file that cannot be read, or a library that
            another process keeps busy, is tried again at the next look.

        Raises:
            Cancelled: The listener wants no import, and there is nothing else to tell.
        """
        try:
            found = dict(self._files())
        except OSError as error:
            self._before = {}
            return list(self._tell(self.folder, f"This folder cannot be looked into: {disk.reason_of(error)}."))
        self._told.pop(self.folder, None)
        self._told = {path: words for path, words in self._told.items() if path in found}
        before, self._before = self._before, found
        saved = [path for path, look in found.items() if before.get(path) == look and self._done.get(path) != look]
        if not saved:
            return []
        self._watched.load()
        seen: list[Seen] = []
        for path in saved:
            try:
                seen += self._take(path, found[path])
            except Cancelled:
                if not seen:
                    raise
                break  # what was imported is told first
        return seen

    def _files(self) -> Iterator[tuple[Path, Look]]:
        """The files that may be imported, in the order in which they were saved.

        Raises:
            OSError: The folder is not there, or cannot be read.
        """
        with os.scandir(self.folder) as entries:
            names = {entry.name for entry in entries}
        found = []
        for name in names:
            if not name.startswith(".") and self._is_wanted(name, names):
                path = self.folder / name
                if look := _look_at(path):
                    found.append((path, look))
        yield from sorted(found, key=lambda pair: (pair[1].changed, pair[0].name))

    def _is_wanted(self, name: str, beside: set[str]) -> bool:
        folded = name.lower()
        # Firefox puts an empty file in the place of one whose bytes go to `NAME.part`.
        is_coming = folded.endswith(UNFINISHED) or any(name + ending in beside for ending in UNFINISHED)
        return folded.endswith(self._suffixes) and not is_coming

    def _take(self, path: Path, look: Look) -> Iterator[Seen]:
        """Import a file, unless its content was imported before."""
        try:
            if self._watched.looks_known(path, look):
                self._done[path] = look
                return
            digest = digest_of(path, lambda: self._progress(Step("reading", 0, None)))
            if not self._watched.holds(digest):
                report = self._import(path)
                yield Seen(path, report)
                if not report.listings:  # told once; a later version may be able to read it
                    self._done[path] = look
                    return
            self._watched.remember(path, look, digest)
            self._done[path] = look
        except Cancelled:
            raise
        except LockedError:
            yield from self._tell(path, "Another papershelf is changing the library; this file waits for it to end.")
        except PapershelfError as error:
            yield from self._tell(path, error.message)
        except OSError as error:
            yield from self._tell(path, f"This file cannot be read: {disk.reason_of(error)}.")

    def _import(self, path: Path) -> "ImportReport":
        with self._library.impatient():  # who watches can wait until the next look
            made = self._library.plan_import([path], format=self._format, progress=self._progress)
            return self._library.carry_out(made, tags=self._tags, status=self._status, progress=self._progress)

    def _tell(self, path: Path, words: str) -> Iterator[Seen]:
        if self._told.get(path) != words:
            self._told[path] = words
            yield Seen(path, None, words)


def _look_at(path: Path) -> Look | None:
    """The look of a plain file that holds something; None for all else."""
    try:
        state = path.stat()
    except OSError:
        return None  # gone again, or a link to nowhere
    if not stat.S_ISREG(state.st_mode) or not state.st_size:
        return None
    return Look(state.st_size, state.st_mtime_ns)
