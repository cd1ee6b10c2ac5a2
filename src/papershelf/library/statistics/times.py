"""Kept moments as days of the calendar where the person is, each text worked out once."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from papershelf.days import day_of

_MOST = 100_000  # texts that are remembered


class When(NamedTuple):
    """A moment.

    Attributes:
        moment: In UTC.
        day: The day that it was where the person is, by the rules for summer time of that day.
    """

    moment: datetime
    day: date


class Times:
    """Reads kept moments."""

    def __init__(self) -> None:
        self._known: dict[str, When | None] = {}

    def read(self, *texts: object) -> When | None:
        """The first of some texts that is a moment, ISO 8601, UTC where it names no zone; None where none is."""
        for text in texts:
            if isinstance(text, str) and text:
                if text not in self._known:
                    if len(self._known) >= _MOST:
                        self._known.clear()
                    self._known[text] = _read(text)
                if (when := self._known[text]) is not None:
                    return when
        return None


def _read(text: str) -> When | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return When(moment, day_of(moment))
    except (ValueError, OverflowError, OSError):  # the last two: years that the platform cannot place
        return None
