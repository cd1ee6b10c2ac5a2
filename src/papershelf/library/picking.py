"""What to read next: a few papers, each with the reasons that brought it up, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from papershelf.days import day_of, due_words, kept_day, since_words
from papershelf.library.ordering import queue_key, queued_at
from papershelf.marks import Entry, Priority, Status, is_asleep, is_back, is_due
from papershelf.provenance import pages_of

WORDS_A_MINUTE = 200
_SHORT_MINUTES = 1  # to read the abstract; half of all abstracts take longer than that
_PRESSES = {Priority.HIGH: 30.0, Priority.NORMAL: 0.0, Priority.LOW: -30.0}
_FIRST_PLACES = 5  # of the queue, that a person's order brings up
_SOON = 7  # days


class Reason(NamedTuple):
    """One thing that brings a paper up.

    Attributes:
        weight: How much; what is due outweighs all else.
        words: In words, for a person.
    """

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A paper to read next.

    Attributes:
        entry: The paper with its mark.
        reasons: Why, the weightiest first; at least one.
    """

    entry: Entry
    reasons: tuple[str, ...]


def pick(entries: Iterable[Entry], now: datetime, limit: int) -> list[Pick]:
    """The papers that press most, among those queued, being read, due or back; none that is asleep, read or skipped.

    Args:
        entries: All papers, in any order: it does not count.
        now: This moment.
        limit: At most so many.
    """
    today = day_of(now)
    day = today.isoformat()
    open_ones = sorted((entry for entry in entries if _may_be_next(entry, day)), key=queue_key)
    queued = [entry.paper.id for entry in open_ones if entry.mark.status is Status.QUEUED]
    first = {paper_id: number for number, paper_id in enumerate(queued[:_FIRST_PLACES], 1)}
    weighed = [(entry, _reasons(entry, first.get(entry.paper.id), today)) for entry in open_ones]
    weighed.sort(key=lambda pair: -sum(reason.weight for reason in pair[1]))
    return [Pick(entry, _words(entry, reasons)) for entry, reasons in weighed[: max(limit, 0)]]


def _may_be_next(entry: Entry, day: str) -> bool:
    mark = entry.mark
    if is_asleep(mark, day):
        return False
    wanted = mark.status in (Status.QUEUED, Status.READING)
    return wanted or is_due(mark, day) or (mark.status is Status.INBOX and is_back(mark, day))


def _reasons(entry: Entry, place: int | None, today: date) -> list[Reason]:
    """All that brings a paper up, the weightiest first; those with less than nothing hold it back."""
    mark = entry.mark
    reasons = [Reason(_PRESSES[mark.priority], f"{mark.priority} priority"), *_due(entry, today)]
    if mark.status is Status.READING:
        reasons.append(Reason(25, "begun already"))
    if place is not None and mark.place is not None:
        reasons.append(Reason(24 - 3 * place, "first in your queue" if place == 1 else f"number {place} of your queue"))
    if is_back(mark, today.isoformat()):
        reasons.append(Reason(15, "back from being snoozed"))
    if mark.starred:
        reasons.append(Reason(4, "starred"))
    if (pages := pages_of(entry.paper)) > 1:
        reasons.append(Reason(min(2.0 * pages, 10), f"seen on {pages} pages"))
    if mark.status is Status.QUEUED and (waited := _days_since(queued_at(entry), today)) is not None:
        words = f"queued for {since_words(waited)}" if waited else "queued today"
        reasons.append(Reason(min(0.01 + waited / 7, 10), words))
    if length := _length(entry):
        reasons.append(length)
    return sorted((reason for reason in reasons if reason.weight), key=lambda reason: -reason.weight)


def _due(entry: Entry, today: date) -> list[Reason]:
    day = kept_day(entry.mark.due)
    if day is None:
        return []
    left = (day - today).days
    weight = 200 + min(-left, 60) if left <= 0 else 100 - 10 * left if left <= _SOON else 1
    return [Reason(weight, due_words(entry.mark.due, today))]


def _length(entry: Entry) -> Reason | None:
    """How long the abstract takes, where it is short: how long a paper is no source says."""
    words = entry.paper.abstract.count(" ") + 1 if entry.paper.abstract else 0
    if not words or words > _SHORT_MINUTES * WORDS_A_MINUTE:
        return None
    return Reason(2 - words / (_SHORT_MINUTES * WORDS_A_MINUTE), "a short abstract")


def _words(entry: Entry, reasons: list[Reason]) -> tuple[str, ...]:
    words = tuple(reason.words for reason in reasons if reason.weight > 0)
    return words or ("in your queue" if entry.mark.status is Status.QUEUED else "open",)


def _days_since(kept: str, today: date) -> int | None:
    """Days from a moment as it is kept to today, 0 where it lies ahead; None where it is no moment."""
    try:
        return max((today - day_of(datetime.fromisoformat(kept))).days, 0)
    except (ValueError, OverflowError):
        return None
