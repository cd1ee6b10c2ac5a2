"""Plots drawn with plotext, without its colours: backlog over time, and the histogram of reading times."""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from papershelf.library.statistics.figures import ReadingTime, Waiting
from papershelf.library.statistics.heatmap import MONTHS
from papershelf.library.statistics.spans import Line, Span

LEAST_WIDTH: Final = 36  # cells; below that a plot tells less than its numbers do
HEIGHT: Final = 12  # lines: nine bars, the frame and the scale; with fewer plotext lays bars over each other
_LOCK = threading.Lock()  # plotext has one figure for the whole process
_PLAIN = str.maketrans("┌┐└┘├┤┬┴┼─│", "+++++++++-|")
_CELLS_A_LABEL = 14


def backlog_plot(backlog: Sequence[Waiting], width: int, *, plain: bool) -> list[Line]:
    """Papers not read yet, day by day; none where there is no room or only one day.

    Args:
        backlog: The days.
        width: Cells there are.
        plain: Draw with ASCII.
    """
    if width < LEAST_WIDTH or len(backlog) < 2:
        return []
    totals = [one.total for one in backlog]
    high = max(*totals, 1)

    def draw(figure: Any) -> None:
        figure.plot(list(range(len(totals))), totals, marker="*" if plain else "braille")
        figure.ylim(0, high)
        figure.yticks(_ticks(high), [f"{tick:,}" for tick in _ticks(high)])
        figure.xlim(0, len(totals) - 1)
        figure.xticks(*_dates([one.day for one in backlog], (width - 10) // _CELLS_A_LABEL))

    return _drawn(draw, width, plain=plain)


def histogram_plot(times: ReadingTime, width: int, *, plain: bool) -> list[Line]:
    """How many papers took how long; none where there is no room or no paper."""
    if width < LEAST_WIDTH or not times.papers:
        return []
    bars = times.histogram[::-1]
    high = max(bar.papers for bar in bars)
    digits = len(f"{high:,}")
    words = max(len(bar.words) for bar in bars)
    labels = [f"{bar.papers:>{digits},}  {bar.words:<{words}} days" for bar in bars]

    def draw(figure: Any) -> None:
        marker = "#" if plain else "█"
        figure.bar(labels, [bar.papers for bar in bars], marker=marker, width=0.1, orientation="h", minimum=0)
        figure.xlim(0, high)
        figure.xticks(_ticks(high), [f"{tick:,}" for tick in _ticks(high)])

    return _drawn(draw, width, plain=plain)


def _drawn(draw: Callable[[Any], None], width: int, *, plain: bool) -> list[Line]:
    import plotext  # 50 ms that only a plot pays

    with _LOCK:
        plotext.clear_figure()
        plotext.limit_size(False, False)  # otherwise the terminal's size counts, of which there may be none
        plotext.plot_size(width, HEIGHT)
        plotext.theme("clear")
        draw(plotext)
        text: str = plotext.uncolorize(plotext.build())
        plotext.clear_figure()
    rows = (row.rstrip() for row in text.split("\n"))
    return [(Span(row.translate(_PLAIN) if plain else row, "plot"),) for row in rows if row]


def _ticks(high: int) -> list[int]:
    """Whole numbers from 0 up to the highest."""
    return sorted({round(high * part / 4) for part in range(5)}) if high >= 4 else list(range(high + 1))


def _dates(days: Sequence[date], most: int) -> tuple[list[int], list[str]]:
    """Where to write dates, and which: “3 Mar”, with the year where the days are of several."""
    count = max(2, min(most, len(days)))
    places = sorted({round((len(days) - 1) * number / (count - 1)) for number in range(count)})
    with_year = days[0].year != days[-1].year
    return places, [_date(days[place], with_year=with_year) for place in places]


def _date(day: date, *, with_year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
