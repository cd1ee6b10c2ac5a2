"""Keeps the search index: opened from the cache or built, and brought up to date with what changes."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from papershelf.library.found import texts_of
from papershelf.marks import Entry
from papershelf.progress import Progress, unheard

if TYPE_CHECKING:
    from papershelf.library.shelving import Shelved
    from papershelf.search.index import Index
    from papershelf.store import Store

T = TypeVar("T")
FILE = "search.index"
_MANY = 2_000  # so many new papers are compiled rather than put in one by one


class Indexing:
    """The index of a library.

    Args:
        cache: The folder where the compiled index may be kept.
        store: Where papers and marks are.
        entry: Gives one entry, or None where it is gone.
    """

    def __init__(self, cache: Path, store: "Store", entry: Callable[[str], Entry | None]) -> None:
        self._path = cache / FILE
        self._store = store
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
            self.adopt(self._make(self._shelved()))
        assert self._index is not None, "it was just adopted"
        return self._index

    def ask(self, question: "Callable[[Index], T]") -> T:
        """What the index answers to a question; nothing changes it meanwhile.

        Its file is checked as it is looked at. Where it proves damaged the index is built anew, and asked again.
        """
        from papershelf.search.checking import UnfitFileError

        with self.lock:
            try:
                return question(self.index())
            except UnfitFileError:
                self._index = None
                self.adopt(self._make_anew(self._shelved()))
                return question(self.index())

    def start(self, progress: Progress = unheard) -> "Callable[[], Index]":
        """What builds an index of the papers as they are now; it may run on another thread, then `adopt` takes it."""
        shelved = self._shelved()

        def build() -> "Index":
            from papershelf.search.checking import UnfitFileError

            index = self._make(shelved, progress)
            try:
                index.warm()
            except UnfitFileError:
                index = self._make_anew(shelved, progress)
                index.warm()
            return index

        return build

    def _shelved(self) -> "Shelved":
        from papershelf.library.shelving import Shelved  # nothing is indexed before the first paint

        return Shelved.of(self._store)

    def _make(self, shelved: "Shelved", progress: Progress = unheard) -> "Index":
        from papershelf.library.compiling import built, opened

        index = opened(self._path, shelved, progress)
        if index is None:
            index = built(self._path, shelved, progress)
            index = opened(self._path, shelved) or index  # what is mapped takes less memory than what was built
        return index

    def _make_anew(self, shelved: "Shelved", progress: Progress = unheard) -> "Index":
        """The same where the file proved damaged; one that cannot even be removed is not believed again."""
        from papershelf.library.compiling import built

        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return built(self._path, shelved, progress)
        return self._make(shelved, progress)

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
