"""Saved views: which there are and what they hold now, and every change to them as one undoable unit."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from papershelf.days import day_of
from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.events import Clock
from papershelf.library.finding import Finder
from papershelf.library.tallying import TagTallier, Tallier, Tally, Test
from papershelf.library.views import Quick, View, quick_tests, sidebar
from papershelf.lists import ReadingList, arranged, membership
from papershelf.marks import Mark
from papershelf.saved import ALL, ALL_NAME, QUERY_LONGEST, SHIPPED, SavedView, arrange, parse_name
from papershelf.store import Store, Transaction, Unit
from papershelf.text import fold, safe_line

if TYPE_CHECKING:
    from papershelf.library.columns.board import Board
    from papershelf.library.columns.head import Counts

SLUG_LONGEST = 24
ABOUT_LONGEST = 200  # characters of a description in the head line


class Viewer:
    """Shows and edits the views of a store.

    Args:
        store: Where papers, marks and saved views live.
        finder: Answers what a view asks.
        clock: The time by which something is forgotten.
    """

    def __init__(self, store: Store, finder: Finder, clock: Clock) -> None:
        self._store = store
        self._finder = finder
        self._clock = clock
        self._tallier = Tallier()
        self._tags = TagTallier()
        self._listed: tuple[tuple[ReadingList, ...], dict[str, frozenset[str]]] = ((), {})

    # Reading

    def views(self, *, quick: bool) -> list[View]:
        """The views of the sidebar.

        Args:
            quick: Count only what needs no search; other counts are None.
        """
        saved = arrange(self._store.views)
        now = self._clock()
        known = quick_tests(now)
        asked = {view.query for view in saved}
        columns = self._finder.columns
        if not quick and (board := columns.board()) is not None:
            return self._by_columns(saved, board)
        if quick and columns.is_wanted:
            return self._by_marks(saved, {query: known[query] for query in asked & known.keys()}, columns.counts())
        tests: dict[str, Test] = {query: known[query] for query in asked & known.keys()}
        worded: set[str] = set()
        if not quick and (others := asked - known.keys()):
            judged, worded = self._judge(others)
            tests.update(judged)
        # What is forgotten, or was added this week, becomes so with time; within the minute is soon enough. What is
        # due or back does so when the day changes where the person is, who may also have gone elsewhere.
        moment: Hashable = (now.replace(second=0, microsecond=0), day_of(now))
        if any("list" in query for query in tests):  # a list may change, and none of its papers
            moment = (moment, tuple(self._store.lists.values()))
        counts = self._tallier.count(self._store.papers, self._store.marks, tests, moment)
        held: dict[str, int | None] = {query: counts.fitting[query] for query in tests}
        held.update({query: len(self._finder.find("", view=query).ids) for query in worded})
        return sidebar(saved, counts, held, self._lists())

    def _by_columns(self, saved: Sequence[SavedView], board: "Board") -> list[View]:
        """The views where papers stay in their file: no paper is looked at."""
        from papershelf.search import parse

        held: dict[str, int | None] = {}
        for text in {view.query for view in saved}:
            query = parse(text)
            words = query.has_words
            held[text] = len(self._finder.find("", view=text).ids) if words else self._finder.count(query, board)
        tags = self._tags.count(self._store.papers, self._store.marks)
        sources = Counter({file: count for file, count in board.sources.items() if file})
        return sidebar(saved, Tally(len(self._store.papers), tags=tags, sources=sources), held, self._lists())

    def _by_marks(self, saved: Sequence[SavedView], tests: Mapping[str, Quick], counts: "Counts | None") -> list[View]:
        """The same before columns are there: what only papers tell is what was counted of them, if that is known."""
        papers, marks = self._store.papers, self._store.marks
        marked = [(key, mark) for key, mark in marks.items() if key in papers]
        held: dict[str, int | None] = {}
        for query, test in tests.items():
            if test.mark is None:
                held[query] = counts.fitting.get(query) if counts else None
                continue
            fitting = [key for key, mark in marked if test.mark(mark)]
            if test.paper is not None:  # nothing that ships asks both of papers without a mark
                fitting = [key for key in fitting if (paper := papers.get(key)) and test.paper(paper)]
            unmarked = len(papers) - len(marked) if test.paper is None and test.mark(Mark("")) else 0
            held[query] = len(fitting) + unmarked
        found = Tally(len(papers), tags=self._tags.count(papers, marks))
        found.sources.update(counts.sources if counts else {})
        return sidebar(saved, found, held, self._lists())

    def _lists(self) -> list[View]:
        """The reading lists, counted by what they hold: no paper that is on none is looked at."""
        lists, papers = self._store.lists, self._store.papers
        if (every := tuple(lists.values())) != self._listed[0]:
            self._listed = every, membership(lists)
        held = self._listed[1]
        found = []
        for made, depth in arranged(lists):
            count = sum(map(papers.__contains__, held[made.id]))
            about = made.description[:ABOUT_LONGEST].strip().partition("\n")[0]
            found.append(View(f"list:{made.id}", made.name, count, "list", depth=depth, about=about))
        return found

    def _judge(self, queries: Iterable[str]) -> tuple[dict[str, Test], set[str]]:
        """Tests for the queries of clauses alone, and the queries that have words and so need a search."""
        from papershelf.search import parse

        parsed = {text: parse(text) for text in queries}
        worded = {text for text, query in parsed.items() if query.has_words}
        return {text: self._finder.judge(query) for text, query in parsed.items() if text not in worded}, worded

    def find(self, reference: str) -> View:
        """The view meant by a key, a name or the beginning of a name; letter case is no matter.

        Raises:
            NothingFoundError: No view is meant.
            UsageError: Several are.
        """
        word = safe_line(reference).casefold()
        views = [SavedView(ALL, ALL_NAME, "", 0.0), *arrange(self._store.views)]
        found = [view for view in views if word in (view.id, view.name.casefold())]
        kind, _, name = safe_line(reference).partition(":")
        if not found and name and kind in ("tag", "source"):
            return View(f"{kind}:{name}", name, None, "tag" if kind == "tag" else "source")
        if not found and name and kind == "list":
            from papershelf.library.list_views import find_list

            made = find_list(name, self._store.lists)
            return View(f"list:{made.id}", made.name, None, "list")
        found = found or [view for view in views if word and view.name.casefold().startswith(word)]
        if not found:
            raise NothingFoundError(f"There is no view “{safe_line(reference)}”; `papershelf views` lists them.")
        if len(found) > 1:
            some = ", ".join(f"“{view.name}” ({view.id})" for view in found)
            raise UsageError(f"“{safe_line(reference)}” means {len(found)} views: {some}.")
        return View(found[0].id, found[0].name, None, saved=found[0].query)

    # Changing

    def save(self, name: str, query: str, view_id: str | None) -> Unit | None:
        """Save a query under a name at the end, or give a view another name and query."""
        wanted = canonical(query)
        with self._store.transaction("") as edits:
            views = arrange(edits.views)
            if view_id is None:
                position = max((view.position for view in views), default=0.0) + 1
                name = parse_name(name, views)
                edits.put_view(SavedView(_new_id(name, views), name, wanted, position))
                edits.words = f"saved the view “{name}”"
            else:
                view = _known(view_id, views)
                _rename(edits, replace(view, query=wanted), name, views)
                if view.query != wanted:
                    edits.words = f"changed the view “{edits.views[view_id].name}”"
        return edits.unit

    def rename(self, view_id: str, name: str) -> Unit | None:
        """Give a view another name."""
        with self._store.transaction("") as edits:
            views = arrange(edits.views)
            _rename(edits, _known(view_id, views), name, views)
        return edits.unit

    def move(self, view_id: str, step: int) -> Unit | None:
        """Move a view down by so many places, or up; at the ends it stops."""
        with self._store.transaction("") as edits:
            views = arrange(edits.views)
            view = _known(view_id, views)
            old = views.index(view)
            place = min(max(old + step, 0), len(views) - 1)
            if place != old:
                views.insert(place, views.pop(old))
                for moved in _placed(views, place):
                    edits.put_view(moved)
                edits.words = f"moved the view “{view.name}”"
        return edits.unit

    def delete(self, view_id: str) -> Unit | None:
        """Take a view out of the sidebar."""
        with self._store.transaction("") as edits:
            view = _known(view_id, arrange(edits.views))
            if view_id in SHIPPED:
                edits.put_view(replace(view, hidden=True))
            else:
                edits.remove_view(view_id)
            edits.words = f"deleted the view “{view.name}”"
        return edits.unit


def canonical(text: str) -> str:
    """A query as a view keeps it.

    Raises:
        UsageError: It asks nothing, or is too long.
    """
    from papershelf.search import parse  # the first paint saves no view

    line = safe_line(text)
    if len(line) > QUERY_LONGEST:
        raise UsageError(f"The query of a view has at most {QUERY_LONGEST} letters; this one has {len(line)}.")
    query = str(parse(line)).strip()
    if not query:
        raise UsageError("A view needs a query: words or clauses, such as is:starred.")
    return query


def _known(view_id: str, views: Sequence[SavedView]) -> SavedView:
    for view in views:
        if view.id == view_id:
            return view
    raise NothingFoundError(f"“{safe_line(view_id)}” is no saved view (any more); nothing was changed.")


def _rename(edits: Transaction, view: SavedView, name: str, views: Sequence[SavedView]) -> None:
    name = parse_name(name, (other for other in views if other.id != view.id))
    edits.put_view(replace(view, name=name))
    edits.words = f"renamed the view “{view.name}” to “{name}”"


def _new_id(name: str, views: Sequence[SavedView]) -> str:
    """The letters of a name, with a number where that is taken; a deleted view's may be taken again."""
    taken = {ALL, *(view.id for view in views)}
    slug = re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")[:SLUG_LONGEST].strip("-") or "view"
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate


def _placed(views: Sequence[SavedView], place: int) -> list[SavedView]:
    """What to write so that the view at a place stays there: mostly itself alone, halfway between its neighbours."""
    low = views[place - 1].position if place else -inf
    high = views[place + 1].position if place + 1 < len(views) else inf
    middle = high - 1 if low == -inf else low + 1 if high == inf else (low + high) / 2
    if low < middle < high:
        return [replace(views[place], position=middle)]
    numbered = [replace(view, position=float(number)) for number, view in enumerate(views, 1)]
    return [new for new, old in zip(numbered, views, strict=True) if new != old]
