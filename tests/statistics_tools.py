"""What tests of statistics share: papers, places to be in, and looks at figures."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from papershelf.library.statistics import Deed, Statistics

ZONES = ("UTC", "Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu")
KEYS = ("aaaa000000", "bbbb000000", "cccc000000")


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """The person is there; the fixture of all tests puts UTC back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


def done(stats: Statistics, deed: Deed) -> dict[date, int]:
    """The days on which something was done."""
    return {day.day: day.of(deed) for day in stats.days if day.of(deed)}


def waiting(stats: Statistics) -> tuple[int, int, int]:
    """What is not read yet today."""
    last = stats.backlog[-1]
    return last.inbox, last.queued, last.reading
