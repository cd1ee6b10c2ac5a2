"""Many files put in place at one stroke: all written beside their places first, then on disk, then renamed."""

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from papershelf import system
from papershelf.progress import Progress, Step

TEMPORARY = re.compile(r"\.papershelf-(?:(\d+)-)?[0-9a-f]{16}\.tmp\Z")
FEW = 16  # files up to which each is waited for by itself, which spares the other files of a busy disk
ABANDONED = 3600.0  # seconds after which a temporary file is nobody's any more
_BEAT = 0.05  # seconds between two looks at whether to go on
_CLEANING = 0.1  # seconds


class Before(NamedTuple):
    """A file as it was read.

    Attributes:
        data: Its bytes.
        mode: Its permissions.
    """

    data: bytes
    mode: int


class _Staged(NamedTuple):
    path: str
    temporary: str
    before: bytes | None  # a fingerprint
    owner: Path


class Staging:
    """New files in waiting. Until `put` nothing that is there is touched; leaving takes what waits away.

    The bytes of all are on disk before the first is renamed, so a power cut leaves each file as it was or whole.
    """

    def __init__(self) -> None:
        self._waiting: list[_Staged] = []
        self._folders: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        cleaning = threading.Thread(target=_remove, args=([staged.temporary for staged in self._waiting],))
        cleaning.start()
        cleaning.join(_CLEANING)  # a disk may need seconds for ten thousand, and whoever called it off shall not wait

    def add(self, path: str, name: Path, data: bytes, before: Before | None) -> None:
        """Write what a file is to be beside it.

        Args:
            path: The file, with no link in it.
            name: What the person calls it.
            data: What it is to hold.
            before: What it holds; None where there is none.

        Raises:
            OSError: The disk does not take it.
        """
        folder = os.path.dirname(path)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        temporary = os.path.join(folder, f".papershelf-{os.getpid()}-{secrets.token_hex(8)}.tmp")
        # Not mkstemp: its 0600 would hide an export from the programs and people it is made for.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        seen = None if before is None else hashlib.sha256(before.data).digest()
        self._waiting.append(_Staged(path, temporary, seen, name))
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
        if before is not None:
            os.chmod(temporary, before.mode)

    def settle(self, progress: Progress) -> None:
        """Wait until all that was added is on disk.

        Raises:
            Cancelled: The wait was called off.
            OSError: The disk did not take it.
        """
        if not self._waiting:
            return
        failed: list[OSError] = []

        def wait() -> None:
            try:
                sync([staged.temporary for staged in self._waiting], self._folders)
            except OSError as error:
                failed.append(error)

        if len(self._waiting) <= FEW:
            wait()
        else:
            thread = threading.Thread(target=wait, name="papershelf-settle", daemon=True)
            thread.start()
            while thread.is_alive():
                progress(Step("waiting for the disk"))
                thread.join(_BEAT)
        if failed:
            raise failed[0]

    def put(self) -> Iterator[tuple[Path, bool]]:
        """Rename one file after the other into its place; False for one that somebody changed meanwhile.

        Raises:
            OSError: The disk does not take it; those put before stay.
        """
        left = []
        for staged in self._waiting:
            is_mine = _fingerprint(staged.path) == staged.before
            if is_mine:
                system.replace(staged.temporary, staged.path)
            else:
                left.append(staged)
            yield staged.owner, is_mine
        self._waiting = left

    def last(self) -> None:
        """Make the renames last through a power cut, where the system can."""
        for folder in self._folders:
            _sync_folder(folder)


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            os.unlink(path)


def clear(leftovers: Iterable[Path]) -> None:
    """Remove temporary files that a killed export left; those of one that is still at work stay."""
    for path in leftovers:
        found = TEMPORARY.match(path.name)
        with contextlib.suppress(OSError):
            if found and _is_abandoned(path, int(found.group(1) or 0)):
                path.unlink()


def _is_abandoned(path: Path, process: int) -> bool:
    if time.time() - path.stat().st_mtime > ABANDONED:
        return True
    if os.name != "posix" or not process or process.bit_length() > 31:
        return False
    try:
        os.kill(process, 0)  # asks only whether it is there
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _fingerprint(path: str) -> bytes | None:
    """What tells a file's bytes; None where there is none."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return b""


def sync(paths: Iterable[str], folders: Iterable[str]) -> None:
    """Make the bytes of files last through a power cut."""
    paths = list(paths)
    if len(paths) > FEW and all(map(_sync_disk, _one_a_disk(folders))):
        return
    for path in paths:
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _one_a_disk(folders: Iterable[str]) -> list[str]:
    return list({os.stat(folder).st_dev: folder for folder in folders}.values())


def _sync_disk(folder: str) -> bool:
    """Wait for everything that a file system has not written yet; False where the system cannot.

    For ten thousand files that takes a second, and waiting for each by itself a minute. Unlike `os.sync` it
    leaves other disks alone and tells of errors.
    """
    call = syncfs()
    if call is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle) == 0:
            return True
        code = ctypes.get_errno()
        if code in {errno.ENOSYS, errno.EINVAL}:
            return False
        raise OSError(code, os.strerror(code), folder)
    finally:
        os.close(handle)


@cache
def syncfs() -> Any:
    """The C library's `syncfs`, which Linux has and Python does not offer; None elsewhere."""
    try:
        return ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError, TypeError):
        return None


def _sync_folder(folder: str) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows cannot open a folder
        return
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse
            os.fsync(handle)
    finally:
        os.close(handle)
