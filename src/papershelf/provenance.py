"""On which pages a paper was, and when: told from its listings whenever somebody asks, kept nowhere."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from papershelf.days import day_at
from papershelf.paper import Listing, Paper
from papershelf.text.dates import iso_date, month_and_day

AGAIN_DAYS: Final = 7
"""So many days after the page before, a paper is back again: a list of a day or a week repeats itself within a week
without anybody having come back to the paper."""

_AHEAD: Final = timedelta(hours=14)  # where the day begins first, it is ahead of UTC by so much
_LEAP_YEARS: Final = 9  # within so many years there is a 29 February, at a turn of a century too


class Provenance(NamedTuple):
    """Where and when a paper was seen.

    Attributes:
        pages: On how many pages. One that was imported twice, or under two names, is one page.
        days: The days of those pages, each once, from the first to the last: the page's own day where it has one, else
            the day where the person is on which it was first imported. Pages that tell no day are not among them.
    """

    pages: int = 0
    days: tuple[date, ...] = ()

    @property
    def first(self) -> date | None:
        """The day of the earliest page; None where no page tells a day."""
        return self.days[0] if self.days else None

    @property
    def last(self) -> date | None:
        """The day of the latest page; None where no page tells a day."""
        return self.days[-1] if self.days else None

    @property
    def is_back(self) -> bool:
        """Whether it came back: the last day lies `AGAIN_DAYS` or more after the one before."""
        return len(self.days) > 1 and (self.days[-1] - self.days[-2]).days >= AGAIN_DAYS


def days_words(seen: Provenance, say_day: Callable[[date], str] = date.isoformat) -> str:
    """“first 2026-03-12, last 2026-11-21; back again”; of a single page nothing, for its listing says all.

    Args:
        seen: What is known.
        say_day: How a day is said.
    """
    if seen.pages < 2 or seen.first is None or seen.last is None:
        return ""
    return f"first {say_day(seen.first)}, last {say_day(seen.last)}" + ("; back again" if seen.is_back else "")


def provenance_of(paper: Paper) -> Provenance:
    """On which pages a paper was, and when.

    Two listings are of one page where the file is the same, unless both pages are dated, and differently; and where
    date and place on the page are the same, whatever the files are called.
    """
    if len(paper.sources) == 1:  # nearly all
        day = _day(paper.sources[0])
        return Provenance(1, (day,) if day else ())
    pages = _pages(paper.sources)
    return Provenance(len(pages), tuple(sorted({day for page in pages if (day := _earliest(page))})))


def pages_of(paper: Paper) -> int:
    """On how many pages a paper was; quicker than `provenance_of` where there is but one listing."""
    return len(paper.sources) if len(paper.sources) < 2 else len(_pages(paper.sources))


@lru_cache(maxsize=4096)  # a page holds many papers
def page_day(stated: str, imported_at: str) -> date | None:
    """The day that the date of a page means; None where that cannot be told.

    Args:
        stated: As it stood there: `2026-03-12`, `Mar 12, 2025`, `Jul 1`.
        imported_at: When the page was read, ISO 8601. A date without a year is taken for the latest such day that had
            begun anywhere on earth by then: nobody saves a page of tomorrow.
    """
    whole = iso_date(stated)
    if whole is not None:
        return date.fromisoformat(whole) if len(whole) == 10 else None
    day, moment = month_and_day(stated), _moment(imported_at)
    if day is None or moment is None:
        return None
    try:
        newest = (moment.astimezone(UTC) + _AHEAD).date()
    except OverflowError:
        return None
    years = range(newest.year, max(newest.year - _LEAP_YEARS, 0), -1)
    return next((found for year in years if (found := _on(year, *day)) and found <= newest), None)


def _on(year: int, month: int, day: int) -> date | None:
    """A day of a year; None where that year has none such, as only 29 February can be."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(at: str) -> datetime | None:
    """A kept moment, in UTC where it names no zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _dated(listing: Listing) -> date | None:
    return page_day(listing.date, listing.imported_at) if listing.date else None


def _day(listing: Listing) -> date | None:
    return _dated(listing) or day_at(listing.imported_at)


def _pages(sources: Sequence[Listing]) -> list[list[Listing]]:
    """The listings by page; see `provenance_of`."""
    places = {(_dated(each) or each.date, each.position) if each.date else each.file for each in sources}
    if len(sources) == len({each.file for each in sources}) == len(places):
        return [[each] for each in sources]  # most of those that were seen more than once
    # What bears no date goes to a page of its file: always to the same, however the listings stand.
    listings = sorted(sources, key=lambda each: (not each.date, each.date or "", each.imported_at))
    above = list(range(len(listings)))  # of each listing, one of the same page; the topmost stands for the page

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    known: dict[tuple[object, ...], int] = {}
    for place, listing in enumerate(listings):
        when = _dated(listing) or listing.date
        for name in ((listing.file, when), (when, listing.position, "")) if when else ((listing.file,),):
            above[top(place)] = top(known.setdefault(name, place))
        known.setdefault((listing.file,), place)
    pages: dict[int, list[Listing]] = {}
    for place, listing in enumerate(listings):
        pages.setdefault(top(place), []).append(listing)
    return list(pages.values())


def _earliest(page: Sequence[Listing]) -> date | None:
    """The page's own day, or else the one on which it was first imported."""
    if len(page) == 1:
        return _day(page[0])
    days = list(filter(None, map(_dated, page))) or list(filter(None, (day_at(each.imported_at) for each in page)))
    return min(days, default=None)
