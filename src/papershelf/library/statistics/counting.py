"""From the history gone through to figures: days, backlog, waiting times, tags, what was seen often."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median, quantiles

from papershelf.library.statistics.figures import (
    Caveats,
    Day,
    Deed,
    ReadingTime,
    SeenUnread,
    Share,
    Statistics,
    Streak,
    TagFigures,
    Waiting,
)
from papershelf.library.statistics.replay import Replay
from papershelf.library.statistics.shelf import Shelf
from papershelf.library.tallying import lineage
from papershelf.marks import Mark, Status
from papershelf.paper import Paper
from papershelf.provenance import pages_of
from papershelf.text import safe_line

EDGES = (0, 1, 3, 7, 14, 30, 90, 180, 365)  # days at which the bars of the histogram begin
MOST_SEEN = 20  # papers
_DAY = timedelta(days=1)
_WAITING = (Status.INBOX, Status.QUEUED, Status.READING)


def count(shelf: Shelf, played: Replay, today: date, weeks: int, query: str, begun: str, damaged: int) -> Statistics:
    """Put the figures together.

    Args:
        shelf: What there is.
        played: The history, gone through.
        today: The day it is.
        weeks: How many weeks are told of, this one included.
        query: Which papers are counted, to be said again.
        begun: When the history begins; empty where there is none.
        damaged: Lines of it that cannot be read.
    """
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    marks = {paper_id: shelf.marks.get(paper_id) or Mark(paper_id) for paper_id in shelf.papers}
    statuses = Counter(str(mark.status) for mark in marks.values())
    times, backwards = _reading_days(shelf, played, marks)
    start = shelf.times.read(begun)
    saved = [when.day for paper_id, when in shelf.saved.items() if when and paper_id in shelf.papers]
    return Statistics(
        today=today,
        query=query,
        papers=len(shelf.papers),
        by_status={str(status): statuses[status] for status in Status},
        starred=sum(mark.starred for mark in marks.values()),
        noted=sum(bool(mark.note) for mark in marks.values()),
        days=_days(played, first, 7 * weeks),
        backlog=_backlog(shelf, played, first, today),
        reading_time=reading_time(times.values()),
        tags=_tags(marks, times),
        seen_unread=_seen_unread(shelf.papers, marks),
        streak=_streak(played, today),
        caveats=Caveats(
            history_begins=start.day if start else None,
            before_history=sum(start is None or day < start.day for day in saved),
            undated=len(played.undated),
            unreadable_lines=damaged + played.unreadable,
            backwards=backwards,
            after_today=sum(day > today for done in played.done.values() for day, _ in done),
        ),
    )


def _days(played: Replay, first: date, count: int) -> tuple[Day, ...]:
    counts = {deed: Counter(day for day, _ in done) for deed, done in played.done.items()}
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(Day(day, *(counts[deed][day] for deed in Deed)) for day in days)


def _backlog(shelf: Shelf, played: Replay, first: date, today: date) -> tuple[Waiting, ...]:
    """For each day what comes and goes on it, added up."""
    length = (today - first).days + 1
    steps: dict[str, list[int]] = {status: [0] * (length + 1) for status in _WAITING}
    for paper_id, line in played.lines.items():
        if paper_id not in shelf.saved:
            continue  # marks of a paper that nobody knows any more
        for begin, end, status in line.parts:
            found = steps.get(status)
            if found is not None and (end is None or end > first):
                found[max((begin - first).days, 0)] += 1
                found[length if end is None else (end - first).days] -= 1
    made: list[Waiting] = []
    counts = [0, 0, 0]
    for place in range(length):
        counts = [count + steps[status][place] for count, status in zip(counts, _WAITING, strict=True)]
        made.append(Waiting(first + timedelta(days=place), *counts))
    return tuple(made)


def _reading_days(shelf: Shelf, played: Replay, marks: Mapping[str, Mark]) -> tuple[dict[str, float], int]:
    """How long each paper that is read now took, in days, and how many of these times went backwards."""
    times: dict[str, float] = {}
    backwards = 0
    for paper_id, mark in marks.items():
        saved, read = shelf.saved.get(paper_id), played.first_read.get(paper_id)
        if mark.status is Status.READ and saved and read:
            days = (read.moment - saved.moment) / _DAY
            backwards += days < 0
            times[paper_id] = max(days, 0.0)
    return times, backwards


def reading_time(times: Iterable[float]) -> ReadingTime:
    """Median, quartiles and histogram of times in days."""
    days = sorted(times)
    bars = [0] * len(EDGES)
    for one in days:
        bars[sum(edge <= one for edge in EDGES) - 1] += 1
    histogram = tuple(map(Share, EDGES, (*EDGES[1:], None), bars))
    if not days:
        return ReadingTime(histogram=histogram)
    low, middle, high = quantiles(days, n=4, method="inclusive") if len(days) > 1 else days * 3
    return ReadingTime(len(days), middle, low, high, histogram)


def _tags(marks: Mapping[str, Mark], times: Mapping[str, float]) -> tuple[TagFigures, ...]:
    under: dict[str, list[str]] = defaultdict(list)
    for paper_id, mark in marks.items():
        for name in {name for tag in mark.tags for name in lineage(tag)}:
            under[name].append(paper_id)
    found = [_tag(tag, ids, marks, times) for tag, ids in under.items()]
    return tuple(sorted(found, key=lambda one: (-one.papers, one.tag.casefold(), one.tag)))


def _tag(tag: str, ids: list[str], marks: Mapping[str, Mark], times: Mapping[str, float]) -> TagFigures:
    here = [marks[paper_id] for paper_id in ids]
    days = [times[paper_id] for paper_id in ids if paper_id in times]
    return TagFigures(
        tag=tag,
        papers=len(ids),
        read=sum(mark.status is Status.READ for mark in here),
        starred=sum(mark.starred for mark in here),
        queued=sum(mark.status is Status.QUEUED for mark in here),
        median_days=median(days) if days else None,
    )


def _seen_unread(papers: Mapping[str, Paper], marks: Mapping[str, Mark]) -> tuple[SeenUnread, ...]:
    found = [
        SeenUnread(paper.id, safe_line(paper.title), pages, str(marks[paper.id].status))
        for paper in papers.values()
        if len(paper.sources) > 1 and (pages := pages_of(paper)) > 1 and marks[paper.id].status in _WAITING
    ]
    return tuple(sorted(found, key=lambda one: -one.pages)[:MOST_SEEN])


def _streak(played: Replay, today: date) -> Streak:
    days = {day for deed in (Deed.STARRED, Deed.READ, Deed.NOTED) for day, _ in played.done[deed] if day <= today}
    longest = run = 0
    for day in sorted(days):
        run = run + 1 if day > date.min and day - _DAY in days else 1
        longest = max(longest, run)
    current, day = 0, today if today in days else today - _DAY
    while day in days:
        current, day = current + 1, day - _DAY
    return Streak(current, longest)
