"""A figure and of how many runs it is, so that a table can say both."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from benchmarks.report import percentile

_T = TypeVar("_T")
RUNS = 7  # of what is short


class Figure(NamedTuple):
    """Something measured.

    Attributes:
        value: In the unit of its quantity.
        runs: How many runs, or key presses, it was taken from; 0 for what is counted and not timed.
    """

    value: float
    runs: int = 1


Found = dict[str, Figure]
Figures = Mapping[int, Mapping[str, Figure]]


def median(values: Sequence[float], times: float = 1.0) -> Figure:
    """The middle one.

    Args:
        values: One a run.
        times: From their unit to the figure's, as 1e3 from seconds to milliseconds.
    """
    return Figure(times * statistics.median(values), len(values))


def high(values: Sequence[float], times: float = 1.0) -> Figure:
    """The 95th percentile."""
    return Figure(times * percentile(values, 95), len(values))


def longest(values: Sequence[float], times: float = 1.0) -> Figure:
    """The greatest."""
    return Figure(times * max(values), len(values))


def over(ours: Sequence[float], floor: Sequence[float], times: float = 1.0) -> tuple[Figure, Figure]:
    """Median less median, and 95th percentile less 95th percentile: like is taken from like."""
    pairs = [(pick(ours, times), pick(floor, times)) for pick in (median, high)]
    middle, top = (Figure(mine.value - bare.value, mine.runs) for mine, bare in pairs)
    return middle, top


def repeated(deed: Callable[[], _T], runs: int = RUNS, seconds: float = 12.0) -> list[_T]:
    """What a deed gives each time: so many times, or until it has taken so long, and once at least."""
    began = time.perf_counter()
    found = [deed()]
    while len(found) < runs and time.perf_counter() - began < seconds:
        found.append(deed())
    return found
