"""What every reader of a saved page hands out, and how a record becomes a draft of a paper."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from papershelf.identity import canonical_arxiv, canonical_doi, canonical_identifiers
from papershelf.links import classify, find_links, may_hold_links, may_name_links
from papershelf.marks import Mark
from papershelf.paper import Link, Listing, Paper
from papershelf.progress import Progress, unheard
from papershelf.text import clean, safe, safe_line, safe_lines, unwrap

EXCERPT_LENGTH = 500
MOST_VOTES = 2**53  # what every JSON reader can hold
_WEB = ("http://", "https://")
_NONE: Mapping[str, str] = {}  # one for all papers without identifiers


@dataclass(frozen=True, slots=True)
class Record:
    """One paper as a source states it: raw, nothing cleaned away.

    Attributes:
        title: May hold single newlines where the source wrapped it.
        abstract: Likewise; a blank line separates paragraphs. May be empty.
        line: The line of the title in the source, the first being 1.
        position: Place among the papers of the page, the first being 1.
        authors: Names in order; empty where the source names none.
        published: ISO date, or year, or None.
        identifiers: For example `{"arxiv": "2310.06927"}`; what `urls` tell need not be among them.
        urls: Addresses that the source gives beside the text.
        venue: Where it appeared, as the source names it.
        keywords: What the source files it under.
        upvotes: The votes that the source tells of.
        raw: The record as the source states it, in its own format; title and abstract may be left out where `title`
            and `abstract` hold them as they stood. Empty where this record holds all that the source says.
        unmarked: Title and abstract without the format's own markup, such as the braces of BibTeX, which in another
            text mean something; None where they have none.
        mark: What a person had added to it, as papershelf itself exported that.
        paper: All of the paper as papershelf itself exported it; nothing is read out of it anew.
    """

    title: str
    abstract: str
    line: int
    position: int
    authors: tuple[str, ...] = ()
    published: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    urls: tuple[str, ...] = ()
    venue: str = ""
    keywords: tuple[str, ...] = ()
    upvotes: int | None = None
    raw: str = ""
    unmarked: tuple[str, str] | None = None
    mark: Mark | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, with all a person needs to find and mend it.

    Attributes:
        file: The source's name.
        line: The first line meant, the first of the file being 1; 0 means the whole file.
        reason: One or two sentences: what is wrong, and what to do about it.
        text: The line or lines as they stood, safe to show, cut when very long.
        entry: All of the entry that could not be read, as it stood, so that it can be mended and read again; empty
            where the problem is none of one entry.
        format: Name of the importer that can read the mended entry.
    """

    file: str
    line: int
    reason: str
    text: str = ""
    entry: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class ListHead:
    """A reading list as somebody handed it on.

    Attributes:
        id: As it was there.
        name: One safe line that is not empty.
        description: Markdown, made safe.
        parent: The id there of the list that it stands under; empty for none.
        papers: Its papers in order: a number is the place of a record on the page, a text the id of a paper that the
            page does not hold.
    """

    id: str
    name: str
    description: str = ""
    parent: str = ""
    papers: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader made of one source.

    Attributes:
        file: The source's name.
        records: The papers, in the order of the page.
        problems: What could not be placed, in the order of the page.
        date: The date that the page itself carries, as written there, if any.
        skipped: How many lines were recognised as furniture of the page: menus, counts, dates.
        format: Name of the importer that read it.
        lists: The reading lists that it hands on, a list before those under it.
    """

    file: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    date: str | None = None
    skipped: int = 0
    format: str = ""
    lists: tuple[ListHead, ...] = ()


class Importer(ABC):
    """A reader of one format: text in, records out, no other effect.

    Attributes:
        name: What `--format` calls it.
        label: What a person calls it.
        suffixes: Endings of the files that may hold it, in lower case, with the dot.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def sniff(self, text: str) -> float:
        """How sure it is that the text is of its format, from 0 to 1."""

    @abstractmethod
    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        r"""Everything the text holds; what it cannot place is a problem, never an exception.

        Args:
            text: With `\n` line ends.
            file: The source's name.
            progress: Told how far it is; heard at least every 0.1 seconds.

        Raises:
            Cancelled: The listener wants no import.
        """


def excerpt(text: str) -> str:
    """The text as a problem quotes it: safe, without blanks around it, cut when very long."""
    # Cut before making it safe, so that a line of 50 MB costs no more than a short one.
    cut = text.strip()[: EXCERPT_LENGTH + 1]
    shown = safe(cut)
    return shown if len(cut) <= EXCERPT_LENGTH else shown[: EXCERPT_LENGTH - 1] + "…"


def draft(record: Record, page: Page, imported_at: str) -> Paper:
    """The record as a paper, ready for `identity.Register.place`; it has an id only where papershelf exported it.

    Args:
        record: One of the page's records.
        page: The page, for the listing.
        imported_at: ISO 8601 in UTC; also becomes `added_at`.
    """
    if record.paper:
        return record.paper if record.paper.added_at else replace(record.paper, added_at=imported_at)
    votes = record.upvotes if record.upvotes is not None and 0 <= record.upvotes < MOST_VOTES else None
    date = page.date and safe_line(page.date)
    listing = Listing(
        safe_line(page.file), record.position, imported_at, date, votes, page.format if record.raw else "", record.raw
    )
    texts = title, abstract = record.unmarked or (record.title, record.abstract)
    cleaned = clean(title), clean(abstract)
    return Paper(
        id="",
        title=safe_line(cleaned[0]),
        abstract=cleaned[1],
        raw_title=record.title,
        raw_abstract=record.abstract,
        added_at=imported_at,
        authors=tuple(filter(None, safe_lines(record.authors))),
        published=record.published,
        identifiers=_identifiers(record) or _NONE,
        links=_links(texts, cleaned, record.urls),
        sources=(listing,),
        venue=safe_line(clean(record.venue)) if record.venue else "",
        keywords=_keywords(record.keywords) if record.keywords else (),
    )


def _identifiers(record: Record) -> Mapping[str, str]:
    told = _told_by(record.urls)
    return canonical_identifiers({**told, **record.identifiers}) if told or record.identifiers else _NONE


def _told_by(urls: tuple[str, ...]) -> dict[str, str]:
    """The identifiers that the paper's addresses hold, the first of each kind."""
    told: dict[str, str] = {}
    for url in urls:
        if arxiv := canonical_arxiv(url):
            told.setdefault("arxiv", arxiv)
        elif doi := canonical_doi(url):
            told.setdefault("doi", doi)
    return told


def _keywords(given: tuple[str, ...]) -> tuple[str, ...]:
    """The keywords made readable, none twice."""
    unique: dict[str, str] = {}
    for keyword in filter(None, (safe_line(clean(each)) for each in given)):
        unique.setdefault(keyword.casefold(), keyword)
    return tuple(unique.values())


def _links(texts: tuple[str, str], cleaned: tuple[str, str], urls: tuple[str, ...]) -> tuple[Link, ...]:
    """The links of the texts, then those given beside them, none twice.

    Args:
        texts: As they stood.
        cleaned: The same made readable.
        urls: Given beside them.
    """
    found: tuple[Link, ...] = ()
    if any(map(_may_hold_links, texts, cleaned)):  # one paper in ten
        found = find_links("\n".join(unwrap(safe(text)) for text in texts))  # an address may be broken over two lines
    elif not urls:
        return ()
    # Any other scheme, `javascript:` above all, is nothing to open; the raw record keeps it.
    given = (Link(url, classify(url)) for url in map(safe_line, urls) if url[:8].lower().startswith(_WEB))
    unique: dict[str, Link] = {}
    for link in (*found, *given):
        unique.setdefault(link.url.rstrip("/"), link)
    return tuple(unique.values())


def _may_hold_links(text: str, cleaned: str) -> bool:
    """Whether a look for addresses is worth its time; a text that needed no cleaning is safe, and that takes a look."""
    return may_name_links(text) if cleaned is text else may_hold_links(text)
