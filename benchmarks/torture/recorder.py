"""Stands in for `os` in the store and writes down every disk operation, while letting it happen."""

import importlib
import os
import pkgutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import papershelf.caching
import papershelf.store
import papershelf.system

UNKNOWN = frozenset(
    [
        "pwrite",
        "writev",
        "pwritev",
        "sendfile",
        "copy_file_range",
        "splice",
        "truncate",
        "symlink",
        "removedirs",
        "renames",
        "mknod",
        "posix_fallocate",
        "fdatasync",
        "sync",
        "remove",
        "lseek",
    ]
)
"""Calls that change the disk and that no model of a power cut here knows: using one must not go unseen."""


class PowerOffError(BaseException):
    """The process is killed here; the operations before it were given to the system."""


class Operation(NamedTuple):
    """One disk operation.

    Attributes:
        kind: `create`, `write`, `size`, `sync`, `rename`, `link`, `unlink`, `mkdir`, `rmdir`,
            `sync_folder` or `done`.
        path: What it is done to; the old name of what is renamed.
        file: The number of the file, which stays the same under every name.
        offset: Where bytes are written, or the size that the file gets; for `done` the number of changes.
        data: The bytes.
        to: The new name of what is renamed.
    """

    kind: str
    path: Path
    file: int = 0
    offset: int = 0
    data: bytes = b""
    to: Path = Path()


class RecordingOs:
    """Passes every call through to `os` and remembers those that change the disk.

    Attributes:
        operations: What was done, in order.
        fatal: The process is killed before the operation of this number.
    """

    def __init__(self, fatal: int | None = None) -> None:
        self.operations: list[Operation] = []
        self.fatal = fatal
        self._open: dict[int, tuple[int, Path, bool]] = {}
        self._names: dict[Path, int] = {}
        self._count = 0

    def __getattr__(self, name: str) -> Any:
        assert name not in UNKNOWN, f"the model of a power cut does not know os.{name}"
        return getattr(os, name)

    def _note(self, operation: Operation) -> None:
        self.operations.append(operation)

    def _may_go_on(self) -> None:
        if self.fatal is not None and len(self.operations) >= self.fatal:
            raise PowerOffError

    def done(self, changes: int) -> None:
        """Write down that so many changes were acknowledged by now."""
        self._note(Operation("done", Path(), offset=changes))

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        """Open a file; making one and emptying one are operations."""
        name = Path(os.path.abspath(path))
        writes = flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR)
        if writes:
            self._may_go_on()
        there = name.exists()
        descriptor = os.open(path, flags, mode, **more)
        if name.is_dir():
            self._open[descriptor] = (-1, name, False)
            return descriptor
        if not there:
            self._count += 1
            self._names[name] = self._count
            self._note(Operation("create", name, self._count))
        file = self._names.setdefault(name, -len(self._names) - 2)
        if there and writes and flags & os.O_TRUNC:
            self._note(Operation("size", name, file, 0))
        self._open[descriptor] = (file, name, bool(flags & os.O_APPEND))
        return descriptor

    def write(self, descriptor: int, data: Any) -> int:
        """Write; where it lands is written down too."""
        self._may_go_on()
        file, name, appends = self._open[descriptor]
        offset = os.fstat(descriptor).st_size if appends else os.lseek(descriptor, 0, os.SEEK_CUR)
        count = os.write(descriptor, data)
        self._note(Operation("write", name, file, offset, bytes(data[:count])))
        return count

    def ftruncate(self, descriptor: int, length: int) -> None:
        """Give a file another size."""
        self._may_go_on()
        file, name, _ = self._open[descriptor]
        os.ftruncate(descriptor, length)
        self._note(Operation("size", name, file, length))

    def fsync(self, descriptor: int) -> None:
        """Make a file, or the names in a folder, last."""
        self._may_go_on()
        file, name, _ = self._open[descriptor]
        kind = "sync_folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync"
        self._note(Operation(kind, name, file))  # the real wait is left out: nobody pulls this plug

    def close(self, descriptor: int) -> None:
        """Close a file."""
        self._open.pop(descriptor, None)
        os.close(descriptor)

    def replace(self, source: Any, target: Any) -> None:
        """Put a file in another's place."""
        self._may_go_on()
        old, new = Path(os.path.abspath(source)), Path(os.path.abspath(target))
        os.replace(source, target)
        file = 0
        if new.is_dir():
            below = [path for path in self._names if old in path.parents]
            self._names.update({new / path.relative_to(old): self._names.pop(path) for path in below})
        else:
            self._names[new] = file = self._names.pop(old)
        self._note(Operation("rename", old, file, to=new))

    rename = replace

    def unlink(self, path: Any) -> None:
        """Take a name away."""
        self._may_go_on()
        os.unlink(path)
        name = Path(os.path.abspath(path))
        self._note(Operation("unlink", name, self._names.pop(name, 0)))

    def link(self, source: Any, target: Any) -> None:
        """Give a file another name."""
        self._may_go_on()
        os.link(source, target)
        new = Path(os.path.abspath(target))
        self._names[new] = file = self._names.setdefault(Path(os.path.abspath(source)), -len(self._names) - 2)
        self._note(Operation("link", new, file))

    def rmdir(self, path: Any) -> None:
        """Take an empty folder away."""
        self._may_go_on()
        os.rmdir(path)
        self._note(Operation("rmdir", Path(os.path.abspath(path))))

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        """Make a folder."""
        self._may_go_on()
        os.mkdir(path, mode)
        self._note(Operation("mkdir", Path(os.path.abspath(path))))

    def makedirs(self, path: Any, mode: int = 0o777, exist_ok: bool = False) -> None:
        """Make a folder and those above it."""
        whole = Path(os.path.abspath(path))
        missing = [name for name in (whole, *whole.parents) if not name.exists()]
        if not missing:
            os.makedirs(path, mode, exist_ok)
        for name in reversed(missing):
            self.mkdir(name, mode)

    @contextmanager
    def installed(self) -> Iterator["RecordingOs"]:
        """Put it in the place of `os` in every module of the store."""
        modules = [
            importlib.import_module(found.name)
            for found in pkgutil.walk_packages(papershelf.store.__path__, "papershelf.store.")
        ]
        # Which move files for the store, write its caches, and wait for the disk.
        modules += [papershelf.system, papershelf.caching]
        patched: list[Any] = [module for module in modules if getattr(module, "os", None) is os]
        for module in patched:
            module.os = self
        try:
            yield self
        finally:
            for module in patched:
                module.os = os
