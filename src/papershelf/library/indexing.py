"""Keeps the search index: opened from the cache or built, and brought up to date with what changes."""

import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from papershelf.library.found import texts_of, texts_of_mark
from papershelf.marks import Entry, Mark
from papershelf.progress import Progress, unheard

if TYPE_CHECKING:
    from papershelf.library.shelving import Shelved
    from papershelf.search.index import Index
    from papershelf.store import Store

T = TypeVar("T")
FILE = "search.index"
_MANY = 2_000  # so many new papers are compiled rather than put in one by one
_AT_ONCE = 100  # papers that are put in while a search waits: some milliseconds
_MANY_ASKED = 64  # questions after which the index rests though more of them come: they looked at most of it
_BREATH = 0.0005  # seconds in which a search that waits begins; without them the thread that puts would be first again


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
        self._is_owing = False  # very many papers came, and nobody has compiled them yet
        self._is_tended = False  # by somebody who compiles when it is owing, so that no search has to
        self._behind: set[str] = set()  # papers that changed while an index was being built
        self._asked = 0  # questions since the index rested
        self._asked_before = 0  # as many of them were there at the last look
        self.lock = RLock()  # an import follows on its own thread while a person searches on the screen's

    @property
    def is_ready(self) -> bool:
        """Whether a search would be answered at once."""
        return self._index is not None

    @property
    def is_owing(self) -> bool:
        """Whether very many papers came that are found only when `start` has built another index."""
        return self._is_owing

    def index(self) -> "Index":
        """The index, made at the first need; not warm, for a verb asks it one thing only."""
        if self._index is None:
            self.adopt(self._make(self._shelved()))
        elif self._is_owing and not self._is_tended:
            self.adopt(self.start()())
        assert self._index is not None, "it was just adopted"
        return self._index

    def ask(self, question: "Callable[[Index], T]") -> T:
        """What the index answers to a question; nothing changes it meanwhile.

        Its file is checked as it is looked at. Where it proves damaged the index is built anew, and asked again.
        """
        from papershelf.search.checking import UnfitFileError

        with self.lock:
            self._asked += 1
            try:
                return question(self.index())
            except UnfitFileError:
                self._index = None
                self.adopt(self._make_anew(self._shelved()))
                return question(self.index())

    def start(self, progress: Progress = unheard, *, tends: bool = False) -> "Callable[[], Index]":
        """What builds an index of the papers as they are now; it may run on another thread, then `adopt` takes it.

        Args:
            progress: Told how far it is; where it calls it off, the function raises `Cancelled`.
            tends: Whether the caller looks from now on whether the index `is_owing`, and starts again where it is.
        """
        with self.lock:
            self._is_owing, self._compiling, self._is_tended = False, self._index is not None, tends
            shelved = self._shelved()

        def build() -> "Index":
            from papershelf.search.checking import UnfitFileError

            try:
                index = self._make(shelved, progress)
                try:
                    index.warm()
                except UnfitFileError:
                    index = self._make_anew(shelved, progress)
                    index.warm()
            except BaseException:  # called off, say: then the next search compiles what it needs
                with self.lock:
                    self._is_owing |= self._compiling
                    self._compiling = self._is_tended = False
                raise
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
            if self._index is not None and not self._compiling:
                return
            self._index, self._compiling = index, False
            self._asked += 1  # opening looks at all that is small
            behind = tuple(self._behind)
            self._behind.clear()
        self.follow(behind)

    def rest(self) -> None:
        """Let the index rest if nothing was asked of it since the last call, or very much since it rested last.

        To be called about once in a second: who types goes on within one, and looks again at much of the same. The
        lock is not needed, and not taken: a thread that puts papers in may hold it.
        """
        asked = self._asked
        if asked == self._asked_before or asked >= _MANY_ASKED:
            if asked and self._index is not None:
                self._index.rest()
            self._asked = asked = 0
        self._asked_before = asked

    def follow(self, ids: Iterable[str], *, marks_only: bool = False) -> None:
        """Bring the index up to date with papers that changed; of very many new ones it only notes that they came.

        Args:
            ids: The papers.
            marks_only: Whether nothing is other but what a person added, so that no paper has to be read.
        """
        changed = tuple(ids)
        if self._index is not None and sum(paper_id not in self._index for paper_id in changed) > _MANY:
            self._is_owing = True
            return
        rest = iter(changed)
        while some := tuple(islice(rest, _AT_ONCE)):
            with self.lock:
                index = self._index
                if index is None or self._compiling:
                    self._behind.update(some)
                if index is not None:
                    for paper_id in some:
                        self._put(index, paper_id, marks_only=marks_only)
            if index is not None and len(changed) > _AT_ONCE:  # only to note that they changed keeps nobody waiting
                time.sleep(_BREATH)

    def _put(self, index: "Index", paper_id: str, *, marks_only: bool) -> None:
        if marks_only and paper_id in index:
            index.put(paper_id, texts_of_mark(self._store.marks.get(paper_id) or Mark(paper_id)))
        elif (entry := self._entry(paper_id)) is not None:
            index.put(paper_id, texts_of(entry))
        else:
            index.remove(paper_id)
