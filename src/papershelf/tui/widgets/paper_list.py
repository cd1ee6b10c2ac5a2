"""The list of papers: where a person spends the day."""

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from papershelf.tui.host import config_of
from papershelf.tui.widgets.glyphs import Glyphs, glyphs_of
from papershelf.tui.widgets.paper_row import Row, RowPainter
from papershelf.tui.widgets.pointing import PointedList
from papershelf.tui.widgets.virtual_list import VirtualList

__all__ = ["PaperList", "Row"]

SIMILAR = "similar"


class PaperList(PointedList):
    """Papers by id; what a row shows is asked for when the row comes into view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-list--title",
        "paper-list--done",
        "paper-list--hit",
        "paper-list--meta",
        "paper-list--badge",
        "paper-list--rating",
        "paper-list--tag",
        "paper-list--star",
        "paper-list--tick",
    }

    DEFAULT_CSS = """
    PaperList {
        & > .paper-list--title { text-style: bold; }
        & > .paper-list--done { color: $text-muted; }
        & > .paper-list--hit { color: $text-accent; text-style: bold underline; }
        & > .paper-list--meta { color: $text-muted; }
        & > .paper-list--badge { color: $text-muted; text-style: italic; }
        & > .paper-list--rating { color: $foreground 85%; }
        & > .paper-list--tag { color: $foreground; background: $foreground 8%; }
        & > .paper-list--star { color: $text-accent; }
        & > .paper-list--tick { color: $text-accent; text-style: bold; }
    }
    """

    selected: reactive[frozenset[str]] = reactive(frozenset[str](), repaint=False, init=False)
    """Ids of the selected papers. A selection outlives a change of the list: see `show`."""

    under_cursor: reactive[str | None] = reactive[str | None](None, repaint=False, init=False)
    """Which paper is under the cursor: watched, not heard of, by what is to be painted in the same frame."""

    class Highlighted(Message):
        """Another paper came under the cursor, or none is there any more."""

        def __init__(self, paper_list: "PaperList", paper_id: str | None) -> None:
            """Name the sender and the paper."""
            super().__init__()
            self.paper_list = paper_list
            self.paper_id = paper_id

        @property
        def control(self) -> "PaperList":
            """The list that sent this."""
            return self.paper_list

    class Opened(Message):
        """The person wants to read a paper."""

        def __init__(self, paper_list: "PaperList", paper_id: str) -> None:
            """Name the sender and the paper."""
            super().__init__()
            self.paper_list = paper_list
            self.paper_id = paper_id

        @property
        def control(self) -> "PaperList":
            """The list that sent this."""
            return self.paper_list

    class SelectionChanged(Message):
        """Papers were selected, or the selection was given up."""

        def __init__(self, paper_list: "PaperList", ids: frozenset[str]) -> None:
            """Name the sender and all selected papers."""
            super().__init__()
            self.paper_list = paper_list
            self.ids = ids

        @property
        def control(self) -> "PaperList":
            """The list that sent this."""
            return self.paper_list

    def __init__(
        self,
        row_for: Callable[[str], Row],
        *,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Make an empty list.

        Args:
            row_for: Says how a paper looks; asked for visible papers only.
            id: Textual's id.
            classes: Textual's classes.
            disabled: Whether it starts disabled.
        """
        super().__init__(id=id, classes=classes, disabled=disabled)
        self.set_reactive(VirtualList.item_height, 2)  # until it is known what the person wants
        self.divider_texts = (SIMILAR,)
        self._row_for = row_for
        self._ids: Sequence[str] = ()

    def on_mount(self) -> None:
        """Take as many lines to a paper as the person wants."""
        self.set_reactive(VirtualList.item_height, self._wanted_height)

    @property
    def _wanted_height(self) -> int:
        return 1 if config_of(self).density == "compact" else 2

    def settings_changed(self) -> None:
        """Lay the rows out anew; none of them is asked for before it is seen."""
        super().settings_changed()
        self.item_height = self._wanted_height

    @property
    def ids(self) -> Sequence[str]:
        """The papers shown, in order."""
        return self._ids

    @property
    def cursor_id(self) -> str | None:
        """The paper under the cursor, or None in an empty list."""
        return self._ids[self.cursor] if self.has_cursor else None

    def show(
        self,
        ids: Sequence[str],
        *,
        divider: int | None = None,
        says: Sequence[str] = (SIMILAR,),
        from_top: bool = False,
    ) -> None:
        """Replace the list; the person's place in it stays, unless they are to see its top.

        The cursor stays on its paper, and the paper on its line of the screen; if it is gone, the cursor
        stays where it was. The selection is kept, also of papers that are not shown now.

        Args:
            ids: The papers in order, each once. A list is copied; anything else must not change any more.
            divider: Index of the paper before which a line stands.
            says: What that line says, the first that fits: mostly that similar papers follow.
            from_top: Whether to go to the first paper.
        """
        old, anchor = (None, None) if from_top else (self.cursor_id, self._anchor())
        self._ids = tuple(ids) if isinstance(ids, list) else ids
        self.divider_texts = says
        cursor = self._find(old)
        if from_top:
            self.replace_items(len(self._ids), 0, divider=divider, top=0)
        elif cursor is not None and anchor is not None:
            paper_id, offset = anchor
            index = cursor if paper_id == old else self._find(paper_id)
            self.replace_items(len(self._ids), cursor, divider=divider, held=(index, offset))
        else:
            self.replace_items(len(self._ids), self.cursor if cursor is None else cursor, divider=divider)
        self._announce()

    def _anchor(self) -> tuple[str, int] | None:
        """A paper to hold still, and how far below the top of the window it stands."""
        if not self.has_cursor:
            return None
        index = self.cursor if self.is_in_view(self.cursor) else self.lines.item_at(round(self.scroll_y))
        if index is None:
            return None
        return self._ids[index], self.lines.line_of(index) - round(self.scroll_y)

    def _find(self, paper_id: str | None) -> int | None:
        if paper_id is None:
            return None
        if self.cursor < len(self._ids) and self._ids[self.cursor] == paper_id:
            return self.cursor  # mostly nothing has moved, and there is no need to look through all
        try:
            return self._ids.index(paper_id)
        except ValueError:
            return None

    def move_to(self, paper_id: str) -> bool:
        """Put the cursor on a paper, if it is in the list."""
        index = self._find(paper_id)
        if index is None:
            return False
        self.cursor = index
        self.scroll_to_cursor()
        return True

    # Selection

    def toggle_selected(self) -> None:
        """Select the paper under the cursor, or give its selection up."""
        if self.cursor_id is not None:
            self.selected ^= {self.cursor_id}

    def clear_selected(self) -> None:
        """Give the selection up."""
        self.selected = frozenset()

    def watch_selected(self, _old: frozenset[str], new: frozenset[str]) -> None:
        """Show the selection and say so."""
        self.refresh()
        self._tell(self.SelectionChanged(self, new))

    # What the virtual list asks for

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the cursor and say which paper is under it now."""
        super().watch_cursor(old, new)
        self._announce()

    def _announce(self) -> None:
        if self.cursor_id != self.under_cursor:
            self.under_cursor = self.cursor_id
            self._tell(self.Highlighted(self, self.under_cursor))

    def _tell(self, message: Message) -> None:
        """Post a message as the list's own: what the parent caused by a call, Textual would not carry beyond it."""
        self.post_message(message.set_sender(self))

    def open_item(self, index: int) -> None:
        """Say that the paper was opened."""
        self._tell(self.Opened(self, self._ids[index]))

    def pick_item(self, index: int) -> None:
        """A click with ctrl held down selects."""
        super().pick_item(index)
        self.toggle_selected()

    def pick_range(self, index: int) -> None:
        """A click with shift held down selects all from the cursor to it."""
        first, last = sorted((self.cursor, index))
        self.cursor = index
        self.selected |= set(self._ids[first : last + 1])

    def row(self, index: int) -> tuple[Row, Glyphs]:
        """How a paper looks, and with which signs."""
        return self._row_for(self._ids[index]), glyphs_of(self)

    def item_state(self, index: int) -> Hashable:
        """A row also looks different when it is selected."""
        return (super().item_state(index), self._ids[index] in self.selected)

    def render_item(self, index: int, width: int) -> Sequence[Strip]:
        """The lines of one paper."""
        here = index == self.cursor
        ground = ("virtual-list--cursor",) if here else ()

        def style(*parts: str) -> Style:
            names = (f"{'virtual' if part == 'bar' else 'paper'}-list--{part}" for part in parts)
            return self.style_of(*ground, *names)

        paper_id = self._ids[index]
        painter = RowPainter(width, style, glyphs_of(self))
        return painter.paint(self._row_for(paper_id), self.item_height, cursor=here, selected=paper_id in self.selected)
