"""The main screen: views on the left, papers in the middle, one paper on the right."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.widgets import Input

from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.saved import ALL
from papershelf.store import Unit
from papershelf.tui.bindings import bindings_of
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of, key_hint
from papershelf.tui.screens.alike import AlikeScreen
from papershelf.tui.screens.ordering import OrderingScreen
from papershelf.tui.searching import SearchPane
from papershelf.tui.view_keys import ViewKeys
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.finish import Beside, Even
from papershelf.tui.widgets.head import Head
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.paper_list import PaperList
from papershelf.tui.widgets.search_bar import SearchBar
from papershelf.tui.widgets.sidebar import Sidebar
from papershelf.tui.widgets.splitter import Splitter


class MainScreen(AlikeScreen, OrderingScreen, Even):
    """Where a person browses; what is shown is worked out by `Browsing`, this only shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("main"), *bindings_of("paper")]
    AUTO_FOCUS = "#papers"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.browsing = Browsing(library)
        self.view_keys = ViewKeys(self, library, self.browsing)
        self._is_read_only = False
        self.is_full = False  # whether what stands beside the list is there
        self._is_refreshing = False

    def compose(self) -> ComposeResult:
        """Head, three panes, foot."""
        yield Head(id="head")
        with Beside(id="body"):
            yield Sidebar(id="sidebar")
            yield Splitter("sidebar", id="split-sidebar")
            yield SearchPane(self.library, self.browsing, id="middle")
            yield Splitter("detail", id="split-detail")
            yield Detail(id="detail")
        yield KeyBar(is_late=True)

    def on_mount(self) -> None:
        """Show the papers; what stands beside them comes right after the first paint."""
        # Watched, not heard of by message: so line, list and detail are painted in one frame.
        self.watch(self.search_bar, "value", self._query_changed, init=False)
        self.watch(self.papers, "under_cursor", self._paper_changed, init=False)
        self._is_read_only = bool(self.library.read_only)
        self.refresh_papers()

    @on(ScreenResume)
    def _style_once(self, event: ScreenResume) -> None:
        """Come to the front; at the start every widget was given its styles just before, when it was mounted."""
        event.refresh_styles = event.refresh_styles and self.is_full

    def fill(self) -> None:
        """Show what stands beside the list, at the place that was kept for it."""
        if not self.is_full and self.query(Detail):
            self.is_full = True
            self.refresh_sidebar()
            self.refresh_detail()
            self.query_one(KeyBar).appear()

    # The three panes

    @property
    def searching(self) -> SearchPane:
        """The middle: search line and list."""
        return self.query_one("#middle", SearchPane)

    @property
    def papers(self) -> PaperList:
        """The list."""
        return self.searching.papers

    @property
    def search_bar(self) -> SearchBar:
        """The line to search in."""
        return self.searching.bar

    def refresh_papers(self, *, from_top: bool = False) -> None:
        """Ask for the papers anew; the reader's place stays, unless the best match is what they want to see."""
        self.browsing.selected = self.papers.selected
        self.browsing.refresh()
        self._is_refreshing = True
        try:
            self.searching.show_found(from_top=from_top)
        finally:
            self._is_refreshing = False
        self.refresh_head()
        self.refresh_detail()
        self.refresh_bindings()

    def warmed(self) -> None:
        """The index is there, or another one: views can be counted, and a query is run that waited for it."""
        if self.browsing.is_waiting:
            self.refresh_papers(from_top=bool(self.browsing.text.strip()))
        elif self.browsing.text.strip():
            self.refresh_papers()
        else:
            self.refresh_detail()
        self.call_after_refresh(self.refresh_sidebar)  # a person who typed looks at the papers

    def refresh_sidebar(self, *, anew: bool = True) -> None:
        """Count the views anew, or show only which of them is shown."""
        self.query_one(Sidebar).show(self.browsing.sidebar(anew=anew), self.browsing.view_key)

    def refresh_detail(self) -> None:
        """Show the paper under the cursor, or that there is none."""
        self.look()
        if not self.is_full:
            return
        detail = self.query_one(Detail)
        was_at_match = detail.is_at_match
        detail.show(self.browsing.detail(self.papers.cursor_id))
        if was_at_match and not detail.is_at_match:
            self.show_matches()

    def refresh_head(self) -> None:
        """Say where one is and how much there is, or what takes its time."""
        left, right = self.browsing.head()
        right = self.work_words or right
        if chosen := self.selection_words:
            right += f"  {chosen}"
        locked = ("  read-only", "bold $text-warning") if self._is_read_only else ""
        self.query_one(Head).show(Content.assemble((" papershelf", "bold $text-accent"), locked), left, right)
        self._refresh_place()

    def _refresh_place(self) -> None:
        papers, detail = self.papers, self.query_one(Detail)
        place = f"{papers.cursor + 1} of {len(papers.ids)}" if papers.has_cursor else ""
        self.query_one(Head).show_place(f"{detail.match_words} · {place}" if detail.is_at_match else place)

    def show_matches(self) -> None:
        """Say in the head at which match of the paper the person is."""
        self._refresh_place()

    def show_changes(self) -> None:
        """Papers or marks are different: counts, list and detail follow, the place stays."""
        self._is_read_only = bool(self.library.read_only)
        self.refresh_sidebar()
        self.refresh_papers()

    def show_tutorial(self, content: Content) -> None:
        """Say above the panes what to try next."""
        from papershelf.tui.widgets.tutorial_panel import TutorialPanel

        for panel in self.query(TutorialPanel):
            panel.update(content)
            return
        self.mount(TutorialPanel(content), after="#head")
        self.refresh_bindings()

    # Which papers an action is for

    def front(self) -> Entry | None:
        """The paper under the cursor."""
        paper_id = self.papers.cursor_id if self.is_mounted else None
        return self.library.entry(paper_id) if paper_id else None

    # What the panes say

    def _paper_changed(self) -> None:
        if not self._is_refreshing:  # else head and detail follow once the list stands
            self._refresh_place()
            self.refresh_detail()

    @on(PaperList.Opened)
    def _paper_opened(self) -> None:
        self.action_open()

    @on(PaperList.SelectionChanged)
    def _selection_changed(self) -> None:
        if self.browsing.asks_for_selection:
            self.refresh_papers()
        self.show_selection()

    def show_selection(self) -> None:
        """Say in the head how many are selected."""
        self.refresh_head()
        self.refresh_bindings()

    @on(Sidebar.Chosen)
    def _view_chosen(self, event: Sidebar.Chosen) -> None:
        self.show_view(event.key)
        self.go_to_pane("list")

    def show_view(self, key: str) -> None:
        """Show a view of the sidebar."""
        self.browsing.view_key = key
        self.refresh_papers()
        self.refresh_sidebar(anew=False)

    def tag_renamed(self, old: str, new: str) -> None:
        """Stay in the view of the tag under its new name."""
        shown = self.browsing.view_key.removeprefix("tag:")
        if shown == old or shown.startswith(f"{old}/"):
            self.show_view(f"tag:{new}{shown[len(old) :]}")

    def _query_changed(self, text: str) -> None:
        self.browsing.text = text
        self.refresh_papers(from_top=bool(text.strip()))

    @on(Input.Submitted, "#search")
    def _query_submitted(self) -> None:
        self.go_to_pane("list")

    def attempt(
        self,
        change: Callable[[], Unit | None],
        what: str,
        *,
        nothing: str = "",
        says: Callable[[Unit], str] | None = None,
        then: Callable[[bool], None] = lambda _went: None,
        size: int = 1,
    ) -> None:
        """Make a change; a search that led to one was worth remembering."""

        self.keep_run()

        def after(went: bool) -> None:
            if went:
                self.searching.remember()
            then(went)

        super().attempt(change, what, nothing=nothing, says=says, then=after, size=size)

    # Moving between panes

    def action_search(self) -> None:
        """Open the search line."""
        self.go_to_pane("list")
        self.search_bar.display = True
        self.search_bar.focus(scroll_visible=False)

    def action_back(self) -> None:
        """Step back one level: search line, pane, selection, query, view."""
        if self.search_bar.has_focus or self.pane != "list":
            self.go_to_pane("list")
        elif self.leave_visual():
            pass
        elif self.papers.selected:
            self.papers.clear_selected()
        elif self.browsing.text:
            self.search_bar.value = ""
            self.go_to_pane("list")
        elif self.browsing.view_key != ALL:
            self.show_view(ALL)
        else:
            leave = key_hint(host_of(self).keys, "app.quit", "leaves papershelf.")
            self.say(f"This is the top level; {leave}" if leave else "This is the top level.")

    def action_open(self) -> None:
        """Read the paper full-screen."""
        from papershelf.tui.screens.reader import ReaderScreen

        paper_id = self.papers.cursor_id
        if paper_id is not None:
            self.searching.remember()
            self.app.push_screen(ReaderScreen(self.library, self.browsing, self.papers.ids, paper_id), self._come_back)

    def _come_back(self, paper_id: str | None) -> None:
        """Put the cursor on the paper last read."""
        if paper_id is not None:
            self.papers.move_to(paper_id)

    def action_note(self) -> None:
        """Open the note; a search that led to one was worth remembering."""
        self.searching.remember()
        super().action_note()

    # Views

    def action_nth_view(self, number: int) -> None:
        """Show the saved view that has the number beside it; 0 is all papers."""
        saved = self.browsing.saved
        if number > len(saved):
            save = key_hint(host_of(self).keys, "view.save", "saves what is searched for as one.")
            self.say(f"There is no view {number}. {save}".rstrip())
            return
        self.show_view(saved[number - 1].key if number else ALL)
        if self.pane == "detail":
            self.go_to_pane("list")

    def action_view(self, verb: str) -> None:
        """Change the view under the sidebar's cursor while the person is there, else the one shown."""
        key = self.query_one(Sidebar).cursor_key if self.pane == "sidebar" else None
        self.view_keys.run(verb, key or self.browsing.view_key)
