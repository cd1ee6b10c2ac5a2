"""How scrollbars are painted: the cells that Textual works out, without a console of Rich's in between."""

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class BarRender(ScrollBarRender, Visual):
    """A bar of single cells, to be set as `ScrollBar.renderer`.

    Textual hands its own to Rich as something that may be of any size, and Rich measures and cuts each line anew.
    """

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002 - Textual asks so
        """The lines of the bar.

        Args:
            width: Cells of each.
            height: How many there are.
            style: What lies under the bar's own.
            options: Nothing of it concerns a bar.
        """
        length, thickness = (height or 1, width) if self.vertical else (width, height or 1)
        colours = self.style if isinstance(self.style, RichStyle) else RichStyle.parse(self.style)
        bar = self.render_bar(
            size=length,
            virtual_size=self.virtual_size,
            window_size=self.window_size,
            position=self.position,
            thickness=thickness,
            vertical=self.vertical,
            back_color=colours.bgcolor or Color.default(),
            bar_color=colours.color or Color.default(),
        )
        under = style.rich_style
        few = {id(each): each for each in bar.segments[:length]}  # the same three or four cells again and again
        made = {key: Segment(each.text, under + each.style if each.style else under) for key, each in few.items()}
        cells = [made[id(each)] for each in bar.segments[:length]]
        return [Strip([cell], width) for cell in cells] if self.vertical else [Strip(cells, width)] * thickness

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual asks so
        """As wide as the place of the bar, which its parent's styles say."""
        return self.thickness if self.vertical else container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual asks so
        """As high as the place of the bar."""
        return 1 if self.vertical else self.thickness
