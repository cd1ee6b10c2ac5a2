"""What changed between two states of a record, and putting such a change on or off again."""

from typing import Any

from papershelf.store.layout import Record
from papershelf.store.units import Change

_ABSENT: Any = object()


def difference(old: Record | None, new: Record | None) -> tuple[Record | None, Record | None]:
    """The fields that differ, as they were and as they are; fields within fields are told apart too."""
    if old is None or new is None:
        return old, new
    before: Record = {}
    after: Record = {}
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, _ABSENT), new.get(name, _ABSENT)
        if was == now:
            continue
        if isinstance(was, dict) and isinstance(now, dict):
            was, now = difference(was, now)
        if was is not _ABSENT:
            before[name] = was
        if now is not _ABSENT:
            after[name] = now
    return before, after


def apply(present: Record | None, change: Change) -> Record | None:
    """The record with the change's fields set as they became, whatever they are now."""
    if change.after is None:
        return None
    return _merge(present or {}, change.before or {}, change.after, None, "")


def merge(present: Record | None, change: Change) -> tuple[Record | None, tuple[str, ...]]:
    """The record with the change put on wherever it still is as the change found it.

    Returns:
        The record, and the names of the fields that somebody else changed meanwhile and that were left alone.
    """
    if present is None and change.before is not None:
        gone = () if change.after is None else tuple(dict.fromkeys((*change.before, *change.after)))
        return None, gone
    left: list[str] = []
    merged = _merge(present or {}, change.before or {}, change.after or {}, left, "")
    return (None if change.after is None and not merged else merged), tuple(left)


def _merge(present: Record, before: Record, after: Record, left: list[str] | None, within: str) -> Record:
    """Go from before to after field by field; `left` gathers what is not as before, None means never mind."""
    merged = dict(present)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, _ABSENT), after.get(name, _ABSENT)
        here = present.get(name, _ABSENT)
        if isinstance(here, dict) and _may_hold_fields(was) and _may_hold_fields(now):
            fields = _merge(here, _fields(was), _fields(now), left, f"{within}{name}.")
            here, now = was, (fields if fields or now is not _ABSENT else _ABSENT)
        if left is not None and here not in (was, now):
            left.append(within + name)
        elif now is _ABSENT:
            merged.pop(name, None)
        else:
            merged[name] = now
    return merged


def _may_hold_fields(value: Any) -> bool:
    return value is _ABSENT or isinstance(value, dict)


def _fields(value: Any) -> Record:
    return {} if value is _ABSENT else value
