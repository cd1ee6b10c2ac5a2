"""Writing what came of a join, by the store itself: its files, and a history that tells how they came about."""

import os
from collections.abc import Callable
from pathlib import Path

from papershelf import system
from papershelf.errors import DataError
from papershelf.store import disk
from papershelf.store.joining.sides import Tables
from papershelf.store.joining.snapshot import head_of, read_files
from papershelf.store.store import Store
from papershelf.store.units import NewerLineError, decode_header


def catch_up(folder: Path, unit: str | None = None) -> None:
    """Write every file that its history is ahead of, or of which the history does not know where it stands.

    Needs the lock of the folder.

    Args:
        folder: A data directory.
        unit: Write every file, as one that holds this unit last. With an id that no history knows, readers take
            the files as they are.

    Raises:
        DataError: A file cannot be read or written.
    """
    files, history = read_files(folder)
    for file in files:
        head = head_of(file)
        if head is None and not file.records and not file.findings:
            continue
        later = None if head is None else history.after(head, file.table)
        if unit is None and later == [] and not file.findings:
            continue
        file.stage((), unit or history.last(file.table))
        file.publish()
    try:
        disk.sync_folder(folder)
    except OSError as error:
        raise disk.unwritable(folder, error) from error


def put_tables(folder: Path, tables: Tables, words: str, clock: Callable[[], str]) -> None:
    """Make the records of a data directory be these, by one unit in its history, and write every file.

    Args:
        folder: A data directory that nobody else uses.
        tables: The records, by table and id.
        words: What the unit does, for a person.
        clock: The time.
    """
    with Store.open(folder, clock=clock) as store, store.transaction(words) as edits:
        for table, rows in tables.items():
            present = edits.records(table)
            for key in present.keys() - rows.keys():
                edits.remove_record(table, key)
            for key, record in rows.items():
                if present.get(key) != record:
                    edits.put_record(table, key, record)
    catch_up(folder)


def join_histories(ours: bytes, theirs: bytes) -> bytes:
    """Every line of ours in its order, then theirs that ours does not know; torn ends are left out.

    Raises:
        DataError: A newer version wrote one of them.
    """
    known: set[str] = set()
    lines: list[bytes] = []
    for place, history in enumerate((ours, theirs)):
        for line in history.split(b"\n")[:-1]:
            unit = _id_of(line + b"\n")
            if unit is None:
                if place == 0:
                    lines.append(line)  # what cannot be read stays where it was: it may be mended one day
            elif unit not in known:
                known.add(unit)
                lines.append(line)
    return b"".join(line + b"\n" for line in lines)


def _id_of(line: bytes) -> str | None:
    try:
        return decode_header(line).id
    except NewerLineError as error:
        raise DataError(f"The history cannot be joined: {error}. Please update papershelf.") from error
    except ValueError:
        return None


def replace_files(folder: Path, files: dict[str, bytes]) -> None:
    """Put new files in place of those there, each whole; all are ready before the first is replaced. Needs the lock.

    Args:
        folder: The data directory.
        files: The content of each file, in the order in which they are put in place.

    Raises:
        DataError: One cannot be written. What is in place by then is whole.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = Path(os.path.realpath(folder / name))
            new = target.with_name(target.name + ".new")
            disk.write_durably(new, content)
            ready.append((new, target))
        while ready:
            system.replace(*ready[0])
            ready.pop(0)
        disk.sync_folder(folder)
    except OSError as error:
        raise disk.unwritable(folder, error) from error
    finally:
        for new, _ in ready:
            disk.discard(new)
