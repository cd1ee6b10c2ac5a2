"""What a person may merge: a data directory, a backup, or a lone copy of one file; all are treated as foreign."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from papershelf.errors import DataError
from papershelf.store.disk import reason_of
from papershelf.store.joining.snapshot import FILES, HISTORY, Snapshot
from papershelf.store.quarantine import Finding
from papershelf.store.salvage import read
from papershelf.store.units import NewerLineError, decode_header
from papershelf.text import safe_line

LARGEST = 1 << 29  # bytes of one file that are read: half a gigabyte, some 300,000 papers
_CHUNK = 1 << 20
_LOOKED_AT = 100  # lines in which a history must show a unit
_TABLES = {table: name for name, table in FILES.items()}


class Source(NamedTuple):
    """Something opened to be merged.

    Attributes:
        name: What to call it: the folder's or file's own name.
        holds: The names of the files of a data directory that it stands for.
        snapshot: What it holds.
        findings: What of it could not be read.
        is_copy: Whether it is a lone copy of one file.
    """

    name: str
    holds: frozenset[str]
    snapshot: Snapshot
    findings: list[Finding]
    is_copy: bool


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[Source]:
    """Open a data directory, a backup (`.zip`) or a lone file of ours, whatever its name; it is not written to.

    Raises:
        DataError: It is none of these, is too large, or cannot be read.
    """
    source = Path(path).expanduser().absolute()
    with TemporaryDirectory(prefix="papershelf-") as made:
        try:
            found = _open(source, safe_line(source.name) or "another library", Path(made))
        except OSError as error:
            raise DataError(f"{source} cannot be read: {reason_of(error)}.") from error
        yield found


def _open(source: Path, name: str, room: Path) -> Source:
    mode = os.stat(source).st_mode
    if stat.S_ISDIR(mode):
        return _folder(source, name)
    if not stat.S_ISREG(mode):
        raise DataError(f"{source} is neither a folder nor a file.")
    with open(source, "rb") as file:
        is_zip = zipfile.is_zipfile(file)
        file.seek(0)
        findings = _unpack(file, room) if is_zip else _lone(file, room, source)
    held = frozenset(entry.name for entry in room.iterdir())
    if not held:
        raise DataError(f"{source} holds no file of papershelf's; nothing was changed.")
    snapshot = Snapshot.read(room)
    return Source(name, held, snapshot, findings + snapshot.findings, not is_zip)


def _folder(source: Path, name: str) -> Source:
    held = frozenset(file for file in (*FILES, HISTORY) if (source / file).exists())
    if not held:
        raise DataError(f"{source} is no data directory: it holds none of papershelf's files.")
    snapshot = Snapshot.read(source)
    return Source(f"{name}/", held, snapshot, snapshot.findings, False)


def _unpack(file: BinaryIO, folder: Path) -> list[Finding]:
    """Copy the members of a backup that have names of ours; no name inside decides where anything is written."""
    findings = []
    try:
        with zipfile.ZipFile(file) as archive:
            members: dict[str, zipfile.ZipInfo] = {}
            for info in sorted(archive.infolist(), key=lambda info: info.filename.count("/")):
                members.setdefault(info.filename.rpartition("/")[2], info)
            for name in (*FILES, HISTORY):
                if name in members and (why := _extract(archive, members[name], folder / name)):
                    findings.append(Finding(name, why))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error) as error:
        raise DataError(f"The archive cannot be read: {safe_line(str(error))}.") from error
    return findings


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> str:
    """Copy a member; what of a damaged one comes out is kept.

    Returns:
        Why it is not whole; empty where it is.
    """
    with open(target, "wb") as out:
        try:
            with archive.open(info) as member:
                _copy(member, out)  # type: ignore[arg-type]  # ZipExtFile reads as any binary file does
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            return f"it is damaged in the archive ({safe_line(str(error))})"
    return ""


def _copy(file: BinaryIO, out: BinaryIO) -> None:
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise DataError(f"A file in it is larger than {LARGEST >> 20} MB; that is no library. Nothing was changed.")
        out.write(chunk)


def _lone(file: BinaryIO, folder: Path, source: Path) -> list[Finding]:
    """Put a lone file where its content says that it belongs."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise DataError(f"{source} is larger than {LARGEST >> 20} MB; that is no library. Nothing was changed.")
    name = kind_of(content)
    if name is None:
        raise DataError(f"{source} is none of papershelf's files; a data directory, a backup or a copy can be merged.")
    (folder / name).write_bytes(content)
    return []


def kind_of(content: bytes) -> str | None:
    """The name that a file of ours with this content has in a data directory; None for any other file."""
    if any(_is_unit(line) for line in content.split(b"\n", _LOOKED_AT)[:_LOOKED_AT]):
        return HISTORY
    tables = read(content).tables
    return next((name for table, name in _TABLES.items() if table in tables), None)


def _is_unit(line: bytes) -> bool:
    try:
        decode_header(line)
    except NewerLineError:
        return True
    except ValueError:
        return False
    return True
