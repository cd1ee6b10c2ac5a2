"""What the history knows and a file does not: changes not yet put into it, and records that it lost."""

from collections.abc import Collection, Mapping

from papershelf.store.differences import apply
from papershelf.store.history import History
from papershelf.store.layout import Record
from papershelf.store.units import UnitHeader

MOST_BEHIND = 200  # records by which the history may be ahead of a larger file, and so units too
Patches = dict[str, Record | None]
"""Records to put in place, by id; None for one that shall be gone."""


def recover(
    history: History,
    table: str,
    records: Mapping[str, Record],
    unit: str | None,
    lost: Collection[str] | None,
    guessed: Collection[str] = (),
) -> Patches:
    """What to put on a file's records so that they are what was acknowledged last.

    Args:
        history: Read at least as lately as the file.
        table: The file's table.
        records: What could be read from the file.
        unit: The last unit that the file says it holds.
        lost: Records known to be lost. None where the file is missing or damaged: then any may be.
        guessed: Records that are there, but not for certain as they were: what the history says is better.
    """
    patches: Patches = {}
    if lost is None or lost or guessed:
        for key, record in _replay(history, table, history.after(None, table) or [], {}, {}).items():
            missing = key not in records and (lost is None or key in lost)
            if record is not None and (missing or key in guessed):
                patches[key] = record
    return _replay(history, table, _not_yet_in(history, table, unit, lost is None), records, patches)


def _not_yet_in(history: History, table: str, unit: str | None, damaged: bool) -> list[UnitHeader]:
    later = history.after(unit, table) if unit else None
    if later is not None:
        return later
    if damaged:
        # Nobody knows how far it is behind, but not by more than this; to set again what these units set is no harm.
        return (history.after(None, table) or [])[-MOST_BEHIND - 1 :]
    # The history does not know the unit: its line is damaged, or the file came from elsewhere and is taken as it is.
    return history.after_damage(unit, table) if unit else []


def _replay(
    history: History, table: str, units: list[UnitHeader], records: Mapping[str, Record], patches: Patches
) -> Patches:
    """The patches with these units put on; where there is none yet a record starts as it is."""
    for header in units:
        for change in history.changes_if_readable(header):
            if change.table == table:
                present = patches[change.id] if change.id in patches else records.get(change.id)
                patches[change.id] = apply(present, change)
    return patches
