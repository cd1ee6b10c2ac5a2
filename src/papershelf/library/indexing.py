"""Keeps the search index: opened from the cache or built, and brought up to date with what changes."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from papershelf.library.found import texts_of
from papershelf.marks import Entry
from papershelf.progress import Progress, Told, unheard

if TYPE_CHECKING:
    from papershelf.search.index import Index

FILE = "search.index"
_WORTH_KEEPING = 200  # fewer papers are compiled faster than a file is opened
_MANY = 2_000  # so many new papers are compiled rather than put in one by one
_TOO_MANY_BESIDE = 0.1  # share of papers beside the compiled ones from which on it is worth compiling anew


class Indexing:
    """The index of a library.

    Args:
        cache: The folder where the compiled index may be kept.
        entries: Gives all entries.
        entry: Gives one entry, or None where it is gone.
    """

    def __init__(
        self, cache: Path, entries: Callable[[], Iterable[Entry]], entry: Callable[[str], Entry | None]
    ) -> None:
        self._path = cache / FILE
        self._entries = entries
        self._entry = entry
        self._index: Index | None = None
        self._compiling = False  # anew, while the old index still answers
        self._behind: set[str] = set()  # papers that changed while an index was being built
        self.lock = RLock()  # an import follows on its own thread while a person searches on the screen's

    @property
    def is_ready(self) -> bool:
        """Whether a search would be answered at once."""
        return self._index is not None

    def index(self) -> "Index":
        """The index, made at the first need; not warm, for a verb asks it one thing only."""
        if self._index is None:
            self.adopt(self._make(list(self._entries())))
        assert self._index is not None, "it was just adopted"
        return self._index

    def start(self, progress: Progress = unheard) -> "Callable[[], Index]":
        """What builds an index of the papers as they are now; it may run on another thread, then `adopt` takes it."""
        entries = list(self._entries())

        def build() -> "Index":
            index = self._make(entries, progress)
            index.warm()
            return index

        return build

    def _make(self, entries: Sequence[Entry], progress: Progress = unheard) -> "Index":
        index = _opened(self._path, Told(entries, progress, "looking over the index", "paper"))
        if index is None:
            index = _built(self._path, Told(entries, progress, "indexing", "paper"))
            index = _opened(self._path, entries) or index  # what is mapped takes less memory than what was built
        return index

    def adopt(self, index: "Index") -> None:
        """Use an index, with what changed since it was started; one that a search had to build meanwhile stays."""
        with self.lock:
            if self._index is None:
                self._index = index
                self.follow(self._behind)
                self._behind.clear()

    def follow(self, ids: Iterable[str]) -> None:
        """Bring the index up to date with papers that changed."""
        changed = tuple(ids)
        if self._index is not None and sum(paper_id not in self._index for paper_id in changed) > _MANY:
            self._compile_anew()
            return
        with self.lock:
            if self._index is None or self._compiling:
                self._behind.update(changed)
            if self._index is None:
                return
            for paper_id in changed:
                entry = self._entry(paper_id)
                if entry is None:
                    self._index.remove(paper_id)
                else:
                    self._index.put(paper_id, texts_of(entry))

    def _compile_anew(self) -> None:
        """Compile on the thread of whoever brought so many papers; searches go on with the old index meanwhile."""
        with self.lock:
            self._behind.clear()
            self._compiling = True
        try:
            index = self.start()()
            with self.lock:
                self._index = index
        finally:
            with self.lock:
                self._compiling = False
                behind = tuple(self._behind)
                self._behind.clear()
        self.follow(behind)


def _opened(path: Path, entries: Sequence[Entry]) -> "Index | None":
    """The index of the file, brought up to date; None where there is none, or too much has changed since."""
    from papershelf.search.filing import UnfitFileError
    from papershelf.search.index import Index

    if len(entries) < _WORTH_KEEPING:
        return None
    try:
        index = Index.load(path)
    except (OSError, UnfitFileError):  # whatever is wrong with it, building anew puts it right
        return None
    most = _TOO_MANY_BESIDE * len(entries)
    present = {entry.paper.id for entry in entries}
    gone = [paper_id for paper_id in index if paper_id not in present]
    if len(gone) > most:
        return None
    for paper_id in gone:
        index.remove(paper_id)
    for entry in entries:
        index.put(entry.paper.id, texts_of(entry))
        if index.beside > most:
            return None
    return index


def _built(path: Path, entries: Sequence[Entry]) -> "Index":
    from papershelf.search.index import Index

    index = Index.build((entry.paper.id, texts_of(entry)) for entry in entries)
    if len(entries) >= _WORTH_KEEPING:
        with suppress(OSError):  # a cache that cannot be written costs time at the next start, and nothing else
            index.save(path)
    return index
