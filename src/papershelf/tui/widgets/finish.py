"""The last touch to the lines of a view: room beside them, and the app's filters."""

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip
from textual.style import Style as Look
from textual.widget import Widget


class Finish(NamedTuple):
    """What becomes of each line of a view that has no frame, nor anything else drawn over it.

    Textual looks at borders, outlines, tints, hatches and opacities anew for every line of every frame, which
    takes longer than to paint it.

    Attributes:
        width: Cells of the view.
        before: Cells left of a line.
        after: Cells right of it.
        ground: What these cells look like.
        background: The colour behind the letters, for filters.
        filters: What the line goes through.
    """

    width: int
    before: int
    after: int
    ground: Style
    background: Color
    filters: tuple[LineFilter, ...]

    def put_to(self, line: Strip) -> Strip:
        """The line as the terminal is to show it."""
        line = line.adjust_cell_length(self.width - self.before - self.after, self.ground)
        if self.before or self.after:
            left, right = ([Segment(" " * cells, self.ground)] if cells else [] for cells in (self.before, self.after))
            line = Strip([*left, *line, *right], self.width)
        for each in self.filters:
            line = line.apply_filter(each, self.background)
        return line


def finish_of(widget: Widget) -> Finish | None:
    """How the lines of a widget are finished; None where its styles ask for more than room beside them."""
    styles = widget.styles
    padding, hovered = styles.padding, widget.hover_style
    edges = (*styles.border, *styles.outline)
    if (
        padding.height
        or any(edge for edge, _ in edges)
        or styles.has_rule("hatch")
        or styles.tint.a
        or styles.text_opacity != 1.0
        or widget.opacity != 1.0
        or (widget.auto_links and hovered.link_id)
    ):
        return None
    base, background = widget.background_colors
    ground = Look(background=base + background).rich_style
    width = widget.region.width
    return Finish(width, padding.left, padding.right, ground, background, tuple(widget.get_line_filters()))
