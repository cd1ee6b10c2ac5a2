"""Keeps the columns of a library: opened from the cache or compiled, and brought up to date with what changes."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.progress import Progress, unheard
from papershelf.store import Store
from papershelf.store.packed import Packed

if TYPE_CHECKING:
    from papershelf.library.columns.board import Board
    from papershelf.library.columns.compiled import Compiled
    from papershelf.library.columns.head import Counts

FILE = "library.columns"
_WORTH_KEEPING = 200  # papers; fewer are looked at one by one
_AT_ONCE = 2_000  # papers up to which that is done where there are no columns yet
_MANY = 1_000  # papers that came or went at once, for which it is worth compiling anew


class Columns:
    """The columns of a library whose papers stay in their file.

    Args:
        cache: The folder where they may be kept.
        store: The papers and their marks.
    """

    def __init__(self, cache: Path, store: Store) -> None:
        self._path = cache / FILE
        self._store = store
        self._compiled: Compiled | None = None
        self._board: Board | None = None
        self._is_followed = False
        self._making = threading.Lock()
        self._lock = threading.Lock()

    @property
    def is_wanted(self) -> bool:
        """Whether there are so many papers that nobody should look at every one."""
        return self._wanted is not None

    @property
    def is_ready(self) -> bool:
        """Whether they are there."""
        return self._compiled is not None

    @property
    def answer_at_once(self) -> bool:
        """Whether what asks for no words is answered in some milliseconds, now and not after compiling."""
        return self._compiled is not None or not self.is_wanted or len(self._store.papers) <= _AT_ONCE

    @property
    def _wanted(self) -> Packed | None:
        packed = self._store.packed
        return packed if packed is not None and len(packed.ids) >= _WORTH_KEEPING else None

    def board(self) -> "Board | None":
        """What answers for the papers and marks of this moment; None where they are to be looked at one by one."""
        packed = self._wanted
        if packed is None:
            return None
        if self._compiled is None and (len(packed.ids) <= _AT_ONCE or not self._make(wait=False)):
            return None
        from papershelf.library.columns.board import Board

        with self._lock:
            compiled, board = self._compiled, self._board
            assert compiled is not None, "it was just made"
            papers, packed = self._store.papers_at_once
            if packed is None:  # meanwhile they became few
                return None
            if board is None or not board.is_of(compiled, packed, papers):
                board = self._board = Board.of(compiled, packed, papers)
            board.follow(self._store.marks)
            return board

    def start(self, progress: Progress = unheard) -> Callable[[], None]:
        """What opens or compiles them; it may run on another thread.

        Args:
            progress: Told how far it is; where it calls it off, the function raises `Cancelled`.
        """
        self._is_followed = True

        def make() -> None:
            if self.is_wanted:
                self._make(progress)
                self.board()

        return make

    def warm(self) -> None:
        """Make now what the first keys would have to wait some milliseconds for."""
        board = self.board() if self.is_ready else None
        if board is not None:
            board.warm()

    def follow(self, ids: Collection[str]) -> None:
        """Hear which papers changed; where these are very many, all are compiled anew, if anybody waits for answers."""
        if len(ids) <= _MANY or not self._is_followed or not self.is_wanted:
            return
        if threading.current_thread() is threading.main_thread():  # who paints waits for nobody
            threading.Thread(target=self._make, name="columns", daemon=True).start()
        else:
            self._make()

    def counts(self) -> "Counts | None":
        """What was counted when they were compiled, if no paper changed since; loads no numpy."""
        from papershelf.library.columns.head import kept_counts

        packed = self._wanted
        return None if packed is None or packed.changed else kept_counts(self._path, packed.ids, packed.sums)

    def _make(self, progress: Progress = unheard, *, wait: bool = True) -> bool:
        """Open or compile them, unless those there are do; False where another thread is about it already."""
        if not self._making.acquire(blocking=wait):
            return False
        try:
            from papershelf.library.columns.opening import compiled_anew, opened, too_different

            papers, packed = self._store.papers_at_once
            if packed is None:
                return False
            if self._compiled is None or too_different(self._compiled, packed):
                compiled = opened(self._path, packed) or compiled_anew(self._path, packed, papers.get, progress)
                with self._lock:
                    self._compiled = compiled
            return True
        finally:
            self._making.release()
