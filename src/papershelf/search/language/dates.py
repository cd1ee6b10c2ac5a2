"""Dates as they are typed, and the spans of time that they mean."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_ISO: Final = r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
_AGE: Final = r"(<=|>=|<|>|)([0-9]{1,5})(?:(h)(?:ours?)?|(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:o|onths?)?|(y)(?:ears?)?)"
_SIGNED: Final = r"(<=|>=|<|>|=|)(.+)"
_DAYS: Final = ("today", "yesterday")
_HOURS: Final = {"h": 1, "d": 24, "w": 7 * 24}
_MONTHS: Final = {"m": 1, "y": 12}


class Span(NamedTuple):
    """A stretch of time in seconds since the year 1, from its start up to, but without, its end."""

    start: float
    end: float

    def meets(self, other: "Span") -> bool:
        """Whether two spans have a moment in common; a span without length is a moment."""
        return self.start == other.start or (self.start < other.end and other.start < self.end)


ALWAYS: Final = Span(-math.inf, math.inf)


def canonical_date(value: str) -> str | None:
    """A typed date, age or range in its one spelling, or None if it is none."""
    value = value.lower()
    if age := re.fullmatch(_AGE, value):
        sign = ">" if age[1].startswith(">") else "<"
        return f"{sign}{int(age[2])}{''.join(filter(None, age.groups()[2:]))}"
    first, dots, last = value.partition("..")
    if dots:
        ends = [_canonical_day(end) if end else "" for end in (first, last)]
        return f"{ends[0]}..{ends[1]}" if None not in ends and any(ends) else None
    signed = re.fullmatch(_SIGNED, value)
    day = _canonical_day(signed[2]) if signed else None
    return f"{'' if signed[1] == '=' else signed[1]}{day}" if signed and day else None


def is_age(value: str) -> bool:
    """Whether a canonical value counts from now."""
    return re.fullmatch(_AGE, value) is not None


def wanted_span(value: str, now: datetime) -> Span:
    """The span of time that a canonical value means.

    Args:
        value: As `canonical_date` gives it.
        now: What ages are counted from; `today` is its day in its own time zone.
    """
    if age := re.fullmatch(_AGE, value):
        then = _before(now, int(age[2]), value[-1])
        return Span(then, math.inf) if age[1] == "<" else Span(-math.inf, then)
    first, dots, last = value.partition("..")
    if dots:
        ends = [_day_span(end, now) for end in (first, last) if end]
        if len(ends) == 2:
            return Span(min(end.start for end in ends), max(end.end for end in ends))
        return Span(ends[0].start, math.inf) if first else Span(-math.inf, ends[0].end)
    sign = value[: len(value) - len(value.lstrip("<>="))]
    span = _day_span(value.removeprefix(sign), now)
    return {
        "": span,
        ">": Span(span.end, math.inf),
        ">=": Span(span.start, math.inf),
        "<": Span(-math.inf, span.start),
        "<=": Span(-math.inf, span.end),
    }[sign]


def date_test(value: str, now: datetime) -> Callable[[str | None], bool]:
    """Whether a date as it is kept may lie in what a canonical value means; no date never does."""
    wanted = wanted_span(value, now)

    def test(kept: str | None) -> bool:
        span = kept_span(kept) if kept else None
        return span is not None and span.meets(wanted)

    return test


@lru_cache(maxsize=8192)
def kept_span(text: str) -> Span | None:
    """The span that a date covers as it is kept, a year, a month, a day or a moment; None if it is no date."""
    text = text.strip()
    if found := re.fullmatch(_ISO, text):
        return _iso_span(found)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Span(_seconds(moment), _seconds(moment))


def _canonical_day(text: str) -> str | None:
    if text and any(day.startswith(text) for day in _DAYS):
        return next(day for day in _DAYS if day.startswith(text))
    found = re.fullmatch(_ISO, text)
    if found is None or _iso_span(found) is None:
        return None
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def _day_span(text: str, now: datetime) -> Span:
    if text in _DAYS:
        start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        begin = _seconds(start) - 86400 * _DAYS.index(text)
        return Span(begin, begin + 86400)
    found = re.fullmatch(_ISO, text)
    return (_iso_span(found) if found else None) or ALWAYS


def _iso_span(found: re.Match[str]) -> Span | None:
    """What a year, month or day covers, or None if the calendar has no such day."""
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        start = date(year, month, day)
    except ValueError:
        return None
    first = start.toordinal()
    last = date(year, 12, 31).toordinal() if found[2] is None else first
    days = _days_in(year, month) if found[2] and not found[3] else last - first + 1
    return Span(first * 86400, (first + days) * 86400)


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else date(year, month + 1, 1).toordinal() - date(year, month, 1).toordinal()


def _before(now: datetime, count: int, unit: str) -> float:
    """The moment that lies so many hours, days, weeks, months or years before another one."""
    if unit in _HOURS:
        return _seconds(now) - count * _HOURS[unit] * 3600
    months = now.year * 12 + now.month - 1 - count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if year < 1:
        return -math.inf
    # A month before the 31st is the last day of a shorter month.
    return _seconds(now.replace(year=year, month=month + 1, day=min(now.day, _days_in(year, month + 1))))


def _seconds(moment: datetime) -> float:
    """Seconds since the year 1 in UTC; a moment without a zone is in UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    offset = aware.utcoffset() or timedelta()
    clock = aware.hour * 3600 + aware.minute * 60 + aware.second + aware.microsecond / 1e6
    return aware.toordinal() * 86400 + clock - offset.total_seconds()
