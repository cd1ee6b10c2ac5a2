"""What is being looked at: a view, a query, and how the papers found look. No widget is touched here."""

from papershelf.library import Found, Library, Section, View
from papershelf.marks import Entry
from papershelf.saved import ALL
from papershelf.tui.widgets.detail_view import DetailView, detail_view
from papershelf.tui.widgets.paper_list import Row
from papershelf.tui.widgets.sidebar import SidebarItem

HEADS = {"view": "Views", "tag": "Tags", "source": "Sources"}


class Browsing:
    """The state of browsing, and its translation into what widgets show.

    Args:
        library: Where the papers come from.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.view_key = ALL
        self.text = ""
        self._views: dict[str, View] = {}
        self._found: Found | None = None

    # What is found

    def refresh(self) -> Found:
        """Run the query anew."""
        self._found = self._library.find(self.text, view=self.view_query)
        return self._found

    @property
    def found(self) -> Found:
        """What the last run found."""
        return self._found or self.refresh()

    @property
    def view_query(self) -> str:
        """The query of the view shown; a view that is gone holds what its query finds, which may be nothing."""
        return self.view.query if self.view_key != ALL else ""

    @property
    def view(self) -> View:
        """The view shown."""
        if self.view_key not in self._views:
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
        if self.view_key not in self._views and ":" not in self.view_key:
            self.view_key = ALL  # the saved view was deleted, perhaps by another process
        return views

    # For the widgets

    def sidebar(self) -> list[SidebarItem]:
        """The lines of the sidebar, counted now."""
        items: list[SidebarItem] = []
        section = ""
        for view in self._count_views():
            if view.section != section:
                section = view.section
                items.append(SidebarItem(f"head:{section}", HEADS[section], None, "head"))
            name = view.label.rpartition("/")[2] if section == "tag" else view.label
            depth = view.label.count("/") if section == "tag" else 0
            items.append(SidebarItem(view.key, name, view.count, view.section, depth))
        return items

    def row(self, paper_id: str) -> Row:
        """How a paper looks in the list."""
        entry = self._library.entry(paper_id)
        if entry is None:  # gone between finding and showing; the next refresh drops it
            return Row(paper_id, "(no longer in the library)")
        paper, mark = entry.paper, entry.mark
        row = Row(
            paper_id=paper_id,
            title=paper.title,
            starred=mark.starred,
            status=mark.status,
            rating=mark.rating,
            tags=mark.tags,
            has_code=paper.repository is not None,
            has_note=bool(mark.note),
            seen=len(paper.sources),
        )
        return row if self.found.highlighter is None else self._explained(row, entry)

    def _explained(self, row: Row, entry: Entry) -> Row:
        """The row with what shows why the paper was found."""
        from papershelf.search import Field

        why = self._library.explain(self.found, entry)
        row = row._replace(spans=why.spans.get(Field.TITLE, ()))
        if not why.fields or Field.TITLE in why.fields:
            return row
        field = why.fields[0]
        text = {Field.ABSTRACT: entry.paper.abstract, Field.NOTE: entry.mark.note}.get(field, "")
        start, end = why.sentence or (0, 0)
        spans = tuple(
            (first - start, last - start) for first, last in why.spans[field] if start <= first and last <= end
        )
        return row._replace(badge=field.value, snippet=text[start:end], snippet_spans=spans)

    def detail(self, paper_id: str | None) -> DetailView | None:
        """How a paper looks in the detail pane, or None where there is none."""
        entry = self._library.entry(paper_id) if paper_id else None
        if entry is None:
            return None
        highlighter = self.found.highlighter
        if highlighter is None:
            return detail_view(entry)
        from papershelf.search import Field

        return detail_view(entry, lambda text, field: highlighter.spans(text, Field(field)))

    def head(self, selected: int) -> tuple[str, str]:
        """What the head line says: where one is, and how many papers there are."""
        total, here = len(self._library), len(self.found.ids)
        where = self.view.label if not self.text else f"{self.view.label} › {self.text.strip()}"
        chosen = f"  {selected} selected" if selected else ""
        return f"  {where}", f"  {here} of {total}{chosen}"

    def empty_words(self) -> str:
        """What an empty list says; it teaches the next key."""
        if self.text.strip():
            return f"Nothing found for “{self.text.strip()}” in {self.view.label}.\nescape steps back."
        if not len(self._library):
            return "No papers yet.\nPress i to import a saved page."
        if self.view.section == "tag":
            return f"No paper has the tag “{self.view.label}” any more.\nescape goes back to all papers."
        hints = {
            "inbox": "The inbox is empty: well done.",
            "queued": "The queue is empty.\nIn the list, m then q puts a paper here.",
            "reading": "Nothing is being read.\nIn the list, m then r marks a paper so.",
            "read": "Nothing has been read yet.\nIn the list, m then d marks a paper as read.",
            "skipped": "Nothing was skipped.\nIn the list, m then s skips a paper.",
            "starred": "No stars yet.\nIn the list, s stars a paper.",
            "no-note": "Every paper has a note.",
            "seen": "No paper was listed twice.",
            "forgotten": "Nothing is forgotten: every star of old was read.",
            "note": "No notes yet.\nIn the list, n writes one.",
        }
        return hints.get(self.view_key, "No papers here.") + "\nescape goes back to all papers."
