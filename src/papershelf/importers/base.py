"""What every reader of a saved page hands out, and how a record becomes a draft of a paper."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from papershelf.identity import canonical_identifiers
from papershelf.links import classify, find_links
from papershelf.paper import Link, Listing, Paper
from papershelf.text import clean, safe, safe_line, unwrap

EXCERPT_LENGTH = 500


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
        identifiers: For example `{"arxiv": "2310.06927"}`.
        urls: Addresses that the source gives beside the text.
    """

    title: str
    abstract: str
    line: int
    position: int
    authors: tuple[str, ...] = ()
    published: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, with all a person needs to find and mend it.

    Attributes:
        file: The source's name.
        line: The first line meant, the first of the file being 1; 0 means the whole file.
        reason: One or two sentences: what is wrong, and what to do about it.
        text: The line or lines as they stood, safe to show, cut when very long.
    """

    file: str
    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader made of one source.

    Attributes:
        file: The source's name.
        records: The papers, in the order of the page.
        problems: What could not be placed, in the order of the page.
        date: The date that the page itself carries, as written there, if any.
        skipped: How many lines were recognised as furniture of the page: menus, counts, dates.
    """

    file: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    date: str | None = None
    skipped: int = 0


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
    def read(self, text: str, file: str) -> Page:
        """Everything the text holds; what it cannot place is a problem, never an exception."""


def excerpt(text: str) -> str:
    """The text as a problem quotes it: safe, without blanks around it, cut when very long."""
    # Cut before making it safe, so that a line of 50 MB costs no more than a short one.
    cut = text.strip()[: EXCERPT_LENGTH + 1]
    shown = safe(cut)
    return shown if len(cut) <= EXCERPT_LENGTH else shown[: EXCERPT_LENGTH - 1] + "…"


def draft(record: Record, page: Page, imported_at: str) -> Paper:
    """The record as a paper without an id, ready for `identity.Register.place`.

    Args:
        record: One of the page's records.
        page: The page, for the listing.
        imported_at: ISO 8601 in UTC; also becomes `added_at`.
    """
    listing = Listing(safe_line(page.file), record.position, imported_at, page.date and safe_line(page.date))
    return Paper(
        id="",
        title=safe_line(clean(record.title)),
        abstract=clean(record.abstract),
        raw_title=record.title,
        raw_abstract=record.abstract,
        added_at=imported_at,
        authors=tuple(filter(None, (safe_line(name) for name in record.authors))),
        published=record.published,
        identifiers=canonical_identifiers(record.identifiers),
        links=_links((record.title, record.abstract), record.urls),
        sources=(listing,),
    )


def _links(texts: tuple[str, ...], urls: tuple[str, ...]) -> tuple[Link, ...]:
    """The links of the text, then those given beside it, none twice."""
    found = find_links("\n".join(unwrap(safe(text)) for text in texts))  # an address may be broken over two lines
    given = (Link(url, classify(url)) for url in map(safe_line, urls))
    unique: dict[str, Link] = {}
    for link in (*found, *given):
        unique.setdefault(link.url.rstrip("/"), link)
    return tuple(unique.values())
