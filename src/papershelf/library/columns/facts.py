"""What is kept of a paper in columns: a value each, and the paper that stands in for all that share that value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from zlib import crc32

from papershelf.marks import Entry, Mark
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.search.language.filters import clause_filter
from papershelf.search.language.nodes import Clause

NOBODY: Final = Paper("", "", "", "", "", "")
"""Stands in for any paper where only the mark is asked."""
UNMARKED: Final = Mark("")


class Fact(NamedTuple):
    """One thing known of papers.

    Attributes:
        of: Its value for a paper: numbers, texts and tuples of such, or None.
        stand_in: A paper of which it is the same, from the value as JSON gives it back; all else of it is empty.
    """

    of: Callable[[Paper], Any]
    stand_in: Callable[[Any], Paper]


def _pages(paper: Paper) -> tuple[tuple[Any, ...], ...]:
    """The listings without what tells papers of one page apart: of a place only matters which others share it."""
    if len(paper.sources) == 1:
        only = paper.sources[0]
        return ((only.file, 0, only.imported_at, only.date),)
    places: dict[int, int] = {}
    return tuple(
        (each.file, places.setdefault(each.position, len(places)), each.imported_at, each.date)
        for each in paper.sources
    )


_PDF: Final = clause_filter(Clause("has", "pdf"))


def _has_pdf(paper: Paper) -> bool:
    return _PDF(Entry(paper, UNMARKED))


def _linked(kinds: Iterable[str]) -> Paper:
    return replace(NOBODY, links=tuple(Link("", LinkKind(kind)) for kind in kinds))


FACTS: Final[Mapping[str, Fact]] = {
    "added": Fact(lambda paper: paper.added_at, lambda at: replace(NOBODY, added_at=at)),
    "published": Fact(lambda paper: paper.published, lambda day: replace(NOBODY, published=day)),
    "pages": Fact(_pages, lambda pages: replace(NOBODY, sources=tuple(Listing(*each) for each in pages))),
    "votes": Fact(
        lambda paper: paper.upvotes, lambda votes: replace(NOBODY, sources=(Listing("", 1, "", None, votes),))
    ),
    "venue": Fact(lambda paper: paper.venue, lambda venue: replace(NOBODY, venue=venue)),
    "links": Fact(lambda paper: tuple(sorted({str(link.kind) for link in paper.links})), _linked),
    "pdf": Fact(_has_pdf, lambda has: replace(NOBODY, links=(Link(".pdf", LinkKind.OTHER),) if has else ())),
    # Of each keyword by itself: nearly every paper has others, and only a few thousand are told apart.
    "keywords": Fact(lambda paper: paper.keywords, lambda word: replace(NOBODY, keywords=(word,))),
}
MANY: Final = frozenset({"keywords"})
"""Facts with several values a paper; what is asked of them holds where it holds for one of these."""


def names_of(paper: Paper) -> set[int]:
    """Checksums of every identifier and former id by which a paper may be meant."""
    found = {name_sum(value) for face in (paper, *paper.also) for value in face.identifiers.values()}
    return found.union(name_sum(former.id) for former in paper.also)


def name_sum(name: str) -> int:
    """The checksum of an identifier; letter case is no matter."""
    return crc32(name.lower().casefold().encode("utf-8", "surrogatepass"))
