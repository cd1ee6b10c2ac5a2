"""Scrolling panes that are painted once a key: Textual's own ask for their scrollbar again while it lays them out.

Such a request comes too late for the frame in which everything else is painted, and a second frame is a wait.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby

from rich.style import Style
from textual.cache import LRUCache
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style as Look
from textual.widget import Widget

from papershelf.tui.widgets.finish import Finish, finish_of

MOST_STRIPS = 512


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs of neighbours, each by its first number and how many there are."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        first, *rest = (number for _, number in run)
        yield first, 1 + len(rest)


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

    def __init__(self, *, id: str | None = None, classes: str | None = None, disabled: bool = False) -> None:
        super().__init__(id=id, classes=classes, disabled=disabled)
        self._strips: LRUCache[Hashable, Sequence[Strip]] = LRUCache(MOST_STRIPS)  # what was made, by what it is of
        self._painted: dict[int, Strip] = {}  # what each line of the window showed last
        self._known: set[int] = set()  # those of them that would be made the same again
        self._width = 0  # of these lines
        self._finish: Finish | None = None
        self._finished: dict[int, Strip] = {}  # lines as the terminal is to show them
        self._looks: dict[tuple[tuple[str, ...], bool], Look] = {}

    def line_at(self, y: int, width: int) -> Strip:
        """How a line of the window looks in so many cells; a subclass says so."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        return self._line(y, self._room().width)

    def _room(self) -> Size:
        """Cells of a line, and lines of the window; in another width no line is as it was."""
        size = self.scrollable_content_region.size
        if size.width != self._width:
            self._width = size.width
            self._known.clear()
            self._finished.clear()
        return size

    def _line(self, y: int, width: int) -> Strip:
        if y not in self._known:
            self._painted[y] = self.line_at(y, width)
            self._known.add(y)
        return self._painted[y]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible lines, finished; none is made or finished that was since it last changed."""
        finish = finish_of(self)
        if finish is None:
            return super().render_lines(crop)
        if finish != self._finish:
            self._finish, self._finished = finish, {}
        width, finished = self._room().width, self._finished
        for y in crop.line_range:
            if y not in finished:
                finished[y] = finish.put_to(self._line(y, width))
        lines = [finished[y] for y in crop.line_range]
        return lines if crop.column_span == (0, finish.width) else [line.crop(*crop.column_span) for line in lines]

    def _set_dirty(self, *regions: Region) -> None:
        """Forget what lines looked like; everything that changes them comes by here."""
        super()._set_dirty(*regions)
        if not regions:
            self._known.clear()
            self._finished.clear()
        for y in (y for region in regions for y in region.line_range):
            self._known.discard(y)
            self._finished.pop(y, None)

    def repaint(self) -> None:
        """Paint the lines of the window that are others now: most are as before."""
        before, self._painted = self._painted, {}
        self._known.clear()
        # Whoever tells the view of something may come just after it was taken off the screen: it has no styles then.
        if not before or not self.is_mounted or not self.is_attached:
            self.refresh()
            return
        width, height = self._room()
        others = [y for y in range(height) if self._line(y, width) != before.get(y)]
        if others:
            self.refresh(*(Region(0, first, width, lines) for first, lines in _runs(others)))
            self._known.update(others)  # they were made just now

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

    def notify_style_update(self) -> None:
        """Drop what was made in the old theme."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def look_of(self, *components: str) -> Look:
        """The look of component classes laid over this; Textual's `get_visual_style` forgets what is reversed."""
        key = (components, self.has_focus)
        look = self._looks.get(key)
        if look is None:
            look = self.get_visual_style(*components)
            if any(self.get_component_styles(name).text_style.reverse for name in components):
                look += Look(reverse=True)
            self._looks[key] = look
        return look

    def style_of(self, *components: str) -> Style:
        """The same as a style of segments, later components on top."""
        return self.look_of(*components).rich_style

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take a new size; Textual takes the parent's size for this one's, and so finds a new one at every layout."""
        own = size - self.styles.gutter.totals
        same = size == self._size and own == self._container_size
        return not same and super()._size_updated(size, virtual_size, container_size, layout)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Tell the bar; one that showed nothing and shows nothing is not painted once more for it."""
        lines, height = virtual_size.height, self._container_size.height
        if self.styles.overflow_y == "scroll" and self.show_vertical_scrollbar and lines <= height:
            bar = self.vertical_scrollbar
            if bar.window_virtual_size <= bar.window_size:
                bar.set_reactive(ScrollBar.window_virtual_size, lines)
                bar.set_reactive(ScrollBar.window_size, height)
                self.scroll_y = 0
                return
        super()._scroll_update(virtual_size)


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
