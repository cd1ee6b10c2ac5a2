"""Statistics of any history, held against doing all that stands again from the beginning, for every day."""

import tempfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import DependedOnError
from papershelf.library.statistics import Deed
from tests.conftest import FrozenClock
from tests.double_tools import made, put
from tests.statistics_tools import KEYS, ZONES, done, in_zone


class Model:
    """Remembers what each unit did, and does it again."""

    def __init__(self, saved: datetime) -> None:
        self.saved = saved
        self.steps: dict[str, tuple[datetime, str, str, Any]] = {}

    def states(self, standing: list[str], until: date, zone: ZoneInfo) -> dict[str, dict[str, Any]]:
        """Every paper at the end of a day."""
        papers: dict[str, dict[str, Any]] = {key: {"status": "inbox", "starred": False, "gone": False} for key in KEYS}
        for unit in standing:
            at, key, name, value = self.steps[unit]
            if at.astimezone(zone).date() <= until:
                papers[key][name] = value
        return papers

    def deeds(self, standing: list[str], zone: ZoneInfo) -> dict[Deed, set[tuple[date, str]]]:
        """What was done on which day."""
        found: dict[Deed, set[tuple[date, str]]] = {Deed.STARRED: set(), Deed.READ: set(), Deed.NOTED: set()}
        state: dict[tuple[str, str], Any] = {}
        for unit in standing:
            at, key, name, value = self.steps[unit]
            before, state[key, name] = state.get((key, name)), value
            deed = {"starred": Deed.STARRED, "status": Deed.READ, "note": Deed.NOTED}.get(name)
            if deed and before != value and (value is True or value == "read" or name == "note"):
                found[deed].add((at.astimezone(zone).date(), key))
        return found


STEPS = st.lists(
    st.tuples(
        st.integers(0, 40),  # hours that pass before
        st.sampled_from(
            ["star", "unstar", "status", "status", "note", "delete", "restore", "undo", "undo_one", "redo"]
        ),
        st.integers(0, 2),
        st.sampled_from(["queued", "reading", "read", "inbox", "skipped"]),
    ),
    max_size=18,
)


def act(library: Library, verb: str, key: str, status: str, number: int) -> tuple[Any, tuple[str, Any]]:
    """One step, and what it sets."""
    if verb in ("star", "unstar"):
        return getattr(library, verb)([key]), ("starred", verb == "star")
    if verb == "status":
        return library.set_status([key], status), ("status", status)
    if verb == "note":
        return library.set_note(key, f"note {number}"), ("note", number)
    return getattr(library, verb)([key]), ("gone", verb == "delete")


def run(library: Library, clock: FrozenClock, steps: list[Any]) -> Model:
    """Take the steps, in the library and in the model."""
    model = Model(clock.now)
    for number, (hours, verb, which, status) in enumerate(steps):
        clock.advance(hours=hours)
        key = KEYS[which]
        standing = [entry.unit.id for entry in library.timeline() if not entry.undone and entry.unit.id in model.steps]
        if verb == "undo" and standing:
            library.undo()
        elif verb == "undo_one" and standing:
            with suppress(DependedOnError):
                library.undo(standing[which % len(standing)])
        elif verb == "redo":
            library.redo()
        elif not verb.startswith("undo") and (library.entry(key) is None) == (verb == "restore"):
            unit, (name, value) = act(library, verb, key, status, number)
            if unit is not None:
                model.steps[unit.id] = clock.now, key, name, value
    return model


@settings(max_examples=25)
@given(
    STEPS,
    st.sampled_from(ZONES),
    st.sampled_from([datetime(2026, 3, 6, 22, tzinfo=UTC), datetime(2026, 10, 30, 23, tzinfo=UTC)]),
)
def test_any_history_counts_as_doing_it_all_again_would(steps: list[Any], zone: str, start: datetime) -> None:
    clock = FrozenClock()
    clock.now = start
    with tempfile.TemporaryDirectory() as folder, in_zone(zone), Library.open(folder, clock=clock) as library:
        put(library, *(made(key, f"Paper {key}", at=start.isoformat()) for key in KEYS))
        model = run(library, clock, steps)
        standing = [entry.unit.id for entry in library.timeline() if not entry.undone][::-1]
        standing = [unit for unit in standing if unit in model.steps]
        place = ZoneInfo(zone)
        stats = library.statistics(weeks=8)
        assert done(stats, Deed.SAVED) == {start.astimezone(place).date(): 3}
        for deed, found in model.deeds(standing, place).items():
            assert done(stats, deed) == Counter(day for day, _ in found), deed
        for one in stats.backlog:
            papers = (
                model.states(standing, one.day, place).values() if one.day >= start.astimezone(place).date() else ()
            )
            counts = Counter(paper["status"] for paper in papers if not paper["gone"])
            assert (one.inbox, one.queued, one.reading) == (counts["inbox"], counts["queued"], counts["reading"])
        assert stats.caveats.undated == stats.caveats.unreadable_lines == 0
