"""What `doctor --fix` does: each repair keeps a copy of what it changes, and removes nothing that a person wrote."""

import os
import shutil
from pathlib import Path

from papershelf.store import disk
from papershelf.store.care import lines
from papershelf.store.care.counting import Counting
from papershelf.store.care.surroundings import leftovers, too_open
from papershelf.store.quarantine import Quarantine
from papershelf.store.store import Store

FOLDER = "quarantine"


def mend(store: Store, cache: Path) -> None:
    """Repair what can be. Whatever a newer version wrote is not touched.

    Raises:
        LockedError: Another process has been changing something for too long.
        DataError: A newer version wrote here, or something cannot be written.
    """
    store.tend(before=lambda: _mend_history(store), after=lambda: _mend_places(store, cache))
    twice = store.files["papers"].records.keys() & store.files["trash"].records.keys()
    if twice:
        quarantine = Quarantine(store.folder / FOLDER)
        with store.transaction(f"took {len(twice)} papers out of the trash that are in the library") as edit:
            for key in sorted(twice):
                if record := edit.record("trash", key):
                    quarantine.keep_record("trash.json", "trash", key, record, "it is in the library too")
                edit.remove_record("trash", key)


def _mend_history(store: Store) -> None:
    path = store.history_path
    bad = lines.examine(path).bad
    if not bad:
        return
    told = "; ".join(f"line {line.number}: {line.reason}" for line in bad[:20])
    Quarantine(store.folder / FOLDER).keep(path.name, b"".join(line.content for line in bad), told)
    mended = {line.number: line.mended for line in bad}
    with open(path, "rb") as file:
        good = b"".join(mended.get(number, line) for number, line in enumerate(file, 1))
    store.replace_history(good)


def _mend_places(store: Store, cache: Path) -> None:
    """Leftovers, broken backups and who may read; needs the lock.

    Raises:
        OSError: Something cannot be changed.
    """
    quarantine = store.folder / FOLDER
    for path in leftovers(store.folder, cache):
        if path.parent.name == "drafts":  # half a draft may be all that there is of a thought
            Quarantine(quarantine).keep(
                path.with_suffix(".md").name, path.read_bytes(), "a draft that was not finished"
            )
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            os.unlink(path)
    counting = Counting()
    for backup in store.rolling_backups():
        if counting.count(backup).problem:
            disk.make_folder(quarantine)
            os.rename(store.folder / "backups" / backup.name, quarantine / f"backup-{backup.name}")
    for path in too_open(store.folder):
        os.chmod(path, disk.PRIVATE_FOLDER if path.is_dir() else disk.PRIVATE_FILE)
