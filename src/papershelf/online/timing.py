"""Waiting: for a service's pace, which all processes keep together, and before another attempt."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from papershelf.online.services import Service
from papershelf.progress import Progress, Step

SLICE = 0.1  # seconds slept at a time, so that whoever calls it off is heard
_TOO_FAR = 60.0  # seconds: a stamp further ahead is none of ours, or the clock was set back


class Clocks(NamedTuple):
    """Time and chance, as a test may want them otherwise.

    Attributes:
        now: Seconds since 1970.
        sleep: Waits for so many seconds.
        chance: A number from 0 to 1.
    """

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


SYSTEM = Clocks()


class Pace:
    """Keeps requests to a service apart, also those of other processes, by a stamp for each in a folder.

    Args:
        folder: Where the stamps are; where it cannot be written, this process alone keeps its pace.
        clocks: The time.
    """

    def __init__(self, folder: Path, clocks: Clocks = SYSTEM) -> None:
        self._folder = folder
        self._clocks = clocks
        self._next: dict[str, float] = {}

    def take(self, service: Service) -> float:
        """Take the next turn; returns how many seconds away it is."""
        from filelock import FileLock, Timeout

        path = self._folder / f"{service.key}.next"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(path.with_suffix(".lock"), timeout=2, mode=0o600):
                turn = self._turn(service, _read(path))
                path.write_text(f"{turn + service.gap:.3f}", "ascii")
        except (OSError, Timeout, NotImplementedError):
            turn = self._turn(service, 0.0)
        self._next[service.key] = turn + service.gap
        return turn - self._clocks.now()

    def _turn(self, service: Service, stamp: float) -> float:
        now = self._clocks.now()
        return max([now, *(each for each in (stamp, self._next.get(service.key, 0.0)) if each - now < _TOO_FAR)])


def _read(path: Path) -> float:
    """The moment of the next turn; 0 where nobody wrote one that makes sense."""
    with suppress(OSError, ValueError):
        return float(path.read_text("ascii")[:32])
    return 0.0


def wait(seconds: float, why: str, progress: Progress, clocks: Clocks = SYSTEM) -> None:
    """Sleep, and tell what for.

    Raises:
        Cancelled: The listener does not want to wait.
    """
    end = clocks.now() + seconds
    while (left := end - clocks.now()) > 0:
        progress(Step(why))
        clocks.sleep(min(left, SLICE))
