"""What the store asks of the file system: durable writes, and errors told in plain words."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path

from papershelf import system
from papershelf.errors import DataError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "there is no permission",
    errno.EPERM: "there is no permission",
    errno.EROFS: "the disk is read-only",
    errno.ENAMETOOLONG: "the path is too long",
    errno.EISDIR: "a folder is in its place",
    errno.ENOTDIR: "a part of the path is no folder",
    errno.EEXIST: "a file is in its place",
    errno.EMFILE: "too many files are open",
}
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_PIECE = 1_048_576  # bytes written at a time of what is made while it is written


_hear: ContextVar[Callable[[int], None] | None] = ContextVar("hear", default=None)


@contextlib.contextmanager
def telling(hear: Callable[[int], None]) -> Iterator[None]:
    """Within this, on this thread, every piece that is written is told by its size in bytes."""
    token = _hear.set(hear)
    try:
        yield
    finally:
        _hear.reset(token)


def reason_of(error: OSError) -> str:
    """Why the file system refused, in a few words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def unreadable(path: Path, error: OSError) -> DataError:
    """The error to raise where a file cannot be read."""
    return DataError(f"{path} cannot be read: {reason_of(error)}.")


def unwritable(path: Path, error: OSError) -> DataError:
    """The error to raise where a file cannot be written, and so nothing was changed."""
    return DataError(f"{path} cannot be written: {reason_of(error)}. Nothing was changed.")


def make_folder(path: Path) -> None:
    """Create a folder, and those above it, that only its owner may enter; one that is there is left as it is.

    The name of every folder above it outlasts a power cut when this returns; its own does so from `name_safely` on.

    Raises:
        DataError: It cannot be created, or something else is in its place.
    """
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            name_safely(folder.parent)  # also one that is there: who made it may have been killed before it was safe
            with contextlib.suppress(FileExistsError):  # another process was faster, or it is no folder: see below
                os.mkdir(folder, PRIVATE_FOLDER)
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise DataError(f"The folder {path} cannot be used: {reason_of(error)}.") from error


def name_safely(folder: Path) -> None:
    """Wait until it is on disk that a folder is where it is.

    Raises:
        OSError: The system could not promise that.
    """
    with contextlib.suppress(PermissionError):  # nobody makes a folder in one that may not be read: it is no news
        sync_folder(folder.parent)


def in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts put together to pieces that are worth a write, so that a large file is never in memory as a whole."""
    gathered: list[bytes] = []
    size = 0
    for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= _PIECE:
            yield b"".join(gathered)
            gathered, size = [], 0
    if gathered:
        yield b"".join(gathered)


def write_durably(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file anew and wait until it is on disk; a failure leaves no file behind.

    Args:
        path: The file.
        data: All of it, or piece by piece; what making a piece raises is a failure too.

    Raises:
        OSError: It cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NOFOLLOW | _CLOEXEC | _BINARY
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        try:
            _write_pieces(descriptor, data)
            system.sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        discard(path)
        raise


def append_durably(path: Path, data: bytes | Iterable[bytes], *, named: bool = False) -> int:
    """Add to the end of a file and wait until it is on disk; a failure takes back what was added.

    Args:
        path: The file.
        data: What to add, as for `write_durably`.
        named: Whether this process made sure before that the file's name is on disk. Another one that made the
            file may have been killed before it was.

    Returns:
        How many bytes were added.

    Raises:
        OSError: It cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | _CLOEXEC | _BINARY
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        length = os.fstat(descriptor).st_size
        try:
            if length == 0:
                name_safely(path.parent)
            added = _write_pieces(descriptor, data)
            system.sync(descriptor)
            if length == 0 or not named:
                sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, length)
                system.sync(descriptor)
            raise
    finally:
        with contextlib.suppress(OSError):  # all was synced or taken back: nothing that counts can fail any more
            os.close(descriptor)
    return added


def cut(path: Path, length: int) -> None:
    """Shorten a file and wait until that is on disk.

    Raises:
        OSError: It cannot be shortened.
    """
    descriptor = os.open(path, os.O_RDWR | _CLOEXEC | _BINARY)
    try:
        os.ftruncate(descriptor, length)
        system.sync(descriptor)
    finally:
        os.close(descriptor)


def _write_pieces(descriptor: int, data: bytes | Iterable[bytes]) -> int:
    """Write one piece after the other; says how many bytes they had."""
    size, hear = 0, _hear.get()
    for piece in (data,) if isinstance(data, bytes) else data:
        write_all(descriptor, piece)
        size += len(piece)
        if hear is not None:
            hear(len(piece))
    return size


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: the system may take fewer than it was given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def discard(path: Path) -> None:
    """Remove a file if it is there and can be removed."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on disk, where the system offers that.

    Raises:
        OSError: The system offers it and failed.
    """
    if system.WINDOWS:  # which has no such call
        return
    descriptor = os.open(path, os.O_RDONLY | _CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
