"""What a query asks about days: when a paper came, was published, was on its first page and on its newest."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Protocol

from papershelf.days import day_at
from papershelf.marks import Entry
from papershelf.provenance import Provenance, provenance_of
from papershelf.search.language.dates import Span, date_test, is_age, wanted_span

_DAY = 86400  # seconds
Test = Callable[[Entry], bool]


class Asked(Protocol):
    """What these filters must know beside the paper."""

    def moment(self) -> datetime:
        """What ages are counted from."""


def is_again(entry: Entry) -> bool:
    """Whether a paper is back on a page after a while."""
    return provenance_of(entry.paper).is_back


def day_test(value: str, now: datetime) -> Callable[[date | None], bool]:
    """Whether a day of the calendar lies in what a canonical value means; no day never does.

    Days are compared with days where the person is, and not with moments: `<7d` is today, later, and the seven days
    before; `>7d` all that is earlier.
    """
    wanted = wanted_span(value, _by_the_wall(now).replace(hour=0, minute=0, second=0))

    def test(day: date | None) -> bool:
        start = day.toordinal() * _DAY if day else 0
        return day is not None and Span(start, start + _DAY).meets(wanted)

    return test


def _by_the_wall(now: datetime) -> datetime:
    """What calendar and clock on the wall show where the person is, as if that were UTC, as for kept days."""
    return datetime(*now.astimezone().timetuple()[:6], tzinfo=UTC)


def _added(value: str, context: Asked) -> Test:
    """A paper came at a moment: ages are counted to that, days of the calendar are those where the person is."""
    test = date_test(value, context.moment())
    if is_age(value):
        return lambda entry: test(entry.paper.added_at)
    fits = day_test(value, context.moment())

    def came_then(entry: Entry) -> bool:
        day = day_at(entry.paper.added_at)
        return fits(day) if day else test(entry.paper.added_at)

    return came_then


def _published(value: str, context: Asked) -> Test:
    test = date_test(value, _by_the_wall(context.moment()))
    return lambda entry: test(entry.paper.published)


def _seen(day_of: Callable[[Provenance], date | None]) -> Callable[[str, Asked], Test]:
    def made(value: str, context: Asked) -> Test:
        test = day_test(value, context.moment())
        return lambda entry: test(day_of(provenance_of(entry.paper)))

    return made


DAY_MAKERS: Mapping[str, Callable[[str, Asked], Test]] = MappingProxyType(
    {
        "added": _added,
        "published": _published,
        "first": _seen(lambda seen: seen.first),
        "last": _seen(lambda seen: seen.last),
    }
)
