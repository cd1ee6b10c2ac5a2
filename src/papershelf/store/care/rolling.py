"""Rolling backups: the files as they were before a change, linked instead of copied, every ten minutes at most."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import orjson

from papershelf import system
from papershelf.errors import DataError
from papershelf.store import disk
from papershelf.store.care.thinning import superfluous
from papershelf.store.quarantine import Finding

FOLDER = "backups"
APART = timedelta(minutes=10)
ELSEWHERE = "elsewhere.json"  # in a backup: which copy stands for a file, where the system knows no hard links
COPIES = "copies"  # those copies, each once however many backups need it
_MAKING, _GOING = "making.new", "going.new"  # never taken for a backup; whoever makes the next one removes them
_FORMAT = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d-\d{6})(?:-(before-schema-\d+|\d+))?")


class Backup(NamedTuple):
    """A rolling backup.

    Attributes:
        name: By which a person asks for it: the time in UTC.
        at: That time.
        files: Where its files are, by the name that they have in the data directory.
        is_lasting: Whether it is never thinned out: it was made before the files' schema changed.
    """

    name: str
    at: datetime
    files: Mapping[str, Path]
    is_lasting: bool


class Rolling:
    """Makes and thins the backups of a data directory. Needs the lock, but for looking.

    Attributes:
        problem: Why the last one could not be made; that never keeps a change from being made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._covered: datetime | None = None  # the moment of a backup near which no other is needed
        self.problem: Finding | None = None

    def before_change(
        self, at: str, files: Mapping[str, Path], catch_up: Callable[[], None], schema: int | None = None
    ) -> None:
        """Keep the files as they are, unless that was done within the last ten minutes.

        Args:
            at: The time of the change, ISO 8601.
            files: The files by name; those that are not there are left out.
            catch_up: Brings the files up to what the history holds: a backup has none.
            schema: The version that the change brings; such a backup is made whatever the time, and lasts.
        """
        try:
            now = datetime.fromisoformat(at)
            now = (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(UTC)
            if schema is None and not self._is_due(now):
                return
            if not any(path.exists() for path in files.values()):
                return  # there is nothing to keep yet
            self._covered = now  # also where it fails: that is not tried again at every change
            self._make(now, files, catch_up, schema)
            self.problem = None
            self._thin(now)
        except (OSError, ValueError, OverflowError, DataError) as error:
            reason = disk.reason_of(error) if isinstance(error, OSError) else str(error)
            self.problem = Finding(FOLDER, f"the last rolling backup could not be made: {reason}")

    def _is_due(self, now: datetime) -> bool:
        if self._covered is None or abs(now - self._covered) >= APART:
            near = [backup.at for backup in self.all() if abs(now - backup.at) < APART]
            self._covered = max(near, default=None)
        return self._covered is None

    def _make(self, now: datetime, files: Mapping[str, Path], catch_up: Callable[[], None], schema: int | None) -> None:
        catch_up()
        disk.make_folder(self._folder)
        self._sweep()
        making = self._folder / _MAKING
        os.mkdir(making, disk.PRIVATE_FOLDER)
        copied = {}
        for name, path in files.items():
            if path.exists() and not _link(path, making / name):
                copied[name] = self._copy(name, path)
        if copied:
            disk.write_durably(making / ELSEWHERE, orjson.dumps(copied))
        disk.sync_folder(making)
        os.rename(making, self._free_name(now, schema))
        disk.sync_folder(self._folder)

    def _copy(self, name: str, path: Path) -> str:
        """Copy a file, if it is not the one that was copied before."""
        disk.make_folder(self._folder / COPIES)
        status = path.stat()
        stem, _, suffix = name.rpartition(".")
        copy = self._folder / COPIES / f"{stem}-{status.st_size}-{status.st_mtime_ns}.{suffix}"
        if not (copy.exists() and copy.stat().st_size == status.st_size):
            fresh = copy.with_name(_MAKING)
            disk.write_durably(fresh, path.read_bytes())
            system.replace(fresh, copy)
        return copy.name

    def _free_name(self, now: datetime, schema: int | None) -> Path:
        name = now.strftime(_FORMAT) + (f"-before-schema-{schema}" if schema else "")
        path, count = self._folder / name, 2
        while path.exists():
            path, count = self._folder / f"{now.strftime(_FORMAT)}-{count}", count + 1
        return path

    def all(self) -> list[Backup]:
        """The backups, the latest first.

        Raises:
            OSError: The folder cannot be read.
        """
        try:
            with os.scandir(self._folder) as entries:
                folders = [entry.name for entry in entries if entry.is_dir() and _NAME.fullmatch(entry.name)]
        except FileNotFoundError:
            return []
        found = []
        for name in folders:
            match = _NAME.fullmatch(name)
            try:
                at = datetime.strptime(match[1] if match else "", _FORMAT).replace(tzinfo=UTC)
            except ValueError:
                continue  # digits that are no time: not ours
            lasting = bool(match and match[2] and match[2].startswith("before"))
            found.append(Backup(name, at, self._files(name), lasting))
        return sorted(found, key=lambda backup: (backup.at, backup.name), reverse=True)

    def _files(self, name: str) -> dict[str, Path]:
        folder = self._folder / name
        files = {path.name: path for path in folder.glob("*.json") if path.name != ELSEWHERE}
        try:
            copied = orjson.loads((folder / ELSEWHERE).read_bytes())
        except (OSError, ValueError):
            return files
        copies = self._folder / COPIES
        return files | {str(key): copies / Path(str(value)).name for key, value in dict(copied).items()}

    def _thin(self, now: datetime) -> None:
        backups = [backup for backup in self.all() if not backup.is_lasting]
        gone = superfluous({backup.at for backup in backups}, now)
        for backup in backups:
            if backup.at in gone:
                os.rename(self._folder / backup.name, self._folder / _GOING)
                self._sweep()
        if gone and (self._folder / COPIES).exists():
            needed = {path.name for backup in self.all() for path in backup.files.values()}
            for path in (self._folder / COPIES).iterdir():
                if path.name not in needed:
                    disk.discard(path)

    def _sweep(self) -> None:
        """Remove what a killed process left half made or half removed."""
        for folder in (self._folder / _MAKING, self._folder / _GOING):
            if folder.is_dir() and not folder.is_symlink():
                for path in folder.iterdir():
                    disk.discard(path)
                os.rmdir(folder)


def leftovers(folder: Path) -> Sequence[Path]:
    """What a killed process left half made or half removed in a data directory."""
    places = (folder / FOLDER / _MAKING, folder / FOLDER / _GOING, folder / FOLDER / COPIES / _MAKING)
    return [path for path in places if path.exists()]


def _link(path: Path, new: Path) -> bool:
    """Give a file a second name: it is replaced and never edited, so that stays as it is."""
    try:
        os.link(path, new)
    except (OSError, NotImplementedError):
        return False
    return True
