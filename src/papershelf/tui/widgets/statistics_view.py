"""The statistics on the screen: a page of lines that scrolls, in the theme's colours."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.strip import Strip
from textual.widget import Widget

from papershelf.library.statistics.spans import Line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.cells import LineBuilder
from papershelf.tui.widgets.frames import LineView
from papershelf.tui.widgets.scrolling import Scrolling

_MARGIN = 1  # cells at either side


class StatisticsView(Scrolling, LineView, can_focus=True, inherit_bindings=False):
    """Paints lines; what is in them is worked out elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"statistics--{role}" for role in ("head", "quiet", "plot", *(f"level{shade}" for shade in range(5)))),
    }

    DEFAULT_CSS = """
    StatisticsView {
        height: 1fr;
        background: $surface;
        color: $text;
        overflow-x: hidden;
        overflow-y: scroll;
        & > .statistics--head { text-style: bold; }
        & > .statistics--quiet { color: $text-muted; }
        & > .statistics--plot { color: $text-accent; }
        & > .statistics--level0 { color: $text-muted; }
        & > .statistics--level1 { color: $text-accent; }
        & > .statistics--level2 { color: $text-accent; }
        & > .statistics--level3 { color: $text-accent; }
        & > .statistics--level4 { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty."""
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    @property
    def room(self) -> tuple[int, int]:
        """Cells of a line, and lines that are seen at once."""
        region = self.scrollable_content_region
        return max(region.width - 2 * _MARGIN, 1), region.height

    def show(self, lines: Sequence[Line]) -> None:
        """Show a page; one stays where one was in it, as far as that is there."""
        self._lines = lines
        self.set_lines(len(lines))
        self.refresh()

    def line_at(self, y: int, width: int) -> Strip:
        """One line of what is seen."""
        number = y + round(self.scroll_y)
        line = LineBuilder(width, self.style_of())
        if number < len(self._lines):
            line.space(_MARGIN)
            for span in self._lines[number]:
                line.add(span.text, self.style_of(f"statistics--{span.role}") if span.role else self.style_of())
        return line.strip()

    @property
    def scrolled(self) -> Widget:
        """Itself."""
        return self
