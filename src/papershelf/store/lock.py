"""One writer at a time: a lock among the threads of a process, and a file lock among processes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import DataError, LockedError
from papershelf.store.disk import PRIVATE_FILE, reason_of

if TYPE_CHECKING:
    from filelock import FileLock

FILE = "lock"
_PATIENCE = 1.0  # seconds before somebody is told that we wait
_POLL = 0.01


class FolderLock:
    """Held while a change is made; the system lets go of it when a process dies, so it is never stale."""

    def __init__(self, folder: Path, timeout: float, on_wait: Callable[[], None] | None, name: str = FILE) -> None:
        self._path = folder / name
        self._timeout = timeout
        self._on_wait = on_wait
        self._threads = threading.RLock()
        self._depth = 0
        self._file: FileLock | None = None

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock; yields whether this is the outermost time in this thread.

        Raises:
            LockedError: Another process or thread has held it for too long.
            DataError: The lock file cannot be used.
        """
        if not self._threads.acquire(timeout=self._timeout):
            raise self._busy()
        try:
            if self._depth == 0:
                self._acquire()
            self._depth += 1
            try:
                yield self._depth == 1
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._let_go()
        finally:
            self._threads.release()

    @contextmanager
    def threads_only(self, wait: bool = True) -> Iterator[bool]:
        """Keep other threads from changing anything; yields whether that worked and no change is on."""
        if not self._threads.acquire(blocking=wait):
            yield False
            return
        try:
            yield self._depth == 0
        finally:
            self._threads.release()

    def _acquire(self) -> None:
        from filelock import FileLock, Timeout  # 10 ms that reading need not pay

        if self._file is None:
            self._file = FileLock(self._path, mode=PRIVATE_FILE, thread_local=False)
        first = min(_PATIENCE, self._timeout)
        try:
            try:
                self._file.acquire(timeout=first, poll_interval=_POLL)
            except Timeout:
                if self._timeout <= first:
                    raise
                if self._on_wait is not None:
                    self._on_wait()
                self._file.acquire(timeout=self._timeout - first, poll_interval=_POLL)
        except Timeout:
            raise self._busy() from None
        except (OSError, NotImplementedError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "the file system knows no locks"
            raise DataError(f"{self._path} cannot be locked: {reason}. Nothing was changed.") from error

    def _let_go(self) -> None:
        try:
            if self._file is not None:
                self._file.release()
        except OSError:
            # What was done under the lock is on disk, so this is no reason to say that it failed. The end of the
            # object closes the file, with which the system lets go of the lock.
            self._file = None

    def _busy(self) -> LockedError:
        return LockedError(
            f"Another papershelf has been changing the library for more than {self._timeout:g} s "
            f"(it holds {self._path}). Nothing was changed; please try again."
        )
