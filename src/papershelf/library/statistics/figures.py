"""The nouns of the statistics: days, tags, waiting times, and what has to be said of how they were come by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Deed(StrEnum):
    """What a person does with papers that is counted by the day."""

    SAVED = "saved"
    STARRED = "starred"
    READ = "read"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day of the calendar, where the person is: each paper counts once for each deed.

    Attributes:
        day: The day.
        saved: Papers that came into the library.
        starred: Papers that were starred.
        read: Papers that were marked as read.
        noted: Papers on which a note was written.
    """

    day: date
    saved: int = 0
    starred: int = 0
    read: int = 0
    noted: int = 0

    def of(self, deed: Deed | None) -> int:
        """How much of a deed, or of all four for None."""
        counts = (self.saved, self.starred, self.read, self.noted)
        return sum(counts) if deed is None else counts[tuple(Deed).index(deed)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many papers were not read yet at the end of a day.

    Attributes:
        day: The day.
        inbox: Papers in the inbox.
        queued: Papers in the queue.
        reading: Papers being read.
    """

    day: date
    inbox: int
    queued: int
    reading: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.inbox + self.queued + self.reading


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of a histogram.

    Attributes:
        from_days: The shortest time that counts here, in days.
        to_days: The time from which the next one counts; None for the last.
        papers: How many papers took so long.
    """

    from_days: int
    to_days: int | None
    papers: int

    @property
    def words(self) -> str:
        """The times in words: “under 1”, “3 to 7”, “365 or more”."""
        if self.to_days is None:
            return f"{self.from_days} or more"
        return f"{self.from_days} to {self.to_days}" if self.from_days else f"under {self.to_days}"


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """How long it took from saving papers to having read them, of those that are read now.

    Attributes:
        papers: Of how many that is known.
        median_days: Half of them took no longer; None where there is none.
        lower_quartile_days: A quarter took no longer.
        upper_quartile_days: Three quarters took no longer.
        histogram: How many took how long.
    """

    papers: int = 0
    median_days: float | None = None
    lower_quartile_days: float | None = None
    upper_quartile_days: float | None = None
    histogram: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class TagFigures:
    """One tag; what stands under it counts too.

    Attributes:
        tag: The tag.
        papers: Papers with it.
        read: Those of them that are read.
        starred: Those that are starred.
        queued: Those in the queue.
        median_days: From saved to read, of those that are read; None where that is not known of any.
    """

    tag: str
    papers: int
    read: int
    starred: int
    queued: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class SeenUnread:
    """A paper that was on several pages and is not read.

    Attributes:
        paper_id: Its id.
        title: Its title.
        pages: On how many different pages it was.
        status: Where it stands: inbox, queued or reading.
    """

    paper_id: str
    title: str
    pages: int
    status: str


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row on which something was starred, read or noted.

    Attributes:
        current_days: Up to today, or to yesterday while nothing was done today.
        longest_days: The longest there was.
    """

    current_days: int = 0
    longest_days: int = 0


@dataclass(frozen=True, slots=True)
class Caveats:
    """What has to be known of the figures.

    Attributes:
        history_begins: The day of the first change that the history tells of; None where there is none.
        before_history: Papers that were added before that day; they count on the day that they carry themselves.
        undated: Papers of which nothing tells when they were read, starred or noted; these count in totals only.
        unreadable_lines: Lines of the history that cannot be read and were passed over.
        backwards: Papers that were read, by their times, before they were saved; they count as 0 days.
        after_today: Deeds that carry a day after today.
    """

    history_begins: date | None = None
    before_history: int = 0
    undated: int = 0
    unreadable_lines: int = 0
    backwards: int = 0
    after_today: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a library and its history come to.

    Attributes:
        today: The day it is, where the person is.
        query: Which papers were counted; all for an empty one.
        papers: Papers in the library.
        by_status: Those of them by status, all five.
        starred: Starred papers.
        noted: Papers with a note.
        days: Every day of the weeks asked for, from a Monday to the Sunday of this week.
        backlog: What was not read yet, for every day up to today, from the first of these weeks on.
        reading_time: From saved to read.
        tags: Every tag, the one with most papers first.
        seen_unread: Papers on most pages that are not read, at least two.
        streak: Days in a row.
        caveats: What has to be known.
    """

    today: date
    query: str
    papers: int
    by_status: Mapping[str, int]
    starred: int
    noted: int
    days: tuple[Day, ...]
    backlog: tuple[Waiting, ...]
    reading_time: ReadingTime
    tags: tuple[TagFigures, ...]
    seen_unread: tuple[SeenUnread, ...]
    streak: Streak
    caveats: Caveats

    @property
    def weeks(self) -> int:
        """How many weeks are told of."""
        return len(self.days) // 7
