"""Days to come as they are typed after `due:`: ages count ahead, whole days only."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from papershelf.days.calendar import month_end, months_on

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_AHEAD: Final = r"(<=|>=|<|>|)([0-9]{1,5})(?:(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:o|onths?)?|(y)(?:ears?)?)"
_ISO: Final = r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
_SIGNED: Final = r"(<=|>=|<|>|=|)(.+)"
_STEPS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}


class Days(NamedTuple):
    """Days from the first through the last."""

    first: date
    last: date


def canonical_coming(value: str) -> str | None:
    """A typed day, time ahead or range in its one spelling, or None if it is none."""
    value = value.lower()
    if ahead := re.fullmatch(_AHEAD, value):
        sign = ">" if ahead[1].startswith(">") else "<"
        return f"{sign}{int(ahead[2])}{''.join(filter(None, ahead.groups()[2:]))}"
    first, dots, last = value.partition("..")
    if dots:
        ends = [_canonical_end(end) if end else "" for end in (first, last)]
        return f"{ends[0]}..{ends[1]}" if None not in ends and any(ends) else None
    signed = re.fullmatch(_SIGNED, value)
    day = _canonical_end(signed[2]) if signed else None
    return f"{'' if signed[1] == '=' else signed[1]}{day}" if signed and day else None


def coming_days(value: str, today: date) -> Days:
    """The days that a canonical value means.

    Args:
        value: As `canonical_coming` gives it.
        today: The day it is where the person is.
    """
    if ahead := re.fullmatch(_AHEAD, value):
        limit = _on(today, int(ahead[2]), value[-1])
        return Days(date.min, limit) if ahead[1] == "<" else Days(_step(limit, 1), date.max)
    first, dots, last = value.partition("..")
    if dots:
        ends = [_end(end, today) for end in (first, last) if end]
        if len(ends) == 2:
            return Days(min(end.first for end in ends), max(end.last for end in ends))
        return Days(ends[0].first, date.max) if first else Days(date.min, ends[0].last)
    sign = value[: len(value) - len(value.lstrip("<>="))]
    days = _end(value.removeprefix(sign), today)
    return {
        "": days,
        ">": Days(_step(days.last, 1), date.max),
        ">=": Days(days.first, date.max),
        "<": Days(date.min, _step(days.first, -1)),
        "<=": Days(date.min, days.last),
    }[sign]


def _canonical_end(text: str) -> str | None:
    fitting = [name for name in _STEPS if text and name.startswith(text)]
    if len(fitting) == 1:
        return fitting[0]
    found = re.fullmatch(_ISO, text)
    if found is None or _span(found) is None:
        return None
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def _end(text: str, today: date) -> Days:
    if text in _STEPS:
        day = _step(today, _STEPS[text])
        return Days(day, day)
    found = re.fullmatch(_ISO, text)
    return (_span(found) if found else None) or Days(date.min, date.max)


def _span(found: re.Match[str]) -> Days | None:
    """What a year, month or day covers, or None if the calendar has no such day."""
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    if found[3]:
        return Days(first, first)
    return Days(first, month_end(first) if found[2] else date(year, 12, 31))


def _on(today: date, count: int, unit: str) -> date:
    """So many days, weeks, months or years ahead, at most the calendar's last day."""
    try:
        if unit in "dw":
            return today + timedelta(days=count * (7 if unit == "w" else 1))
        return months_on(today, count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        return date.max


def _step(day: date, step: int) -> date:
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return day
