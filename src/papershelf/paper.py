"""The noun `Paper`: what was published, and the listings in which it was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from operator import attrgetter


class LinkKind(StrEnum):
    """What a link leads to."""

    CODE = "code"
    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    ORGANIZATION = "organization"
    PROJECT = "project"
    PAPER = "paper"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """An address found in, or given with, a paper."""

    url: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Listing:
    """A paper's appearance in a source.

    Attributes:
        file: The source's file name, without its folder.
        position: Place on the page, the first being 1.
        imported_at: When it was read, ISO 8601 in UTC.
        date: The date that the page itself carries, as written there, if any.
        upvotes: How many people had voted for it there, if the source tells.
        format: Name of the importer that read it; empty where nobody knows any more.
        raw: The record as the source states it, in its own format, less title and abstract where the paper holds those
            as they stood; empty where the paper holds all of it.
    """

    file: str
    position: int
    imported_at: str
    date: str | None = None
    upvotes: int | None = None
    format: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What was published.

    Attributes:
        id: Short, made once, never changed, whatever is learnt about the paper later.
        title: Cleaned for reading, one line.
        abstract: Cleaned for reading; paragraphs are separated by a newline. May be empty.
        raw_title: The title as it stood in the source.
        raw_abstract: The abstract as it stood in the source.
        added_at: When it first entered the library, ISO 8601 in UTC.
        authors: Names in order; empty where the source names none.
        published: ISO date, or year, or None.
        identifiers: For example `{"arxiv": "2310.06927", "doi": "10.1145/1.2"}`.
        links: Addresses in the order of the text.
        sources: Every listing, oldest first.
        venue: Where it appeared: a journal, a conference, a publisher; empty where no source says so.
        keywords: What its sources file it under, none twice.
        also: Papers that a person merged into this one, without links and listings, which it took over; kept so that
            a page that holds one of them again is known; and this one as it was, where it took on another abstract.
    """

    id: str
    title: str
    abstract: str
    raw_title: str
    raw_abstract: str
    added_at: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    links: tuple[Link, ...] = ()
    sources: tuple[Listing, ...] = ()
    venue: str = ""
    keywords: tuple[str, ...] = ()
    also: "tuple[Paper, ...]" = ()

    def links_of(self, *kinds: LinkKind) -> tuple[Link, ...]:
        """The links of these kinds, in the order of the text."""
        return tuple(link for link in self.links if link.kind in kinds)

    @property
    def repository(self) -> Link | None:
        """The first link to code, or None: nothing else stands in for it."""
        return next(iter(self.links_of(LinkKind.CODE)), None)

    @property
    def upvotes(self) -> int | None:
        """The votes that the latest source tells of, or None if none does."""
        return next((seen.upvotes for seen in reversed(self.sources) if seen.upvotes is not None), None)


def named(paper: Paper, paper_id: str) -> Paper:
    """The paper with another id: what `dataclasses.replace` makes in twice the time, where there are very many."""
    return Paper(paper_id, *_beside_id(paper))


_beside_id = attrgetter(*(each.name for each in fields(Paper) if each.name != "id"))
