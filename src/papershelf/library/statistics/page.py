"""The statistics as a page to read, for a screen and a terminal alike: numbers first, then pictures of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from papershelf.library.events import counted
from papershelf.library.statistics.figures import Deed, ReadingTime, Statistics, Waiting
from papershelf.library.statistics.heatmap import MONTHS, heatmap, shown_weeks
from papershelf.library.statistics.plots import backlog_plot, histogram_plot
from papershelf.library.statistics.spans import Line, Span, folded, line, text_of
from papershelf.text import safe_line

TAGS_SHOWN: Final = 15
SEEN_SHOWN: Final = 10
_WIDE: Final = 120  # cells from which two plots stand side by side
_GAP: Final = 4
_UNFOLDED: Final = 10_000  # cells, in which every line has room
_TEXT: Final = 200  # letters of a title or tag
DEEDS: Final = {
    None: "Saved, starred, read and noted",
    Deed.SAVED: "Papers saved",
    Deed.STARRED: "Papers starred",
    Deed.READ: "Papers read",
    Deed.NOTED: "Papers noted on",
}


class Look(NamedTuple):
    """How the page is to be laid out.

    Attributes:
        width: Cells there are.
        height: Lines that are seen at once; plots are left out where that is few.
        plain: Draw with ASCII.
        deed: What the heatmap counts; all four for None.
    """

    width: int = 80
    height: int = 50
    plain: bool = False
    deed: Deed | None = None

    @property
    def has_plots(self) -> bool:
        """Whether a plot can be seen whole."""
        return self.height >= 16


def page(stats: Statistics, look: Look) -> list[Line]:
    """The whole page; parts are separated by an empty line."""
    parts = [
        _prose(_summary(stats), look.width),
        _prose(_caveats(stats), look.width),
        _days(stats, look),
        *_plots(stats, look),
        list(_tags(stats)),
        list(_seen(stats)),
    ]
    lines: list[Line] = []
    for part in filter(None, parts):
        lines += [*([()] if lines else []), *part]
    return lines


def in_words(stats: Statistics) -> list[str]:
    """What the page says without pictures and columns, each line a sentence or two of its own."""
    bare = Look(width=_UNFOLDED, height=0)
    parts = (
        _summary(stats),
        _caveats(stats),
        _backlog(stats, bare, _UNFOLDED),
        _times(stats.reading_time, bare, _UNFOLDED),
    )
    return [text_of(one) for part in parts for one in part]


def _prose(lines: Iterable[Line], width: int) -> list[Line]:
    return [part for one in lines for part in folded(one, width)]


def date_words(day: date) -> str:
    """A day as a person says it: “3 Mar 2026”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _summary(stats: Statistics) -> Iterator[Line]:
    if stats.query:
        yield line("Only papers that ", (safe_line(stats.query)[:_TEXT], "head"), " finds.")
    if not stats.papers:
        yield line("No papers, so there is nothing to count yet." if not stats.query else "There are none.")
        return
    statuses = ", ".join(f"{count:,} {status}" for status, count in stats.by_status.items())
    yield line((f"{counted(stats.papers, 'paper')}", "head"), f": {statuses}")
    yield line(f"{stats.starred:,} starred, {stats.noted:,} with a note")
    week = stats.days[-7:]
    done = ", ".join(f"{sum(day.of(deed) for day in week):,} {deed}" for deed in Deed)
    yield line(f"This week: {done}")
    if stats.streak.longest_days:
        current, longest = (counted(days, "day") for days in (stats.streak.current_days, stats.streak.longest_days))
        yield line(f"Days in a row with something starred, read or noted: {current}; the longest run {longest}")


def _caveats(stats: Statistics) -> Iterator[Line]:
    told = stats.caveats
    if told.before_history:
        begins = f" ({date_words(told.history_begins)})" if told.history_begins else ""
        came = counted(told.before_history, "paper")
        yield line((f"{came} saved before the history begins{begins}, counted on the day they carry", "quiet"))
    for count, noun, words in (
        (told.unreadable_lines, "line", "of the history that cannot be read; papershelf doctor says more"),
        (told.undated, "paper", "read, starred or noted at a time that nothing tells, so counted in totals only"),
        (told.backwards, "paper", "read, by the clock, before being saved, so counted as 0 days"),
        (told.after_today, "deed", "on days after today; a clock may have been wrong"),
    ):
        if count:
            yield line((f"{count:,} {noun if count == 1 else noun + 's'} {words}", "quiet"))


def _days(stats: Statistics, look: Look) -> list[Line]:
    weeks, _ = shown_weeks(stats, look.width)
    of = f" of {stats.weeks}" if weeks < stats.weeks else ""
    count = sum(day.of(look.deed) for day in stats.days[-7 * weeks :])
    head = line((DEEDS[look.deed], "head"), f": {count:,} in the last {weeks}{of} weeks, by the day")
    return [*folded(head, look.width), *heatmap(stats, look.width, look.deed, plain=look.plain)]


def _plots(stats: Statistics, look: Look) -> list[list[Line]]:
    """Backlog and reading times: beneath each other, or side by side in a wide place."""
    if look.width < _WIDE:
        return [_backlog(stats, look, look.width), _times(stats.reading_time, look, look.width)]
    half = (look.width - _GAP) // 2
    return [_beside(_backlog(stats, look, half), _times(stats.reading_time, look, half), half + _GAP)]


def _beside(left: list[Line], right: list[Line], start: int) -> list[Line]:
    rows = max(len(left), len(right))
    made: list[Line] = []
    for one, other in zip([*left, *[()] * (rows - len(left))], [*right, *[()] * (rows - len(right))], strict=True):
        used = sum(len(span.text) for span in one)
        made.append((*one, Span(" " * (start - used)), *other))
    return made


def _backlog(stats: Statistics, look: Look, width: int) -> list[Line]:
    """What is not read yet, since the first paper came."""
    begin = next((place for place, one in enumerate(stats.backlog) if one.total), len(stats.backlog) - 1)
    days = stats.backlog[max(begin - 1, 0) :]
    now = days[-1]
    lines = [
        line(("Not read yet", "head"), f": {now.total:,}"),
        line(f"{now.inbox:,} inbox, {now.queued:,} queued, {now.reading:,} reading"),
    ]
    if earlier := _earlier(days):
        lines.append(line(earlier))
    return _prose(lines, width) + (backlog_plot(days, width, plain=look.plain) if look.has_plots else [])


def _earlier(days: Sequence[Waiting]) -> str:
    """How many there were before: “4 weeks ago 12, a year ago 3”."""
    ways = ((7, "a week ago"), (28, "4 weeks ago"), (182, "half a year ago"), (364, "a year ago"))
    told = [f"{words} {days[-1 - back].total:,}" for back, words in ways if back < len(days)]
    text = ", ".join(told)
    return text[:1].upper() + text[1:]


def _times(times: ReadingTime, look: Look, width: int) -> list[Line]:
    head = ("From saved to read", "head")
    if times.median_days is None or times.lower_quartile_days is None or times.upper_quartile_days is None:
        return _prose([line(head, ": no paper is read yet")], width)
    low, middle, high = map(_length, (times.lower_quartile_days, times.median_days, times.upper_quartile_days))
    lines = _prose(
        [
            line(head, f": {middle} days in the median"),
            line(f"Half of {counted(times.papers, 'paper')}: {low} to {high} days"),
        ],
        width,
    )
    plot = histogram_plot(times, width, plain=look.plain) if look.has_plots else []
    if plot:
        return lines + plot
    return lines + [line(f"{bar.papers:>6,}  {bar.words} days") for bar in times.histogram if bar.papers]


def _length(days: float) -> str:
    """Days with one digit where that says something."""
    return f"{days:.1f}" if days < 10 else f"{days:,.0f}"


def _tags(stats: Statistics) -> Iterator[Line]:
    if not stats.tags:
        return
    yield line(("By tag", "head"))
    yield line(("papers  read  starred  queued  days", "quiet"))
    for one in stats.tags[:TAGS_SHOWN]:
        days = "" if one.median_days is None else _length(one.median_days)
        figures = f"{one.papers:>6,}  {one.read:>4,}  {one.starred:>7,}  {one.queued:>6,}  {days:>4}"
        yield line(f"{figures}  {safe_line(one.tag)[:_TEXT]}")
    if (more := len(stats.tags) - TAGS_SHOWN) > 0:
        yield line((f"and {counted(more, 'tag')} more", "quiet"))


def _seen(stats: Statistics) -> Iterator[Line]:
    if not stats.seen_unread:
        return
    yield line(("Seen often and not read", "head"))
    yield line(("pages  status", "quiet"))
    for one in stats.seen_unread[:SEEN_SHOWN]:
        yield line(f"{one.pages:>5,}  {one.status:<7}  {safe_line(one.title)[:_TEXT]}")


def texts(lines: Sequence[Line]) -> list[str]:
    """The lines as plain text."""
    return [text_of(one) for one in lines]
