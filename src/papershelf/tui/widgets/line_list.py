"""A list of any length with one line to an item: a sign, a short column, the text, and a word at the end."""

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.cells import LineBuilder, clean, cut
from papershelf.tui.widgets.glyphs import glyphs_of
from papershelf.tui.widgets.virtual_list import VirtualList


class Line(NamedTuple):
    """How an item looks.

    Attributes:
        key: Names the item.
        when: The short column.
        text: The text, cut where there is no room.
        end: A word at the right end, left out where there is no room.
        is_dim: Whether it counts no more.
        is_selected: Whether the person selected it.
        tone: How the short column looks: `good`, `odd` or `wrong`; quiet without.
    """

    key: str
    when: str
    text: str
    end: str = ""
    is_dim: bool = False
    is_selected: bool = False
    tone: str = ""


class LineList(VirtualList, inherit_bindings=False):
    """Items by key; how one looks is asked for when it comes into view. What enter does, the screen says."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"line-list--{part}" for part in ("when", "dim", "end", "tick", "good", "odd", "wrong")),
    }

    DEFAULT_CSS = """
    LineList {
        & > .line-list--when { color: $text-muted; }
        & > .line-list--end { color: $text-muted; }
        & > .line-list--dim { color: $text-muted; text-style: dim; }
        & > .line-list--good { color: $text-success; }
        & > .line-list--odd { color: $text-warning; }
        & > .line-list--wrong { color: $text-error; }
        & > .line-list--tick { color: $text-accent; text-style: bold; }
    }
    """

    class Opened(Message):
        """The item under the cursor was opened with the mouse."""

    def __init__(self, line_of: Callable[[int], Line], *, column: int, id: str | None = None) -> None:
        """Make an empty list.

        Args:
            line_of: Says how an item looks; asked for visible ones only.
            column: Cells of the short column.
            id: Textual's id.
        """
        super().__init__(id=id)
        self._line_of = line_of
        self._column = column
        self._keys: Sequence[str] = ()

    @property
    def cursor_key(self) -> str | None:
        """The item under the cursor."""
        return self._keys[self.cursor] if self.has_cursor else None

    def show(self, keys: Sequence[str]) -> None:
        """Replace the list; the cursor stays on its item, or where it was if that is gone."""
        old = self.cursor_key
        self._keys = tuple(keys)
        place = self._keys.index(old) if old is not None and old in self._keys else self.cursor
        self.replace_items(len(self._keys), place)

    def open_item(self, index: int) -> None:  # noqa: ARG002 - the cursor is there already
        """Say that it was opened."""
        self.post_message(self.Opened())

    def item_state(self, index: int) -> Hashable:
        """An item also looks different when it is selected."""
        return (super().item_state(index), self._line_of(index).is_selected)

    def render_item(self, index: int, width: int) -> Sequence[Strip]:
        """The line of one item."""
        item, here = self._line_of(index), index == self.cursor
        ground = ("virtual-list--cursor",) if here else ()
        line = LineBuilder(width, self.style_of(*ground))
        line.add(glyphs_of(self).bar if here else " ", self.style_of(*ground, "virtual-list--bar"))
        line.add(glyphs_of(self).tick if item.is_selected else " ", self.style_of(*ground, "line-list--tick"))
        line.space()
        part = ("line-list--dim",) if item.is_dim else ()
        when = cut(clean(item.when)[0], self._column)
        used = line.add(when, self.style_of(*ground, *(part or (f"line-list--{item.tone or 'when'}",))))
        line.space(self._column - used + 2)
        text = clean(item.text)[0]
        if item.end and width >= 4 * len(item.end):
            line.add_right(f"  {clean(item.end)[0]} ", self.style_of(*ground, "line-list--end"))
        line.add(text, self.style_of(*ground, *part))
        return [line.strip()]
