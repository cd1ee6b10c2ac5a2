"""Moments and numbers as a person says them: “3 March 2026, 14:02”, “3 days ago”, “14th”; in local time."""

from datetime import UTC, date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEK, MONTH, YEAR = 7 * DAY, 30.44 * DAY, 365.25 * DAY
UNITS = (("year", YEAR), ("month", MONTH), ("week", WEEK), ("day", DAY), ("hour", HOUR), ("minute", MINUTE))


def local(at: str) -> datetime | None:
    """A kept moment where the person is, summer time of that day included; None where it is none.

    Args:
        at: ISO 8601; without a zone it is taken as UTC.
    """
    try:
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError, OSError):  # the last two: years that the platform cannot place
        return None


def absolute(moment: datetime) -> str:
    """Day and time: “3 March 2026, 14:02”."""
    return f"{calendar_day(moment)}, {moment:%H:%M}"


def calendar_day(day: date) -> str:
    """A day, or that of a moment: “3 March 2026”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def relative(moment: datetime, now: datetime) -> str:
    """How long ago: “3 days ago”, “just now”; what lies ahead is “in the future”, since clocks may be wrong."""
    seconds = (now - moment).total_seconds()
    if seconds < -MINUTE:
        return "in the future"
    for noun, length in UNITS:
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {noun}{'s' if count > 1 else ''} ago"
    return "just now"


def ordinal(number: int) -> str:
    """A place: 1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
