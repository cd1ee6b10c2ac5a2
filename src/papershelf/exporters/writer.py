"""The only part of the exporters that touches a disk: whole files or none, and no file without need."""

import errno
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from papershelf.errors import Cancelled, DataError
from papershelf.exporters.base import ITSELF, Merged, MergeProblem
from papershelf.exporters.note import encodable
from papershelf.exporters.staging import TEMPORARY, Before, Staging, clear
from papershelf.progress import Progress, told, unheard, unstoppable
from papershelf.text import safe_line

Merge = Callable[[str, str], str | Merged]
CHANGED_MEANWHILE = "changed while papershelf was writing; left as it is, export again"


@dataclass(frozen=True, slots=True)
class WriteProblem:
    """A file that was left alone, wholly or in part, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{safe_line(str(self.path))} {self.reason}"


class FileChange(NamedTuple):
    """What would become of a file.

    Attributes:
        path: The file.
        before: Its text; None where there is no such file.
        after: Its text then.
    """

    path: Path
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What an export did, or would do.

    Attributes:
        written: Files made or rewritten.
        unchanged: Files that already held exactly this, or had nothing new to take; not touched.
        problems: Files left alone for a reason.
        kept: Files of which something was left as a person changed it; they are among the others too.
        changes: The texts of what would be written, for a dry run; nothing otherwise.
    """

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    problems: tuple[WriteProblem, ...] = ()
    kept: tuple[WriteProblem, ...] = ()
    changes: tuple[FileChange, ...] = ()


def write(
    files: Mapping[str, str],
    target: Path,
    *,
    merge: Merge | None = None,
    dry_run: bool = False,
    progress: Progress = unheard,
) -> WriteReport:
    """Write texts below a target folder, or one text as the target itself (`ITSELF`).

    All are written beside their places first, and then put there: until the last of them is on disk, nothing that
    was there is touched.

    Args:
        files: The texts by relative POSIX path.
        target: A folder, or the file where the only path is `ITSELF`; missing parents are created.
        merge: Makes the text to write from the one there and the fresh one (`Exporter.merge`); without it the
            fresh text replaces what is there.
        dry_run: Only say what would happen, with the texts before and after.
        progress: Told how many files are done, and may call the rest off.

    Raises:
        Cancelled: It was called off; nothing was written.
        DataError: The target is of the wrong kind, read-only, or the disk is full; each file is whole.
    """
    target = target.expanduser()
    check_kind(target, wants_file=ITSELF in files)
    if ITSELF in files and not dry_run:
        clear(_leftovers(target.parent))
    with Staging() as staging:
        work = _Work(target, merge, None if dry_run else staging)
        try:
            for name, text in told(files.items(), progress, "writing", "file", len(files)):
                work.take(name, text)
            staging.settle(progress)
        except Cancelled as wish:
            raise Cancelled("Cancelled. Nothing was written.") from wish
        except OSError as error:
            raise DataError(f"{_words(work.path, error)} Nothing was written.") from error
        if not dry_run:
            work.finish(staging, progress)
    return work.report()


class _Work:
    """The files of one export, sorted by what becomes of them."""

    def __init__(self, target: Path, merge: Merge | None, staging: Staging | None) -> None:
        self.path = target
        self._target = target
        self._merge = merge
        self._staging = staging
        self._real = os.path.realpath(target)
        self._folders: dict[str, str] = {}
        self._done: dict[Path, bool] = {}  # whether it is to be written, or was
        self._problems: list[WriteProblem] = []
        self._kept: list[WriteProblem] = []
        self._changes: list[FileChange] = []

    def report(self) -> WriteReport:
        """What became of all."""
        written = tuple(path for path, changed in self._done.items() if changed)
        unchanged = tuple(path for path, changed in self._done.items() if not changed)
        return WriteReport(written, unchanged, tuple(self._problems), tuple(self._kept), tuple(self._changes))

    def take(self, name: str, text: str) -> None:
        """Find out what one file needs, and write that beside it.

        Raises:
            OSError: The disk does not let it.
        """
        self.path = self._target / name if name != ITSELF else self._target
        try:
            self._done[self.path] = self._take(self._inside(name), text)
        except MergeProblem as reason:
            self._problems.append(WriteProblem(self.path, str(reason)))

    def _take(self, place: str, text: str) -> bool:
        before, data = _read(place), _encoded(text)
        if before is not None and before.data == data:
            return False
        if before is not None and self._merge is not None:
            merged = self._merge(_decoded(before.data), text)
            if isinstance(merged, Merged):
                self._kept.append(WriteProblem(self.path, merged.word))
                merged = merged.text
            data = _encoded(merged)
            if before.data == data:
                return False
        if self._staging is not None:
            self._staging.add(place, self.path, data, before)
        else:
            was = None if before is None else before.data.decode("utf-8", "replace")
            self._changes.append(FileChange(self.path, was, data.decode()))
        return True

    def _inside(self, name: str) -> str:
        """The real path to write; links are followed as long as they stay below the target."""
        if name == ITSELF:
            return self._real
        folder, _, last = name.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = self._inner(folder)
        if last in {"", ".."} or "\\" in last or PureWindowsPath(last).drive:
            raise MergeProblem("would lie outside the target; not written")
        path = os.path.join(self._folders[folder], last)
        return self._below(path) if os.path.islink(path) else path

    def _inner(self, folder: str) -> str:
        """The real path of a folder below the target."""
        if folder.startswith("/") or ".." in PurePosixPath(folder).parts or "\\" in folder:
            raise MergeProblem("would lie outside the target; not written")
        return self._below(os.path.join(self._real, folder)) if folder else self._real

    def _below(self, path: str) -> str:
        real = os.path.realpath(path)
        if real != self._real and not real.startswith(os.path.join(self._real, "")):
            raise MergeProblem("is a link that leads outside the target; not written")
        return real

    def finish(self, staging: Staging, progress: Progress) -> None:
        """Put what was written beside its place there. From here on it is not called off.

        Raises:
            DataError: The disk does not let it; what was put there before stays.
        """
        put: list[Path] = []
        waiting = {path for path, changed in self._done.items() if changed}
        try:
            for path, is_put in told(staging.put(), unstoppable(progress), "putting in place", "file", len(waiting)):
                if is_put:
                    put.append(path)
                else:
                    del self._done[path]
                    self._problems.append(WriteProblem(path, CHANGED_MEANWHILE))
        except OSError as error:
            failed = next((path for path in self._done if path in waiting and path not in set(put)), self.path)
            raise DataError(f"{_words(failed, error)} {_so_far(put)}") from error
        finally:
            staging.last()


def check_kind(target: Path, *, wants_file: bool) -> None:
    """Say at once, before anything is written, that a target is of the wrong kind.

    Raises:
        DataError: It is.
    """
    shown = safe_line(str(target))
    if wants_file and os.path.isdir(target):  # unlike `Path.is_dir` it takes any name
        raise DataError(f"{shown} is a folder; name a file in it.")
    if not wants_file and os.path.exists(target) and not os.path.isdir(target):
        raise DataError(f"{shown} is a file; this format needs a folder.")


def _leftovers(folder: Path) -> list[Path]:
    """Temporary files of papershelf in a folder."""
    try:
        return [folder / name for name in os.listdir(folder) if TEMPORARY.match(name)]
    except OSError:  # what keeps the folder from being used is told when it is used
        return []


def _read(path: str) -> Before | None:
    """The file's bytes, or None where there is no file."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise MergeProblem(f"is {'a folder' if stat.S_ISDIR(mode) else 'no ordinary file'}; not written")
        with open(path, "rb") as file:
            return Before(file.read(), stat.S_IMODE(mode))
    except FileNotFoundError:
        return None


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return encodable(text).encode()


def _decoded(data: bytes) -> str:
    """The file's text, with BOM and line ends; what is not UTF-8 could not be given back and stays."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MergeProblem(f"is not UTF-8 (line {line}); left as it is. Save it as UTF-8 and export again") from None


def _words(path: Path, error: OSError) -> str:
    """What an error of the system means for the person."""
    shown = safe_line(str(path))
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: {shown} could not be written."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{shown} may not be read or written here; choose another place."
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return f"{shown} cannot be written: a folder of its path is a file."
    if error.errno == errno.ENAMETOOLONG:
        return f"{shown} cannot be written: the name is too long."
    return f"{shown} cannot be written: {error.strerror or error}."


def _so_far(written: list[Path]) -> str:
    """How far the export came; files are whole or untouched, so it can simply be run again."""
    return f"{len(written)} written before that." if written else "Nothing was written."
