"""The doctor's look around the files: what killed programs left, who may read, copies of a sync, disk and lock."""

import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from papershelf import system
from papershelf.errors import DataError
from papershelf.progress import Progress, told, unheard
from papershelf.store import disk
from papershelf.store.care.counting import Counting
from papershelf.store.care.findings import FIX, Ailment
from papershelf.store.care.rolling import leftovers as half_backups
from papershelf.store.caring import Caring

_CONFLICTS = re.compile(r".*\.sync-conflict-.*|.* \(.*conflicted copy.*\).*|.*\.orig", re.IGNORECASE)
_TEMPORARY = re.compile(r".*\.new")  # as every writer of ours names what it puts in place
_AGE = 60  # seconds; what is younger, somebody may just be writing
_FREE = 100 * 2**20  # bytes


def leftovers(folder: Path, cache: Path) -> list[Path]:
    """Files and folders that a killed program left half written."""
    found = [*half_backups(folder)]
    for place in (folder, folder / "drafts", cache, cache / "online"):
        if place.is_dir():
            found += [path for path in place.iterdir() if _TEMPORARY.fullmatch(path.name) and _is_old(path)]
    return sorted(set(found))


def _is_old(path: Path) -> bool:
    try:
        return abs(time.time() - path.lstat().st_mtime) > _AGE
    except OSError:
        return False


def too_open(folder: Path) -> list[Path]:
    """Files and folders that others than their owner may use."""
    if system.WINDOWS:
        return []
    inner = [path for name in ("drafts", "quarantine", "backups") for path in (folder / name).glob("**/*")]
    found = []
    for path in (folder, *folder.iterdir(), *inner):
        if path.name in ("cache", "config"):
            continue
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) & 0o077:
            found.append(path)
    return found


def of_leftovers(store: Caring, cache: Path) -> Iterator[Ailment | str]:
    """What killed programs left."""
    for path in leftovers(store.folder, cache):
        yield Ailment(_name(store, path), "leftover", "a program that was killed left it half written", FIX, None, True)


def of_modes(store: Caring) -> Iterator[Ailment | str]:
    """Who may read."""
    for path in too_open(store.folder):
        yield Ailment(_name(store, path), "open", "others than you may read or write it", FIX, None, True)


def of_conflicts(store: Caring) -> Iterator[Ailment | str]:
    """What a sync made where two machines had written."""
    for path in sorted(store.folder.iterdir()):
        if _CONFLICTS.fullmatch(path.name) and path.is_file():
            reason = "a program that syncs left it where two machines had written"
            yield Ailment(path.name, "conflict", reason, f"`papershelf merge {path.name}`, then remove it")


def of_backups(store: Caring, progress: Progress = unheard) -> Iterator[Ailment | str]:
    """Which backups do not open."""
    counting = Counting()
    try:
        backups = store.rolling_backups()
    except DataError as error:
        yield Ailment("backups", "unreadable", error.message, "see that it is a folder that you may read")
        return
    for backup in told(backups, progress, "opening the backups", "backup", len(backups)):
        if problem := counting.count(backup).problem:
            name = f"backups/{backup.name}"
            yield Ailment(name, "backup", problem, f"{FIX}: it is moved into quarantine", is_fixable=True)
    if not backups:
        yield "backups: there is none yet; one is made before a change, every ten minutes at most"


def of_the_place(store: Caring) -> Iterator[Ailment | str]:
    """Lock, disk and quarantine."""
    try:
        with store.impatient_hold():
            pass
    except DataError as error:
        yield Ailment("lock", "lock", error.message, "see who uses the folder, and that you may write there")
    if store.has_soft_lock:
        yield "the disk knows no locks: a file `lock.held` takes their place, which a sudden end may leave behind"
    try:
        disk.sync_folder(store.folder)
    except OSError as error:
        reason = f"the disk does not promise to keep what is written: {disk.reason_of(error)}"
        yield Ailment(".", "no sync", reason, "keep the library on a local disk")
    free = shutil.disk_usage(store.folder).free
    if free < max(_FREE, 2 * sum(file.storage.size or 0 for file in store.files.values())):
        yield f"the disk is nearly full: {free // 2**20} MB are free"
    quarantine = store.folder / "quarantine"
    if quarantine.is_dir() and (kept := [path for path in quarantine.iterdir() if path.suffix != ".txt"]):
        yield f"quarantine: {len(kept)} copies of what could not be read; remove them once you miss nothing"


def _name(store: Caring, path: Path) -> str:
    try:
        return str(path.relative_to(store.folder))
    except ValueError:
        return str(path)
