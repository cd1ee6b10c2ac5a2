"""The last touch to lines: room beside them, and the app's filters; and widgets whose lines are all alike."""

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.containers import Horizontal
from textual.filter import LineFilter
from textual.geometry import Region
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
        room = self.width - self.before - self.after
        if line.cell_length > room:
            line = line.crop(0, room)
        segments = [*self._blank(self.before), *line, *self._blank(room - line.cell_length + self.after)]
        for each in self.filters:
            segments = each.apply(segments, self.background)
        return Strip(segments, self.width)

    def _blank(self, cells: int) -> list[Segment]:
        return [Segment(" " * cells, self.ground)] if cells else []


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


class Even(Widget):
    """As what lies under panes: one line is made for all.

    It is to be named last among bases, because Textual takes styles from the first one. Without more it is only ground.
    """

    _made: tuple[Finish, Strip] | None = None  # how lines were finished last, and how one looked

    def even_line(self) -> Strip:
        """How each line looks, without its finish."""
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - every line is alike
        """The same one, where Textual has to draw something round it or over it."""
        return self.even_line()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line again and again, so that Textual need not cut each of them for itself either."""
        finish = finish_of(self)
        if finish is None:
            return super().render_lines(crop)
        if self._made is None or self._made[0] != finish:
            self._made = finish, finish.put_to(self.even_line())
        line = self._made[1]
        if crop.column_span != (0, finish.width):
            line = line.crop(*crop.column_span)
        return [line] * crop.height

    def _set_dirty(self, *regions: Region) -> None:
        super()._set_dirty(*regions)
        self._made = None


class Beside(Horizontal, Even):
    """Panes beside one another."""
