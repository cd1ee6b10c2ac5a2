"""The reader: one paper, full-screen, at a measure that is comfortable to read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center

from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.tui.bindings import bindings_of
from papershelf.tui.browsing import Browsing
from papershelf.tui.screens.paper_screen import PaperScreen
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.key_bar import KeyBar


class ReaderScreen(PaperScreen):
    """Shows a paper of the list; its neighbours are a key away."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reader"), *bindings_of("paper")]
    AUTO_FOCUS = "Detail"

    def __init__(self, library: Library, browsing: Browsing, ids: Sequence[str], paper_id: str) -> None:
        super().__init__(library)
        self.browsing = browsing
        self.ids = list(ids)
        self.paper_id = paper_id

    def compose(self) -> ComposeResult:
        """The paper in the middle."""
        with Center(id="reader"):
            yield Detail(id="reading")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the paper."""
        super().on_mount()
        self.show_changes()

    def front(self) -> Entry | None:
        """The paper being read."""
        return self.library.entry(self.paper_id)

    def show_changes(self) -> None:
        """Show the paper as it stands now."""
        self.look()
        self.query_one(Detail).show(self.browsing.detail(self.paper_id))

    def action_neighbour(self, step: int) -> None:
        """Go to the next or the previous paper of the list."""
        place = self.ids.index(self.paper_id) + step
        if 0 <= place < len(self.ids):
            self.paper_id = self.ids[place]
            self.show_changes()
            self.query_one(Detail).scroll_home(animate=False)
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
        """Back to the list, at this paper."""
        self.dismiss(self.paper_id)
