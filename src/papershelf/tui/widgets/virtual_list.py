"""A list of any length: only what is visible is ever rendered, and replacing it costs nothing per item."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive
from textual.strip import Strip

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.cells import centred, ruled, wrapped
from papershelf.tui.widgets.frames import LineView
from papershelf.tui.widgets.lines import Lines, Place


class VirtualList(LineView, can_focus=True, inherit_bindings=False):
    """Items of one height on Textual's line API, with a cursor.

    A subclass says how many items there are (`replace_items`), how one looks (`render_item`) and what
    opening one means (`open_item`). One extra line, the divider, may stand before an item.
    """

    ALLOW_SELECT = False  # a double click opens, it selects no text

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("move"),
        # Opening is bound here too, so that the list says what was opened wherever it stands.
        *(binding for binding in bindings_of("main") if binding.id == "main.open"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--bar",
        "virtual-list--empty",
        "virtual-list--divider",
    }

    DEFAULT_CSS = """
    VirtualList {
        background: $surface;
        color: $text;
        overflow-x: hidden;
        overflow-y: auto;
        & > .virtual-list--cursor { background: $foreground 7%; }
        & > .virtual-list--bar { color: $foreground 40%; }
        & > .virtual-list--empty, & > .virtual-list--divider { color: $text-muted; }
        &:focus > .virtual-list--cursor { background: $accent 18%; }
        &:focus > .virtual-list--bar { color: $accent; }
        &:ansi > .virtual-list--cursor { background: transparent; }
        &:ansi:focus > .virtual-list--cursor { background: transparent; text-style: reverse; }
        &:nocolor:focus > .virtual-list--cursor { text-style: reverse; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """Index of the item under the cursor; 0 also where there is no item: see `has_cursor`."""

    item_height: reactive[int] = reactive(1, init=False)
    """Lines of every item."""

    opens_at_once = False
    """Whether the first click on an item opens it; else the first moves the cursor and the second opens."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, disabled: bool = False) -> None:
        """Make an empty list."""
        super().__init__(id=id, classes=classes, disabled=disabled)
        self.lines = Lines()
        self.divider_texts: Sequence[str] = ()  # the first that fits is shown
        self._empty_text = ""
        self._clicked: int | None = None
        self._place = Place()

    # What a subclass says

    def render_item(self, index: int, width: int) -> Sequence[Strip]:
        """The lines of one item, `item_height` of them, each `width` cells wide."""
        raise NotImplementedError

    def open_item(self, index: int) -> None:
        """Tell whoever listens that the item was opened."""

    def can_stop(self, index: int) -> bool:
        """Whether the cursor may stand on the item."""
        return 0 <= index < self.count

    def item_state(self, index: int) -> Hashable:
        """Whatever changes how an item looks, besides its content."""
        return (index == self.cursor, self.has_focus)

    # Content

    @property
    def count(self) -> int:
        """How many items there are."""
        return self.lines.count

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor stands on an item."""
        return self.can_stop(self.cursor)

    @property
    def empty_text(self) -> str:
        """Lines shown in the middle while there are no items; they should teach the next key."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        self._empty_text = text
        if not self.count:
            self.refresh()

    def replace_items(
        self,
        count: int,
        cursor: int,
        *,
        divider: int | None = None,
        top: int | None = None,
        held: tuple[int | None, int] = (None, 0),
    ) -> None:
        """Show other items.

        Args:
            count: How many there are now.
            cursor: The item wanted under the cursor; the nearest possible one is taken.
            divider: The item before which the divider stands.
            top: The line wanted at the top of the window; the cursor stays visible only without it.
            held: An item to hold still, and how far below the top of the window it stands.
        """
        self.lines = Lines(count, self.item_height, divider)
        self.set_lines(self.lines.total)
        self._clicked = None
        self.set_reactive(VirtualList.cursor, self.lines.nearest(cursor, 1, self.can_stop))
        if held[0] is not None:
            top = self.lines.line_of(held[0]) - held[1]
        self.scroll_to_cursor() if top is None else self.scroll_to_line(top)
        self.forget_strips()

    def forget_strips(self) -> None:
        """Render what is visible anew, and repaint the lines that are others now."""
        self._strips.clear()
        self.repaint()

    def settings_changed(self) -> None:
        """Signs may be others now."""
        self.forget_strips()

    # Place

    @property
    def window_height(self) -> int:
        """Lines visible at once, at least one."""
        return max(1, self.scrollable_content_region.height)

    def is_in_view(self, index: int) -> bool:
        """Whether the item is wholly visible."""
        return self.lines.in_view(index, round(self.scroll_y), self.window_height)

    def scroll_to_cursor(self) -> None:
        """Scroll as little as shows the whole item under the cursor; where there is no window yet, its size will."""
        if self.count and self.size.height:
            lead, top = self._lead(self.cursor), round(self.scroll_y)
            self.scroll_to_line(self.lines.top_showing(self.cursor, lead, top, self.window_height))

    def _lead(self, index: int) -> int:
        """Lines above an item that belong to it: the divider, and heads that the cursor skips."""
        if self.lines.divider == index:
            return 1
        above = index
        while above > 0 and not self.can_stop(above - 1):
            above -= 1
        return self.lines.line_of(index) - self.lines.line_of(above)

    def scroll_to_line(self, line: int) -> None:
        """Put a line at the top of the window, as far as the end allows."""
        if self.is_mounted and round(self.scroll_y) != line:
            self.scroll_to(y=line, animate=False, force=True)

    # Cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an item where it may stand."""
        return self.lines.nearest(cursor, 1 if cursor >= self.cursor else -1, self.can_stop)

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor in its new place; only two items are rendered anew."""
        self._clicked = None
        for index in (old, new):
            self.refresh_lines(self.lines.line_of(index), self.item_height)
        self.scroll_to_cursor()

    def watch_item_height(self) -> None:
        """Lay the items out in their new height around the cursor."""
        self.lines = replace(self.lines, height=self.item_height)
        self.set_lines(self.lines.total)
        self.scroll_to_cursor()
        self.forget_strips()

    def on_resize(self) -> None:
        """Keep the cursor visible whatever happens to the window, and the place where there is room for it again."""
        if self.count:
            wanted = self._place.wanted_at(self.cursor, round(self.scroll_y))
            lead = self._lead(self.cursor)
            self.scroll_to_line(self.lines.top_showing(self.cursor, lead, wanted, self.window_height))
            self._place = Place(self.cursor, round(self.scroll_y), wanted)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to what was clicked; a click on the same item again opens it."""
        place = event.get_content_offset(self)
        if event.button != 1 or place is None:
            return
        index = self.lines.item_at(place.y + round(self.scroll_y))
        if index is not None and self.can_stop(index):
            event.stop()
            (self.pick_item if event.ctrl else self.click_item)(index)

    def click_item(self, index: int) -> None:
        """What a click on an item does."""
        again = index == self._clicked
        self.cursor = index
        self._clicked = None if again else index
        if again or self.opens_at_once:
            self.open_item(index)

    def pick_item(self, index: int) -> None:
        """What a click with ctrl held down does."""
        self.cursor = index

    # Rendering

    def line_at(self, y: int, width: int) -> Strip:
        """One line of the window."""
        line = y + round(self.scroll_y)
        if not self.count:
            return self._empty_line(y, width)
        index = self.lines.item_at(line)
        if index is None:
            return self._divider_line(line, width)
        return self._item_strips(index, width)[line - self.lines.line_of(index)]

    def _item_strips(self, index: int, width: int) -> Sequence[Strip]:
        key = (index, width, self.item_state(index))
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = self.render_item(index, width)
        return strips

    def _divider_line(self, line: int, width: int) -> Strip:
        if line != self.lines.divider_line:
            return Strip.blank(width, self.style_of())
        return ruled(self.divider_texts, width, self.style_of("virtual-list--divider"))

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = wrapped(self._empty_text, width - 4)
        row = y - max(0, (self.window_height - len(lines)) // 2)
        text = lines[row] if 0 <= row < len(lines) else ""
        return centred(text, width, self.style_of("virtual-list--empty"), self.style_of())

    # Actions of the registry's `move.*` commands

    def _go(self, index: int, direction: int) -> None:
        if self.count:
            self.cursor = self.lines.nearest(index, direction, self.can_stop)
            # Also where the cursor could not move: the wheel may have carried it out of sight.
            self.scroll_to_cursor()

    def action_move(self, delta: int) -> None:
        """Move by items; no wrapping at the ends."""
        self._go(self.cursor + delta, 1 if delta > 0 else -1)

    def action_half_page(self, direction: int) -> None:
        """Move by half a window."""
        self._go(self.cursor + direction * max(1, self.window_height // self.item_height // 2), direction)

    def action_page(self, direction: int) -> None:
        """Move by a window, less one item to keep one's place."""
        self._go(self.cursor + direction * max(1, self.window_height // self.item_height - 1), direction)

    def action_jump(self, where: str) -> None:
        """Go to the first or the last item."""
        self._go(0, 1) if where == "top" else self._go(self.count - 1, -1)

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.has_cursor:
            self.open_item(self.cursor)
