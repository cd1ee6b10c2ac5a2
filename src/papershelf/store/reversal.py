"""Turning a unit round: what undo and redo put back, and what they leave because somebody changed it."""

from collections.abc import Mapping
from typing import Any

from papershelf.store.differences import difference, merge
from papershelf.store.layout import Record
from papershelf.store.recordfile import RecordFile
from papershelf.store.units import Change, Changes, Left


def turn(changes: Changes, files: Mapping[str, RecordFile[Any]]) -> tuple[Changes, tuple[Left, ...]]:
    """The changes that take these back from where things stand now.

    Returns:
        The changes, and the fields that are no longer as these changes made them, so they stay as they are.
    """
    turned: list[Change] = []
    left: list[Left] = []
    for change in changes:  # each is of another record; in this order papers come back as they stood
        file = files.get(change.table)
        if file is None:
            left.append(Left(change.id, change.table))
            continue
        back = change.turned()
        present = file.records.get(change.id)
        record, fields = merge(present, back)
        if not is_readable(file, change.id, record):
            # A paper without its title is none: where only a part could go, all of it stays.
            record, fields = present, tuple(dict.fromkeys((*(back.before or {}), *(back.after or {}))))
        left += [Left(change.id, field) for field in fields]
        if record != present:
            turned.append(Change(change.table, change.id, *difference(present, record)))
    return tuple(turned), tuple(left)


def is_readable(file: RecordFile[Any], key: str, record: Record | None) -> bool:
    """Whether a record, or None for none, can stand in a file."""
    if record is None:
        return True
    try:
        file.codec.decode(key, record)
    except ValueError:
        return False
    return True
