"""Days of the calendar: as they are kept, as a person types them, and which one it is now."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from papershelf.errors import UsageError
from papershelf.text import safe_line

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AHEAD: Final = re.compile(r"\+?([0-9]{1,4})([dwmy]?)")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(moment: datetime) -> date:
    """The day that it is where the person is.

    Args:
        moment: With its time zone.
    """
    return moment.astimezone().date()


def kept_day(text: str) -> date | None:
    """The day that a kept text means, or None where it means none."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_day(words: str, today: date) -> date:
    """The day that a person means: `today`, `tomorrow`, `monday`, `+2w`, `2026-12-01`.

    Args:
        words: As typed.
        today: The day it is; a weekday is the next one of that name, never today.

    Raises:
        UsageError: No day is meant.
    """
    word = words.strip().lower()
    if word in ("today", "tomorrow"):
        return today + timedelta(days=("today", "tomorrow").index(word))
    fitting = [place for place, name in enumerate(_WEEKDAYS) if len(word) > 1 and name.startswith(word)]
    if len(fitting) == 1:
        return today + timedelta(days=(fitting[0] - today.weekday() - 1) % 7 + 1)
    if ahead := _AHEAD.fullmatch(word):
        count, unit = int(ahead[1]), ahead[2] or "d"
        return today + timedelta(days=count * {"d": 1, "w": 7, "m": 30, "y": 365}[unit])
    if (day := kept_day(word)) is not None:
        return day
    raise UsageError(f"“{safe_line(words)}” is no day; give tomorrow, monday, +2w or a date such as 2026-12-01.")
