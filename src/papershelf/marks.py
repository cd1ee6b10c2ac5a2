"""The noun `Mark`: what a person added to a paper, and when each part last changed; and a paper in the trash."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from papershelf.errors import UsageError
from papershelf.paper import Paper
from papershelf.text import safe_line


class Status(StrEnum):
    """Where a paper stands on its way; only an explicit key changes it."""

    INBOX = "inbox"
    QUEUED = "queued"
    READING = "reading"
    READ = "read"
    SKIPPED = "skipped"


class Priority(StrEnum):
    """How much a paper presses, among those to be read."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


RATINGS = range(1, 6)
NEVER = "never"
"""In place of the day of a review: the paper is not to be looked at again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person added to one paper.

    Attributes:
        paper_id: The paper meant; it may be gone from the library, the mark stays.
        starred: Whether it is a favourite.
        status: Where it stands in the reading.
        tags: Sorted, without doubles; nested with `/`.
        rating: 1 to 5, or None.
        note: Markdown; empty where there is none.
        priority: How much it presses.
        due: The day by which it is to be read, as an ISO date, in whatever time zone the person is then; or empty.
        snoozed: The day on which it comes back into the inbox, likewise; it stays until a person says what becomes
            of the paper, so a day that has come means “back”.
        place: Where it stands in the queue, the smaller the earlier; None where nobody has put it anywhere.
        review: The day on which it is to be looked at again, likewise, or `NEVER`; empty where nobody has said.
        changed: When each field last changed, ISO 8601 in UTC, by field name.
    """

    paper_id: str
    starred: bool = False
    status: Status = Status.INBOX
    tags: tuple[str, ...] = ()
    rating: int | None = None
    note: str = ""
    priority: Priority = Priority.NORMAL
    due: str = ""
    snoozed: str = ""
    place: float | None = None
    review: str = ""
    changed: Mapping[str, str] = field(default_factory=dict, hash=False)


MARK_FIELDS = ("starred", "status", "tags", "rating", "note", "priority", "due", "snoozed", "place", "review")
"""What of a mark a person sets, each with a time of its own in `changed`."""


def is_asleep(mark: Mark, day: str) -> bool:
    """Whether a paper is put off beyond a day, given as an ISO date."""
    return mark.snoozed > day


def is_back(mark: Mark, day: str) -> bool:
    """Whether the day to which a paper was put off has come by a day, and nobody has said what becomes of it."""
    return "" < mark.snoozed <= day


def is_open(mark: Mark) -> bool:
    """Whether a paper may still have to be read."""
    return mark.status not in (Status.READ, Status.SKIPPED)


def is_due(mark: Mark, day: str) -> bool:
    """Whether a paper was to be read by a day and still is."""
    return "" < mark.due <= day and is_open(mark)


@dataclass(frozen=True, slots=True)
class Trashed:
    """A paper in the trash, with all that the person added to it.

    Attributes:
        paper: The paper as it was.
        mark: What the person had added; None where that was nothing.
        at: When it was deleted, ISO 8601 in UTC.
    """

    paper: Paper
    mark: Mark | None
    at: str


def parse_status(word: str) -> Status:
    """The status that a word means.

    Raises:
        UsageError: The word is none of the five.
    """
    try:
        return Status(word.strip().lower())
    except ValueError:
        known = ", ".join(Status)
        raise UsageError(f"“{safe_line(word)}” is no status; the statuses are {known}.") from None


def parse_priority(word: str) -> Priority:
    """The priority that a word means; its first letter is enough.

    Raises:
        UsageError: The word is none of the three.
    """
    wanted = word.strip().lower()
    for priority in Priority:
        if wanted and priority.startswith(wanted):
            return priority
    raise UsageError(f"“{safe_line(word)}” is no priority; the priorities are {', '.join(Priority)}.")


def parse_tag(word: str) -> str:
    """A tag as it is kept: no leading `#`, no blanks, `/` only between names.

    Raises:
        UsageError: Nothing is left of the word.
    """
    parts = (re.sub(r"[\s,]+", "-", part.strip()) for part in safe_line(word).strip().lstrip("#").split("/"))
    tag = "/".join(part for part in parts if part.strip("-"))
    if not tag:
        raise UsageError(f"“{safe_line(word)}” is no tag: a tag needs a letter or a digit.")
    return tag


def merge_tags(old: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> tuple[str, ...]:
    """Tags after a change; letter case does not make another tag, and the spelling there first stays."""
    kept = {tag.casefold(): tag for tag in old}
    for tag in add:
        kept.setdefault(tag.casefold(), tag)
    for tag in remove:
        kept.pop(tag.casefold(), None)
    return tuple(sorted(kept.values(), key=str.casefold))


def parse_rating(value: int | str | None) -> int | None:
    """A rating from 1 to 5; 0, an empty text or None takes the rating away.

    Raises:
        UsageError: The value is anything else.
    """
    try:
        number = int(value or 0)
    except ValueError:
        number = -1
    if number == 0:
        return None
    if number not in RATINGS:
        raise UsageError(f"“{safe_line(str(value))}” is no rating: give 1 to 5, or 0 for none.")
    return number


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper together with what the person added to it."""

    paper: Paper
    mark: Mark
