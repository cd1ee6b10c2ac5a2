"""A paper in words: one line for a list, and all about it for reading."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from papershelf.days import day_words, due_words, kept_day
from papershelf.library import counted
from papershelf.links import in_order
from papershelf.marks import Entry, Mark, Priority, Status, is_asleep, is_back, is_open
from papershelf.paper import Paper
from papershelf.provenance import days_words, provenance_of
from papershelf.text import safe, safe_line

TITLE_LETTERS: Final = 300  # in a list
AUTHORS: Final = 30  # that are named
_SCHEMES: Final = {"arxiv": "arXiv", "doi": "DOI"}


def title_of(paper: Paper) -> str:
    """Its title on one line."""
    title = safe_line(paper.title[: 2 * TITLE_LETTERS])
    return (title if len(title) <= TITLE_LETTERS else f"{title[:TITLE_LETTERS]}...") or "(no title)"


def row(number: int, entry: Entry, today: date, why: str = "") -> str:
    """A paper in a list: its number, its title, and in brackets what is not as usual.

    Args:
        number: By which it can be named.
        entry: The paper and its mark.
        today: The day it is.
        why: What brought it into the list.
    """
    facts = [safe_line(why), *(fact for fact in _marks(entry.mark, today) if fact not in why)]
    if pages := _pages(entry.paper):
        facts.append(pages)
    told = ", ".join(filter(None, facts))
    return f"{number}. {title_of(entry.paper)}" + (f" ({told})" if told else "")


def _marks(mark: Mark, today: date) -> Iterator[str]:
    """What a person added to a paper, where that is not as at the beginning."""
    if mark.starred:
        yield "starred"
    if mark.status is not Status.INBOX:
        yield str(mark.status)
    if mark.priority is not Priority.NORMAL and is_open(mark):
        yield f"{mark.priority} priority"
    if is_open(mark) and (due := due_words(mark.due, today)):
        yield due
    if is_back(mark, today.isoformat()):
        yield "back from being snoozed"
    elif is_asleep(mark, today.isoformat()) and (day := kept_day(mark.snoozed)):
        yield f"asleep until {day_words(day, today)}"
    if mark.rating:
        yield f"rated {mark.rating} of 5"
    if mark.tags:
        yield ("tag " if len(mark.tags) == 1 else "tags ") + " ".join(map(safe_line, mark.tags))
    if mark.note.strip():
        yield "has a note"


def _pages(paper: Paper) -> str:
    seen = provenance_of(paper)
    return f"on {counted(seen.pages, 'page')}" + (", back again" if seen.is_back else "") if seen.pages > 1 else ""


def head(entry: Entry, today: date) -> Iterator[str]:
    """Title, authors, facts and marks, a line each."""
    paper, mark = entry.paper, entry.mark
    yield safe_line(paper.title) or "(no title)"
    if paper.authors:
        more = len(paper.authors) - AUTHORS
        names = ", ".join(map(safe_line, paper.authors[:AUTHORS]))
        yield f"By {names}" + (f" and {more} more." if more > 0 else ".")
    known = [f"{_SCHEMES.get(name, name)} {value}" for name, value in sorted(paper.identifiers.items())]
    facts = [
        f"published {paper.published}" if paper.published else "",
        f"in {paper.venue}" if paper.venue else "",
        *known,
        "" if paper.upvotes is None else counted(paper.upvotes, "vote"),
        "has code" if paper.repository else "",
    ]
    if told := ", ".join(safe_line(fact) for fact in facts if fact):
        yield f"{told[:1].upper()}{told[1:]}."
    marks = list(_marks(mark, today))
    if mark.status is Status.INBOX:
        marks.insert(0, "in the inbox")
    told = ", ".join(marks)
    yield f"{told[:1].upper()}{told[1:]}."
    if day := kept_day(mark.due):
        yield f"Due {day_words(day, today)}."
    if pages := _pages(paper):
        told = days_words(provenance_of(paper))
        yield f"Seen {pages}" + (f": {safe_line(told)}." if told else ".")


def links(paper: Paper) -> Iterator[str]:
    """Its links as they are numbered."""
    for number, link in enumerate(in_order(paper.links), 1):
        yield f"Link {number}, {link.kind}: {safe_line(link.url)}"


def abstract(paper: Paper) -> Iterator[str]:
    """The paragraphs of its abstract, or that there is none."""
    paragraphs = [safe_line(part) for part in paper.abstract.splitlines() if part.strip()]
    yield from paragraphs or ["The page carried no abstract."]


def note(mark: Mark) -> Iterator[str]:
    """The note as it was typed; nothing where there is none."""
    if mark.note.strip():
        yield ""
        yield "Note:"
        yield safe(mark.note).strip("\n")
