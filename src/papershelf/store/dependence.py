"""Which later units stand in the way of turning one round by itself, because they build on what it changed."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from papershelf.errors import DependedOnError
from papershelf.store.differences import Atom, atoms, merge
from papershelf.store.history import History
from papershelf.store.recordfile import RecordFile
from papershelf.store.reversal import is_readable
from papershelf.store.turns import Step
from papershelf.store.units import Change, Changes, Kind

Key = tuple[str, str]
NAMED = 5  # units named in a refusal
SHOWN_ID = 8  # letters of a unit's id: enough to tell a hundred thousand apart


class _Touched(NamedTuple):
    """What a unit did to one record.

    Attributes:
        atoms: The fields and tags.
        removed: Whether it took the record away.
        whole: Whether nothing of the unit can be taken from the record while somebody else's part is in it.
    """

    atoms: frozenset[Atom]
    removed: bool
    whole: bool


def check_alone(kind: Kind, step: Step, history: History, files: Mapping[str, RecordFile[Any]]) -> None:
    """Refuse to turn a unit round where units put on or off after it touch what it touched.

    Args:
        kind: Whether to undo or redo.
        step: The unit, with the line that is to be turned round.
        history: Where all of them are.
        files: The loaded files by table, as they stand now.

    Raises:
        DependedOnError: There are such units.
        DataError: The history cannot be read.
    """
    later = history.turned_since(step.line.id, step.line.tables)
    if not later:
        return
    touched = {
        (change.table, change.id): _touched(change, files.get(change.table)) for change in history.changes(step.line)
    }
    changes = history.changes_about([other.line for other in later], {key for _, key in touched})
    found = [other for other, theirs in zip(later, changes, strict=True) if _meet(touched, theirs, other.line.kind)]
    if found:
        raise _refusal(kind, step, found, history)


def _touched(change: Change, file: RecordFile[Any] | None) -> _Touched:
    whole = False
    if file is not None:
        # A paper without its title is none: who changed one that this unit brought holds on to all of it.
        merged, _ = merge(file.records.get(change.id), change.turned())
        whole = not is_readable(file, change.id, merged)
    return _Touched(atoms(change), change.after is None, whole)


def _meet(touched: Mapping[Key, _Touched], later: Changes, kind: Kind) -> bool:
    for change in later:
        mine = touched.get((change.table, change.id))
        if mine is None:
            continue
        # Whoever deleted a record meant all of it; one that an undo emptied is not there because it held no more.
        deleted = change.after is None and kind is not Kind.UNDO and not mine.removed
        if mine.whole or deleted or not mine.atoms.isdisjoint(atoms(change)):
            return True
    return False


def _refusal(kind: Kind, unit: Step, later: list[Step], history: History) -> DependedOnError:
    """Why a unit cannot be turned round by itself, and which ones to turn round first."""
    one = len(later) == 1
    standing = {history.standing(step.unit.id) is not None for step in later}
    deed = "Undo or redo" if len(standing) > 1 else "Undo" if True in standing else "Redo"
    count = "1 later change builds" if one else f"{len(later)} later changes build"
    verb = "undone" if kind is Kind.UNDO else "redone"
    return DependedOnError(
        f"“{unit.unit.words}” cannot be {verb} alone: {count} on it: {', '.join(_named(later))}. "
        f"{deed} {'that' if one else 'those'} first.",
        tuple(step.unit.words for step in later),
    )


def _named(steps: list[Step]) -> Iterator[str]:
    for step in steps[:NAMED]:
        yield f"“{step.unit.words}” ({step.unit.id[:SHOWN_ID]})"
    if len(steps) > NAMED:
        yield f"and {len(steps) - NAMED} more"
