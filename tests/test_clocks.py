"""Clocks and calendars as people have them: zones, summer time, journeys, clocks set back, leap days, locales."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import papershelf
from papershelf import Library
from papershelf.days import day_at, day_of, parse_day
from papershelf.errors import UsageError
from papershelf.exporters import entry_json
from papershelf.marks import Mark, is_asleep, is_back
from papershelf.provenance import provenance_of
from papershelf.tui.widgets.detail_view import detail_view
from tests.conftest import PAGE, FrozenClock
from tests.view_tools import view_of

# Half hours, three quarters, both ends of the day, summer time that begins at midnight, by half an hour, in the south.
ZONES = (
    *("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "Asia/Beirut", "America/Havana", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo"),
)
Travel = Callable[[str], None]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Go to a time zone."""

    def go(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    return go


def here(zone: str, wall: str) -> datetime:
    """The moment at which clocks in a zone show a time."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def first_moment(zone: str, day: date) -> datetime:
    """When a day begins in a zone, to the minute; where midnight is skipped, later than that."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    while moment.astimezone(ZoneInfo(zone)).date() < day:
        moment += timedelta(minutes=15)
    return moment


def held(library: Library, name: str) -> int:
    """How many papers a view holds, by its count and by its list alike."""
    view = view_of(library, name)
    assert view.count == len(library.find("", view=view.query).ids)
    return view.count


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone[:3] in ("Eur", "Pac", "Asi", "Aus")])
def test_a_snooze_ends_at_midnight_where_the_person_is(
    library: Library, clock: FrozenClock, travel: Travel, zone: str
) -> None:
    """On ordinary days, and on those on which the clocks change, both ways."""
    travel(zone)
    first = library.entries()[0].paper.id
    for day in (date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 24), date(2026, 10, 25), date(2026, 11, 1)):
        begins = first_moment(zone, day)
        clock.now = begins - timedelta(hours=9)
        assert day_of(clock.now) == day - timedelta(days=1)
        library.snooze([first], "tomorrow")
        library.set_due([first], "tomorrow")
        entry = library.entry(first)
        assert entry is not None
        assert (entry.mark.snoozed, entry.mark.due) == (day.isoformat(),) * 2
        for before in (timedelta(hours=9), timedelta(hours=1), timedelta(seconds=1)):
            clock.now = begins - before
            assert (held(library, "Snoozed"), held(library, "Inbox"), library.entries("is:due")) == (1, 7, [])
        clock.now = begins
        assert (held(library, "Snoozed"), held(library, "Inbox"), len(library.entries("is:due"))) == (0, 8, 1)
        assert library.what_next()[0].reasons[0] == "due today"
        library.set_status([first], "inbox")
        library.snooze([first], "")


@settings(max_examples=60)
@given(some.sampled_from(ZONES), some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), some.integers(1, 60))
def test_whatever_the_zone_a_paper_is_asleep_or_back_and_wakes_once(zone: str, wall: datetime, days: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        now = wall.replace(tzinfo=UTC)
        assert day_at(now.isoformat()) == day_of(now) == now.astimezone(ZoneInfo(zone)).date()
        mark = Mark("p", snoozed=parse_day(f"+{days}d", day_of(now)).isoformat())
        steps = [day_of(now + timedelta(hours=step)).isoformat() for step in range(-48, 24 * days + 48)]
        asleep = [is_asleep(mark, day) for day in steps]
        assert asleep == sorted(asleep, reverse=True)
        assert asleep[48]
        assert not asleep[-1]
        assert all(is_asleep(mark, day) is not is_back(mark, day) for day in steps)


@pytest.fixture
def leaving(library: Library, clock: FrozenClock, travel: Travel) -> str:
    """Berlin, in the evening: a paper is put off until tomorrow, when it is due, and another one is read."""
    travel("Europe/Berlin")
    clock.now = here("Europe/Berlin", "2026-03-25T20:00")
    first, second = (entry.paper.id for entry in library.entries()[:2])
    library.snooze([first], "tomorrow")
    library.set_due([first], "tomorrow")
    library.set_status([second], "read")
    return first


def test_a_day_is_a_day_wherever_one_travels(
    library: Library, clock: FrozenClock, travel: Travel, leaving: str
) -> None:
    for zone, wall, asleep in (
        ("Europe/Berlin", "2026-03-25T23:59", True),
        ("Europe/Berlin", "2026-03-26T00:00", False),
        ("America/Los_Angeles", "2026-03-25T16:30", True),  # an hour later, in the afternoon of the day before
        ("America/Los_Angeles", "2026-03-25T23:59", True),
        ("America/Los_Angeles", "2026-03-26T00:00", False),
    ):
        travel(zone)
        clock.now = here(zone, wall)
        assert bool(held(library, "Snoozed")) is asleep, (zone, wall)
        assert (leaving in [pick.entry.paper.id for pick in library.what_next()]) is not asleep
    for zone, day in (("Pacific/Kiritimati", date(2026, 3, 26)), ("America/Los_Angeles", date(2026, 3, 25))):
        travel(zone)
        told = library.statistics(weeks=5)
        assert [one.day for one in told.days if one.read] == [day], "the history goes by the calendar where one is"
        assert (sum(one.saved for one in told.days), told.by_status["read"]) == (8, 1)
        assert len(library.entries(f"added:{told.days[0].day}..")) == 8


@pytest.fixture
def set_back(library: Library, clock: FrozenClock, tmp_path: Path) -> list[str]:
    """Three papers: starred, put off, being read in a time to come; then the clock is put before all papers came."""
    first, second, third = (entry.paper.id for entry in library.entries()[:3])
    clock.advance(days=400)
    library.star([first])
    library.snooze([second], "+2d")
    library.set_due([third], "tomorrow")
    library.set_status([third], "reading")
    again = tmp_path / "again.txt"
    again.write_text(PAGE.read_text().replace("Mar 11\n", "\n"))
    library.import_files([again])
    clock.now -= timedelta(days=500)
    library.set_status([third], "read")
    library.set_note(first, "Written before it was there.")
    return [first, second, third]


@pytest.mark.usefixtures("set_back")
def test_a_clock_that_is_set_back_makes_nothing_negative(library: Library, clock: FrozenClock) -> None:
    assert held(library, "Snoozed") == 1, "what sleeps sleeps on"
    assert library.reviews() == []
    for query in ("first:>1d", "added:<1d", "is:again", "due:<7d", "sort:last", "sort:-first", "is:back"):
        library.entries(query)
    assert len(library.entries("last:<1d")) == 8, "what lies ahead is not long ago"
    for entry in library.entries():
        seen = provenance_of(entry.paper)
        assert seen.pages == entry_json(entry)["seen_pages"] == 2
        assert list(seen.days) == sorted(seen.days)
        assert not [line for line in detail_view(entry, now=clock.now).seen if "-" in line]
    told = library.statistics(weeks=4)
    assert (told.reading_time.papers, told.reading_time.median_days, told.caveats.backwards) == (1, 0, 1)
    assert told.caveats.after_today > 0
    assert min(value for day in told.backlog for value in (day.inbox, day.queued, day.reading)) >= 0
    assert told.streak.current_days >= 0
    assert not [reason for pick in library.what_next(50) for reason in pick.reasons if "-" in reason]


def test_after_a_clock_was_set_back_undo_knows_the_order(
    library: Library, clock: FrozenClock, set_back: list[str]
) -> None:
    assert all(library.tell(library.unit(unit.id)) for unit in library.history(3))
    library.undo()
    library.undo()
    marked = library.entry(set_back[2])
    assert marked is not None
    assert marked.mark.status == "reading", "the order of the changes counts, not their times"
    clock.now += timedelta(days=500 + 60)
    assert [one.words for one in library.reviews()] == ["you starred this 60 days ago"]
    assert held(library, "Snoozed") == 0
    assert library.statistics(weeks=60).caveats.after_today == 0


def test_leap_days(library: Library, clock: FrozenClock) -> None:
    clock.now = datetime(2028, 2, 28, 12, tzinfo=UTC)
    first, second = (entry.paper.id for entry in library.entries()[:2])
    library.snooze([first], "tomorrow")
    library.set_due([second], "29.2.")
    assert [entry.paper.id for entry in library.entries("due:2028-02-29")] == [second]
    clock.advance(days=1)
    assert (held(library, "Snoozed"), [entry.paper.id for entry in library.entries("is:due")]) == (0, [second])
    for words, day in (("+1y", "2029-02-28"), ("+4y", "2032-02-29"), ("+1m", "2028-03-29"), ("29 feb", "2028-02-29")):
        assert parse_day(words, day_of(clock.now)).isoformat() == day
    assert parse_day("feb 29", date(2097, 1, 1)) == date(2104, 2, 29)
    library.star([first])
    told = library.statistics(weeks=1)
    assert [(one.day, one.starred) for one in told.days if one.starred] == [(date(2028, 2, 29), 1)]
    for later, count in ((365, 8), (366, 8), (367, 8)):
        clock.now = datetime(2028, 2, 29, 12, tzinfo=UTC) + timedelta(days=later)
        assert len(library.entries("added:>1y")) == count
        library.statistics(weeks=60)
    assert library.reviews()[0].entry.paper.id == first


@pytest.mark.parametrize(
    "words",
    [
        *("24.12.2026", "24/12/2026", "12/24/2026", "24-12-2026", "2026/12/24", "2026.12.24", "2026-12-24"),
        *("24 Dec 2026", "Dec 24, 2026", "24. December 2026", "december 24th", "24.12.", "12/24", " 24 DEC "),
    ],
)
def test_a_date_from_anywhere_is_the_day_it_can_only_be(words: str) -> None:
    assert parse_day(words, date(2026, 11, 21)) == date(2026, 12, 24)


@pytest.mark.parametrize("words", ["5.6.2026", "5/6/2026", "3-4-2027", "1/2"])
def test_a_date_that_may_be_two_days_is_asked_back_with_both(words: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(words, date(2026, 1, 1))
    assert len(set(re.findall(r"20\d\d-\d\d-\d\d", refused.value.message))) == 2


@pytest.mark.parametrize(
    "words", ["٢٤.١٢.٢٠٢٦", "24. Dezember 2026", "24 décembre", "31.2.2026", "29.2.2027", "0.0.", ""]
)
def test_what_is_no_day_says_what_would_be_one(words: str) -> None:
    with pytest.raises(UsageError):
        parse_day(words, date(2026, 1, 1))


def test_nothing_shown_or_kept_depends_on_the_locale() -> None:
    """Names of months and days, and the order of a date, never come from the platform: files and tests read them."""
    root = Path(papershelf.__file__).parent
    by_locale = re.compile(r"setlocale|strftime\([\"'][^\"']*%[aAbBcpxX]|\{[^{}\n]*:[^{}\n]*%[aAbBcpxX]")
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if by_locale.search(line)
    ]
    assert not found, found
