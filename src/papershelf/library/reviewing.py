"""The part of `Library` for looking again: papers starred or noted long ago come back, a handful a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from papershelf.days import day_of, kept_day
from papershelf.library.editing import Editing
from papershelf.marks import NEVER, Entry, Mark, Status
from papershelf.store import Unit

REVIEW_DAYS = 60  # after so many days by default
HANDFUL = 5  # papers a day, so that it never becomes a wall
LONGEST_DAYS = 730  # between two reviews of a paper
MONTH, YEAR = 30.44, 365.25
ASIDE = (Status.READING, Status.SKIPPED)  # in hand already, and not wanted


class Review(NamedTuple):
    """A paper to be looked at again.

    Attributes:
        entry: The paper and its mark.
        words: Why: “you starred this 60 days ago”.
        day: The day on which it came up.
    """

    entry: Entry
    words: str
    day: date


class Reviewing(Editing):
    """Brings back what was worth a star or a note."""

    def reviews(self, limit: int | None = None, *, days: int = REVIEW_DAYS) -> list[Review]:
        """The papers to be looked at again, those that wait longest first.

        A paper with a star or a note comes up so many days after the last of these was set and it was last taken up
        or read, or on the day that `keep` gave it. One that was let go, skipped, put off, or is being read does not.

        Args:
            limit: At most so many a day, those decided on today counted in; None for all.
            days: After how long; 0 for never.
        """
        if days <= 0:
            return []
        today, decided, found = day_of(self._clock()), 0, []
        for paper_id, mark in self._store.marks.items():
            decided += bool(mark.review) and _day(mark, "review") == today
            day = _due(mark, days)
            if day is None or day > today or _is_aside(mark, today):
                continue
            entry = self._finder.entry(paper_id)
            if entry is not None:
                found.append(Review(entry, _words(mark, today), day))
        found.sort(key=lambda review: (review.day, review.entry.paper.id))
        return found if limit is None else found[: max(0, limit - decided)]

    def keep(self, ids: Sequence[str], *, days: int = REVIEW_DAYS) -> Unit | None:
        """Look at papers again in twice the time that passed between the last two reviews, at most in two years.

        Args:
            ids: Which ones.
            days: The time before the first review.
        """
        today = day_of(self._clock())

        def later(mark: Mark) -> Mark:
            return replace(mark, review=_after(today, _interval(mark, days)).isoformat())

        return self._tell(self._marker.review(ids, "kept for another look:", later))

    def let_go(self, ids: Sequence[str]) -> Unit | None:
        """Bring papers up for review no more, unless they are starred or noted anew; star and note stay."""
        return self._tell(self._marker.review(ids, "let go of", lambda mark: replace(mark, review=NEVER)))


def _moment(mark: Mark, name: str) -> datetime | None:
    """When a field last changed."""
    try:
        moment = datetime.fromisoformat(mark.changed.get(name, ""))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _day(mark: Mark, name: str) -> date | None:
    moment = _moment(mark, name)
    try:
        return day_of(moment) if moment else None
    except (ValueError, OverflowError, OSError):  # years that the platform cannot place
        return None


def _reasons(mark: Mark) -> list[str]:
    return [name for name, there in (("starred", mark.starred), ("note", bool(mark.note.strip()))) if there]


def _is_decided(mark: Mark) -> bool:
    """Whether what a review decided still holds: a star or a note that came later begins anew."""
    at = _moment(mark, "review")
    later = [moment for name in _reasons(mark) if (moment := _moment(mark, name)) is not None]
    return bool(mark.review) and not (at is not None and later and max(later) > at)


def _due(mark: Mark, days: int) -> date | None:
    """The day on which a paper comes up, or None where it never does."""
    reasons = _reasons(mark)
    if not reasons:
        return None
    if _is_decided(mark):
        return kept_day(mark.review)  # `NEVER` is no day
    read = ["status"] if mark.status in (Status.READ, Status.QUEUED) else []
    dealt = [day for name in (*reasons, *read) if (day := _day(mark, name)) is not None]
    return _after(max(dealt), days) if any(_day(mark, name) for name in reasons) else None


def _is_aside(mark: Mark, today: date) -> bool:
    asleep = kept_day(mark.snoozed)
    return mark.status in ASIDE or (asleep is not None and asleep > today)


def _interval(mark: Mark, days: int) -> int:
    """Days until the next review: twice those between the last decision and the day it named."""
    said, until = _day(mark, "review"), kept_day(mark.review)
    last = (until - said).days if said and until and _is_decided(mark) else 0
    return min(2 * max(last, days or REVIEW_DAYS), LONGEST_DAYS)


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _words(mark: Mark, today: date) -> str:
    """Why a paper comes up: what was done to it last, and when it was kept."""
    dated = [(day, name) for name in _reasons(mark) if (day := _day(mark, name)) is not None]
    words = "you starred this" if not dated or max(dated)[1] == "starred" else "you wrote a note"
    words += f" {ago((today - max(dated)[0]).days)}" if dated else " some time ago"
    kept = _day(mark, "review") if _is_decided(mark) else None
    return f"{words}, and kept it {ago((today - kept).days)}" if kept else words


def ago(days: int) -> str:
    """How long ago: “60 days ago”, “3 months ago”; a clock that was set back makes no day negative."""
    if days < 1:
        return "today"
    if days < 90:
        return "yesterday" if days == 1 else f"{days} days ago"
    if days < 2 * YEAR:
        return f"{int(days // MONTH)} months ago"
    return f"{int(days // YEAR)} years ago"
