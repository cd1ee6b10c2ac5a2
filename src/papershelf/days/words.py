"""Days in words: those to be read with care, and short ones for a row."""

from datetime import date

from papershelf.days.calendar import MONTHS, WEEKDAYS, kept_day

_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def day_words(day: date, today: date) -> str:
    """A day and how far it is: “Mon 30 Nov, in 9 days”; the year stands there where it is another one."""
    away = (day - today).days
    near = _NEAR.get(away) or (f"in {away} days" if away > 0 else f"{-away} days ago")
    return f"{_dated(day, today)}, {near}"


def short_day(day: date, today: date) -> str:
    """A day in the fewest letters that tell it from others: “tomorrow”, “Fri”, “30 Nov”, “30 Nov 2027”."""
    away = (day - today).days
    if away in _NEAR:
        return _NEAR[away]
    return _weekday(day) if 1 < away < 7 else _date(day, today)


def due_words(due: str, today: date) -> str:
    """When a paper is due, as it is kept: “due Fri”, “due today”, “2 days over”; nothing where it is no day."""
    day = kept_day(due)
    if day is None:
        return ""
    over = (today - day).days
    if over > 0:
        return "1 day over" if over == 1 else f"{over} days over"
    return f"due {short_day(day, today)}"


def since_words(days: int) -> str:
    """A stretch of days in the largest unit that fits: “5 days”, “3 weeks”, “4 months”, “2 years”."""
    for unit, length, least in (("year", 365, 730), ("month", 30, 60), ("week", 7, 14)):
        if days >= least:
            return f"{days // length} {unit}s"
    return "1 day" if days == 1 else f"{days} days"


def _dated(day: date, today: date) -> str:
    return f"{_weekday(day)} {_date(day, today)}"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3].title()


def _date(day: date, today: date) -> str:
    words = f"{day.day} {MONTHS[day.month - 1][:3].title()}"
    return words if day.year == today.year else f"{words} {day.year}"
