"""One writer at a time: a lock among the threads of a process, and a file lock among processes."""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from papershelf.errors import DataError, LockedError
from papershelf.store.disk import PRIVATE_FILE, reason_of

if TYPE_CHECKING:
    from filelock import BaseFileLock

FILE = "lock"
SOFT_FILE = "lock.held"  # where the system knows no locks: whoever could create it holds the lock
_NO_LOCKS = frozenset((errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS))
_PATIENCE = 1.0  # seconds before somebody is told that we wait
_POLL = 0.01
_IMPATIENT = 0.05  # seconds of one try, for whoever tries again by itself or can wait until the next look


class FolderLock:
    """Held while a change is made.

    The system lets go of it when a process dies, so it is never stale. On a network folder without locks a file
    that names its process takes its place; one whose process is gone, on this machine, is not respected.
    """

    def __init__(self, folder: Path, timeout: float, on_wait: Callable[[], None] | None, name: str = FILE) -> None:
        self._path = folder / name
        self._timeout = timeout
        self._on_wait = on_wait
        self._threads = threading.RLock()
        self._depth = 0
        self._file: BaseFileLock | None = None
        self._hurry = threading.local()

    @property
    def is_soft(self) -> bool:
        """Whether the system knew no locks when the lock was taken last, so that a file took their place."""
        if self._file is None:
            return False
        from filelock import SoftFileLock

        return isinstance(self._file, SoftFileLock)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock; yields whether this is the outermost time in this thread.

        Raises:
            LockedError: Another process or thread has held it for too long.
            DataError: The lock file cannot be used.
        """
        if not self._threads.acquire(timeout=self._patience):
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

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Within this, and in this thread, nobody waits for more than a moment."""
        before, self._hurry.on = self._is_hurried, True
        try:
            yield
        finally:
            self._hurry.on = before

    @property
    def _is_hurried(self) -> bool:
        return getattr(self._hurry, "on", False)

    @property
    def _patience(self) -> float:
        return min(_IMPATIENT, self._timeout) if self._is_hurried else self._timeout

    def _acquire(self) -> None:
        from filelock import FileLock, SoftFileLock, Timeout  # 10 ms that reading need not pay

        is_first = self._file is None
        if self._file is None:
            self._file = FileLock(self._path, mode=PRIVATE_FILE, thread_local=False)
        try:
            try:
                with catch_warnings() if is_first else nullcontext():
                    if is_first:  # where there is no call for locks at all, filelock helps itself, and says so
                        simplefilter("ignore", UserWarning)
                    self._wait(self._file)
            except OSError as error:
                if isinstance(error, Timeout) or error.errno not in _NO_LOCKS:
                    raise
                soft = self._path.with_name(SOFT_FILE if self._path.name == FILE else f"{self._path.name}.held")
                self._file = SoftFileLock(soft, mode=PRIVATE_FILE, thread_local=False)
                self._wait(self._file)
        except Timeout:
            raise self._busy() from None
        except (OSError, NotImplementedError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "the file system knows no locks"
            raise DataError(f"{self._path} cannot be locked: {reason}. Nothing was changed.") from error

    def _wait(self, file: "BaseFileLock") -> None:
        """Acquire the lock of the system; somebody is told once it takes long.

        Raises:
            Timeout: It was held all the time.
            OSError: The system refuses.
        """
        from filelock import Timeout

        first = min(_PATIENCE, self._patience)
        try:
            file.acquire(timeout=first, poll_interval=_POLL)
        except Timeout:
            if self._patience <= first:
                raise
            if self._on_wait is not None:
                self._on_wait()
            file.acquire(timeout=self._patience - first, poll_interval=_POLL)

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
            f"Another papershelf has been changing the library for more than {self._patience:g} s "
            f"(it holds {self._path}). Nothing was changed; please try again."
        )
