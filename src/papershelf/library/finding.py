"""Finding: queries run over the papers and marks of a store."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.library.events import Clock
from papershelf.library.found import Found, Hit, Related, Relaxed, explain
from papershelf.library.indexing import Indexing
from papershelf.library.liking import Liking
from papershelf.library.references import resolve
from papershelf.library.sorting import LIKE, sort_ids
from papershelf.marks import Entry, Mark
from papershelf.progress import Progress
from papershelf.store import Store

if TYPE_CHECKING:
    from papershelf.library.columns.board import Board
    from papershelf.library.columns.columns import Columns
    from papershelf.search import Clause, Context, Problem, Query, Term
    from papershelf.search.index import Index
    from papershelf.search.ranking import Ranking

_FEW = 500  # papers that are looked at sooner than columns are opened
_MOST_TRIES = 8  # a pasted page has thousands of words, and each try is a search


class Finder:
    """Answers queries over a store.

    Args:
        store: Where papers and marks live.
        cache: The folder for whatever can be rebuilt.
        clock: What ages are counted from.
    """

    def __init__(self, store: Store, cache: Path, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._cache = cache
        self.indexing = Indexing(cache, store, self.entry)
        self.liking = Liking(store, self.indexing)

    @cached_property
    def columns(self) -> "Columns":
        """What answers for all papers at once; the first paint asks nothing of it."""
        from papershelf.library.columns.columns import Columns

        return Columns(self._cache, self._store)

    def entry(self, paper_id: str) -> Entry | None:
        """A paper with its mark, or None if the paper is gone."""
        paper = self._store.papers.get(paper_id)
        return Entry(paper, self._store.marks.get(paper_id) or Mark(paper_id)) if paper else None

    def entries(self) -> Iterable[Entry]:
        """Every paper with its mark, in the order in which they came."""
        marks = self._store.marks
        return (Entry(paper, marks.get(paper.id) or Mark(paper.id)) for paper in self._store.papers.values())

    def find(
        self,
        text: str,
        *,
        view: str = "",
        sort: str = "",
        limit: int | None = None,
        selected: Collection[str] = (),
    ) -> Found:
        """Papers that a typed query finds.

        Args:
            text: The query; its words rank, its clauses filter.
            view: A second query that narrows the first, as the sidebar's choice does.
            sort: A key of `SORTS`, or `like`, with `-` before it for the other direction; empty keeps what the query,
                or else the view, says, and without that rank or arrival.
            limit: At most so many.
            selected: The papers that `is:selected` means.

        Raises:
            UsageError: The sort key is unknown.
        """
        found = self._search(text, view, selected) if text or view else Found(tuple(self._store.papers))
        order = sort or self._order_of(found, view)
        if order.removeprefix("-") == LIKE:
            ids = self.liking.ordered(found.ids, least_first=order.startswith("-"))
            found = replace(found, ids=ids, divider=None, by_like=True)
        elif order:
            found = replace(found, ids=self._sorted(found.ids, order), divider=None)
        elif found.ranking is None and "list" in f"{text} {view}".lower():
            found = self._as_listed(found, view)
        if limit is not None:
            within = found.divider is not None and found.divider < limit
            found = replace(found, ids=found.ids[:limit], divider=found.divider if within else None)
        return found

    def _sorted(self, ids: Sequence[str], order: str) -> Sequence[str]:
        board = self.columns.board() if len(ids) > _FEW else None
        known = board.sorted(ids, order) if board is not None else None
        if known is not None:
            return known
        return sort_ids([entry for entry in map(self.entry, ids) if entry], order)

    def _order_of(self, found: Found, view: str) -> str:
        if found.query is not None and (found.query.sort or found.query.has_words):
            return found.query.sort
        if "sort:" not in view.lower():
            return ""
        from papershelf.search import parse

        return parse(view).sort

    def _as_listed(self, found: Found, view: str) -> Found:
        """What a query of clauses finds in the order of the list that it, or else the view, asks for."""
        from papershelf.search import parse
        from papershelf.search.language.listed import list_order

        lists = self._store.lists
        order = list_order(found.query, lists) or list_order(parse(view), lists)
        places = {paper_id: place for place, paper_id in enumerate(order)}
        ids = sorted(found.ids, key=lambda paper_id: places.get(paper_id, len(places)))
        return replace(found, ids=tuple(ids))

    def judge(self, query: "Query", selected: Collection[str] = ()) -> Callable[[Entry], bool]:
        """Whether a paper meets the clauses of a query; its words are the index's to judge."""
        from papershelf.search import entry_filter

        return entry_filter(query, self._context(query.terms, selected))

    def count(self, query: "Query", board: "Board") -> int:
        """How many papers meet the clauses of a query that has no words."""
        return board.count(query.filters, self._context(query.terms, (), board))

    def _search(self, text: str, view: str, selected: Collection[str]) -> Found:
        from papershelf.search import read

        reading = read(text)
        inside = self._ids_of(read(view).query, None, selected) if view else None
        found = self._ids_of(reading.query, inside.ids if inside else None, selected)
        if inside and inside.ranking and not reading.query.has_words:
            kept = frozenset(found.ids)  # the words are the view's, so its order stays, and what it highlights
            similar = frozenset(() if inside.divider is None else inside.ids[inside.divider :])
            ids = tuple(paper_id for paper_id in inside.ids if paper_id in kept)
            divider = next((place for place, paper_id in enumerate(ids) if paper_id in similar), None)
            found = replace(inside, ids=ids, divider=divider)
        problems = (*reading.problems, *self._unknown_lists(text)) if "list" in text.lower() else reading.problems
        return replace(found, query=reading.query, problems=problems)

    def _unknown_lists(self, text: str) -> "tuple[Problem, ...]":
        from papershelf.search.language.listed import unknown_lists

        return unknown_lists(text, self._store.lists)

    def _ids_of(self, query: "Query", within: Sequence[str] | None, selected: Collection[str]) -> Found:
        """What a query finds among some papers, or among all."""
        if query.filters:
            within = self._fitting(query, within, selected)
        if query.has_words:
            return self._ranked(query, within, selected)
        return Found(tuple(self._store.papers) if within is None else within)

    def _fitting(self, query: "Query", within: Sequence[str] | None, selected: Collection[str]) -> Sequence[str]:
        """The papers that meet the clauses of a query, among some or among all."""
        board = self.columns.board() if within is None or len(within) > _FEW else None
        if board is None:
            fits = self.judge(query, selected)
            among = self.entries() if within is None else filter(None, map(self.entry, within))
            return tuple(entry.paper.id for entry in among if fits(entry))
        context = self._context(query.terms, selected, board)
        return board.fitting(query.filters, context, within)

    def _ranked(self, query: "Query", within: Sequence[str] | None, selected: Collection[str]) -> Found:
        from papershelf.search.highlight import Highlighter

        entries: list[Entry] = []
        known: dict[Clause, Sequence[str]] = {}

        def members(clause: "Clause") -> Sequence[str]:
            from papershelf.search import clause_filter

            board = self.columns.board()
            if clause not in known and board is not None:
                known[clause] = board.fitting((clause,), self._context((clause,), selected, board))
            elif clause not in known:
                entries[:] = entries or self.entries()
                fits = clause_filter(clause, self._context((clause,), selected))
                known[clause] = [entry.paper.id for entry in entries if fits(entry)]
            return known[clause]

        def search(index: "Index") -> "tuple[Ranking, Highlighter]":
            return index.search(query, within=within, members=members), Highlighter(index, query)

        ranking, highlighter = self.indexing.ask(search)
        return Found(ids=ranking.ids, divider=ranking.divider, ranking=ranking, highlighter=highlighter)

    def _context(self, terms: "Iterable[Term]", selected: Collection[str], board: "Board | None" = None) -> "Context":
        """What the filters of some terms must know; tags and sources are gathered only for those that ask."""
        from papershelf.search import Clause, Context
        from papershelf.search.language.nodes import leaves

        names = {leaf.name for leaf in leaves(tuple(terms)) if isinstance(leaf, Clause)}
        tags = {tag for mark in self._store.marks.values() for tag in mark.tags} if "tag" in names else ()
        sources: Collection[str] = ()
        if "source" in names and board is not None:
            sources = board.sources
        elif "source" in names:
            sources = {listing.file for paper in self._store.papers.values() for listing in paper.sources}
        lists = self._store.lists if "list" in names else {}
        return Context(self._clock().astimezone(), tags, selected, sources, lists)

    def relaxed(self, text: str, *, view: str = "", selected: Collection[str] = ()) -> Relaxed | None:
        """What a query that finds nothing would find without the part that helps least, or None if nothing does.

        A word goes before a condition, and the one whose absence leaves the fewest papers, but some, helps least:
        what stays is the most telling.
        """
        from papershelf.search import Clause, Query, parse

        query = parse(text)
        words = [term for term in query.terms if not isinstance(term, Clause)]
        clauses = [term for term in query.terms if isinstance(term, Clause)]
        for candidates in (words if len(words) > 1 else (), clauses):
            tries: list[Relaxed] = []
            for term in candidates[:_MOST_TRIES]:
                rest = Query(tuple(other for other in query.terms if other is not term), sort=query.sort)
                found = self.find(str(rest), view=view, selected=selected)
                if found.ids and rest.terms:
                    tries.append(Relaxed(str(term), str(rest), found))
            if tries:
                return min(tries, key=lambda one: len(one.found.ids))
        return None

    def hits(self, found: Found) -> list[Hit]:
        """What was found, paper by paper."""
        hits: list[Hit] = []
        wanted = frozenset(found.ids)
        fitting = (match for match in found.ranking or () if match.doc_id in wanted)
        # Most of a long ranking may have been cut off; nobody looks through the rest of it.
        matches = {match.doc_id: match for match in islice(fitting, len(wanted))}
        for entry in filter(None, map(self.entry, found.ids)):
            match = matches.get(entry.paper.id)
            if match is None:  # a query of clauses alone: every paper fits it as well as the next
                hits.append(Hit(entry.paper, entry.mark, 0.0, "literal", ()))
                continue
            why = explain(found, entry)
            spans = {name.value: why.spans[name] for name in why.fields}
            hits.append(Hit(entry.paper, entry.mark, match.score, match.tier, tuple(spans), spans))
        return hits

    def resolve(self, reference: str) -> str:
        """The id of the paper that is meant; see `Library.resolve`."""
        papers = self._store.papers
        if reference.strip() in papers:  # as most often; nothing has to be opened for that
            return reference.strip()
        board = self.columns.board()
        return resolve(reference, papers, None if board is None else board.named)

    def start_warming(self, progress: Progress, *, tends: bool) -> "Callable[[], Index]":
        """What opens or compiles columns and index; see `Library.start_warming`."""
        columns, index = self.columns.start(progress), self.indexing.start(progress, tends=tends)

        def build() -> "Index":
            columns()
            return index()

        return build

    def follow(self, ids: Collection[str], *, marks_only: bool) -> None:
        """Take in which papers changed, or only what a person added to them."""
        if not marks_only:
            self.columns.follow(ids)
        self.indexing.follow(ids, marks_only=marks_only)

    def related(self, paper_id: str, limit: int) -> list[Related]:
        """The papers that share the most telling words with one of this library, the closest first."""
        from papershelf.search.related import spelt

        entry = self.entry(paper_id)
        if entry is None:
            return []
        found = self.indexing.ask(lambda index: index.related(paper_id, limit))
        texts = (entry.paper.abstract, entry.paper.title)
        spelling = spelt(tuple({word for kin in found for word in kin.shared}), texts)
        near = ((kin, self.entry(kin.doc_id)) for kin in found)
        return [
            Related(other.paper, other.mark, kin.score, tuple(spelling[word] for word in kin.shared))
            for kin, other in near
            if other is not None
        ]
