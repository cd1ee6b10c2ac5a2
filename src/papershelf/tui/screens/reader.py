"""The reader: one paper, full-screen, at a measure that is comfortable to read."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center
from textual.widgets import Input

from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.tui.bindings import bindings_of
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of
from papershelf.tui.screens.paper_screen import PaperScreen
from papershelf.tui.text_finding import Wanted
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.raw_text import RawText
from papershelf.tui.widgets.reader_head import ReaderHead

MARGIN = 4  # cells beside the measure: padding, and the scrollbar
NARROWEST = 20
MEASURED = 20_000  # papers; in more of them every record would have to be read to say how long a page was


class ReaderScreen(PaperScreen):
    """Shows a paper of the list; its neighbours are a key away.

    Args:
        library: Where the papers are.
        browsing: What is looked at, and so what is highlighted.
        ids: The papers of the list.
        paper_id: The one to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reader"), *bindings_of("paper")]
    AUTO_FOCUS = "#reading"

    def __init__(self, library: Library, browsing: Browsing, ids: Sequence[str], paper_id: str) -> None:
        super().__init__(library)
        self.browsing = browsing
        self.ids = list(ids)
        self.paper_id = paper_id
        self._sizes: dict[str, int] = {}
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Where one is, the paper in the middle, the line to find a text with."""
        yield ReaderHead(id="reader-head")
        with Center(id="reader"):
            yield Detail(id="reading")
            yield RawText(id="raw")
        yield Input(placeholder="find in this paper", id="find", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the paper; how long its pages are is counted when it can be read already."""
        # How far one is depends on how long the text is too, which is known only once it is laid out.
        for name in ("scroll_y", "virtual_size", "container_size"):
            self.watch(self.detail, name, self.show_matches, init=False)
        self.show_changes()
        self.call_after_refresh(self._measure_pages)

    def on_screen_resume(self) -> None:
        """Take the measure anew: the settings may have been open meanwhile."""
        for pane in (self.detail, self.raw):
            pane.styles.max_width = max(NARROWEST, host_of(self).config.measure) + MARGIN

    def on_resize(self) -> None:
        """In another width another part of the paper fits."""
        self.call_after_refresh(self.show_matches)

    @property
    def detail(self) -> Detail:
        """The paper."""
        return self.query_one("#reading", Detail)

    @property
    def raw(self) -> RawText:
        """The text as it stood on the page."""
        return self.query_one("#raw", RawText)

    def front(self) -> Entry | None:
        """The paper being read."""
        return self.library.entry(self.paper_id)

    # Showing

    def show_changes(self) -> None:
        """Show the paper as it stands now."""
        self.look()
        highlights = Wanted(self._wanted) if self._wanted.strip() else None
        self.detail.show(self.browsing.detail(self.paper_id, highlights=highlights, sizes=self._sizes, whole=True))
        entry = self.front()
        if entry is not None and self.raw.display:
            self.raw.show(entry.paper)
        self.show_matches()

    def _measure_pages(self) -> None:
        """Count what each page of this paper listed: the last place on it that a paper is known of."""
        entry = self.front()
        files = {listing.file for listing in entry.paper.sources} if entry else set()
        if files - self._sizes.keys() and len(self.library) <= MEASURED:
            sizes: Counter[str] = Counter()
            for each in self.library.entries():
                for listing in each.paper.sources:
                    sizes[listing.file] = max(sizes[listing.file], listing.position)
            self._sizes = dict(sizes)
            self.show_changes()

    def show_matches(self) -> None:
        """Say which paper this is, at which match, and how far it was read."""
        detail = self.detail
        place = f"{self.ids.index(self.paper_id) + 1} of {len(self.ids)}"
        if self.raw.display:
            self.query_one(ReaderHead).show(place, ("raw text",), "")
            return
        found = detail.match_words
        if self._wanted.strip() and not found:
            found = "not found"
        share = f"{round(100 * detail.scroll_y / detail.max_scroll_y)} %" if detail.max_scroll_y > 0 else ""
        self.query_one(ReaderHead).show(place, (found, self.browsing.view.label), share)

    def action_neighbour(self, step: int) -> None:
        """Go to the next or the previous paper of the list."""
        place = self.ids.index(self.paper_id) + step
        if 0 <= place < len(self.ids):
            self.paper_id = self.ids[place]
            self.show_changes()
            self.detail.scroll_home(animate=False)
            self.call_after_refresh(self._measure_pages)
            self.call_after_refresh(self.show_matches)
            self.refresh_bindings()
        else:
            self.say("This is the last paper of the list." if step > 0 else "This is the first paper of the list.")

    def go_to_paper(self, paper_id: str | None) -> None:
        """Read another paper, put beside this one; its neighbours stay."""
        if paper_id is None or self.library.entry(paper_id) is None:
            return
        if paper_id not in self.ids:
            self.ids.insert(self.ids.index(self.paper_id) + 1, paper_id)
        self.paper_id = paper_id
        self.show_changes()
        self.query_one(Detail).scroll_home(animate=False)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Back one level: from the found text, from the raw text, to the list at this paper."""
        if self._wanted or self.query_one("#find").display:
            self._close_find()
        elif self.raw.display:
            self.action_raw()
        else:
            self.dismiss(self.paper_id)

    # The raw text

    def action_raw(self) -> None:
        """Show the text as it stood on the page, or the paper again; each keeps its place."""
        entry, raw = self.front(), self.raw
        if entry is None:
            return
        is_raw = not raw.display
        if is_raw:
            raw.show(entry.paper)
        raw.display, self.detail.display = is_raw, not is_raw
        (raw if is_raw else self.detail).focus(scroll_visible=False)
        self.show_matches()

    # Links

    def action_link(self, number: int) -> None:
        """Open a link by its number."""
        url = self.detail.link(number)
        if url is not None:
            self.open_link(url, f"link {number}")
        else:
            self.say(f"There is no link {number}.")

    # Finding a text in the paper

    def action_find(self) -> None:
        """Open the line to find a text with."""
        if self.raw.display:
            self.action_raw()
        line = self.query_one("#find", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self.show_changes()

    @on(Input.Submitted, "#find")
    def _take(self) -> None:
        """Go to the first place, and let keys be keys again."""
        if not self._wanted.strip():
            self._close_find()
            return
        self.query_one("#find").display = False
        self.detail.focus()
        self.call_after_refresh(self.action_match, 1)

    def _close_find(self) -> None:
        line = self.query_one("#find", Input)
        line.display = False
        with self.prevent(Input.Changed):
            line.value = ""
        self._wanted = ""
        self.show_changes()
        self.detail.focus()
