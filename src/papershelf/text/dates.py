"""Dates as formats and pages write them, as one ISO date, or as much of one as is known."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NUMBERS = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})?)?(?:[-/.](\d{1,2})?)?(?:[-/.T\s].*)?", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_LEAP = 2024  # a year that has every day
_LONGEST = 100  # characters; no date is longer, and what is longer costs nothing


def iso_date(text: str) -> str | None:
    """What a text says of a day, as `2024-03-01`, `2024-03` or `2024`; None if that is nothing.

    Args:
        text: Numbers from the year on, with `-`, `/` or `.` (`2017///`, `2023/09/12/00:16:04`), or a year with the name
            of a month and perhaps a day, in any order (`10 May 2022`, `Mar 13, 2025`).
    """
    text = text[:_LONGEST]
    if match := _NUMBERS.fullmatch(text):
        return iso_of(*(int(part) if part else None for part in match.groups()))
    year = _YEAR.search(text)
    if year is None:
        return None
    month = next((found for word in _WORD.findall(text) if (found := month_of(word))), None)
    rest = text[: year.start()] + text[year.end() :]
    day = _DAY.search(rest) if month else None
    return iso_of(int(year[1]), month, int(day[1]) if day else None)


def month_and_day(text: str) -> tuple[int, int] | None:
    """What a text without a year says of a day: `Jul 1` is the first of the seventh month; None if that is nothing.

    A number glued to another one (`Mar 112`, a day and how many comments) says none.
    """
    text = text[:_LONGEST]
    month = next((found for word in _WORD.findall(text) if (found := month_of(word))), None)
    day = _DAY.search(text)
    if month is None or day is None or _YEAR.search(text):
        return None
    return (month, int(day[1])) if 1 <= int(day[1]) <= monthrange(_LEAP, month)[1] else None


@lru_cache(maxsize=4096)  # a big import holds each date but once
def iso_of(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """A date of its parts; a part that is none, and those after it, are left out."""
    if year is None or not 1 <= year <= 9999:
        return None
    if not month or not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day or 0).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def month_of(word: str) -> int | None:
    """The number of a month by its English name, whole or cut, or by its number; None if it is none."""
    folded = word.strip().strip("{}.").lower()
    if folded.isascii() and folded.isdigit():
        return int(folded) if 1 <= int(folded[:3]) <= 12 else None
    if len(folded) < 3:
        return None
    folded = "september" if folded == "sept" else folded
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(folded)), None)
