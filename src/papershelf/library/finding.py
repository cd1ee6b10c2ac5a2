"""Finding: queries run over the papers and marks of a store, with an index that follows every change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Literal

from papershelf.errors import UsageError
from papershelf.library.events import Clock
from papershelf.marks import Entry, Mark
from papershelf.paper import Paper
from papershelf.store import Store
from papershelf.text import fold, safe_line

if TYPE_CHECKING:
    from papershelf.search import Field, Highlighter, Index, Match, Query

SORTS: Mapping[str, tuple[Callable[[Entry], object], bool]] = {
    # name: (key, whether the greatest comes first)
    "added": (lambda entry: entry.paper.added_at, True),
    "title": (lambda entry: fold(entry.paper.title).lstrip("[(\"“‘'"), False),
    "published": (lambda entry: entry.paper.published or "", True),
    "rating": (lambda entry: entry.mark.rating or 0, True),
    "seen": (lambda entry: len(entry.paper.sources), True),
    "status": (lambda entry: list(type(entry.mark.status)).index(entry.mark.status), False),
    "changed": (lambda entry: max(entry.mark.changed.values(), default=""), True),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The papers that a query finds, in order.

    Attributes:
        ids: Papers, literal matches before similar ones.
        divider: Index of the first similar paper, or None where there is none.
        matches: Score, tier and fields by id; empty where the query has no words.
        highlighter: Finds the matched letters in a text; None where the query has no words.
    """

    ids: tuple[str, ...]
    divider: int | None = None
    matches: "Mapping[str, Match]" = field(default_factory=dict)
    highlighter: "Highlighter | None" = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a search found.

    Attributes:
        paper: The paper.
        mark: What the person added to it.
        score: The greater, the better; comparable within one search.
        tier: `literal` where it matches as typed, `similar` where typos were forgiven.
        matched: The fields that matched, the most telling first.
    """

    paper: Paper
    mark: Mark
    score: float
    tier: Literal["literal", "similar"]
    matched: tuple[str, ...]


class Finder:
    """Answers queries over a store.

    Args:
        store: Where papers and marks live.
        clock: The time from which ages are counted.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._index: Index | None = None
        self._lock = RLock()  # an import follows on its own thread while a person searches on the screen's
        self._behind: set[str] = set()  # papers that changed while an index was being built

    def entry(self, paper_id: str) -> Entry | None:
        """A paper with its mark, or None if the paper is gone."""
        paper = self._store.papers.get(paper_id)
        return Entry(paper, self._store.marks.get(paper_id) or Mark(paper_id)) if paper else None

    def entries(self) -> Iterable[Entry]:
        """Every paper with its mark, in the order in which they came."""
        marks = self._store.marks
        return (Entry(paper, marks.get(paper.id) or Mark(paper.id)) for paper in self._store.papers.values())

    def find(self, text: str, *, view: str = "", sort: str = "", limit: int | None = None) -> Found:
        """Papers that a typed query finds.

        Args:
            text: The query; its words rank, its clauses filter.
            view: A second query that narrows the first, as the sidebar's choice does.
            sort: A key of `SORTS`, with `-` before it for the other direction; empty keeps rank or arrival.
            limit: At most so many.

        Raises:
            UsageError: The sort key is unknown.
        """
        found = self._search(text, view) if text or view else Found(tuple(self._store.papers))
        if sort:
            entries = [entry for entry in map(self.entry, found.ids) if entry]
            found = replace(found, ids=sort_ids(entries, sort), divider=None)
        if limit is not None:
            within = found.divider is not None and found.divider < limit
            found = replace(found, ids=found.ids[:limit], divider=found.divider if within else None)
        return found

    def judge(self, query: "Query") -> Callable[[Entry], bool]:
        """Whether a paper meets the clauses of a query; its words are the index's to judge."""
        from papershelf.search import Context, entry_filter

        if not query.filters:
            return lambda _entry: True
        tags = {tag for mark in self._store.marks.values() for tag in mark.tags}
        sources = {listing.file for paper in self._store.papers.values() for listing in paper.sources}
        return entry_filter(query, Context(now=self._clock(), tags=tags, sources=sources))

    @property
    def ready(self) -> bool:
        """Whether there is an index."""
        return self._index is not None

    def _search(self, text: str, view: str) -> Found:
        from papershelf.search import parse

        query, narrowing = parse(text), parse(view)
        if narrowing.has_words:
            return self._narrowed(query, self._search(view, ""))
        ids: tuple[str, ...] | None = None  # all of them
        if query.filters or narrowing.filters:
            fits, fits_view = self.judge(query), self.judge(narrowing)
            ids = tuple(entry.paper.id for entry in self.entries() if fits_view(entry) and fits(entry))
        if query.has_words:
            return self._ranked(query, ids)
        return Found(tuple(self._store.papers) if ids is None else ids)

    def _narrowed(self, query: "Query", inside: Found) -> Found:
        """What a query finds among papers that a view of words found; without words it keeps their order."""
        fits = self.judge(query)
        ids = tuple(entry.paper.id for entry in map(self.entry, inside.ids) if entry and fits(entry))
        if query.has_words:
            return self._ranked(query, ids)
        similar = frozenset(() if inside.divider is None else inside.ids[inside.divider :])
        return replace(inside, ids=ids, divider=next((at for at, key in enumerate(ids) if key in similar), None))

    def _ranked(self, query: "Query", within: tuple[str, ...] | None) -> Found:
        from papershelf.search import Highlighter

        with self._lock:
            index = self.index()
            matches = index.search(query, within=None if within is None else frozenset(within))
            highlighter = Highlighter(index, query)
        similar = (place for place, match in enumerate(matches) if match.tier == "similar")
        return Found(
            ids=tuple(match.doc_id for match in matches),
            divider=next(similar, None),
            matches={match.doc_id: match for match in matches},
            highlighter=highlighter,
        )

    def hits(self, found: Found) -> list[Hit]:
        """What was found, paper by paper."""
        hits = []
        for entry in (entry for entry in map(self.entry, found.ids) if entry):
            match = found.matches.get(entry.paper.id)
            if match is None:  # a query of clauses alone: every paper fits it as well as the next
                hits.append(Hit(entry.paper, entry.mark, 0.0, "literal", ()))
            else:
                fields = tuple(field.value for field in match.fields)
                hits.append(Hit(entry.paper, entry.mark, match.score, match.tier, fields))
        return hits

    def index(self) -> "Index":
        """The index, built at the first need."""
        if self._index is None:
            self.adopt(self.start()())
        assert self._index is not None, "it was just adopted"
        return self._index

    def start(self) -> "Callable[[], Index]":
        """What builds an index of the papers as they are now; it may run on another thread, then `adopt` takes it."""
        from papershelf.search import Index

        entries = list(self.entries())

        def build() -> "Index":
            index = Index()
            for entry in entries:
                index.put(entry.paper.id, _fields(entry))
            index.warm()
            return index

        return build

    def adopt(self, index: "Index") -> None:
        """Use an index, with what changed since it was started; one that a search had to build meanwhile stays."""
        with self._lock:
            if self._index is None:
                self._index = index
                self.follow(self._behind)
                self._behind.clear()

    def follow(self, ids: Iterable[str]) -> None:
        """Bring the index up to date with papers that changed."""
        with self._lock:
            if self._index is None:
                self._behind.update(ids)
                return
            for paper_id in tuple(ids):
                entry = self.entry(paper_id)
                if entry is None:
                    self._index.remove(paper_id)
                else:
                    self._index.put(paper_id, _fields(entry))


def _fields(entry: Entry) -> "dict[Field, str]":
    from papershelf.search import Field

    paper: Paper = entry.paper
    return {
        Field.TITLE: paper.title,
        Field.ABSTRACT: paper.abstract,
        Field.AUTHORS: ", ".join(paper.authors),
        Field.TAGS: " ".join(entry.mark.tags),
        Field.NOTE: entry.mark.note,
    }


def sort_ids(entries: Iterable[Entry], sort: str) -> tuple[str, ...]:
    """Ids in the order of a sort key; equal ones stay as they were.

    Raises:
        UsageError: The key is unknown.
    """
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise UsageError(f"“{safe_line(name)}” is no sort key; the keys are {', '.join(SORTS)}.")
    key, greatest_first = SORTS[name]
    ordered = sorted(entries, key=key, reverse=greatest_first != sort.startswith("-"))  # type: ignore[arg-type]
    return tuple(entry.paper.id for entry in ordered)
