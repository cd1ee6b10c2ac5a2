"""How a note will look, beside its text: rendered a moment after the last key, and never in the way of one."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from textual.containers import VerticalScroll
from textual.timer import Timer

from papershelf.text import safe
from papershelf.text.notation import fences
from papershelf.tui.note_links import TitleOf, with_titles
from papershelf.tui.widgets.note import Note
from papershelf.tui.widgets.note_area import NoteArea

ABOVE, BELOW = 40, 60  # lines round the cursor that are rendered of a long note while it is written
READING = 4  # times as many where the preview has the screen for itself
LETTERS = 20_000
SOONEST = 0.08  # seconds after a key; more where rendering took longer
PATIENCE = 4  # times what the last rendering took


class Part(NamedTuple):
    """The lines of a note that are rendered."""

    first: int
    stop: int


def part_of(lines: Sequence[str], row: int, times: int = 1) -> Part:
    """The part of a note round a line; it begins and ends between paragraphs, outside code."""
    above, below = ABOVE * times, BELOW * times
    if len(lines) <= above + below:
        return Part(0, len(lines))
    free = [not line.strip() and fence is None for line, fence in zip(lines, fences(lines), strict=True)]
    first = next((n for n in range(max(0, row - above), max(0, row - 2 * above), -1) if free[n]), max(0, row - above))
    end = min(len(lines), row + below)
    stop = next((n for n in range(end, min(len(lines), end + below)) if free[n]), end)
    return Part(first if row > above else 0, stop)


class NotePreview(VerticalScroll):
    """Follows the text.

    Args:
        area: The text.
        title_of: The title of the paper of an id, or None.
    """

    DEFAULT_CSS = """
    NotePreview {
        width: 1fr;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        & Note { padding: 0; margin: 0; background: transparent; }
        & Note > MarkdownParagraph { margin: 0 0 1 0; }
        & Note > MarkdownHeader { margin: 0 0 1 0; color: $text; background: transparent; }
        & Note > MarkdownH1, & Note > MarkdownH2 { content-align: left top; text-style: bold; }
        &:focus { background-tint: $foreground 3%; }
    }
    """

    def __init__(self, area: NoteArea, title_of: TitleOf, *, id: str | None = None) -> None:
        self._note = Note()
        super().__init__(self._note, id=id)
        self._title_of = title_of
        self._area = area
        self._row = 0
        self._timer: Timer | None = None
        self._took = 0.0

    def follow(self) -> None:
        """Show the text soon, round the line of the cursor."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(max(SOONEST, PATIENCE * self._took), self._show_part)

    def _show_part(self) -> None:
        if not self.display:
            return
        start = time.perf_counter()
        lines, self._row = self._area.document.lines, self._area.cursor_location[0]
        part = part_of(lines, self._row, 1 if self._area.display else READING)
        text = safe("\n".join(lines[part.first : part.stop])[:LETTERS])
        self._note.show(with_titles(text, self._title_of))
        self.call_after_refresh(self._rendered, start, part)

    def _rendered(self, start: float, part: Part) -> None:
        if not self._note.settled:
            self.set_timer(SOONEST, lambda: self._rendered(start, part))
            return
        self._took = min(1.0, time.perf_counter() - start)
        share = (self._row - part.first) / max(1, part.stop - part.first - 1)
        middle = share * self._note.size.height - self.size.height / 2
        self.scroll_to(y=max(0, round(middle)), animate=False)

    def address_of(self, href: str) -> str:
        """The address of a link that was clicked, as it stands in the note."""
        return self._note.address_of(href)
