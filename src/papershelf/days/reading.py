"""Days as a person types them, in words and in the dates of several countries; whatever is ambiguous is refused."""

import re
from calendar import isleap
from datetime import date, timedelta
from typing import Final

from papershelf.days.calendar import MONTHS, WEEKDAYS, month_end, months_on
from papershelf.days.words import day_words
from papershelf.errors import UsageError
from papershelf.text import safe_line

LONGEST: Final = 40  # characters; no day is so long
TAKES: Final = "tomorrow, mon, next week, weekend, +2w, in 3 days, end of month, 24 dec, 2026-12-24"

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_AHEAD: Final = r"(?:in |\+ ?)?([0-9]+ ?|an? )(d|days?|w|weeks?|m|mo|months?|y|years?)"
_BARE: Final = r"\+?([0-9]+)"
_YEAR_FIRST: Final = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
_YEAR_LAST: Final = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})"
_NO_YEAR: Final = r"([0-9]{1,2})[-/.]([0-9]{1,2})\.?"
_MONTH_FIRST: Final = r"([a-z]{3,9})\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?:(?:, ?| )([0-9]{4}))?"
_DAY_FIRST: Final = r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ?([a-z]{3,9})\.?(?:(?:, ?| )([0-9]{4}))?"


def parse_day(words: str, today: date, *, ahead: bool = False) -> date:
    """The day that a person means: `tomorrow`, `monday`, `+2w`, `in 3 days`, `end of month`, `24.12.`, `2026-12-01`.

    Args:
        words: As typed; letter case is no matter.
        today: The day it is; a weekday is the next one of that name, never today, and a date without its year the
            next one from today on.
        ahead: Whether it must lie after today.

    Raises:
        UsageError: No day is meant, or it may be two, or the calendar does not go so far; or it lies not ahead.
    """
    word = re.sub(r"\s+", " ", words[: LONGEST + 1].strip().lower())
    day = None
    if len(words.strip()) <= LONGEST and word.isascii():
        try:
            day = _worded(word, today) or _counted(word, today) or _dated(word, today)
        except (ValueError, OverflowError):
            raise UsageError(f"“{safe_line(word)}” is no day that the calendar has.") from None
    if day is None:
        raise UsageError(f"“{_shown(words)}” is no day; give one such as {TAKES}.")
    if ahead and day <= today:
        raise UsageError(f"“{_shown(words)}” is {day_words(day, today)}; give a day after today.")
    return day


def _shown(words: str) -> str:
    line = safe_line(words[: 4 * LONGEST])
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _worded(word: str, today: date) -> date | None:
    """A day that has a name: of the week, or by where it stands in week, month or year."""
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    for name, step in near.items():
        if word == name or (len(word) > 2 and name.startswith(word)):
            return today + timedelta(days=step)
    if word in {"next week", "next month", "next year"}:
        starts = {"week": lambda: _next(0, today), "month": lambda: months_on(today.replace(day=1), 1)}
        return starts.get(word[5:], lambda: date(today.year + 1, 1, 1))()
    if word in {"weekend", "the weekend", "this weekend", "next weekend"}:
        saturday = _next(5, today)
        if word == "next weekend" and today.weekday() < 5:
            raise _ambiguous(word, saturday, saturday + timedelta(days=7), today)
        return saturday
    if found := re.fullmatch(r"(?:the )?end of (?:the |this )?(week|month|year)|eom", word):
        ends = {"week": lambda: today + timedelta(days=6 - today.weekday()), "year": lambda: date(today.year, 12, 31)}
        return ends.get(found[1], lambda: month_end(today))()
    return _weekday(word, today)


def _weekday(word: str, today: date) -> date | None:
    name = word.removeprefix("on ").removeprefix("next ")
    fitting = [place for place, known in enumerate(WEEKDAYS) if len(name) > 1 and known.startswith(name)]
    if len(fitting) != 1:
        return None
    day = _next(fitting[0], today)
    if "next " in word and day.isocalendar()[:2] == today.isocalendar()[:2]:
        raise _ambiguous(word, day, day + timedelta(days=7), today)
    return day


def _next(weekday: int, today: date) -> date:
    """The next such day of the week, never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _counted(word: str, today: date) -> date | None:
    """So many days, weeks, months or years from today."""
    found = re.fullmatch(_AHEAD, word)
    bare = None if found else re.fullmatch(_BARE, word)
    if not (found or bare):
        return None
    digits, unit = (found[1], found[2][0]) if found else (bare[1] if bare else "", "d")
    count = int(digits) if digits.strip().isdigit() else 1
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return months_on(today, count * (12 if unit == "y" else 1))


def _dated(word: str, today: date) -> date | None:
    """A date of the calendar, with its year or without."""
    word = word.removeprefix("on ")
    if found := re.fullmatch(_YEAR_FIRST, word):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(_YEAR_LAST, word):
        return _either_order(word, int(found[1]), int(found[3]), int(found[4]), today)
    if found := re.fullmatch(_NO_YEAR, word):
        return _either_order(word, int(found[1]), int(found[2]), None, today)
    for pattern, month, day in ((_MONTH_FIRST, 1, 2), (_DAY_FIRST, 2, 1)):
        if found := re.fullmatch(pattern, word):
            fitting = [place for place, name in enumerate(MONTHS, 1) if name.startswith(found[month])]
            if len(fitting) == 1:
                return _day(fitting[0], int(found[day]), int(found[3]) if found[3] else None, today)
    return None


def _either_order(word: str, one: int, other: int, year: int | None, today: date) -> date:
    """A date of two numbers; which is the month must be certain from them.

    Raises:
        UsageError: Either may be it.
        ValueError: Neither can be.
    """
    if one == other or other > 12:
        return _day(one, other, year, today)
    if one > 12:
        return _day(other, one, year, today)
    raise _ambiguous(word, _day(one, other, year, today), _day(other, one, year, today), today)


def _day(month: int, day: int, year: int | None, today: date) -> date:
    """A day of the calendar; without a year the next one from today on."""
    if year is not None:
        return date(year, month, day)
    leap = (month, day) == (2, 29)
    years = (year for year in range(today.year, today.year + 9) if not leap or isleap(year))
    return next(found for found in (date(year, month, day) for year in years) if found >= today)


def _ambiguous(word: str, one: date, other: date, today: date) -> UsageError:
    return UsageError(
        f"“{safe_line(word)}” may be {day_words(one, today)} ({one}), or {day_words(other, today)} ({other});"
        " give the one meant."
    )
