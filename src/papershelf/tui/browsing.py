"""What is being looked at: a view, a query, and how the papers found look. No widget is touched here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from papershelf.days import day_of
from papershelf.library import LIKE, Found, Library, Relaxed, Section, View
from papershelf.library.reviewing import HANDFUL
from papershelf.saved import ALL, ALL_NAME
from papershelf.text import safe_line
from papershelf.tui.rows import like_words, row_of
from papershelf.tui.widgets.detail_view import DetailView, Highlights, detail_view
from papershelf.tui.widgets.paper_list import SIMILAR, Row
from papershelf.tui.widgets.sidebar import SidebarItem
from papershelf.tui.words import GETTING_READY, Shown, empty_view, nothing_found, order_words, relaxed_line

if TYPE_CHECKING:
    from papershelf.search import Problem
    from papershelf.search.highlight import Highlighter
    from papershelf.search.language.completion import Known

HEADS = {"view": "Views", "list": "Lists", "tag": "Tags", "source": "Sources"}
NUMBERED = 9  # views that a number key shows
RELAXED_AT_ONCE = 2_000  # papers; in more of them, to look for what a query would find otherwise waits for a pause


@dataclass(frozen=True, slots=True)
class Answers:
    """Which letters answer the query; equal where the highlighter is the same, so that nothing is painted twice."""

    highlighter: "Highlighter"

    def __call__(self, text: str, field: str) -> Sequence[tuple[int, int]]:
        """The letters of a text to highlight."""
        from papershelf.search import Field

        return self.highlighter.spans(text, Field(field))


class Browsing:
    """The state of browsing, and its translation into what widgets show.

    Args:
        library: Where the papers come from.

    Attributes:
        view_key: The view shown.
        text: What stands in the search line.
        selected: The papers that the person selected.
        is_waiting: Whether the query is to be run as soon as the index is there.
        relaxed: What is listed where nothing was found.
        liked_view: The view that is shown in the order of what is like the starred papers.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.view_key = ALL
        self.text = ""
        self.selected: Collection[str] = ()
        self.is_waiting = False
        self.relaxed: Relaxed | None = None
        self.liked_view = ""
        self._views: dict[str, View] = {}
        self._counted_on: date | None = None
        self._facts: dict[str, Mapping[str, int]] = {}
        self._found: Found | None = None
        self._elsewhere = 0
        self._is_owing = False

    # What is found

    def refresh(self) -> None:
        """Run the query anew; one that needs the index waits until it is there, and the list stays as it is."""
        self.relaxed, self._elsewhere, self._is_owing = None, 0, False
        self.is_waiting = self._is_too_early()
        if self.is_waiting:
            if self._found is None:
                self._found = self._library.find("")
            return
        sort, view = LIKE if self.is_by_like else "", self.view_query
        self._found = self._library.find(self._asked, view=view, selected=self.selected, sort=sort)
        self._is_owing = not self._found.ids and bool(self.text.strip())
        if len(self._library) <= RELAXED_AT_ONCE:
            self.relax()

    def relax(self) -> bool:
        """Where nothing was found, look for what would be; True if that is something to show."""
        if not self._is_owing:
            return False
        self._is_owing = False
        view = self.view_query
        self.relaxed = self._library.relaxed(self._asked, view=view, selected=self.selected)
        self._elsewhere = len(self._library.find(self._asked, selected=self.selected).ids) if view else 0
        return self.relaxed is not None or self._elsewhere > 0

    @property
    def _asked(self) -> str:
        """The query to run: a field at its end that has no value yet asks nothing, so that typing one hides nothing."""
        before, blank, last = self.text.rpartition(" ")
        if not last.endswith(":"):
            return self.text
        from papershelf.search.language.grammar import named

        return before + blank if named(last.lstrip("-~=")[:-1]) else self.text

    @property
    def is_owing(self) -> bool:
        """Whether nothing was found, and nobody has looked yet for what would be."""
        return self._is_owing

    def _is_too_early(self) -> bool:
        """Whether a search would have to build the index first, or a view to go through very many papers."""
        by_like = self.is_by_like or "sort:li" in self.view_query.lower().replace("-", "")
        asks = self.text.strip() or by_like or self.view.count is None
        return not self._library.is_warm and (bool(asks) or bool(self.view_query and not self._library.answers_at_once))

    @property
    def is_by_like(self) -> bool:
        """Whether a person wants this view in the order of what is like the starred papers."""
        return self.liked_view == self.view_key

    @property
    def found(self) -> Found:
        """What the query finds."""
        if self._found is None:
            self.refresh()
        assert self._found is not None, "it was just found"
        return self._found

    @property
    def shown(self) -> Found:
        """What is listed: what was found, or where that is nothing, what is found with a part left out."""
        return self.relaxed.found if self.relaxed else self.found

    @property
    def divider(self) -> int | None:
        """The paper before which a line stands."""
        return 0 if self.relaxed else self.found.divider

    @property
    def problems(self) -> "tuple[Problem, ...]":
        """What in the typed text was passed over; nothing while the query waits."""
        return () if self.is_waiting else self.found.problems

    @property
    def asks_for_selection(self) -> bool:
        """Whether what is listed depends on which papers are selected."""
        return "is:selected" in f"{self.found.query or ''} {self.view_query}"

    @property
    def view_query(self) -> str:
        """The query of the view shown; a view that is gone holds what its query finds, which may be nothing."""
        return self.view.query if self.view_key != ALL else ""

    @property
    def view(self) -> View:
        """The view shown."""
        if self.view_key not in self._views:
            if self.view_key == ALL:  # what the first paint shows, before the views are counted
                return View(ALL, ALL_NAME, len(self._library))
            self._count_views()
        known = self._views.get(self.view_key)
        if known is not None:
            return known
        kind, _, name = self.view_key.partition(":")
        section: Section = "tag" if kind == "tag" else "source"
        return View(self.view_key, name, 0, section)

    def _count_views(self) -> list[View]:
        # Before the index is there only what needs no search is counted: the first paint loads no search room.
        views = self._library.views(quick=not self._library.is_warm)
        self._views = {view.key: view for view in views}
        self._counted_on = day_of(self._library.now)
        self._facts = {}
        if self.view_key not in self._views and (":" not in self.view_key or self.view_key.startswith("list:")):
            self.view_key = ALL  # the saved view or the list was deleted, perhaps by another process
        return views

    @property
    def saved(self) -> list[View]:
        """The saved views from the top, without All."""
        if not self._views:
            self._count_views()
        return [view for view in self._views.values() if view.section == "view" and view.key != ALL]

    def view_of(self, key: str) -> View | None:
        """A view that the sidebar shows."""
        return self._views.get(key)

    # For the widgets

    def sidebar(self, *, anew: bool = True) -> list[SidebarItem]:
        """The lines of the sidebar.

        Args:
            anew: Whether to count now; else what was counted today stands, as nothing else has changed since.
        """
        items: list[SidebarItem] = []
        section = ""
        is_known = not anew and self._counted_on == day_of(self._library.now) and self.view_key in self._views
        views = list(self._views.values()) if is_known else self._count_views()
        numbers = {
            key: f"{place}" for place, key in enumerate([ALL, *(view.key for view in self.saved)][: NUMBERED + 1])
        }
        for view in views:
            if view.section != section:
                section = view.section
                items.append(SidebarItem(f"head:{section}", HEADS[section], None, "head"))
            name = view.label.rpartition("/")[2] if section == "tag" else view.label
            depth = view.label.count("/") if section == "tag" else view.depth
            number = numbers.get(view.key, "")
            items.append(SidebarItem(view.key, name, view.count, view.section, depth, number=number))
        return items

    def row(self, paper_id: str) -> Row:
        """How a paper looks in the list."""
        return row_of(self._library, self.shown, paper_id)

    def detail(
        self,
        paper_id: str | None,
        *,
        highlights: Highlights | None = None,
        sizes: Mapping[str, int] | None = None,
        whole: bool = False,
    ) -> DetailView | None:
        """How a paper looks in the detail pane, or None where there is none.

        Args:
            paper_id: Which one.
            highlights: What to highlight in it, if not what the query finds.
            sizes: How many papers each page listed.
            whole: Whether to name every author and keyword.
        """
        entry = self._library.entry(paper_id) if paper_id else None
        if entry is None:
            return None
        if highlights is None and self.shown.highlighter is not None:
            highlights = Answers(self.shown.highlighter)
        view = detail_view(entry, highlights, now=self._library.now, sizes=sizes, whole=whole)
        why = like_words(self._library, self.shown, view.paper_id)
        return self._linked(view._replace(byline=(*view.byline, f"Like starred: {why}")) if why else view)

    def _linked(self, view: DetailView) -> DetailView:
        """The same with its links to and from other papers; to look for the latter can wait until all is ready."""
        if "[[" in view.note:
            from papershelf.tui.note_links import with_titles

            view = view._replace(note=with_titles(view.note, self._title_of))
        back = self._library.backlinks(view.paper_id) if self._library.is_warm else ()
        lists = tuple(made.name for made in self._library.lists_of(view.paper_id))
        return view._replace(lists=lists, linked_from=tuple((other, self._title_of(other) or other) for other in back))

    def _title_of(self, paper_id: str) -> str | None:
        entry = self._library.entry(paper_id)
        return safe_line(entry.paper.title) or "(no title)" if entry else None

    def head(self) -> tuple[str, str]:
        """What the head line says: where one is, and how many papers there are."""
        where = self.view.heading if not self.text.strip() else f"{self.view.label} › {self.text.strip()}"
        if self.is_waiting:
            return f"  {where}", f"  {GETTING_READY}"
        count = f"  {len(self.found.ids)} of {len(self._library)}"
        lacks = self._library.liking_lacks if self.found.by_like else ""
        return f"  {where}", count + order_words(self.sort, lacks)

    @property
    def sort(self) -> str:
        """The key that the papers are sorted by, as the query or else the view names it; empty for none."""
        if self.is_by_like:
            return LIKE
        query = self.found.query
        if query is not None and (query.sort or query.has_words):
            return query.sort
        if "sort:" not in self.view_query.lower():
            return ""
        from papershelf.search import parse

        return parse(self.view_query).sort

    def empty_words(self, shown: Shown, review_days: int = 0) -> str:
        """What an empty list says; it teaches the next key, as the keymap shows it."""
        if self.shown.ids:
            return ""
        papers = len(self._library)
        if self.text.strip():
            return nothing_found(self.text, self.view, shown, elsewhere=self._elsewhere, papers=papers)
        waits = len(self._library.reviews(HANDFUL, days=review_days)) if self.view_key == "inbox" else 0
        return empty_view(self.view, papers, shown, waits)

    def divider_words(self) -> Sequence[str]:
        """What the line between papers says."""
        return relaxed_line(self.text, self.relaxed, self._elsewhere) if self.relaxed else (SIMILAR,)

    def known(self, searches: Sequence[str]) -> "Known":
        """What a half-typed query may go on with; views, tags and sources were counted for the sidebar."""
        from papershelf.search.language.completion import Known

        counts: dict[str, dict[str, int]] = {"list": {}, "tag": {}, "source": {}}
        for view in self._views.values():
            if view.section in counts:
                counts[view.section][view.label] = view.count or 0
        return Known(counts["tag"], counts["source"], searches, self._facts_of, counts["list"])

    def _facts_of(self, name: str) -> Mapping[str, int]:
        """Venues or keywords with their counts, which hold until the views are counted again."""
        if name not in self._facts:
            self._facts[name] = self._library.facts(name)
        return self._facts[name]
