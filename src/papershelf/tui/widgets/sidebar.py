"""The sidebar: views, lists, tags and sources with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from papershelf.tui.widgets.cells import LineBuilder, clean, cut
from papershelf.tui.widgets.glyphs import glyphs_of
from papershelf.tui.widgets.virtual_list import VirtualList

__all__ = ["Sidebar", "SidebarItem"]


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """A line of the sidebar.

    Attributes:
        key: Names it in messages.
        label: What it says.
        count: How many papers it holds; None shows none.
        kind: A head cannot be chosen.
        depth: How far it is indented: the tag `nlp/rag` stands one deeper than `nlp`.
        glyph: A sign before the label, one cell wide.
        number: The key that shows the view, if there is one.
    """

    key: str
    label: str
    count: int | None
    kind: Literal["head", "view", "list", "tag", "source"]
    depth: int = 0
    glyph: str = ""
    number: str = ""


class Sidebar(VirtualList):
    """Lines to choose a view from; the cursor skips heads, and the view shown is marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sidebar--head",
        "sidebar--label",
        "sidebar--active",
        "sidebar--count",
        "sidebar--empty",
    }

    DEFAULT_CSS = """
    Sidebar {
        & > .sidebar--head { color: $text-muted; text-style: bold; }
        & > .sidebar--active { color: $text-accent; text-style: bold; }
        & > .sidebar--count { color: $text-muted; }
        & > .sidebar--empty { color: $text-muted; }
    }
    """

    opens_at_once = True

    class Chosen(Message):
        """The person wants to see a view."""

        def __init__(self, sidebar: "Sidebar", key: str) -> None:
            """Name the sender and the line."""
            super().__init__()
            self.sidebar = sidebar
            self.key = key

        @property
        def control(self) -> "Sidebar":
            """The sidebar that sent this."""
            return self.sidebar

    def __init__(self, *, id: str | None = None, classes: str | None = None, disabled: bool = False) -> None:
        """Make an empty sidebar."""
        super().__init__(id=id, classes=classes, disabled=disabled)
        self._items: tuple[SidebarItem | None, ...] = ()  # None is the blank line above a head
        self._active: str | None = None

    @property
    def cursor_key(self) -> str | None:
        """The key of the line under the cursor."""
        item = self._items[self.cursor] if self.has_cursor else None
        return item.key if item else None

    @property
    def active_key(self) -> str | None:
        """The key of the view that is shown."""
        return self._active

    def show(self, items: Sequence[SidebarItem], active_key: str | None) -> None:
        """Replace the lines; the cursor stays on its key, at first it stands on the active view.

        Args:
            items: The lines from the top.
            active_key: The view that is shown now.
        """
        wanted = active_key if self.cursor_key is None else self.cursor_key
        place = round(self.scroll_y) if self.has_cursor else None
        lines: list[SidebarItem | None] = []
        for item in items:
            if item.kind == "head" and lines:
                lines.append(None)
            lines.append(item)
        self._items = tuple(lines)
        self._active = active_key
        keys = [item.key if item and item.kind != "head" else None for item in lines]
        cursor = keys.index(wanted) if wanted is not None and wanted in keys else self.cursor
        self.replace_items(len(lines), cursor, top=place)

    def move_to(self, key: str) -> bool:
        """Put the cursor on a line, if it is there."""
        for index, item in enumerate(self._items):
            if item and item.key == key and self.can_stop(index):
                self.cursor = index
                return True
        return False

    # What the virtual list asks for

    def can_stop(self, index: int) -> bool:
        """Everywhere but on heads and blank lines."""
        if not 0 <= index < len(self._items):
            return False
        item = self._items[index]
        return item is not None and item.kind != "head"

    def open_item(self, index: int) -> None:
        """Say that the view was chosen."""
        if item := self._items[index]:
            self.post_message(self.Chosen(self, item.key))

    def render_item(self, index: int, width: int) -> Sequence[Strip]:
        """One line."""
        item = self._items[index]
        if item is None:
            return [LineBuilder(width, self.style_of()).strip()]
        if item.kind == "head":
            line = LineBuilder(width, self.style_of())
            line.space()
            line.add(clean(item.label)[0], self.style_of("sidebar--head"))
            return [line.strip()]
        return [self._choice(item, width, here=index == self.cursor)]

    def _choice(self, item: SidebarItem, width: int, *, here: bool) -> Strip:
        active = item.key == self._active

        def style(*names: str) -> Style:
            return self.style_of(*(("virtual-list--cursor",) if here else ()), *names)

        part = "active" if active else "empty" if item.count == 0 else "label"
        line = LineBuilder(width, style())
        if here:
            line.add(glyphs_of(self).bar, style("virtual-list--bar"))
        else:
            line.space()
        sign = clean(item.glyph)[0] or (glyphs_of(self).active if active else " ")
        line.add(cut(sign, 1), style(f"sidebar--{part}"))
        line.add(cut(item.number, 1) or " ", style("sidebar--count"))
        line.space()
        line.add_right(" ", style())
        if item.count is not None:
            line.add_right(f" {item.count}", style("sidebar--active" if active else "sidebar--count"))
        line.space(2 * max(item.depth, 0))
        line.add(clean(item.label)[0], style(f"sidebar--{part}"))
        return line.strip()
