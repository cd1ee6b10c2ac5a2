"""What the detail pane shows of a paper, made from the paper and its mark without touching the screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from papershelf.days import day_of
from papershelf.links import in_order
from papershelf.marks import Entry, Status
from papershelf.paper import Listing, Paper
from papershelf.provenance import days_words, provenance_of
from papershelf.text import safe, safe_line
from papershelf.tui.moments import absolute, calendar_day, local, ordinal, relative
from papershelf.tui.when import When, in_detail

Highlights = Callable[[str, str], Sequence[tuple[int, int]]]

SCHEMES = {"arxiv": "arXiv", "doi": "DOI"}
FEW, MANY = 30, 3_000  # authors or keywords: in a pane the abstract shall be in sight, a reader scrolls
# A pane is no place for a book, and a note is wrapped whole whenever it is shown; the editor shows all of it.
NOTE_LINES, NOTE_LETTERS = 400, 20_000


class Marked(NamedTuple):
    """Text with the letters to highlight in it."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


class DetailView(NamedTuple):
    """What the detail pane shows; every text in it is fit for the screen.

    Attributes:
        paper_id: Which paper.
        title: Its title.
        byline: Authors; venue, date, identifiers and votes; keywords: one line each.
        starred: Whether it is starred.
        status: Where it stands in the reading.
        rating: 1 to 5, or None.
        tags: Its tags.
        links: Label and address; the first has the number 1.
        abstract: Its paragraphs.
        note: Markdown.
        seen: One line for each listing, the newest first.
        pages: On how many pages it was; one that was imported twice is one page.
        provenance: Where there are several pages: the first and the last day, and whether it came back.
        problems: What a person should know, such as a missing abstract.
        highlights: Gives the letters to highlight in the note, once it is rendered.
        when: What there is to say of due day, sleep and priority.
        linked_from: Id and title of each paper whose note links to this one.
        lists: The names of the reading lists that it stands on.
    """

    paper_id: str
    title: Marked
    byline: tuple[str, ...] = ()
    starred: bool = False
    status: Status = Status.INBOX
    rating: int | None = None
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    abstract: tuple[Marked, ...] = ()
    note: str = ""
    seen: tuple[str, ...] = ()
    pages: int = 0
    provenance: str = ""
    problems: tuple[str, ...] = ()
    highlights: Highlights | None = None
    linked_from: tuple[tuple[str, str], ...] = ()
    when: tuple[When, ...] = ()
    lists: tuple[str, ...] = ()


def detail_view(
    entry: Entry,
    highlights: Highlights | None = None,
    problems: Iterable[str] = (),
    *,
    now: datetime | None = None,
    sizes: Mapping[str, int] | None = None,
    whole: bool = False,
) -> DetailView:
    """What to show of a paper.

    Args:
        entry: The paper and its mark.
        highlights: Gives the letters to highlight in a text of the field `title`, `abstract` or `note`.
        problems: What else a person should know about it.
        now: This moment, to say how long ago something was; left out where it is not known.
        sizes: How many papers a page listed, by its file, as far as known.
        whole: Whether to name everybody, as the reader does; a pane names some of a large collaboration.

    Returns:
        The view, its text made safe.
    """
    paper, mark = entry.paper, entry.mark
    abstract = [line for line in paper.abstract.splitlines() if line.strip()]
    missing = () if abstract else ("The page carried no abstract.",)
    return DetailView(
        paper_id=paper.id,
        title=_marked(paper.title, "title", highlights),
        byline=tuple(_byline(paper, MANY if whole else FEW)),
        starred=mark.starred,
        status=mark.status,
        rating=mark.rating,
        tags=tuple(safe_line(tag) for tag in mark.tags),
        links=links_of(paper),
        abstract=tuple(_marked(paragraph, "abstract", highlights) for paragraph in abstract),
        note=_safe_note(mark.note),
        seen=tuple(_seen(listing, now, sizes or {}) for listing in reversed(paper.sources)),
        pages=(known := provenance_of(paper)).pages,
        provenance=days_words(known, calendar_day),
        problems=(*missing, *map(safe_line, problems)),
        highlights=highlights,
        when=in_detail(mark, day_of(now)) if now else (),
    )


def links_of(paper: Paper) -> tuple[tuple[str, str], ...]:
    """The links of a paper as they are numbered: what each leads to, and its address."""
    return tuple((link.kind.value, safe_line(link.url)) for link in in_order(paper.links))


def _marked(text: str, field: str, highlights: Highlights | None) -> Marked:
    safe = safe_line(text)
    return Marked(safe, tuple(highlights(safe, field)) if highlights else ())


def _byline(paper: Paper, most: int) -> Iterable[str]:
    yield from filter(None, (_named(paper.authors, most),))
    known = [f"{SCHEMES.get(name, name)} {value}" for name, value in sorted(paper.identifiers.items())]
    facts = [safe_line(fact) for fact in (paper.venue, paper.published or "", *known, votes_words(paper.upvotes))]
    yield from filter(None, (" · ".join(filter(None, facts)),))
    if keywords := _named(paper.keywords, most):
        yield f"Keywords: {keywords}"


def _named(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    return ", ".join(map(safe_line, names[:most])) + (f" and {more} more" if more > 0 else "")


def votes_words(votes: int | None) -> str:
    """How many people voted for a paper; nothing where that is not known."""
    return "" if votes is None else f"{votes} vote" + ("" if votes == 1 else "s")


def _seen(listing: Listing, now: datetime | None, sizes: Mapping[str, int]) -> str:
    size = sizes.get(listing.file, 0)
    place = ordinal(listing.position) + (f" of {size}" if size >= listing.position else "")
    date = f"dated {listing.date}" if listing.date else ""
    votes = votes_words(listing.upvotes)
    parts = (f"page {listing.file}", place, date, votes, f"imported {_when(listing.imported_at, now)}")
    return " · ".join(safe_line(part) for part in parts if part)


def _when(at: str, now: datetime | None) -> str:
    """A moment with how long ago that is; what cannot be read, as it stands."""
    moment = local(at)
    if moment is None:
        return safe_line(at)
    return absolute(moment) + (f" ({relative(moment, now)})" if now else "")


def _safe_note(note: str) -> str:
    lines = safe(note[:NOTE_LETTERS]).splitlines()
    kept = lines[:NOTE_LINES]
    if len(note) > NOTE_LETTERS or len(lines) > NOTE_LINES:
        kept += ["", "*… the note goes on; the editor shows all of it.*"]
    return "\n".join(kept)
