"""Papers, marks, lists and queries of all kinds, for tests of columns; and columns compiled of some papers."""

from array import array
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from hypothesis import strategies as some

from papershelf.library.columns.compiled import Compiled
from papershelf.library.columns.compiling import compile_papers
from papershelf.lists import ReadingList
from papershelf.marks import Mark, Priority, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.search import Clause, Context, Group, Query, Term
from papershelf.store.packed import Packed

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
IDS = ("aaa", "aab", "B7", "b7", "zé", "zz\ud800")
DAYS = ("2026-03-01", "2026-03-10T11:30:00Z", "2026-03-10", "2025-12", "2024", "no date", "", "2026-03-16")
STAMPS = ("2026-03-01T10:00:00Z", "2026-03-10T11:59:59.5+02:00", "2026-02-01T00:00:00", "2025-01-01T00:00:00Z", "?")
FILES = ("one.txt", "Ōne.txt", "one.txt.old", "")
WORDS = ("ACL 2024", "naacl", "Écl", "x")
NAMES = ("2310.06927", "10.1/AB", "10.1/ab", "aab", "İx", "ß")
TAGS = ("nlp", "nlp/rag", "Vision", "n/r")

LISTINGS = some.builds(
    Listing,
    some.sampled_from(FILES),
    some.integers(1, 3),
    some.sampled_from(STAMPS),
    some.sampled_from(("2026-03-01", "Mar 1", "2026-03-09", "somewhen", "", None)),
    some.sampled_from((7, 0, None)),
)
LINKS = some.builds(
    Link, some.sampled_from(("https://x/y", "https://x/y.PDF?z", "http://a.pdf#b")), some.sampled_from(LinkKind)
)


def _paper(paper_id: str, title: str, also: tuple[Paper, ...] = (), **more: object) -> Paper:
    return Paper(paper_id, title, "", title, "", also=also, **more)  # type: ignore[arg-type]


def _papers(ids: some.SearchStrategy[str], *, nested: bool = False) -> some.SearchStrategy[Paper]:
    former = (
        some.just(()) if nested else some.lists(_papers(some.sampled_from(IDS), nested=True), max_size=1).map(tuple)
    )
    return some.builds(
        _paper,
        ids,
        some.sampled_from(("b", "(B) x", "“a”", "Éa", "", "ab", "a\ud800")),
        former,
        added_at=some.sampled_from(STAMPS),
        published=some.sampled_from((None, *DAYS)),
        identifiers=some.dictionaries(some.sampled_from(("arxiv", "doi", "acl")), some.sampled_from(NAMES), max_size=2),
        links=some.lists(LINKS, max_size=2).map(tuple),
        sources=some.lists(LISTINGS, max_size=3).map(tuple),
        venue=some.sampled_from(("", *WORDS)),
        keywords=some.lists(some.sampled_from(WORDS), max_size=2, unique=True).map(tuple),
    )


# Made once: what is made anew for each example, Hypothesis looks through anew for each, which is half of its time.
_PAPER_OF = {paper_id: _papers(some.just(paper_id)) for paper_id in IDS}
LIBRARIES = some.lists(some.sampled_from(IDS), unique=True).flatmap(
    lambda ids: some.tuples(*(_PAPER_OF[paper_id] for paper_id in ids))
)
"""Some papers, each with an id of its own."""
MARKS = some.dictionaries(
    some.sampled_from((*IDS, "gone")),
    some.builds(
        Mark,
        some.just(""),
        some.booleans(),
        some.sampled_from(Status),
        some.lists(some.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
        some.sampled_from((None, 1, 5)),
        some.sampled_from(("", "  ", "a note")),
        some.sampled_from(Priority),
        some.sampled_from(("", "2026-03-09", "2026-03-12")),
        some.sampled_from(("", "2026-03-10", "2026-03-11")),
        some.sampled_from((None, 1.0, 2.5, -3.0)),
        changed=some.dictionaries(some.sampled_from(("status", "tags")), some.sampled_from(STAMPS)),
    ),
)
VALUES: Mapping[str, tuple[str, ...]] = {
    "is": ("starred", "selected", "again", "snoozed", "back", "due", *Status),
    "has": ("code", "model", "dataset", "link", "pdf", "note", "tag", "rating", "venue", "keyword", "votes", "due"),
    "tag": ("nlp", "n", "n/r", "nlp/r", "vision", "nothing"),
    "list": ("first", "second", "none"),
    "source": ("one.txt", "one", "old", "nowhere"),
    "venue": ("acl", "a", "2024"),
    "keyword": ("acl", "ecl", "x"),
    "rating": ("any", "none", ">1", "1..3"),
    "seen": (">1", "1", "0", "<=2"),
    "votes": ("any", "none", ">=7", "0"),
    "id": ("a", "aa", "b7", "2310.06927", "10.1/ab", "ß", "zé"),
    "added": ("<7d", ">7d", "2026-03", "today", "<1h", ">=2025..", "2025..2026-03-01"),
    "published": ("<7d", ">2024", "2024", "yesterday", "2025-12"),
    "first": ("2026-03-01", "<30d", ">2026-03"),
    "last": ("2026", "today", ">1d"),
    "due": ("<7d", "today", "2026-03-12"),
    "priority": tuple(Priority),
}
EVERY_CLAUSE = [Clause(name, value) for name, values in VALUES.items() for value in values]
CLAUSES = some.sampled_from([*EVERY_CLAUSE, *(Clause(each.name, each.value, True) for each in EVERY_CLAUSE)])
TERMS: some.SearchStrategy[Term] = CLAUSES | some.builds(
    Group, some.lists(some.lists(CLAUSES, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple)
)
QUERIES = some.builds(Query, some.lists(TERMS, max_size=3).map(tuple))
LISTS = {
    "l1": ReadingList("l1", "First", places={"aab": 1.0, "gone": 2.0, "aaa": 3.0}),
    "l2": ReadingList("l2", "Second", places={"zé": 1.0}),
}


def context_of(papers: Mapping[str, Paper], marks: Mapping[str, Mark]) -> Context:
    """What filters must know, gathered from all papers and marks."""
    tags = {tag for mark in marks.values() for tag in mark.tags}
    sources = {listing.file for paper in papers.values() for listing in paper.sources}
    return Context(NOW, tags, ("aaa", "gone"), sources, LISTS)


def packed_of(papers: Mapping[str, Paper], changed: frozenset[str] = frozenset()) -> Packed:
    """What a store would tell of papers that stand in its file."""
    sums = array("I", [crc32(repr(paper).encode("utf-8", "surrogatepass")) for paper in papers.values()])
    return Packed(list(papers), sums, changed)


def compiled_of(papers: Mapping[str, Paper], path: Path | None = None) -> Compiled:
    """The columns of some papers; through a file if a path is given."""
    from papershelf.library.columns.filing import read, write
    from papershelf.library.columns.head import fingerprint

    packed = packed_of(papers)
    made = compile_papers(packed.ids, packed.sums, papers.get)
    arrays = made.arrays()
    if path is not None:
        write(path, arrays, fingerprint(packed.ids, packed.sums), made.counts)
        arrays = read(path)[0]
    return Compiled(arrays, packed.ids)
