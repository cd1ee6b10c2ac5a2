"""The queue: a manual order that stays, papers put off that come back, and what a person may say of when to read."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from papershelf import Library
from papershelf.errors import UsageError
from papershelf.library.ordering import WHERE, Where, moved, new_places
from tests.conftest import FrozenClock
from tests.view_tools import view_of


def queued(library: Library, count: int = 5) -> list[str]:
    """The ids of so many papers put into the queue, a minute after each other."""
    ids = [entry.paper.id for entry in library.entries()][:count]
    for paper_id in ids:
        library._clock.advance(minutes=1)  # type: ignore[attr-defined]  # the tests' own clock
        library.set_status([paper_id], "queued")
    return ids


def order(library: Library) -> list[str]:
    """The queue as the view shows it, which is also what `queue` says."""
    shown = list(library.find("", view=view_of(library, "Queue").query).ids)
    assert shown == [entry.paper.id for entry in library.queue()]
    return shown


def test_nobody_placed_them_so_priority_and_age_say(library: Library) -> None:
    a, b, c, d, e = queued(library)
    assert order(library) == [a, b, c, d, e]
    library.prioritise([d, e], "high")
    library.prioritise([a], "low")
    assert order(library) == [d, e, b, c, a]
    library.move_in_queue([c], "top")
    assert order(library) == [c, d, e, b, a], "whom a person placed stands before"


def test_a_move_does_what_the_person_sees_and_one_undo_takes_it_back(library: Library) -> None:
    a, b, c, d, e = queued(library)
    unit = library.move_in_queue([d], "up")
    assert unit is not None
    assert unit.words.startswith("moved “")
    assert unit.words.endswith("” up in the queue")
    assert order(library) == [a, b, d, c, e]
    assert [change.id for change in unit.changes] == [a, b, d], "all before it need a place; what follows needs none"
    again = library.move_in_queue([d], "up")
    assert again is not None
    assert [change.id for change in again.changes] == [d]
    assert order(library) == [a, d, b, c, e]
    several = library.move_in_queue([e, c], "top")
    assert several is not None
    assert several.words == "moved 2 papers to the top of the queue"
    assert order(library) == [c, e, a, d, b], "they keep their order"
    library.undo()
    library.undo()
    library.undo()
    assert order(library) == [a, b, c, d, e]
    assert all(entry.mark.place is None for entry in library.entries())


def test_what_stands_there_already_is_no_change_but_the_top_is_held(library: Library) -> None:
    a, b, *_ = queued(library)
    assert library.move_in_queue([a], "up") is None
    assert library.move_in_queue([a, b], "up") is None
    assert library.move_in_queue([a], "top") is not None
    assert library.move_in_queue([a], "top") is None
    library.prioritise([b], "high")
    assert order(library)[0] == a


def test_only_what_is_queued_is_moved(library: Library) -> None:
    ids = queued(library, 3)
    other = library.entries("is:inbox")[0].paper.id
    with pytest.raises(UsageError, match=r"Not in the queue: “.*”; mark"):
        library.move_in_queue([other], "top")
    with pytest.raises(UsageError, match="Not in the queue: 0 papers"):
        library.move_in_queue([], "top")
    with pytest.raises(UsageError, match="no place to move to; give up, down, top or bottom"):
        library.move_in_queue(ids, "sideways")
    unit = library.move_in_queue([other, ids[2]], "top")
    assert unit is not None
    assert list(unit.paper_ids) == [ids[2]]


def test_what_is_asleep_or_not_shown_is_no_step(library: Library) -> None:
    a, b, c, d, e = queued(library)
    library.snooze([b], "tomorrow")
    assert order(library) == [a, c, d, e]
    library.move_in_queue([c], "up")
    assert order(library) == [c, a, d, e]
    library.move_in_queue([e], "up", among=[c, e])
    assert order(library) == [e, c, a, d], "of those before the person one was passed by"
    library.snooze([b], "")
    assert set(order(library)) == {a, b, c, d, e}


@settings(max_examples=150)
@given(some.data())
def test_any_moves_are_moves_in_a_list(data: some.DataObject) -> None:
    """Whatever has a place and whatever has none, places afterwards give the very order that was meant."""
    names = list("abcdefgh")
    numbers = some.floats(-4, 4, allow_subnormal=False) | some.sampled_from([0.0, 1.0, 1.0, 1e308, -1e308, 5e-324])
    known = [*sorted(data.draw(some.lists(numbers, max_size=8)))]
    places: dict[str, float | None] = dict.fromkeys(names) | dict(zip(names, known, strict=False))
    line = names
    for _ in range(data.draw(some.integers(1, 6))):
        chosen = data.draw(some.sets(some.sampled_from(names), min_size=1))
        where: Where = data.draw(some.sampled_from(WHERE))
        after = moved(line, chosen, where)
        assert [one for one in after if one in chosen] == [one for one in line if one in chosen]
        assert [one for one in after if one not in chosen] == [one for one in line if one not in chosen]
        places |= new_places(after, places, {one for one in chosen if after.index(one) != line.index(one)})
        standing = {one: place for one, place in places.items() if place is not None}
        assert [one for one in after if one in standing] == after[: len(standing)], "who has none stands last"
        assert sorted(standing, key=lambda one: (standing[one], after.index(one))) == after[: len(standing)]
        line = after


def test_halving_a_gap_ends_in_new_numbers(library: Library) -> None:
    ids = queued(library, 4)
    library.move_in_queue(ids[::-1], "bottom")
    for paper_id in ids:
        library.move_in_queue([paper_id], "bottom")
    for turn in range(70):
        middle = order(library)[2]
        library.move_in_queue([middle], "up")
        assert order(library)[1] == middle, turn
    assert len({entry.mark.place for entry in library.queue()}) == 4


def test_asleep_leaves_the_inbox_and_comes_back_the_day_it_was_put_off_to(library: Library, clock: FrozenClock) -> None:
    first, second, *_ = [entry.paper.id for entry in library.entries()]
    library.set_status([second], "queued")
    library.snooze([first, second], "in 3 days")
    counts = {name: view_of(library, name).count for name in ("Inbox", "Queue", "Snoozed")}
    assert counts == {"Inbox": 6, "Queue": 0, "Snoozed": 2}
    clock.now += timedelta(days=3) - timedelta(hours=9, seconds=1)  # a second before midnight
    assert view_of(library, "Inbox").count == 6
    clock.now += timedelta(seconds=1)
    assert {name: view_of(library, name).count for name in counts} == {"Inbox": 8, "Queue": 1, "Snoozed": 0}
    assert set(library.find("is:back").ids) == {first, second}, "what was queued is back in the inbox as well"
    library.set_status([second], "queued")
    assert library.find("is:back").ids == (first,), "who says what becomes of it ends that"
    library.undo()
    assert len(library.find("is:back").ids) == 2
    library.snooze([first], "")
    assert library.find("is:back").ids == (second,)


def test_due_days_are_asked_for_ahead(library: Library, clock: FrozenClock) -> None:
    a, b, c, d, *_ = [entry.paper.id for entry in library.entries()]
    for paper_id, day in ((a, "yesterday"), (b, "tomorrow"), (c, "+7d"), (d, "+8d")):
        library.set_due([paper_id], day)
    for query, expected in {
        "due:<7d": {a, b, c},
        "due:>7d": {d},
        "due:<today": {a},
        "due:tomorrow": {b},
        "due:2026-03-08..": {c, d},
        "due:2026-03": {b, c, d},
        "is:due": {a},
        "has:due": {a, b, c, d},
        "has:due -due:<=tomorrow": {c, d},
    }.items():
        assert set(library.find(query).ids) == expected, query
    assert library.find("has:due sort:due").ids == (a, b, c, d)
    assert view_of(library, "Due this week").count == 3
    library.set_status([a], "read")
    assert library.find("is:due").ids == ()
    assert view_of(library, "Due this week").count == 2
    clock.advance(days=1)
    assert library.find("is:due").ids == (b,)
    assert view_of(library, "Due this week").count == 3
    library.prioritise([d], "h")
    assert library.find("priority:high").ids == (d,)
    assert library.find("sort:priority").ids[0] == d
    library.set_due([a, b, c, d], "")
    assert library.find("has:due").ids == ()


def test_a_day_in_the_past_is_no_day_to_sleep_until(library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    for day in ("today", "yesterday", "2026-03-01", "2020-01-01"):
        with pytest.raises(UsageError, match="give a day after today"):
            library.snooze(ids, day)
    assert library.set_due(ids[:1], "2020-01-01") is not None


def test_views_that_a_person_changed_keep_what_was_changed(library: Library) -> None:
    library.rename_view("inbox", "Post")
    library.save_view("Later", "is:queued has:code", view_id="queued")
    library.save_view("Snoozed things", "tag:later")
    with Library.open(library.places.data) as other:
        assert view_of(other, "Post").query == "is:back OR is:inbox -is:snoozed"
        assert view_of(other, "Later").query == "is:queued has:code"
        assert view_of(other, "Snoozed things").query == "tag:later"
