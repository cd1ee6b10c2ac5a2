"""The head of the reader: which paper of how many, where in its matches, and how much of it is read."""

from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from papershelf.tui.widgets.cells import LineBuilder, clean
from papershelf.tui.widgets.frames import Fixed

GAP = 2


class ReaderHead(Fixed):
    """One line; what has no room is left out from the middle."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader-head--place", "reader-head--muted"}

    DEFAULT_CSS = """
    ReaderHead {
        height: 1;
        background: $panel;
        color: $text;
        & > .reader-head--place { color: $accent; text-style: bold; }
        & > .reader-head--muted { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty."""
        super().__init__(id=id)
        self._place = ""
        self._others: tuple[str, ...] = ()
        self._end = ""

    @property
    def words(self) -> str:
        """All that it says, whether there is room or not."""
        return "  ".join(part for part in (self._place, *self._others, self._end) if part)

    def show(self, place: str, others: tuple[str, ...], end: str) -> None:
        """Say something else.

        Args:
            place: First and always.
            others: Next, the likeliest to have room first.
            end: At the right end.
        """
        if (place, others, end) != (self._place, self._others, self._end):
            self._place, self._others, self._end = place, others, end
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        if y:
            return Strip.blank(self.size.width, self._style())
        line = LineBuilder(self.size.width, self._style())
        line.space()
        line.add(clean(self._place)[0], self._style("reader-head--place"))
        line.add_right(f"{self._end} ", self._style("reader-head--muted"))
        for other in self._others:
            text = clean(other)[0]
            if text and line.fits(" " * GAP + text):
                line.space(GAP)
                line.add(text, self._style("reader-head--muted"))
        return line.strip()

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style
