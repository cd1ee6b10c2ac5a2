"""Which day it is where the person is, days as they are kept, and steps that the calendar knows."""

import re
import time
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def day_of(moment: datetime) -> date:
    """The day that it is where the person is.

    Args:
        moment: With its time zone.
    """
    return moment.astimezone().date()


def day_at(kept: str) -> date | None:
    """The day of a moment as it is kept, ISO 8601, where the person is; a kept day is that day. None for neither."""
    return _day_at(kept, (time.tzname, time.timezone))


@lru_cache(maxsize=4096)  # an import holds many papers
def _day_at(kept: str, _zone: object) -> date | None:
    """The zone is told so that nothing is remembered for another."""
    try:
        moment = datetime.fromisoformat(kept)
        return kept_day(kept) or day_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError, OSError):  # the last two: years that the platform cannot place
        return None


def kept_day(text: str) -> date | None:
    """The day that a kept text means, or None where it means none."""
    if not re.fullmatch(_ISO, text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_on(day: date, months: int) -> date:
    """The same day so many months on; where that month is shorter, its last day.

    Raises:
        ValueError: The calendar does not go so far.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
