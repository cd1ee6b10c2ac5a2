"""All about one line of the import inbox: its words, and beneath them two papers side by side where two look alike."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from papershelf.tui.inbox_words import Shown

SIDE_CELLS = 44  # for both; with less, one stands below the other


class InboxPane(VerticalScroll, can_focus=False):
    """Shows one line of the inbox."""

    DEFAULT_CSS = """
    InboxPane {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 20%;
        scrollbar-background: $surface;
        & > Static { height: auto; }
        & > Horizontal { height: auto; margin-top: 1; }
        & > Horizontal > Static { width: 1fr; height: auto; padding-right: 1; }
        &.-thin > Horizontal { layout: vertical; }
        &.-thin > Horizontal > Static { width: 100%; }
    }
    """

    def __init__(self, shown: Shown | None = None, *, id: str | None = None) -> None:
        """Make it with something to show, or empty."""
        super().__init__(id=id)
        self._shown = shown or Shown(Content())
        self._words = Static(markup=False)
        self._one, self._other = Static(markup=False), Static(markup=False)
        self._both = Horizontal(self._one, self._other)

    def compose(self) -> ComposeResult:
        """Words, and the two."""
        yield self._words
        yield self._both

    def on_mount(self) -> None:
        """Show what it was made with."""
        self.show(self._shown)

    def show(self, shown: Shown) -> None:
        """Show something else, from its beginning."""
        self._shown = shown
        self._words.update(shown.words)
        self._both.display = shown.sides is not None
        for side, content in zip((self._one, self._other), shown.sides or (), strict=False):
            side.update(content)
        self.scroll_home(animate=False)

    @property
    def plain(self) -> str:
        """Every word that is shown."""
        return "\n".join(content.plain for content in (self._shown.words, *(self._shown.sides or ())))

    def on_resize(self) -> None:
        """Put the two below one another where there is no room."""
        self.set_class(self.size.width < SIDE_CELLS, "-thin")

    def scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)
