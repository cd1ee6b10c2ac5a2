"""What lies under the mouse in the list of papers: read from the row as it is painted, so that both always agree."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from papershelf.tui.widgets.cells import ELLIPSIS, clean
from papershelf.tui.widgets.glyphs import Glyphs
from papershelf.tui.widgets.paper_row import INDENT, Row
from papershelf.tui.widgets.virtual_list import VirtualList

Kind = Literal["row", "margin", "star", "status", "tag", "more"]
STAR = INDENT - 2  # the cell of the star, or of the blank in its place


class Part(NamedTuple):
    """A part of a row.

    Attributes:
        kind: Which; `more` counts the tags without room.
        value: The tag, or for `more` those left out, or the status.
    """

    kind: Kind
    value: str = ""


def part_at(strips: Sequence[Strip], row: Row, glyphs: Glyphs, x: int, line: int) -> Part:
    """What lies at a cell of a row.

    Args:
        strips: The row as painted.
        row: What it shows.
        glyphs: The signs it was painted with.
        x: The cell, counted from the left.
        line: The line of the row.
    """
    if x < INDENT:
        is_star = line == 0 and x >= STAR
        return Part("star") if is_star else Part("margin")
    sign = glyphs.status[row.status]
    is_compact = len(strips) == 1
    shows_match = row.badge and (is_compact or row.snippet)
    tags = [] if shows_match else list(row.tags)
    for start, end, text in _segments(strips[line]):
        is_here = start <= x < end
        of_marks = line > 0 or (is_compact and start > INDENT)
        if text in (f"{sign} {row.status}", sign) and (line or start > x - 2):
            if is_here:
                return Part("status", str(row.status))
        elif of_marks and tags and _is_chip(text, tags[0], glyphs):
            tag = tags.pop(0)
            if is_here:
                return Part("tag", tag)
        elif is_here and of_marks and tags and text == f"+{len(tags)}":
            return Part("more", "  ".join(f"#{clean(tag)[0]}" for tag in tags))
    return Part("row")


def _segments(strip: Strip) -> Iterator[tuple[int, int, str]]:
    """The runs of a line with their first and last cells, without the blanks around them."""
    at = 0
    for segment in strip:
        text = segment.text
        bare = text.strip()
        if bare:
            start = at + cell_len(text) - cell_len(text.lstrip())
            yield start, start + cell_len(bare), bare
        at += cell_len(text)


def _is_chip(text: str, tag: str, glyphs: Glyphs) -> bool:
    name = clean(tag)[0]
    if text == glyphs.chip(name).strip():
        return True
    shown = text.removeprefix(glyphs.opened.strip()).removesuffix(glyphs.closed.strip())
    return shown.endswith(ELLIPSIS) and name.startswith(shown[:-1])


class PointedList(VirtualList):
    """A list whose rows have parts to click; a subclass says how a row looks (`row`) and what selecting means."""

    class Clicked(Message):
        """A part of a row that does something by itself was clicked; the cursor is on the row."""

        def __init__(self, part: Part) -> None:
            """Carry the part."""
            super().__init__()
            self.part = part

    def row(self, index: int) -> tuple[Row, Glyphs]:
        """How a paper looks, and with which signs."""
        raise NotImplementedError

    def pick_range(self, index: int) -> None:
        """Select everything from the cursor to an item."""
        raise NotImplementedError

    def place_at(self, x: int, y: int) -> tuple[int, Part] | None:
        """The item and the part of it at a cell of the content."""
        line = y + round(self.scroll_y)
        index = self.lines.item_at(line)
        if index is None or not self.can_stop(index):
            return None
        row, glyphs = self.row(index)
        strips = self._item_strips(index, self.scrollable_content_region.width)
        return index, part_at(strips, row, glyphs, x, line - self.lines.line_of(index))

    def on_click(self, event: events.Click) -> None:
        """Do what the part under the mouse is for; anything else the list does itself."""
        offset = event.get_content_offset(self)
        found = self.place_at(*offset) if offset is not None and event.button == 1 else None
        if found is None or event.ctrl:
            return
        index, part = found
        if event.shift:
            self.pick_range(index)
        elif part.kind == "margin":
            self.pick_item(index)
        elif part.kind in ("star", "status", "tag"):
            self.cursor = index
            self.post_message(self.Clicked(part).set_sender(self))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say of a sign under the mouse what it means."""
        offset = event.get_content_offset(self)
        found = self.place_at(*offset) if offset is not None else None
        tip = Content(self._tip(found[1])) if found and self._tip(found[1]) else None
        if tip != self.tooltip:
            self.tooltip = tip

    def _tip(self, part: Part) -> str:
        if part.kind == "more":
            return part.value
        if part.kind == "status" and self.item_height == 1:
            return part.value
        return {"star": "star", "margin": "select"}.get(part.kind, "")
