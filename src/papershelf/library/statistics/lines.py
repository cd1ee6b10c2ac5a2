"""The way of one paper through the statuses, day by day, told in whatever order two machines' histories have."""

from bisect import bisect_right
from datetime import date

GONE = ""  # not in the library, but in the trash or nowhere


class Line:
    """Which status a paper had at the end of each day.

    What is told later counts from its day on, whatever was told of later days before: the order of the history is
    sure, a clock is not.

    Args:
        saved: The day it came; nothing is earlier.
        today: Nothing is later.
        status: What it came with.
    """

    __slots__ = ("_days", "_statuses", "_today")

    def __init__(self, saved: date, today: date, status: str) -> None:
        self._days = [min(saved, today)]
        self._statuses = [status]
        self._today = today

    def put(self, day: date, status: str) -> None:
        """From a day on it has this status."""
        day = min(max(day, self._days[0]), self._today)
        while self._days and self._days[-1] >= day and len(self._days) > 1:
            self._days.pop()
            self._statuses.pop()
        if self._days[-1] == day:
            self._statuses[-1] = status
        elif self._statuses[-1] != status:
            self._days.append(day)
            self._statuses.append(status)

    def begin(self, status: str) -> None:
        """It came with this status, as a later change tells."""
        self._statuses[0] = status

    @property
    def last(self) -> str:
        """The status it has now."""
        return self._statuses[-1]

    @property
    def parts(self) -> list[tuple[date, date | None, str]]:
        """Each status with its first day and the first day of the next; None for what still is."""
        return list(zip(self._days, [*self._days[1:], None], self._statuses, strict=True))

    def at(self, day: date) -> str:
        """The status at the end of a day."""
        place = bisect_right(self._days, day)
        return self._statuses[place - 1] if place else GONE
