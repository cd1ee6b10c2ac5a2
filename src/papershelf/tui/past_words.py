"""When a change was made and what it did, in words for the history and the trash."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from papershelf.store import Standing, Unit
from papershelf.text import safe_line
from papershelf.tui.host import sentence
from papershelf.tui.widgets.cells import cut

if TYPE_CHECKING:
    from papershelf.library.telling import Told

WHEN_CELLS = 15  # as in “yesterday 14:02”
NOTE_CELLS = 200  # of each of the two notes


def when(at: str, now: datetime) -> str:
    """A moment as a person calls it: “today 14:02”, “yesterday 14:02”, or the date.

    Args:
        at: ISO 8601; what cannot be read is shown as it is.
        now: This moment, in the time zone of whoever reads it.
    """
    try:
        moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return safe_line(at)
    days = (now.date() - moment.date()) / timedelta(days=1)
    name = {0: "today", 1: "yesterday"}.get(int(days), "")
    return f"{name} {moment:%H:%M}" if name else f"{moment:%Y-%m-%d}"


def change_words(standing: Standing) -> str:
    """A change in words; one that is undone says so first, so that no cut hides it."""
    return f"undone: {standing.unit.words}" if standing.undone else sentence(standing.unit.words)


def change_lines(unit: Unit, told: Sequence["Told"], most: int) -> Iterator[str]:
    """What a change did, thing by thing, each with its fields before and after.

    Args:
        unit: The change.
        told: The same in words.
        most: Things to tell of.
    """
    notes = dict(_notes(unit))
    for each in told[:most]:
        yield f"{safe_line(each.name) or '(no title)'}\n    {safe_line(each.words)}"
        if each.id in notes:
            before, after = notes[each.id]
            yield f"    before: {before}\n    after:  {after}"
    if len(told) > most:
        yield f"… and {len(told) - most} more"


def _notes(unit: Unit) -> Iterator[tuple[str, tuple[str, str]]]:
    """The beginnings of the notes that a change replaced and wrote, by paper."""
    for change in unit.changes:
        before, after = change.before or {}, change.after or {}
        if change.table == "marks" and ("note" in before or "note" in after):
            yield change.id, (_quoted(before.get("note")), _quoted(after.get("note")))


def _quoted(note: object) -> str:
    return f"“{cut(safe_line(note[: 2 * NOTE_CELLS]), NOTE_CELLS)}”" if isinstance(note, str) and note else "(no note)"
