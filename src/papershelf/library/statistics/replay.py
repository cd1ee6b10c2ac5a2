"""The history gone through once: on which days what was done, and the way of every paper through the statuses."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from papershelf.library.statistics.figures import Deed
from papershelf.library.statistics.lines import GONE, Line
from papershelf.library.statistics.shelf import Shelf
from papershelf.library.statistics.times import When
from papershelf.marks import Mark, Status
from papershelf.store import Change, Changes, UnitHeader

Record = Mapping[str, Any]
_NOTHING: Record = {}
_FIELDS = ("status", "starred", "note")


class Replay:
    """Takes the units that stand, one by one, in the order of the history.

    Args:
        shelf: What there is now.
        today: The day it is.

    Attributes:
        done: Which papers each deed was done with, by day.
        lines: The way of each paper, by id.
        first_read: When each paper was first read, by id.
        unreadable: Units that could not be read.
        undated: Papers of which nothing tells when they were read, starred or noted.
    """

    def __init__(self, shelf: Shelf, today: date) -> None:
        self._shelf = shelf
        self._today = today
        self._states: dict[str, dict[str, Any]] = {}
        self._noted: set[str] = set()
        self.done: dict[Deed, set[tuple[date, str]]] = {deed: set() for deed in Deed}
        self.lines: dict[str, Line] = {}
        self.first_read: dict[str, When] = {}
        self.unreadable = 0
        self.undated: set[str] = set()

    # The history

    def take(self, header: UnitHeader, changes: Changes | None) -> None:
        """Take in a unit; None for changes that cannot be read."""
        if changes is None:
            self.unreadable += 1
            return
        trash = {change.id: change for change in changes if change.table == "trash"}
        silent = self._merged(changes)
        for change in changes:
            owner = self._shelf.owner(change.id) if change.table == "marks" else None
            if owner is not None and not (change.after is None and (change.id in trash or owner in silent)):
                self._mark(change, owner, header.at, is_deed=owner not in silent)
        for change in trash.values():
            self._trash(change, header)

    def _merged(self, changes: Changes) -> set[str]:
        """Papers that became one in a unit: what one of them hands to the other is nothing that was done just now."""
        if not self._shelf.became:
            return set()
        ids: dict[str, set[str]] = {}
        for change in changes:
            if change.table in ("papers", "marks") and (owner := self._shelf.owner(change.id)) is not None:
                ids.setdefault(owner, set()).add(change.id)
        gone = {change.id for change in changes if change.table == "papers" and change.after is None}
        return {owner for owner, group in ids.items() if not gone.isdisjoint(group - {owner})}

    def _mark(self, change: Change, owner: str, at: str, *, is_deed: bool) -> None:
        before, after = change.before or _NOTHING, change.after or _NOTHING
        state, changed = self._states.setdefault(change.id, {}), _times(after)
        for name in _FIELDS:
            if name not in before and name not in after:
                continue
            when, value = self._shelf.times.read(changed.get(name), at), after.get(name)
            if name == "status":
                self._begin(change.id, owner, before.get(name))
                self._status(change.id, owner, value, when, is_deed=is_deed)
            elif value and is_deed and value != state.get(name):
                self._deed(Deed.NOTED if name == "note" else Deed.STARRED, owner, when)
            state[name] = value

    def _begin(self, paper_id: str, owner: str, before: object) -> None:
        """The first change of a status also tells which it was before, where the history began later than that."""
        if "status" not in self._states[paper_id] and owner == paper_id:
            status = _status(before)
            self._states[paper_id]["status"] = status
            if owner not in self.lines and status != Status.INBOX:
                self._line(owner).begin(status)

    def _status(self, paper_id: str, owner: str, value: object, when: When | None, *, is_deed: bool) -> None:
        status, line = _status(value), self._line(owner)
        if status == Status.READ and is_deed and self._states[paper_id].get("status") != Status.READ:
            self._deed(Deed.READ, owner, when)
        if when is not None and line.last != GONE:
            line.put(when.day, status)

    def _trash(self, change: Change, header: UnitHeader) -> None:
        before, after = change.before or _NOTHING, change.after or _NOTHING
        paper = after.get("paper") or before.get("paper")
        if isinstance(paper, dict):
            self._shelf.learn(change.id, paper)
        owner = self._shelf.owner(change.id)
        if owner is None or owner != change.id:
            return
        if change.before is None:
            when = self._shelf.times.read(after.get("at"), header.at)
            self._line(owner).put(when.day if when else self._today, GONE)
        elif change.after is None and "papers" not in header.tables:
            self._states.pop(owner, None)  # purged: should it ever come again, it begins anew
        elif change.after is None:
            when = self._shelf.times.read(header.at)
            status = _status(self._states.get(owner, _NOTHING).get("status"))
            self._line(owner).put(when.day if when else self._today, status)

    # What there is now

    def settle(self) -> None:
        """Where the history leads elsewhere than to what there is, or tells nothing, papers and marks themselves do."""
        for paper_id in self._shelf.papers:
            self._compare(paper_id, self._shelf.marks.get(paper_id) or Mark(paper_id))
        for paper_id, trashed in self._shelf.trash.items():
            self._compare(paper_id, trashed.mark or Mark(paper_id))
            if (when := self._shelf.times.read(trashed.at)) and self._line(paper_id).last != GONE:
                self._line(paper_id).put(when.day, GONE)
        for paper_id, when in self._shelf.saved.items():
            if self._shelf.owner(paper_id) != paper_id:
                continue
            if when is not None:
                self.done[Deed.SAVED].add((when.day, paper_id))
            if paper_id not in self._shelf.papers:
                self._line(paper_id).put(self._today, GONE)  # no matter where it is gone already

    def _compare(self, paper_id: str, mark: Mark) -> None:
        line, read = self._line(paper_id), self._shelf.times.read
        state = self._states.get(paper_id, _NOTHING)
        is_here = paper_id in self._shelf.papers
        if is_here and line.last == GONE:  # it came again by itself
            line.put(date.min, _status(state.get("status")))
        if _status(state.get("status")) != mark.status or (is_here and line.last != mark.status):
            when = read(mark.changed.get("status"))
            if mark.status is Status.READ and (when or paper_id not in self.first_read):
                self._deed(Deed.READ, paper_id, when)
            if when is None and not state:
                line.begin(mark.status)
            else:
                line.put(when.day if when else self._today, mark.status)
        if mark.starred and not state.get("starred"):
            self._deed(Deed.STARRED, paper_id, read(mark.changed.get("starred")))
        if mark.note and paper_id not in self._noted:
            self._deed(Deed.NOTED, paper_id, read(mark.changed.get("note")))

    # Writing down

    def _deed(self, deed: Deed, paper_id: str, when: When | None) -> None:
        if deed is Deed.NOTED:
            self._noted.add(paper_id)
        if when is None:
            self.undated.add(paper_id)
            return
        self.done[deed].add((when.day, paper_id))
        if deed is Deed.READ:
            self.first_read.setdefault(paper_id, when)

    def _line(self, paper_id: str) -> Line:
        line = self.lines.get(paper_id)
        if line is None:
            saved = self._shelf.saved.get(paper_id)
            line = self.lines[paper_id] = Line(saved.day if saved else date.min, self._today, Status.INBOX)
        return line


def _times(record: Record) -> Record:
    times = record.get("changed")
    return times if isinstance(times, dict) else _NOTHING


def _status(value: object) -> str:
    return value if isinstance(value, str) and value else Status.INBOX


def replay(shelf: Shelf, today: date, units: Iterable[tuple[UnitHeader, Changes | None]]) -> Replay:
    """Go through the units that stand."""
    made = Replay(shelf, today)
    for header, changes in units:
        made.take(header, changes)
    made.settle()
    return made
