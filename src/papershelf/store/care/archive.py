"""Archives: everything of a library in one zip file; what is read of such a file is checked and never trusted."""

import os
import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson

from papershelf import system
from papershelf.errors import DataError, UsageError
from papershelf.progress import Progress, Step, told, unheard
from papershelf.store import disk

SCHEMA = 1
MANIFEST = "manifest.json"
HISTORY = "history.jsonl"
TABLES = ("library.json", "shelf.json", "views.json", "lists.json", "trash.json")
_DRAFT = re.compile(r"drafts/([0-9A-Za-z_-]{1,100})\.md")
_CONFIG = "config/config.toml"
_MOST = 4 * 2**30  # bytes in all members together
_MOST_SMALL = 2**20  # bytes of the manifest, of a draft and of the settings
_MOST_DRAFTS = 10_000
_DENSEST = 500  # times that a large member may be larger than what is packed: text is packed tenfold at most
_LARGE = 64 * 2**20
_CHUNK = 2**20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class Archive(NamedTuple):
    """What was read of an archive.

    Attributes:
        at: When it was made; empty where it does not say.
        members: What it holds and was extracted, by name.
        damaged: Members that it should hold and that could not be read.
        problems: What is wrong with it, for a person.
    """

    at: str
    members: Mapping[str, Path]
    damaged: frozenset[str]
    problems: tuple[str, ...]


def write(
    target: Path,
    sources: Mapping[str, Path],
    about: Mapping[str, Any],
    *,
    force: bool,
    progress: Progress = unheard,
) -> dict[str, Any]:
    """Write an archive in one step: there is a whole one, or none.

    Args:
        target: The file to write.
        sources: The files to put in, by the name in the archive; files before the history, which then knows all
            that is in them. What is not there is left out.
        about: What else the manifest says.
        force: Write over a file that is there.
        progress: Told how much is packed, in MB.

    Returns:
        The manifest.

    Raises:
        Cancelled: The listener wants no archive; there is none.
        UsageError: There is such a file.
        DataError: It cannot be written, or a source cannot be read.
    """
    if not force and os.path.lexists(target):
        raise UsageError(f"{target} is there already; --force writes over it.")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    manifest: dict[str, Any] = {"schema": SCHEMA, **about, "files": {}}
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with ExitStack() as opened:
            readers = {name: file for name, path in sources.items() if (file := _open(opened, path))}
            total = sum(os.fstat(reader.fileno()).st_size for reader in readers.values())
            packing = _Packing(total, progress)
            descriptor = os.open(temporary, flags, disk.PRIVATE_FILE)
            opened.callback(disk.discard, temporary)
            with open(descriptor, "w+b") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                    for name, reader in readers.items():
                        manifest["files"][name] = packing.pack(packed, name, reader)
                    packed.writestr(_member(MANIFEST), orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
                file.flush()
                system.sync(file.fileno())
            system.replace(temporary, target)
            disk.sync_folder(target.parent)
    except OSError as error:
        raise DataError(f"{target} cannot be written: {disk.reason_of(error)}. There is no backup there.") from error
    return manifest


def _open(opened: ExitStack, path: Path) -> IO[bytes] | None:
    try:
        return opened.enter_context(open(path, "rb"))
    except FileNotFoundError:
        return None


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = disk.PRIVATE_FILE << 16
    return member


class _Packing:
    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._done = 0

    def pack(self, packed: zipfile.ZipFile, name: str, reader: IO[bytes]) -> dict[str, Any]:
        """Put a file in, and say what was."""
        size, digest = 0, sha256()
        left = os.fstat(reader.fileno()).st_size  # the history may grow meanwhile
        with packed.open(_member(name), "w", force_zip64=True) as member:
            while left > 0 and (chunk := reader.read(min(_CHUNK, left))):
                self._progress(Step("packing", self._done // _CHUNK, self._total // _CHUNK, "MB"))
                left -= len(chunk)
                size += len(chunk)
                digest.update(chunk)
                member.write(chunk)
                self._done += len(chunk)
        return {"size": size, "sha256": digest.hexdigest()}


def extract(path: Path, folder: Path, progress: Progress = unheard) -> Archive:
    """Read an archive into a folder under names of our own; damage in one member leaves the others.

    Raises:
        DataError: It is no archive of ours, or nothing of it can be read.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return _Extraction(packed, folder, progress).run(path)
    except FileNotFoundError:
        raise DataError(f"{path} is not there.") from None
    except _DAMAGED as error:
        reason = disk.reason_of(error) if isinstance(error, OSError) else f"it is no whole zip file ({error})"
        raise DataError(f"{path} cannot be read: {reason}.") from error


class _Extraction:
    def __init__(self, packed: zipfile.ZipFile, folder: Path, progress: Progress) -> None:
        self._progress = progress
        self._packed = packed
        self._folder = folder
        self._left = _MOST
        self._members: dict[str, Path] = {}
        self._damaged: set[str] = set()
        self._problems: list[str] = []

    def run(self, path: Path) -> Archive:
        present = {member.filename: member for member in self._packed.infolist()}
        manifest = self._manifest(present)
        files = manifest.get("files")
        stated = files if isinstance(files, dict) else {}
        names = [name for name in dict.fromkeys((*stated, *present)) if isinstance(name, str) and name != MANIFEST]
        known = [name for name in names if _is_ours(name)][: _MOST_DRAFTS + len(TABLES)]
        if len(known) < len(names):
            self._problems.append(f"{len(names) - len(known)} files in it are not a library's and are passed over")
        for name in told(known, self._progress, "unpacking", "file", len(known)):
            self._take(name, present.get(name), stated.get(name) if stated else {})
        if not self._members and not manifest:
            raise DataError(f"{path} is no backup of papershelf: nothing of a library is in it.")
        if not manifest:
            self._damaged.update(name for name in TABLES if name not in self._members)
        at = manifest.get("at")
        return Archive(
            at if isinstance(at, str) else "", self._members, frozenset(self._damaged), tuple(self._problems)
        )

    def _manifest(self, present: Mapping[str, zipfile.ZipInfo]) -> dict[str, Any]:
        try:
            manifest = orjson.loads(b"".join(self._chunks(present[MANIFEST], _MOST_SMALL)))
            if not isinstance(manifest, dict):
                raise ValueError("it holds no fields")
        except KeyError:
            self._problems.append("it has no manifest, so nothing says whether it is whole")
            return {}
        except _DAMAGED as error:
            self._problems.append(f"its manifest cannot be read ({error}), so nothing says whether it is whole")
            return {}
        if type(manifest.get("schema")) is int and manifest["schema"] > SCHEMA:
            raise DataError("The backup was made by a newer papershelf: please update papershelf.")
        return manifest

    def _chunks(self, member: zipfile.ZipInfo, most: int) -> Any:
        size = 0
        with self._packed.open(member) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > min(most, self._left):
                    raise ValueError("it is larger than it may be")
                if size > _LARGE and size > _DENSEST * max(member.compress_size, 1):
                    raise ValueError("it is packed more densely than text can be")
                yield chunk
        self._left -= size

    def _take(self, name: str, member: zipfile.ZipInfo | None, stated: Any) -> None:
        target = self._folder / name.replace("/", "-")  # of the few names that are ours, so it stays in the folder
        most = _MOST if name in TABLES or name == HISTORY else _MOST_SMALL
        digest = sha256()
        try:
            if member is None:
                raise ValueError("it is missing")
            if stated is None:
                raise ValueError("the manifest does not know it")
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.PRIVATE_FILE), "wb") as file:
                for chunk in self._chunks(member, most):
                    digest.update(chunk)
                    file.write(chunk)
            wanted = stated.get("sha256") if isinstance(stated, dict) else None
            if wanted is not None and wanted != digest.hexdigest():
                raise ValueError("its checksum is another")
        except _DAMAGED as error:
            disk.discard(target)
            self._damaged.add(name)
            self._problems.append(f"{name} in it is damaged and passed over: {error}")
        else:
            self._members[name] = target


def _is_ours(name: str) -> bool:
    return name in TABLES or name in (HISTORY, _CONFIG) or _DRAFT.fullmatch(name) is not None


def drafts(archive: Archive) -> dict[str, str]:
    """The drafts in an archive by the id of their paper."""
    found = {}
    for name, path in archive.members.items():
        if match := _DRAFT.fullmatch(name):
            found[match[1]] = path.read_text("utf-8", errors="replace")
    return found
