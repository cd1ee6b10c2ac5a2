"""Texts below one another, wrapped into the lines of a width: pure, and no line is made before it is seen."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from re import compile as pattern
from typing import Literal, NamedTuple

from rich.cells import cell_len, split_graphemes
from textual.content import Content, Span

from papershelf.tui.widgets.cells import cut

NOTHING = Content()
WORDS = pattern(r"(?:\A\s*+)?\S+\s*")  # blanks before a word belong to the one before it, but for the first
BAR = "▌"  # what stands before a quotation; a frame, and so no part of its text
Way = Literal["wrap", "centre", "cut"]
LEAST = 8  # cells of a text that are left beside what stands before it


class Flow(NamedTuple):
    """A text that runs from line to line.

    Attributes:
        name: What it is of; several may be of the same.
        content: It; a new line begins where it says so, and where the width ends.
        look: The component class of all of it, ground included; none for the pane's own.
        above: Blank lines before it.
        first: What stands before its first line.
        rest: What stands before every other one, as wide as that.
        way: Wrapped, or put into the middle, or cut where the width ends.
        between: What stands on the blank lines before it.
    """

    name: str
    content: Content
    look: str = ""
    above: int = 0
    first: Content = NOTHING
    rest: Content = NOTHING
    way: Way = "wrap"
    between: Content = NOTHING


class Line(NamedTuple):
    """One line of a page.

    Attributes:
        flow: The place of its text among the texts; a blank line before a text is that text's.
        start: The first letter of the text on it.
        stop: The letter after the last; a blank line has none.
        row: Which line of the text as it is copied, where nothing is wrapped, counted over the whole page.
        column: The letter of that line with which this one begins.
        is_first: Whether it is the first of its text.
    """

    flow: int
    start: int
    stop: int
    row: int
    column: int
    is_first: bool


class Page(NamedTuple):
    """Texts laid out.

    Attributes:
        flows: The texts.
        width: Cells of a line.
        lines: Where each line is from.
        rows: What is copied: the lines before they were wrapped, with blank ones between the texts.
        tops: The first line of each text.
    """

    flows: Sequence[Flow] = ()
    width: int = 0
    lines: Sequence[Line] = ()
    rows: Sequence[str] = ()
    tops: Sequence[int] = ()

    def line_of(self, flow: int, letter: int) -> int:
        """The line on which a letter of a text stands."""
        top = self.tops[flow]
        end = self.tops[flow + 1] if flow + 1 < len(self.tops) else len(self.lines)
        own = [line.start for line in self.lines[top:end] if line.flow == flow]
        return top + max(0, bisect_right(own, letter) - 1)

    def rows_of(self, flow: int) -> tuple[int, int]:
        """The first and the last line of a text as it is copied."""
        own = [line.row for line in self.lines if line.flow == flow and line.stop >= 0]
        return (own[0], own[-1]) if own else (0, 0)


def lead_of(flow: Flow, line: Line, width: int) -> Content:
    """What stands before a line, as much of it as leaves room for the text."""
    lead = flow.between if line.stop < 0 else flow.first if line.is_first else flow.rest
    most = max(0, width - LEAST)
    return lead if lead.cell_length <= most else Content(cut(lead.plain, most, ""))


def text_of(flow: Flow, line: Line) -> Content:
    """The text of a line; nothing of what lies beyond it is looked at."""
    start, stop = line.start, max(line.start, line.stop)
    spans = [
        Span(max(span.start, start) - start, min(span.end, stop) - start, span.style)
        for span in flow.content.spans
        if span.start < stop and span.end > start
    ]
    return Content(flow.content.plain[start:stop], spans)


def laid_out(flows: Sequence[Flow], width: int) -> Page:
    """The lines of texts in a width of so many cells, at least one."""
    lines: list[Line] = []
    rows: list[str] = []
    tops: list[int] = []
    width = max(1, width)
    for place, flow in enumerate(flows):
        for _ in range(flow.above if lines else 0):
            lines.append(Line(place, 0, -1, len(rows), 0, False))
            rows.append("")
        tops.append(len(lines))
        said = flow.first.plain.replace(f"{BAR} ", "")
        said = said if said.strip() else ""
        room = width - min(flow.first.cell_length, max(0, width - LEAST))
        first, at = True, 0
        for text in flow.content.plain.split("\n"):
            before = said if first else ""
            for start, stop in parts(text, room) if flow.way != "cut" else [(0, len(text))]:
                column = start + len(before)
                lines.append(Line(place, at + start, at + stop, len(rows), column, first))
                first = False
            rows.append(before + text)
            at += len(text) + 1
    return Page(flows, width, lines, rows, tops)


def parts(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a text without line ends begin and stop; blanks at which it is wrapped are on none of them."""
    if len(text) <= width and (text.isascii() or cell_len(text) <= width):
        yield 0, len(text)
        return
    cells = len if text.isascii() else cell_len
    start, used = 0, 0  # of the line that is being filled
    for word in WORDS.finditer(text):
        at, size = word.start(), cells(word[0].rstrip())
        if used and used + size > width:
            yield start, start + len(text[start:at].rstrip())
            start, used = at, 0
        if size > width:  # longer than a line: it is broken wherever the line ends
            for at in breaks(text, start, word.end(), width):
                yield start, at
                start = at
            used = cells(text[start : word.end()])
        else:
            used += cells(word[0])
    yield start, start + len(text[start:].rstrip())


def breaks(text: str, start: int, stop: int, width: int) -> Iterator[int]:
    """The letters before which a long word is broken; no character is."""
    used = 0
    word = text[start:stop].rstrip()
    for first, end, told in split_graphemes(word)[0]:
        # Rich counts none for letters behind a joiner that joins nothing, and paints them all the same.
        cells = told or cell_len(word[first:end])
        if used and used + cells > width:
            yield start + first
            used = 0
        used += cells
