"""What to read next: which papers are picked, in which order, and the reasons given."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from papershelf import Library
from papershelf.library.picking import pick
from papershelf.marks import Entry, Mark, Priority, Status
from papershelf.paper import Listing, Paper
from tests.conftest import FrozenClock
from tests.test_queue import queued

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAYS = some.sampled_from(["", "2020-01-01", "2026-02-27", "2026-03-01", "2026-03-02", "2026-03-09", "2027-01-01"])
MARKS = some.builds(
    Mark,
    paper_id=some.just("x"),
    starred=some.booleans(),
    status=some.sampled_from(Status),
    priority=some.sampled_from(Priority),
    due=DAYS,
    snoozed=DAYS,
    place=some.none() | some.floats(-3, 3),
    changed=some.sampled_from([{}, {"status": "2026-01-01T00:00:00Z"}, {"status": "no day"}]),
)


def entry(number: int, mark: Mark, pages: int = 1) -> Entry:
    """A paper of a number, on so many pages."""
    seen = tuple(Listing(f"{page}.txt", 1, "2026-01-01T00:00:00Z") for page in range(pages))
    paper = Paper(f"p{number}", "A title", "word " * 40 * number, "", "", "2026-01-01T00:00:00Z", sources=seen)
    return Entry(paper, Mark(**{name: getattr(mark, name) for name in Mark.__slots__} | {"paper_id": paper.id}))


@given(some.lists(some.tuples(MARKS, some.integers(1, 5)), max_size=9), some.randoms(), some.integers(-1, 10))
def test_picks_are_told_apart_and_explained_whatever_the_order(
    marks: list[tuple[Mark, int]], shuffling: Random, limit: int
) -> None:
    entries = [entry(number, mark, pages) for number, (mark, pages) in enumerate(marks)]
    picks = pick(entries, NOW, limit)
    shuffled = list(entries)
    shuffling.shuffle(shuffled)
    assert pick(shuffled, NOW, limit) == picks, "the order in which papers came does not count"
    assert len(picks) <= max(limit, 0)
    assert pick(entries, NOW, 99)[: max(limit, 0)] == picks, "fewer are the first of more"
    for one in picks:
        mark = one.entry.mark
        assert one.reasons
        assert all(one.reasons)
        assert mark.status not in (Status.READ, Status.SKIPPED)
        assert mark.snoozed <= "2026-03-01"
        assert ("over" in " ".join(one.reasons)) == ("" < mark.due < "2026-03-01")


@given(MARKS, MARKS, some.integers(0, 40))
def test_what_is_overdue_comes_first_and_an_earlier_day_never_later(one: Mark, other: Mark, days: int) -> None:
    over = Mark("a", due=(NOW - timedelta(days=days)).date().isoformat(), status=Status.QUEUED, priority=Priority.LOW)
    rest = Mark("b", starred=other.starred, status=Status.QUEUED, priority=other.priority, place=other.place)
    assert [one.entry.paper.id for one in pick([entry(1, rest, 5), entry(2, over)], NOW, 5)] == ["p2", "p1"]
    sooner, later = (Mark("c", due=day, status=Status.READING) for day in ("2026-03-02", "2026-03-05"))
    assert pick([entry(1, later), entry(1, sooner)], NOW, 1)[0].entry.mark.due == "2026-03-02"


def test_the_reasons_are_in_plain_words(library: Library, clock: FrozenClock) -> None:
    a, b, c, d, e = queued(library)
    clock.advance(days=20)
    library.move_in_queue([c], "top")
    library.prioritise([d], "high")
    library.set_due([e], "yesterday")
    library.set_due([b], "tomorrow")
    library.star([b])
    picks = {one.entry.paper.id: one.reasons for one in library.what_next()}
    assert list(picks)[:2] == [e, b]
    assert picks[e][:2] == ("1 day over", "queued for 2 weeks")
    assert picks[b][:3] == ("due tomorrow", "starred", "queued for 2 weeks")
    assert picks[d][0] == "high priority"
    assert picks[c][0] == "first in your queue"
    assert a in picks
    library.snooze([e], "+1d")
    library.set_status([b], "read")
    assert not {e, b} & {one.entry.paper.id for one in library.what_next()}
    clock.advance(days=1)
    assert "back from being snoozed" in library.what_next(1)[0].reasons
    assert library.what_next(0) == []


def test_more_being_read_than_was_set_is_said(library: Library) -> None:
    ids = queued(library, 3)
    library.set_status(ids, "reading")
    assert library.beyond_reading(0) == library.beyond_reading(3) == ""
    assert library.beyond_reading(2) == "That makes 3 papers being read; you set 2 as the most."
