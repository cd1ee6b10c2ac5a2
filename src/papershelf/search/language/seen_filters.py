"""What a query asks about the pages on which a paper was: the first day, the newest one, whether it came back."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Protocol

from papershelf.marks import Entry
from papershelf.provenance import Provenance, provenance_of
from papershelf.search.language.dates import Span, wanted_span

_DAY = 86400  # seconds


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
    wanted = wanted_span(value, datetime(*now.astimezone().timetuple()[:3], tzinfo=UTC))

    def test(day: date | None) -> bool:
        start = day.toordinal() * _DAY if day else 0
        return day is not None and Span(start, start + _DAY).meets(wanted)

    return test


def _asks(day_of: Callable[[Provenance], date | None]) -> Callable[[str, Asked], Callable[[Entry], bool]]:
    def made(value: str, context: Asked) -> Callable[[Entry], bool]:
        test = day_test(value, context.moment())
        return lambda entry: test(day_of(provenance_of(entry.paper)))

    return made


SEEN_MAKERS: Mapping[str, Callable[[str, Asked], Callable[[Entry], bool]]] = MappingProxyType(
    {"first": _asks(lambda seen: seen.first), "last": _asks(lambda seen: seen.last)}
)
