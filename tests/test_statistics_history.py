"""Statistics from histories: what stands counts, once, on its day, whatever was undone, joined, merged or damaged."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.library.statistics import Deed
from papershelf.marks import Mark, Status
from papershelf.store import deeds as reading
from papershelf.store.history import FILE
from tests.conftest import FrozenClock
from tests.double_tools import made, put, twins
from tests.statistics_tools import KEYS, done, waiting
from tests.sync_things import meet_up, pair


@pytest.fixture
def shelf(folder: Path, clock: FrozenClock) -> Iterator[Library]:
    """A library of three papers, saved a day ago."""
    with Library.open(folder, clock=clock) as library:
        put(library, *(made(key, f"Paper {key}") for key in KEYS))
        clock.advance(days=1)
        yield library


def test_undone_does_not_count_and_redone_counts_when_it_was_first_done(shelf: Library, clock: FrozenClock) -> None:
    shelf.set_status([KEYS[0]], "read")
    first = clock.now.date()
    clock.advance(days=3)
    shelf.undo()
    assert done(shelf.statistics(), Deed.READ) == {}
    assert waiting(shelf.statistics()) == (3, 0, 0)
    clock.advance(days=3)
    shelf.redo()
    stats = shelf.statistics()
    assert done(stats, Deed.READ) == {first: 1}
    assert [one.total for one in stats.backlog[-7:]] == [2] * 7
    assert stats.reading_time.median_days == 1.0


def test_the_trash_takes_papers_out_of_the_backlog_and_no_deed_away(shelf: Library, clock: FrozenClock) -> None:
    shelf.star([KEYS[0]])
    shelf.set_status([KEYS[0]], "queued")
    clock.advance(days=2)
    shelf.delete([KEYS[0]])
    stats = shelf.statistics()
    assert [(one.inbox, one.queued) for one in stats.backlog[-3:]] == [(2, 1), (2, 1), (2, 0)]
    assert (stats.papers, stats.starred, sum(done(stats, Deed.STARRED).values())) == (2, 0, 1)
    clock.advance(days=2)
    shelf.restore([KEYS[0]])
    back = shelf.statistics()
    assert [(one.inbox, one.queued) for one in back.backlog[-3:]] == [(2, 0), (2, 0), (2, 1)]
    assert done(back, Deed.STARRED) == done(stats, Deed.STARRED), "restored is not starred again"
    shelf.delete([KEYS[0]])
    shelf.purge([KEYS[0]])
    assert done(shelf.statistics(), Deed.SAVED) == {date(2026, 3, 1): 3}
    put(shelf, made(KEYS[0], "It came again", at="2026-03-06T12:00:00Z"))
    again = shelf.statistics()
    assert waiting(again) == (3, 0, 0)
    assert again.by_status["queued"] == 0


def test_papers_made_one_were_saved_and_read_once(folder: Path, clock: FrozenClock) -> None:
    with Library.open(folder, clock=clock) as library:
        put(library, *twins())
        clock.advance(days=4)
        library.set_status(["second0000"], "read")
        library.star(["second0000"])
        clock.advance(days=6)
        library.merge_papers("first00000", "second0000")
        stats = library.statistics()
        assert done(stats, Deed.SAVED) == {date(2026, 3, 1): 1}
        assert done(stats, Deed.READ) == done(stats, Deed.STARRED) == {date(2026, 3, 5): 1}
        assert stats.reading_time.median_days == 4.0
        assert [one.total for one in stats.backlog[-12:]] == [0, 1, 1, 1, 1, *[0] * 7]
        assert stats.seen_unread == ()
        library.undo()
        assert waiting(library.statistics()) == (1, 0, 0)
        assert done(library.statistics(), Deed.SAVED) == {date(2026, 3, 1): 1, date(2026, 3, 2): 1}


def test_a_clock_that_jumped_back_makes_no_negative_time(shelf: Library, clock: FrozenClock) -> None:
    clock.advance(days=-5)
    shelf.set_status([KEYS[0]], "queued")
    clock.advance(days=-5)
    shelf.set_status([KEYS[0]], "read")
    clock.advance(days=12)
    stats = shelf.statistics()
    assert (stats.reading_time.median_days, stats.caveats.backwards) == (0.0, 1)
    assert stats.reading_time.histogram[0].papers == 1
    assert waiting(stats) == (2, 0, 0)
    clock.advance(days=-300)
    past = shelf.statistics()
    assert past.caveats.after_today == 4
    assert waiting(past) == (2, 0, 0), "what is still to come counts from today"


def test_two_machines_that_did_the_same_count_it_once(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.do("set_status", ["a"], "read")
    one.do("star", ["b"])
    meet_up(one, two)
    two.do("set_status", ["a"], "queued")
    one.do("set_status", ["c"], "read")
    two.do("set_status", ["c"], "reading")
    meet_up(one, two)
    for machine in (one, two):
        stats = machine.do("statistics")
        assert sum(done(stats, Deed.STARRED).values()) == 1
        assert sum(done(stats, Deed.READ).values()) == 2
        statuses = [row.get("status", "inbox") for row in machine.tables["marks"].values()]
        assert waiting(stats)[1:] == (statuses.count("queued"), statuses.count("reading"))
        lines = (machine.folder / FILE).read_bytes().splitlines(keepends=True)
        (machine.folder / FILE).write_bytes(b"".join([*lines, *lines]))
        again = machine.do("statistics")
        assert [done(again, deed) for deed in Deed] == [done(stats, deed) for deed in Deed], "each line twice"


def test_lines_that_cannot_be_read_are_passed_over_and_told(shelf: Library, clock: FrozenClock, folder: Path) -> None:
    shelf.set_status([KEYS[0]], "read")
    clock.advance(days=1)
    shelf.star([KEYS[1]])
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b'"status"', b'"sta\xfftus"', 1))
    with Library.open(folder, clock=clock) as library:
        stats = library.statistics()
        assert stats.caveats.unreadable_lines == 1
        assert done(stats, Deed.READ) == {date(2026, 3, 2): 1}, "the mark itself says when"
        assert done(stats, Deed.STARRED) == {date(2026, 3, 3): 1}


def test_marks_that_came_along_count_on_their_own_days(shelf: Library, clock: FrozenClock) -> None:
    clock.advance(days=30)
    mark = Mark(KEYS[0], True, Status.READ, note="x", changed={"starred": "2026-03-04T10:00:00Z", "note": "rubbish"})
    with shelf._store.transaction("imported 1 paper") as edits:
        edits.put_mark(mark)
    stats = shelf.statistics()
    today = clock.now.date()
    assert done(stats, Deed.STARRED) == {date(2026, 3, 4): 1}
    assert done(stats, Deed.READ) == done(stats, Deed.NOTED) == {today: 1}, "the unit's own time"


def test_a_history_that_began_later_is_told(shelf: Library, clock: FrozenClock, folder: Path) -> None:
    shelf.set_status([KEYS[0]], "read")
    shelf.set_status([KEYS[1]], "queued")
    shelf.close()
    (folder / FILE).unlink()
    with Library.open(folder, clock=clock) as library:
        stats = library.statistics()
        assert (stats.caveats.history_begins, stats.caveats.before_history) == (None, 3)
        assert done(stats, Deed.READ) == {date(2026, 3, 2): 1}
        assert waiting(stats) == (1, 1, 0)
        clock.advance(days=2)
        library.set_status([KEYS[1]], "reading")
        later = library.statistics()
        assert (later.caveats.history_begins, later.caveats.before_history) == (clock.now.date(), 3)
        assert waiting(later) == (1, 0, 1)


def test_a_very_long_line_is_read_without_its_papers(folder: Path, clock: FrozenClock, monkeypatch: Any) -> None:
    with Library.open(folder, clock=clock) as library, library._store.transaction("imported") as edits:
        for key in KEYS:
            edits.put_paper(made(key, f'A title with ,{{"table":"marks","id":"{key}" in it'))
            edits.put_mark(Mark(key, True, Status.QUEUED))
    with Library.open(folder, clock=clock) as library:
        library.delete([KEYS[2]])
        whole = library.statistics()
        monkeypatch.setattr(reading, "_WHOLE", 100)
        seen: list[bytes] = []
        monkeypatch.setattr(reading, "decode_changes", seen.append)
        assert library.statistics() == whole
        assert seen == []
        assert (waiting(whole), sum(done(whole, Deed.STARRED).values())) == ((0, 2, 0), 3)
