"""What the screens of history and trash share: a head, a list of lines, the keys, and the ear for changes."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from papershelf.library import Changed, Library
from papershelf.tui.host import Host, host_of
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.past_words import WHEN_CELLS
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.line_list import Line, LineList


class ListingScreen(LeftOnce[None]):
    """A list over the whole screen; a subclass says what is in it (`reload`, `line`) and what enter does (`open`)."""

    AUTO_FOCUS = "#lines"
    HEADING: ClassVar[str]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.lines = LineList(self.line, column=WHEN_CELLS, id="lines")
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Head, list, foot."""
        yield Static(id="head", markup=False)
        yield from self.above()
        yield self.lines
        yield KeyBar()

    def above(self) -> ComposeResult:
        """What stands between head and list."""
        yield from ()

    # What a subclass says

    def line(self, index: int) -> Line:
        """How an item looks."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask the library anew, and show it."""
        raise NotImplementedError

    def open(self) -> None:
        """Open the item under the cursor."""
        raise NotImplementedError

    # Events

    def on_mount(self) -> None:
        """Show what there is, and hear of every change, whoever makes it."""
        self._unsubscribe()  # a subclass that needs the lines at once has called this already, and Textual does again
        self._unsubscribe = self.library.subscribe(self._hear)
        self.reload()

    def _hear(self, change: Changed) -> None:
        self.post_message(LibraryChanged(change))

    def on_unmount(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    def on_library_changed(self) -> None:
        """Show what is different now."""
        self.reload()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.open()

    # For subclasses

    @property
    def now(self) -> datetime:
        """This moment, where the person is."""
        return datetime.now().astimezone()

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    def show_head(self, count: str) -> None:
        """Say what this is, and how much there is."""
        words = Content.assemble((" papershelf ", "bold $accent"), f"  {self.HEADING}", (f"  {count}", "$text-muted"))
        # Work tells how far it is from a timer, also while a screen is being taken down and has no head any more.
        for head in self.query("#head").results(Static):
            head.update(words, layout=False)  # its height never changes
