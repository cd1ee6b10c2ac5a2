"""Two marks on one paper made one: each field by its own time, tags one by one, notes kept both."""

from collections.abc import Callable
from typing import Any

from papershelf.marks import Priority, Status
from papershelf.store.joining.case import OURS, THEIRS, Case
from papershelf.store.joining.notes import Told, join_notes
from papershelf.store.joining.sides import moment
from papershelf.store.joining.values import ABSENT, join_values
from papershelf.store.layout import Record

_STATUSES = [Status.INBOX, Status.SKIPPED, Status.QUEUED, Status.READING, Status.READ]
_PRIORITIES = [Priority.LOW, Priority.NORMAL, Priority.HIGH]
_MORE: dict[str, Callable[[Any], Any]] = {
    "starred": bool,
    "status": lambda status: _STATUSES.index(status or Status.INBOX),
    "rating": lambda rating: rating or 0,
    "priority": lambda priority: _PRIORITIES.index(priority or Priority.NORMAL),
    **dict.fromkeys(("due", "snoozed", "review"), lambda day: day or ""),
    "place": lambda place: (place is not None, place or 0.0),
}


def join_marks(case: Case, base: Record | None, ours: Record, theirs: Record) -> Record:
    """The mark that both sides' changes come to.

    Args:
        case: The paper's.
        base: The mark that both came from; None where there was none, or none is known.
        ours: Ours, as a record.
        theirs: Theirs.
    """
    if ours == theirs:
        return ours
    joined: Record = {}
    stamps: dict[str, Any] = {}
    for field in dict.fromkeys((*ours, *theirs)):
        if field == "changed":
            continue
        if field == "tags":
            value: Any = _join_tags(case, base, ours, theirs)
        elif field == "note":
            value = _join_note(case, base, ours, theirs)
        elif field in _MORE:
            chosen = _pick(case, field, base, ours, theirs)
            value = (ours, theirs)[chosen].get(field, ABSENT)
            stamps[field] = case.stamp(chosen, "marks", (ours, theirs)[chosen], field) or ABSENT
        else:
            before = ABSENT if base is None else base.get(field, ABSENT)
            value = join_values(before, ours.get(field, ABSENT), theirs.get(field, ABSENT))
        if value is not ABSENT:
            joined[field] = value
    changed = _join_stamps(ours, theirs, stamps)
    return joined | {"changed": changed} if changed else joined


def _stamps(record: Record) -> dict[str, Any]:
    changed = record.get("changed")
    return changed if isinstance(changed, dict) else {}


def _join_stamps(ours: Record, theirs: Record, chosen: dict[str, Any]) -> dict[str, Any]:
    """The time of each field: that of the side whose value stands, or the later one."""
    mine, yours = _stamps(ours), _stamps(theirs)
    joined: dict[str, Any] = {}
    for field in dict.fromkeys((*mine, *yours)):
        at = chosen.get(field, ABSENT)
        same = field not in chosen or ours.get(field) == theirs.get(field)
        if same or at is ABSENT:
            at = max((str(mine.get(field, "")), str(yours.get(field, ""))), key=lambda text: (moment(text), text))
        joined[field] = at
    return joined


def _pick(case: Case, field: str, base: Record | None, ours: Record, theirs: Record) -> int:
    """Which side's value stands: the one that changed, the later change, the one that says more."""
    more = _MORE[field]
    mine, yours = more(ours.get(field)), more(theirs.get(field))
    if mine == yours:
        return OURS if field in ours else THEIRS
    at = [case.stamp(side, "marks", record, field) for side, record in enumerate((ours, theirs))]
    if base is not None:
        before = more(base.get(field)), _stamps(base).get(field)
        moved = [(more(record.get(field)), _stamps(record).get(field)) != before for record in (ours, theirs)]
        if moved[OURS] != moved[THEIRS]:
            return OURS if moved[OURS] else THEIRS
    times = moment(at[OURS]), moment(at[THEIRS])
    mine_wins = mine > yours if times[OURS] == times[THEIRS] else times[OURS] > times[THEIRS]
    chosen = OURS if mine_wins else THEIRS
    if all(times):
        case.tell("marks", field, chosen, ours.get(field), theirs.get(field))
    return chosen


def _join_tags(case: Case, base: Record | None, ours: Record, theirs: Record) -> Any:
    """The tags of both, without those that one side took away."""
    if ours.get("tags") == theirs.get("tags"):
        return ours.get("tags", ABSENT)
    before = {tag.casefold() for tag in base.get("tags", ())} if base is not None else set()
    have = [{tag.casefold(): tag for tag in sorted(record.get("tags", ()))} for record in (ours, theirs)]
    at = [moment(case.stamp(side, "marks", record, "tags")) for side, record in enumerate((ours, theirs))]
    kept: dict[str, str] = {}
    for tag in have[OURS].keys() | have[THEIRS].keys():
        spelt = [tags[tag] for tags in have if tag in tags]
        if len(spelt) == 1:
            side = OURS if tag in have[OURS] else THEIRS
            taken_off = moment(case.sides[1 - side].past.tag_removed(case.key, tag))
            if tag in before or taken_off > at[side]:
                continue
        kept[tag] = min(spelt)
    tags = sorted(kept.values(), key=lambda tag: (tag.casefold(), tag))
    return tags or ABSENT


def _join_note(case: Case, base: Record | None, ours: Record, theirs: Record) -> Any:
    mine, yours = str(ours.get("note", "")), str(theirs.get("note", ""))
    if mine == yours:
        return ours.get("note", theirs.get("note", ABSENT))
    before = str(base.get("note", "")) if base is not None else None
    if base is not None and before in (mine, yours):
        side, same, new = (OURS, ours, yours) if before == mine else (THEIRS, theirs, mine)
        # Who wrote the old text anew, after having had the other's, meant it.
        meant = _stamps(same).get("note") != _stamps(base).get("note")
        seen = meant and new in case.sides[side].past.notes(case.key, before)
        return (before if seen else new) or ABSENT
    note = join_notes(_told(case, OURS, ours), _told(case, THEIRS, theirs))
    if note not in (mine, yours):
        case.tell("marks", "note", None, mine, yours)
    return note or ABSENT


def _told(case: Case, side: int, record: Record) -> Told:
    text, past = str(record.get("note", "")), case.sides[side].past
    return Told(text, case.sides[side].name, case.stamp(side, "marks", record, "note"), past.notes(case.key, text))
