"""Marking: every change that a person makes to marks, each as one undoable unit with words for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from papershelf.days import day_of, parse_day
from papershelf.library.events import Clock, stamp
from papershelf.marks import (
    MARK_FIELDS,
    Mark,
    Priority,
    Status,
    merge_tags,
    parse_priority,
    parse_rating,
    parse_status,
    parse_tag,
)
from papershelf.paper import Paper
from papershelf.store import Store, Unit

Edit = Callable[[Mark], Mark]
Words = Callable[[str], str]
TITLE_SHOWN = 40  # characters of a title in the words of a change


class Marker:
    """Edits marks in a store.

    Args:
        store: Where the marks live.
        clock: The time to stamp changes with.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def star(self, ids: Sequence[str], *, starred: bool) -> Unit | None:
        """Star papers, or take their stars away."""
        return self._edit(ids, "starred" if starred else "unstarred", lambda mark: replace(mark, starred=starred))

    def set_status(self, ids: Sequence[str], status: str) -> Unit | None:
        """Set the status of papers; who says what becomes of one that was put off ends that."""
        wanted: Status = parse_status(status)
        return self._edit(ids, f"marked as {wanted}:", lambda mark: replace(mark, status=wanted, snoozed=""))

    def tag(self, ids: Sequence[str], add: Iterable[str], remove: Iterable[str]) -> Unit | None:
        """Add and remove tags; a tag known already keeps the spelling it has elsewhere."""
        known = {tag.casefold(): tag for mark in self._store.marks.values() for tag in mark.tags}
        added = [known.get(tag.casefold(), tag) for tag in map(parse_tag, add)]
        removed = [parse_tag(tag) for tag in remove]
        return self._edit(
            ids,
            lambda papers: tagging_words(papers, added, removed),
            lambda mark: replace(mark, tags=merge_tags(mark.tags, added, removed)),
        )

    def rate(self, ids: Sequence[str], rating: int | str | None) -> Unit | None:
        """Rate papers 1 to 5; 0 or None takes the rating away."""
        value = parse_rating(rating)
        words = f"rated {value}:" if value else "took the rating from"
        return self._edit(ids, words, lambda mark: replace(mark, rating=value))

    def prioritise(self, ids: Sequence[str], priority: str) -> Unit | None:
        """Say how much papers press."""
        wanted: Priority = parse_priority(priority)
        return self._edit(ids, f"gave {wanted} priority to", lambda mark: replace(mark, priority=wanted))

    def set_due(self, ids: Sequence[str], day: str) -> Unit | None:
        """Say by which day papers are to be read; an empty text takes the day away."""
        due = self._day(day)
        words = f"due on {due}:" if due else "took the due day from"
        return self._edit(ids, words, lambda mark: replace(mark, due=due))

    def snooze(self, ids: Sequence[str], day: str) -> Unit | None:
        """Put papers off until a day; an empty text brings them back now."""
        until = self._day(day, ahead=True)
        words = f"snoozed until {until}:" if until else "woke"
        return self._edit(ids, words, lambda mark: replace(mark, snoozed=until))

    def take_up(self, ids: Sequence[str], *, starred: bool) -> Unit | None:
        """Keep papers, perhaps with a star: what waited for a decision, was put off or skipped goes into the queue."""

        def edit(mark: Mark) -> Mark:
            waits = mark.status in (Status.INBOX, Status.SKIPPED)
            status = Status.QUEUED if waits else mark.status
            return replace(mark, status=status, snoozed="", starred=starred or mark.starred)

        return self._edit(ids, "starred and kept" if starred else "kept", edit)

    def review(self, ids: Sequence[str], verb: str, edit: Edit) -> Unit | None:
        """Say when papers are to be looked at again."""
        return self._edit(ids, verb, edit)

    def _day(self, words: str, *, ahead: bool = False) -> str:
        return parse_day(words, day_of(self._clock()), ahead=ahead).isoformat() if words.strip() else ""

    def set_note(self, paper_id: str, text: str, *, append: bool) -> Unit | None:
        """Replace the note of a paper, or add to its end; a blank line parts what was there from what is new."""

        def edit(mark: Mark) -> Mark:
            joined = f"{mark.note.rstrip()}\n\n{text}" if append and mark.note.strip() else text
            return replace(mark, note=joined if joined.strip() else "")

        return self._edit([paper_id], "wrote a note on" if text.strip() else "cleared the note of", edit)

    def _edit(self, ids: Sequence[str], verb: str | Words, edit: Edit) -> Unit | None:
        now = stamp(self._clock())
        with self._store.transaction("") as edits:
            touched: list[str] = []
            for paper_id in dict.fromkeys(ids):
                before = edits.marks.get(paper_id) or Mark(paper_id)
                after = edit(before)
                if after != before:
                    edits.put_mark(stamped(before, after, now))
                    touched.append(paper_id)
            papers = name_papers(touched, edits.papers)
            edits.words = f"{verb} {papers}" if isinstance(verb, str) else verb(papers)
        return edits.unit


def stamped(before: Mark, after: Mark, now: str) -> Mark:
    """The mark with the time of change of each field that differs."""
    changed = {name: now for name in MARK_FIELDS if getattr(before, name) != getattr(after, name)}
    return replace(after, changed={**before.changed, **changed})


def tagging_words(papers: str, added: Sequence[str], removed: Sequence[str]) -> str:
    """What happened to the tags of papers: “tagged “A title” nlp/rag”, “took nlp/rag off 3 papers”."""
    off = ", ".join(removed)
    if not added:
        return f"took {off} off {papers}"
    return f"tagged {papers} {', '.join(added)}" + (f" and took off {off}" if off else "")


def name_papers(ids: Sequence[str], papers: Mapping[str, Paper]) -> str:
    """Papers in words: the title of one, the number of several."""
    if len(ids) != 1:
        return f"{len(ids)} papers"
    paper = papers.get(ids[0])
    title = paper.title if paper else ids[0]
    return f"“{title}”" if len(title) <= TITLE_SHOWN else f"“{title[: TITLE_SHOWN - 1].rstrip()}…”"
