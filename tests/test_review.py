"""Papers starred or noted long ago come back: which, when, why, and what keeping and letting go does."""

from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.days import day_of
from papershelf.library.reviewing import HANDFUL, LONGEST_DAYS, ago
from papershelf.marks import NEVER
from tests.cli_tools import Run
from tests.conftest import PAGE, FrozenClock


def ids_of(library: Library) -> list[str]:
    return [entry.paper.id for entry in library.entries()]


def waiting(library: Library, limit: int | None = None) -> dict[str, str]:
    return {review.entry.paper.id: review.words for review in library.reviews(limit)}


def test_a_star_and_a_note_come_back_after_the_time_with_the_reason(library: Library, clock: FrozenClock) -> None:
    first, second, *_ = ids_of(library)
    library.star([first])
    clock.advance(days=20)
    library.set_note(second, "worth it")
    clock.advance(days=39)
    assert waiting(library) == {}
    clock.advance(days=1)
    assert waiting(library) == {first: "you starred this 60 days ago"}
    clock.advance(days=72)
    assert waiting(library) == {first: "you starred this 4 months ago", second: "you wrote a note 3 months ago"}
    assert library.reviews(days=0) == []
    assert len(library.reviews(days=3650)) == 0


def test_what_is_in_hand_or_was_read_lately_does_not_come(library: Library, clock: FrozenClock) -> None:
    ids = ids_of(library)[:5]
    library.star(ids)
    clock.advance(days=60)
    assert [*waiting(library)] == sorted(ids)
    for paper_id, status in zip(ids, ("reading", "skipped", "read", "queued"), strict=False):
        library.set_status([paper_id], status)
    library.snooze([ids[4]], "tomorrow")
    assert waiting(library) == {}
    clock.advance(days=1)
    assert [*waiting(library)] == [ids[4]]
    clock.advance(days=60)
    assert set(waiting(library)) == {ids[2], ids[3], ids[4]}


def test_keeping_doubles_the_time_up_to_two_years_and_is_one_change(library: Library, clock: FrozenClock) -> None:
    (paper_id, *_) = ids_of(library)
    library.star([paper_id])
    clock.advance(days=60)
    found = []
    for _ in range(6):
        assert [*waiting(library)] == [paper_id]
        library.keep([paper_id])
        assert waiting(library) == {}
        entry = library.entry(paper_id)
        assert entry is not None
        found.append((datetime.fromisoformat(entry.mark.review).date() - day_of(clock.now)).days)
        clock.advance(days=found[-1])
    assert found == [120, 240, 480, LONGEST_DAYS, LONGEST_DAYS, LONGEST_DAYS]
    library.keep([paper_id])
    assert waiting(library) == {}
    library.undo()
    assert [*waiting(library)] == [paper_id]


def test_what_was_let_go_keeps_star_and_note_and_returns_only_with_a_new_one(
    library: Library, clock: FrozenClock
) -> None:
    (paper_id, *_) = ids_of(library)
    library.star([paper_id])
    library.set_note(paper_id, "a note")
    clock.advance(days=60)
    unit = library.let_go([paper_id])
    assert unit is not None
    assert unit.words.startswith("let go of “")
    entry = library.entry(paper_id)
    assert entry is not None
    assert (entry.mark.review, entry.mark.starred, entry.mark.note) == (NEVER, True, "a note")
    clock.advance(days=4000)
    assert waiting(library) == {}
    library.set_note(paper_id, "another")
    clock.advance(days=60)
    assert waiting(library) == {paper_id: "you wrote a note 60 days ago"}


def test_a_handful_a_day_counts_what_was_decided_today(library: Library, clock: FrozenClock) -> None:
    ids = ids_of(library)[:7]
    for paper_id in ids:
        library.star([paper_id])
        clock.advance(hours=1)
    clock.advance(days=90)
    assert [*waiting(library, HANDFUL)] == sorted(ids)[:HANDFUL]
    library.keep(sorted(ids)[:2])
    assert [*waiting(library, HANDFUL)] == sorted(ids)[2:HANDFUL]
    clock.advance(days=1)
    assert [*waiting(library, HANDFUL)] == sorted(ids)[2:]


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=6))
@settings(max_examples=25)
def test_a_clock_that_jumps_crashes_nothing_and_no_day_is_negative(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[int]
) -> None:
    clock = FrozenClock()
    with Library.open(tmp_path_factory.mktemp("shelf"), clock=clock) as library:
        library.import_files([PAGE])
        ids = ids_of(library)[:3]
        library.star(ids)
        for number, jump in enumerate(jumps):
            clock.now += timedelta(days=jump)
            library.keep([ids[number % 3]])
            for review in library.reviews():
                assert "-" not in review.words
                assert review.day <= day_of(clock.now)


def test_stamps_and_days_that_are_none_are_no_matter(library: Library) -> None:
    paper_id, other, *_ = ids_of(library)
    library.star([paper_id, other])
    library.close()
    path = library.places.data / "shelf.json"
    shelf = path.read_text("utf-8").replace("2026-03-01T09:00:00Z", "9999-99-99T00:00:00Z")
    path.write_text(shelf, "utf-8")
    with Library.open(library.places.data) as again:
        assert again.reviews() == []
        again.keep([paper_id])
        assert again.reviews() == []


def test_how_long_ago_in_words() -> None:
    said = {-9: "today", 0: "today", 1: "yesterday", 60: "60 days ago", 92: "3 months ago", 800: "2 years ago"}
    assert {days: ago(days) for days in said} == said


def test_the_verb_lists_keeps_and_lets_go(run: Run, folder: Path) -> None:
    clock = FrozenClock()
    clock.now = clock.now.replace(year=2020)  # the verb goes by the real time
    with Library.open(folder, clock=clock) as library:
        library.import_files([PAGE])
        ids = ids_of(library)[:3]
        library.star(ids)
    listed = run("review")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(ids)
    assert "(you starred this " in listed.out
    rows = orjson.loads(run("review", "--json", "--limit", "2").out)["reviews"]
    assert [(row["id"], row["since"]) for row in rows] == [(each, "2020-04-30") for each in sorted(ids)[:2]]
    assert run("review", "--keep", ids[0]).code == 0
    assert "let go of" in run("review", "--let-go", ids[1]).err
    assert [line.split()[0] for line in run("review").out.splitlines()] == [ids[2]]
    assert run("review", "--keep", ids[0], "--let-go", ids[1]).code == 2
    assert run("config", "set", "review_days", "0").code == 0
    off = run("review")
    assert off.out == ""
    assert "turns it on" in off.err
