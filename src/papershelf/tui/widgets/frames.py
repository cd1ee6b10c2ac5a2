"""Scrolling panes that are painted once a key: Textual's own ask for their scrollbar again while it lays them out.

Such a request comes too late for the frame in which everything else is painted, and a second frame is a wait.
"""

from rich.style import Style
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget


class LineView(ScrollView):
    """A view of so many lines, painted by the line."""

    DEFAULT_CSS = """
    LineView {
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 20%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $accent;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
    }
    """

    # Other lines change the size of nothing, but of a view that is as high as its lines are many: see `set_lines`.
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)

    def set_lines(self, lines: int) -> None:
        """Say how many there are; the scrollbar learns it now, and only where it comes or goes is anything laid out."""
        before, height = self.virtual_size.height, self._container_size.height
        if lines == before:
            return
        self.virtual_size = Size(0, lines)
        if height and max(lines, before) <= height and not self.styles.auto_dimensions:
            self.scroll_y = 0  # all fits, as it did: there is nothing for the scrollbar to show
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.set_reactive(ScrollBar.window_virtual_size, lines)
            return
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        self._scroll_update(self.virtual_size)

    def laid_over(self, *components: str) -> Style:
        """The style of component classes laid over this; Textual's `get_visual_style` forgets what is reversed."""
        style = self.get_visual_style(*components).rich_style
        is_reversed = any(self.get_component_styles(name).text_style.reverse for name in components)
        return style + Style(reverse=True) if is_reversed else style

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take a new size; Textual takes the parent's size for this one's, and so finds a new one at every layout."""
        own = size - self.styles.gutter.totals
        same = size == self._size and own == self._container_size
        return not same and super()._size_updated(size, virtual_size, container_size, layout)


class Fixed(Widget):
    """A widget that never scrolls, so a new size of it asks for no second frame, which Textual's default would."""

    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)


class Pane(VerticalScroll):
    """A pane whose scrollbar keeps its cell, invisible where all fits: coming and going, it would wrap all anew."""

    DEFAULT_CSS = """
    Pane {
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: transparent;
        scrollbar-background-hover: transparent;
        scrollbar-background-active: transparent;
        &:focus {
            scrollbar-background: $foreground 3%;
            scrollbar-background-hover: $foreground 3%;
            scrollbar-background-active: $foreground 3%;
        }
    }
    """

    # The bar's place never changes, so a new size of what is shown asks for no second frame.
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Take a new size in the middle of a layout; the scrollbar is painted with it, not a frame later."""
        super()._scroll_update(virtual_size)
        self.vertical_scrollbar._repaint_required = False
        self.screen._compositor.update_widgets({self.vertical_scrollbar})
