"""The only part of the exporters that touches a disk: whole files or none, and no file without need."""

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from papershelf.errors import Cancelled, DataError
from papershelf.exporters.base import ITSELF, MergeProblem
from papershelf.exporters.note import encodable
from papershelf.progress import Progress, told, unheard
from papershelf.text import safe_line

Merge = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class WriteProblem:
    """A file that was left alone, and why."""

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

    Args:
        files: The texts by relative POSIX path.
        target: A folder, or the file where the only path is `ITSELF`; missing parents are created.
        merge: Makes the text to write from the one there and the fresh one (`Exporter.merge`); without it the
            fresh text replaces what is there.
        dry_run: Only say what would happen.
        progress: Told how many files are done, and may call the rest off.

    Raises:
        Cancelled: It was called off between two files; those written before are named.
        DataError: The target is of the wrong kind, read-only, or the disk is full; each file is whole.
    """
    target = target.expanduser()
    _check_kind(target, wants_file=ITSELF in files)
    written: list[Path] = []
    unchanged: list[Path] = []
    problems: list[WriteProblem] = []
    changes: list[FileChange] = []
    try:
        for name, text in told(files.items(), progress, "writing", "file", len(files)):
            path = target / name
            try:
                change = _write_one(_inside(target, name), text, merge, dry_run)
            except MergeProblem as reason:
                problems.append(WriteProblem(path, str(reason)))
            except OSError as error:
                raise DataError(f"{_words(path, error)} {_so_far(written)}") from error
            else:
                (unchanged if change is None else written).append(path)
                if change is not None and dry_run:
                    changes.append(change._replace(path=path))
    except Cancelled as wish:
        if len(written) + len(unchanged) + len(problems) < len(files):
            _sync_folders(written, dry_run)
            names = tuple(str(path) for path in written)
            raise Cancelled(f"Cancelled. {_so_far(written)}", () if dry_run else names) from wish
    _sync_folders(written, dry_run)
    return WriteReport(tuple(written), tuple(unchanged), tuple(problems), changes=tuple(changes))


def _check_kind(target: Path, *, wants_file: bool) -> None:
    """Say at once, before anything is written, that a target is of the wrong kind."""
    shown = safe_line(str(target))
    if wants_file and os.path.isdir(target):  # unlike `Path.is_dir` it takes any name
        raise DataError(f"{shown} is a folder; name a file in it.")
    if not wants_file and os.path.exists(target) and not os.path.isdir(target):
        raise DataError(f"{shown} is a file; this format needs a folder.")


def _inside(target: Path, name: str) -> Path:
    """The real path to write; links are followed as long as they stay below the target."""
    if name == ITSELF:
        return target.resolve()
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or PureWindowsPath(name).drive:
        raise MergeProblem("would lie outside the target; not written")
    path = (target / name).resolve()
    if not path.is_relative_to(target.resolve()):
        raise MergeProblem("is a link that leads outside the target; not written")
    return path


def _write_one(path: Path, text: str, merge: Merge | None, dry_run: bool) -> FileChange | None:
    """Bring one file up to date; what that took, or would take, or None where it is as it is to be."""
    before, data = _read(path), encodable(text).encode()
    if before == data:
        return None
    if before is not None and merge is not None:
        data = encodable(merge(_decoded(before), text)).encode()
        if before == data:
            return None
    if not dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, before)
    was = None if before is None else before.decode("utf-8", "replace")
    return FileChange(path, was, data.decode())


def _read(path: Path) -> bytes | None:
    """The file's bytes, or None where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise MergeProblem("is a folder; not written") from None


def _decoded(data: bytes) -> str:
    """The file's text, with BOM and line ends; what is not UTF-8 could not be given back and stays."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise MergeProblem("is not UTF-8; left as it is") from None


def _replace(path: Path, data: bytes, before: bytes | None) -> None:
    """Put new bytes in place at one stroke, unless someone else wrote meanwhile; the file's mode stays."""
    temporary = path.with_name(f".papershelf-{secrets.token_hex(8)}.tmp")
    try:
        # Not mkstemp: its 0600 would hide an export from the programs and people it is made for.
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            os.chmod(temporary, path.stat().st_mode & 0o7777)
        if _read(path) != before:
            raise MergeProblem("changed while papershelf was writing; left as it is, export again")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folders(written: list[Path], dry_run: bool) -> None:
    for folder in set() if dry_run else {path.parent for path in written}:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the renames last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows cannot open a folder
        return
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse
            os.fsync(handle)
    finally:
        os.close(handle)


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
