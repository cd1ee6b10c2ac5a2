"""Commands below one another, each with its keys: what help and menus list."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from papershelf.tui.widgets.cells import LineBuilder, Spans, clean
from papershelf.tui.widgets.glyphs import UNICODE, Glyphs
from papershelf.tui.widgets.virtual_list import VirtualList


class Item(NamedTuple):
    """A line of the list.

    Attributes:
        text: What it says.
        keys: The keys, in a column before it.
        end: A quiet word at the right end, left out where there is no room.
        spans: Letters of the text to highlight.
        keys_spans: Letters of the keys to highlight.
        is_head: Whether it is a head, which cannot be chosen.
        is_dim: Whether it does not work now.
        depth: How far it is indented.
    """

    text: str
    keys: str = ""
    end: str = ""
    spans: Spans = ()
    keys_spans: Spans = ()
    is_head: bool = False
    is_dim: bool = False
    depth: int = 0


class EntryList(VirtualList, inherit_bindings=False):
    """Items to choose one from; the screen moves the cursor, a click chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = []
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entry-list--head",
        "entry-list--keys",
        "entry-list--dim",
        "entry-list--hit",
    }

    DEFAULT_CSS = """
    EntryList {
        background: $panel;
        scrollbar-background: $panel;
        & > .entry-list--head { color: $text-accent; text-style: bold; }
        & > .entry-list--keys { text-style: bold; }
        & > .entry-list--dim { color: $text-muted; }
        & > .entry-list--hit { color: $text-accent; text-style: bold underline; }
        & > .virtual-list--cursor { background: $accent 18%; }
        & > .virtual-list--bar { color: $accent; }
    }
    """

    opens_at_once = True

    class Chosen(Message):
        """An item was clicked."""

        def __init__(self, index: int) -> None:
            """Carry its place."""
            super().__init__()
            self.index = index

    def __init__(self, *, column: int = 0, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        """Make an empty list.

        Args:
            column: Cells of the keys' column; 0 puts the keys at the right end.
            glyphs: The signs to use.
            id: Textual's id.
        """
        super().__init__(id=id)
        self.column = column
        self._glyphs = glyphs
        self._items: Sequence[Item] = ()

    def show(self, items: Sequence[Item], cursor: int = 0) -> None:
        """Replace the items.

        Args:
            items: From the top.
            cursor: The one to put the cursor on.
        """
        self._items = items
        self.replace_items(len(items), cursor)

    # What the virtual list asks for

    def can_stop(self, index: int) -> bool:
        """Everywhere but on heads."""
        return 0 <= index < len(self._items) and not self._items[index].is_head

    def open_item(self, index: int) -> None:
        """Say that it was chosen."""
        self.post_message(self.Chosen(index))

    def render_item(self, index: int, width: int) -> Sequence[Strip]:
        """The line of one item."""
        item, here = self._items[index], index == self.cursor
        ground = ("virtual-list--cursor",) if here else ()
        line = LineBuilder(width, self.style_of(*ground))
        if item.is_head:
            line.space()
            line.add(clean(item.text)[0], self.style_of("entry-list--head"))
            return [line.strip()]
        line.add(self._glyphs.bar if here else " ", self.style_of(*ground, "virtual-list--bar"))
        line.space(1 + 2 * item.depth)
        self._add(line, item, ground)
        return [line.strip()]

    def _add(self, line: LineBuilder, item: Item, ground: tuple[str, ...]) -> None:
        dim = ("entry-list--dim",) if item.is_dim else ()
        plain, hit = self.style_of(*ground, *dim), self.style_of(*ground, "entry-list--hit")
        keys = clean(item.keys, item.keys_spans)
        if self.column:
            # The blanks belong to the keys: where signs are plain, arrows are spelt out in their room.
            room = max(self.column - 2 * item.depth, cell_len(keys[0]) + 1)
            padded = keys[0] + " " * (room - cell_len(keys[0]))
            line.add(padded, self.style_of(*ground, *(dim or ("entry-list--keys",))), keys[1], hit)
        elif item.keys and cell_len(keys[0]) + cell_len(item.text) + 2 <= line.room:
            line.add_right(f"  {keys[0]} ", self.style_of(*ground, "entry-list--dim"))
        text, spans = clean(item.text, item.spans)
        if item.end and cell_len(text) + cell_len(item.end) + 3 <= line.room:
            line.add_right(f"  {clean(item.end)[0]} ", self.style_of(*ground, "entry-list--dim"))
        line.add(text, plain, spans, hit)
