"""What a backup holds, table by table, and what has to change so that things are as they were then."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from papershelf.errors import DataError
from papershelf.progress import Progress, unheard
from papershelf.store import disk
from papershelf.store.care.archive import TABLES, Archive, extract
from papershelf.store.care.rolling import Backup
from papershelf.store.layout import Record
from papershelf.store.looking import Looking
from papershelf.store.transaction import Transaction

PREFIX, SUFFIX = "restoring-", ".new"
_NOUNS = {
    "papers": ("paper", "papers"),
    "marks": ("mark", "marks"),
    "views": ("view", "views"),
    "lists": ("reading list", "reading lists"),
    "trash": ("paper in the trash", "papers in the trash"),
}


class Held(NamedTuple):
    """A table of a backup.

    Attributes:
        records: Its records.
        is_whole: Whether these are all; where not, none of today's is taken away for being missing.
    """

    records: Mapping[str, Record]
    is_whole: bool


class Contents(NamedTuple):
    """What a backup holds.

    Attributes:
        tables: Every table by name.
        problems: What is wrong with it, for a person.
        archive: Where it came from a zip file, that.
    """

    tables: Mapping[str, Held]
    problems: tuple[str, ...]
    archive: Archive | None = None


@contextmanager
def opened(folder: Path, backup: Backup | Path, progress: Progress = unheard) -> Iterator[Contents]:
    """Look into a backup; what that takes is put into the data directory and removed again.

    Raises:
        DataError: It cannot be read, or a newer version made it.
    """
    try:
        place = Path(tempfile.mkdtemp(prefix=PREFIX, suffix=SUFFIX, dir=folder))
    except OSError as error:
        raise disk.unwritable(folder, error) from error
    try:
        yield _look(place, backup, progress)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _look(place: Path, backup: Backup | Path, progress: Progress) -> Contents:
    found: Archive | None = None
    if isinstance(backup, Path):
        found = extract(backup, place, progress)
    else:
        for name, path in backup.files.items():
            if name in TABLES:
                try:
                    shutil.copyfile(path, place / name)
                except OSError as error:
                    raise disk.unreadable(path, error) from error
    looking = Looking(place, 0, None)
    if looking.read_only:
        raise DataError("The backup was made by a newer papershelf: please update papershelf.")
    problems = [*found.problems] if found else []
    tables = {}
    for table, file in looking.files.items():
        file.load()
        whole = file.storage.reading.is_whole and not file.bad and not (found and file.name in found.damaged)
        tables[table] = Held(dict(file.records), whole)
        if file.storage.damage:
            problems.append(f"{file.name} in it: {file.storage.damage}")
        problems += [f"{file.name} in it: the record “{key}” is left out: {why}" for key, (_, why) in file.bad.items()]
    return Contents(tables, tuple(problems), found)


class Steps(NamedTuple):
    """What has to change in a table.

    Attributes:
        put: The records that are to be as in the backup.
        remove: The ids of those that it does not hold.
    """

    put: Mapping[str, Record]
    remove: tuple[str, ...]


def steps(present: Mapping[str, Record], held: Held) -> Steps:
    """What brings a table to where it was."""
    put = {key: record for key, record in held.records.items() if present.get(key) != record}
    return Steps(put, tuple(key for key in present if key not in held.records) if held.is_whole else ())


def put_back(edit: Transaction, tables: Mapping[str, Held]) -> None:
    """Make the tables as they were in a backup."""
    for table, held in tables.items():
        todo = steps(edit.records(table), held)
        for key in todo.remove:
            edit.remove_record(table, key)
        for key, record in todo.put.items():
            edit.put_record(table, key, record)


def in_words(at: str, counts: Mapping[str, int]) -> str:
    """What was restored, for a person: “restored the backup of 2026-11-20 14:02: 3 papers, 12 marks”."""
    present = {table: counts[table] for table in _NOUNS if counts.get(table)}
    parts = [f"{count} {_NOUNS[table][count > 1]}" for table, count in present.items()]
    return f"restored the backup of {at}: {', '.join(parts) or 'nothing differs'}"
