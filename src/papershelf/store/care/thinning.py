"""Which rolling backups are kept: the last ones, one for each of some days, one for each of some weeks."""

from collections.abc import Iterable
from datetime import datetime

LAST, DAYS, WEEKS = 10, 7, 8


def superfluous(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """The backups that may go.

    Days and weeks count only where there are backups of them, so a clock that jumped ahead, or a person who
    comes back after a year, costs one of them and not all. What claims to be from the future, because the clock
    was wrong then or is now, is thinned by itself and so never takes the place of what is made today.

    Args:
        moments: When the backups were made; each once.
        now: The time, as the clock has it.
    """
    every = sorted(moments, reverse=True)
    past, future = [at for at in every if at <= now], [at for at in every if at > now]
    return set(every) - _kept(past) - _kept(future)


def _kept(newest_first: list[datetime]) -> set[datetime]:
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in newest_first:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    return {*newest_first[:LAST], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}
