"""The heatmap: a row for each day of the week, a column for each week, five shades that are signs as well."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from papershelf.library.statistics.figures import Day, Deed, Statistics
from papershelf.library.statistics.spans import Line, Span, folded, line

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # never from the locale
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHADES: Final = "·░▒▓█"
PLAIN_SHADES: Final = ".-+o#"
MARGIN: Final = 4  # cells before the first week
_SHADED = len(SHADES) - 1


def steps_of(counts: Sequence[int]) -> list[int]:
    """The most that each shade but the last stands for, so that days with anything share the shades evenly.

    Returns:
        At most three rising numbers; fewer where there are fewer different counts.
    """
    rest, cuts = sorted(count for count in counts if count), list[int]()
    for left in range(_SHADED, 1, -1):  # the first shade takes its share, the next one its share of what is left
        if rest and rest[0] < rest[-1]:
            lower = rest[bisect_left(rest, rest[-1]) - 1]  # the last shade keeps something
            cuts.append(min(rest[(len(rest) - 1) // left], lower))
            rest = [count for count in rest if count > cuts[-1]]
    return cuts


def level(count: int, steps: Sequence[int]) -> int:
    """The shade of a count: 0 for none, at most 4."""
    return 1 + bisect_left(steps, count) if count else 0


def shown_weeks(stats: Statistics, width: int) -> tuple[int, int]:
    """How many of the last weeks there is room for, and cells for each."""
    room = max(width - MARGIN, 1)
    weeks = min(stats.weeks, room)
    return weeks, 2 if 2 * weeks <= room else 1


def heatmap(stats: Statistics, width: int, deed: Deed | None, *, plain: bool) -> list[Line]:
    """Months, seven rows, and what the shades mean.

    Args:
        stats: The figures.
        width: Cells there are.
        deed: What is counted; all four together for None.
        plain: Draw with ASCII.
    """
    weeks, cells = shown_weeks(stats, width)
    days = stats.days[-7 * weeks :]
    steps = steps_of([day.of(deed) for day in days])
    signs = PLAIN_SHADES if plain else SHADES
    rows = [line((_months(days, cells).ljust(MARGIN), "quiet"))]
    for weekday, name in enumerate(WEEKDAYS):
        spans = [Span(f"{name} ", "quiet")]
        for day in days[weekday::7]:
            shade = level(day.of(deed), steps)
            is_ahead = day.day > stats.today and not shade
            spans.append(Span((" " if is_ahead else signs[shade]) * cells, f"level{shade}"))
        rows.append(tuple(spans))
    legend = _legend(steps, max((day.of(deed) for day in days), default=0), signs)
    return [*rows, *folded(legend, width)]


def _months(days: Sequence[Day], cells: int) -> str:
    """The name of each month above the week in which its first day lies, where there is room."""
    text = " " * MARGIN
    for column, monday in enumerate(days[::7]):
        sunday = monday.day + timedelta(days=6)
        start = MARGIN + column * cells
        if sunday.day <= 7 and len(text) <= start and start + 3 <= MARGIN + cells * len(days) // 7:
            text = text.ljust(start) + MONTHS[sunday.month - 1] + " "
    return text


def _legend(steps: Sequence[int], most: int, signs: str) -> Line:
    spans = [Span(" " * MARGIN), Span(signs[0], "level0"), Span(" none", "quiet")]
    for shade, low in enumerate([1, *(step + 1 for step in steps)] if most else [], start=1):
        high = steps[shade - 1] if shade <= len(steps) else most
        words = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        spans += [Span("  "), Span(signs[shade], f"level{shade}"), Span(f" {words}", "quiet")]
    return tuple(spans)
