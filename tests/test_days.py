"""Days as a person types them: what is understood, what is refused and with which words, and days in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.days import day_words, due_words, kept_day, parse_day, short_day, since_words
from papershelf.days.calendar import months_on
from papershelf.errors import UsageError
from tests.hostile import HOSTILE

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("tom", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("monday", "2026-11-23"),
        (" MON ", "2026-11-23"),
        ("on fri", "2026-11-27"),
        ("sat", "2026-11-28"),
        ("next week", "2026-11-23"),
        ("weekend", "2026-11-28"),
        ("next weekend", "2026-11-28"),
        ("next tuesday", "2026-11-24"),
        ("next month", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("end of month", "2026-11-30"),
        ("end of the year", "2026-12-31"),
        ("end of week", "2026-11-22"),
        ("eom", "2026-11-30"),
        ("+2w", "2026-12-05"),
        ("2w", "2026-12-05"),
        ("3", "2026-11-24"),
        ("+3", "2026-11-24"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("1 month", "2026-12-21"),
        ("in 3 months", "2027-02-21"),
        ("+1y", "2027-11-21"),
        ("12-24", "2026-12-24"),
        ("24.12.", "2026-12-24"),
        ("24/12", "2026-12-24"),
        ("dec 24", "2026-12-24"),
        ("24. dec", "2026-12-24"),
        ("December 24th", "2026-12-24"),
        ("24 Dec 2027", "2027-12-24"),
        ("dec 24, 2027", "2027-12-24"),
        ("11-20", "2027-11-20"),
        ("11-21", "2026-11-21"),
        ("2/29", "2028-02-29"),
        ("2026-12-24", "2026-12-24"),
        ("2026-1-5", "2026-01-05"),
        ("2026/12/24", "2026-12-24"),
        ("24.12.2026", "2026-12-24"),
        ("24/12/2026", "2026-12-24"),
        ("12/24/2026", "2026-12-24"),
        ("1.1.2027", "2027-01-01"),
        ("1999-01-01", "1999-01-01"),
    ],
)
def test_what_is_understood(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY).isoformat() == day


def test_months_are_those_of_the_calendar() -> None:
    assert parse_day("+1m", date(2027, 1, 31)).isoformat() == "2027-02-28"
    assert parse_day("+1m", date(2028, 1, 31)).isoformat() == "2028-02-29"
    assert parse_day("+1y", date(2028, 2, 29)).isoformat() == "2029-02-28"
    assert parse_day("+13m", date(2026, 12, 31)).isoformat() == "2028-01-31"
    assert parse_day("end of month", date(2028, 2, 3)).isoformat() == "2028-02-29"
    assert months_on(date(2026, 3, 31), -1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "one", "other"),
    [
        ("03/04/2027", "Thu 4 Mar 2027, in 103 days (2027-03-04)", "Sat 3 Apr 2027, in 133 days (2027-04-03)"),
        ("3.4.", "(2027-03-04)", "(2027-04-03)"),
        ("01-12", "(2027-01-12)", "(2026-12-01)"),
    ],
)
def test_what_may_be_two_days_is_refused_with_both(typed: str, one: str, other: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(typed, TODAY)
    assert one in refused.value.message
    assert other in refused.value.message


def test_next_friday_in_midweek_may_be_two_days() -> None:
    with pytest.raises(UsageError, match=r"Fri 20 Nov, in 2 days .* Fri 27 Nov, in 9 days"):
        parse_day("next friday", date(2026, 11, 18))
    with pytest.raises(UsageError, match=r"may be Sat 21 Nov"):
        parse_day("next weekend", date(2026, 11, 18))


BROKEN = ("0x10", "1e3", "٣d", "２w", "+-3d", "x" * 10**5)


@pytest.mark.parametrize(
    "typed",
    [*("", "soon", "t", "m", "31/31/2026", "30.2.2027", "2026-13-01", "feb 30"), *BROKEN],
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(typed, TODAY)
    assert "is no day" in refused.value.message
    assert len(refused.value.message) < 200


@pytest.mark.parametrize("typed", ["+9999y", "+99999999999999999999d", "in 99999 months", "9" * 39 + "w", "9999999"])
def test_numbers_beyond_the_calendar_are_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no day that the calendar has"):
        parse_day(typed, TODAY)


def test_the_last_day_of_the_calendar_has_no_tomorrow() -> None:
    for typed in ("tomorrow", "mon", "next week", "+1d", "+1m", "weekend", "next year", "1-1"):
        with pytest.raises(UsageError):
            parse_day(typed, date.max)
    assert parse_day("today", date.max) == date.max
    assert parse_day("2026-01-01", date.max) == date(2026, 1, 1)
    with pytest.raises(UsageError):
        parse_day("yesterday", date.min)


PIECES = some.sampled_from(
    [
        "in",
        "next",
        "end of",
        "mon",
        "fri",
        "week",
        "month",
        "dec",
        "feb",
        "may",
        "29",
        "31",
        "12",
        "0",
        "9999",
        "+",
        "-",
        ".",
        "/",
        "d",
        "w",
        "y",
        " ",
        "a",
        "st",
        ",",
        "2026",
        "2028",
        "9999999",
    ]
)


@given(
    some.text(max_size=30) | some.lists(PIECES, max_size=6).map("".join) | some.sampled_from(HOSTILE),
    some.dates() | some.sampled_from([date.min, date.max, date(2028, 2, 29), TODAY]),
    some.booleans(),
)
def test_any_text_is_a_day_or_refused_in_words(typed: str, today: date, ahead: bool) -> None:
    try:
        day = parse_day(typed, today, ahead=ahead)
    except UsageError as error:
        refusal = error.message
    else:
        refusal = ""
        assert kept_day(day.isoformat()) == day
        assert day > today or not ahead
        assert day_words(day, today)
    assert not any(letter in refusal for letter in "\x1b\n\u202e")


@given(some.dates(), some.dates())
def test_every_day_can_be_typed_as_it_is_kept_and_as_words_have_it(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day
    if day.year >= 1000:
        assert parse_day(f"{day.day} {day:%b} {day.year}", today) == day


@given(some.dates(date(1000, 1, 1), date(9000, 1, 1)), some.integers(1, 6))
def test_a_short_day_tells_which(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_day(short_day(day, today), today) == day
    assert due_words(day.isoformat(), today) == f"due {short_day(day, today)}"


def test_days_in_words() -> None:
    assert day_words(date(2026, 11, 30), TODAY) == "Mon 30 Nov, in 9 days"
    assert day_words(TODAY, TODAY) == "Sat 21 Nov, today"
    assert day_words(date(2025, 12, 1), TODAY) == "Mon 1 Dec 2025, 355 days ago"
    assert due_words("2026-11-19", TODAY) == "2 days over"
    assert due_words("2026-11-20", TODAY) == "1 day over"
    assert due_words("2026-11-28", TODAY) == "due 28 Nov"
    assert due_words("2027-11-28", TODAY) == "due 28 Nov 2027"
    assert due_words("", TODAY) == due_words("never", TODAY) == ""
    assert [since_words(days) for days in (1, 13, 14, 60, 729, 730)] == [
        "1 day", "13 days", "2 weeks", "2 months", "24 months", "2 years",
    ]  # fmt: skip
