"""What changed between two states of a record, and putting such a change on or off again."""

from collections.abc import Iterator
from typing import Any, TypeGuard

from papershelf.store.layout import Record
from papershelf.store.units import Change

TAGS = "tags"  # a set of texts: every element is a thing of its own
TIMES = "changed"  # when the fields beside it changed: these follow their fields and decide nothing
_ABSENT: Any = object()
Atom = tuple[str, ...]


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


def atoms(change: Change) -> frozenset[Atom]:
    """The smallest things that a change touches: fields, fields within fields, and single tags."""
    return frozenset(_atoms(change.before or {}, change.after or {}, ()))


def _atoms(before: Record, after: Record, within: Atom) -> Iterator[Atom]:
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, _ABSENT), after.get(name, _ABSENT)
        if was == now or name == TIMES:
            continue
        path = (*within, name)
        if name == TAGS and _may_be_tags(was) and _may_be_tags(now):
            old, new = _by_key(was), _by_key(now)
            yield from ((*path, key) for key in {**old, **new} if old.get(key) != new.get(key))
        elif _may_hold_fields(was) and _may_hold_fields(now):
            yield from _atoms(_fields(was), _fields(now), path)
        else:
            yield path


def apply(present: Record | None, change: Change) -> Record | None:
    """The record with the change's fields set as they became, whatever they are now."""
    if change.after is None or (present is None and change.before is None):
        return change.after
    return _merge(present or {}, change.before or {}, change.after, None, "")


def merge(present: Record | None, change: Change) -> tuple[Record | None, tuple[str, ...]]:
    """The record with the change put on wherever it still is as the change found it.

    Returns:
        The record, and the names of the fields that somebody else changed meanwhile and that were left alone.
    """
    left: list[str] = []
    merged = _merge(present or {}, change.before or {}, change.after or {}, left, "")
    gone = not merged and (present is None or change.after is None)
    return (None if gone else merged), tuple(left)


def _merge(present: Record, before: Record, after: Record, left: list[str] | None, within: str) -> Record:
    """Go from before to after field by field; `left` gathers what is not as before, None means never mind."""
    merged = dict(present)
    kept: set[str] = set()  # fields whose times stay
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, _ABSENT), after.get(name, _ABSENT)
        here = present.get(name, _ABSENT)
        if name == TIMES and all(map(_may_hold_fields, (here, was, now))):
            continue  # these follow what becomes of the fields
        if isinstance(here, dict) and _may_hold_fields(was) and _may_hold_fields(now):
            fields = _merge(here, _fields(was), _fields(now), left, f"{within}{name}.")
            value, unlike = (fields if fields or now is not _ABSENT else _ABSENT), False
        elif name == TAGS and _is_by_element(here, was, now, left is None):
            value, unlike = _tags(here, was, now, forced=left is None)
            if value is not _ABSENT:
                kept.add(name)  # somebody's part of it stays, and so does when that came
        else:
            unlike = left is not None and here not in (was, now)
            value = here if unlike else now
        if unlike and left is not None:
            kept.add(name)
            left.append(within + name)
        _set(merged, name, value)
    if TIMES in before or TIMES in after:
        _set(merged, TIMES, _times(present, before, after, kept, forced=left is None))
    return merged


def _set(record: Record, name: str, value: Any) -> None:
    if value is _ABSENT:
        record.pop(name, None)
    else:
        record[name] = value


def _is_by_element(here: Any, was: Any, now: Any, forced: bool) -> bool:
    """Whether tags became something else meanwhile; where none are left there is nothing to force a part upon."""
    if here in (was, now) or (forced and here is _ABSENT):
        return False
    return all(map(_may_be_tags, (here, was, now)))


def _tags(here: list[str], was: Any, now: Any, *, forced: bool) -> tuple[Any, bool]:
    """A set of texts with the difference of two others put on element by element, sorted as tags are."""
    tags, old, new = _by_key(here), _by_key(was), _by_key(now)
    unlike = False
    for key in {**old, **new}:
        there, wanted = tags.get(key), new.get(key)
        if old.get(key) == wanted or there == wanted or (not forced and there and wanted and key not in old):
            continue  # nothing to do, or it is there already and only spelt differently
        if not forced and there != old.get(key):
            unlike = True
        elif wanted is None:
            del tags[key]
        else:
            tags[key] = wanted
    return (sorted(tags.values(), key=str.casefold) or _ABSENT), unlike


def _times(present: Record, before: Record, after: Record, kept: set[str], *, forced: bool) -> Any:
    """Times as the change made them, but for those that are kept, and where somebody set another meanwhile."""
    here, was, now = (record.get(TIMES, _ABSENT) for record in (present, before, after))
    if not all(map(_may_hold_fields, (here, was, now))):
        return here if TIMES in kept else now
    old, new = ({name: when for name, when in _fields(times).items() if name not in kept} for times in (was, now))
    times = _merge(_fields(here), old, new, None if forced else [], "")
    return times if times or now is not _ABSENT else _ABSENT


def _by_key(tags: Any) -> dict[str, str]:
    return {} if tags is _ABSENT else {tag.casefold(): tag for tag in tags}


def _may_be_tags(value: Any) -> bool:
    return value is _ABSENT or _is_tags(value)


def _is_tags(value: Any) -> TypeGuard[list[str]]:
    """Whether it is a list of distinct texts, letter case aside."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return False
    return len({item.casefold() for item in value}) == len(value)


def _may_hold_fields(value: Any) -> bool:
    return value is _ABSENT or isinstance(value, dict)


def _fields(value: Any) -> Record:
    return {} if value is _ABSENT else value
