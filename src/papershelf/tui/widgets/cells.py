"""Lines of foreign text laid out by terminal cells: cutting, highlighting and padding."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from papershelf.text import safe_line

Spans = Sequence[tuple[int, int]]
ELLIPSIS = "…"
# A joiner at either end would swallow, or change the width of, whatever stands beside the text.
JOINERS = "\u200d\ufe0f"
# Latin, Greek and Cyrillic letters, dashes, quotation marks and ellipses: no mark and no joiner is among them.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u0391-\u03ff\u0400-\u0482\u2010-\u2027]*")


def clean(text: str, spans: Spans = ()) -> tuple[str, Spans]:
    """Text fit for a terminal line, with the spans that still point at the right letters.

    The library cleans what it keeps, so this changes nothing then; where it does change something, the
    offsets no longer hold and no highlight is better than a wrong one.
    """
    safe = safe_line(text).strip(JOINERS)
    return safe, spans if safe == text else ()


def _is_plain(text: str) -> bool:
    """Whether each letter is a cell of its own; to look for what belongs together takes far longer."""
    return _PLAIN.fullmatch(text) is not None


def cut(text: str, width: int, more: str = ELLIPSIS) -> str:
    """Text in at most `width` cells; what is cut is replaced by an ellipsis."""
    if width <= 0:
        return ""
    head = text[: 4 * width + 4]  # most text needs no look at its far end
    if len(head) < len(text) and cell_len(head) <= width:
        head = text
    if head == text and cell_len(text) <= width:
        return text
    size, end = cell_len(more), 0
    if _is_plain(head):
        return text[: max(0, width - size)].rstrip() + more
    for _, stop, cells in split_graphemes(head)[0]:
        if size + cells > width:
            break
        size, end = size + cells, stop
    return head[:end].rstrip() + more


def window(text: str, width: int, spans: Spans) -> tuple[str, Spans]:
    """Text that begins near its first span where all up to there would not fit, with the spans moved along.

    Args:
        text: Text already made safe.
        width: Cells that there are for it; the far end is not cut here.
        spans: Half-open ranges of the text.
    """
    if not spans or cell_len(text[: spans[0][1]]) + len(ELLIPSIS) <= width:
        return text, spans
    start, stop = spans[0]
    first = max(0, start - width // 4)  # a few words before it say what it is about, ...
    if first > (earlier := len(text) - width + len(ELLIPSIS)) >= 0 and cell_len(text[earlier:stop]) < width:
        first = earlier  # ... more of them where little follows
    blank = text.find(" ", first, start)
    first = blank + 1 if blank >= 0 else start
    if not first:
        return text, spans
    moved = [(max(a - first, 0) + len(ELLIPSIS), b - first + len(ELLIPSIS)) for a, b in spans if b > first]
    return ELLIPSIS + text[first:], moved


def pieces(text: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """Runs of text and whether each is highlighted; no run begins or ends inside a visible character."""
    at = 0
    for start, stop in _lit(text, spans):
        if start > at:
            yield text[at:start], False
        yield text[start:stop], True
        at = stop
    if at < len(text):
        yield text[at:], False


def _lit(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Spans in order, all inside the text, of whole visible characters, and none beside another."""
    inside = sorted((max(start, 0), min(stop, len(text))) for start, stop in spans if start < stop)
    if inside and not _is_plain(text):
        inside = [
            (first, last)
            for first, last, _ in split_graphemes(text)[0]
            if any(start < last and stop > first for start, stop in inside)
        ]
    lit: list[tuple[int, int]] = []
    for start, stop in inside:
        if lit and start <= lit[-1][1]:
            lit[-1] = (lit[-1][0], max(stop, lit[-1][1]))
        elif start < stop:
            lit.append((start, stop))
    return lit


class LineBuilder:
    """A line of exactly `width` cells, filled from the left and, at its end, from the right."""

    def __init__(self, width: int, fill: Style) -> None:
        """Start an empty line.

        Args:
            width: Cells of the finished line.
            fill: Style of whatever stays empty.
        """
        self._width = width
        self._fill = fill
        self._used = 0
        self._left: list[Segment] = []
        self._right: list[Segment] = []

    @property
    def room(self) -> int:
        """Cells that are still free."""
        return self._width - self._used

    def add(self, text: str, style: Style, spans: Spans = (), hit: Style | None = None) -> int:
        """Append text, cut where the line ends.

        Args:
            text: Text already made safe.
            style: Its style.
            spans: Letters to highlight.
            hit: Style of highlighted letters.

        Returns:
            The cells it took.
        """
        before = self._used
        for run, inside in pieces(cut(text, self.room), spans):
            self._left.append(Segment(run, hit if inside and hit else style))
            self._used += cell_len(run)
        return self._used - before

    def space(self, cells: int = 1) -> None:
        """Leave cells empty, as far as there is room."""
        blank = max(0, min(cells, self.room))
        if blank:
            self._left.append(Segment(" " * blank, self._fill))
            self._used += blank

    def fits(self, text: str) -> bool:
        """Whether the text fits uncut."""
        return cell_len(text) <= self.room

    def add_right(self, text: str, style: Style) -> bool:
        """Put text at the right end if it fits whole; what was put first stands rightmost."""
        if not text or not self.fits(text):
            return False
        self._right.insert(0, Segment(text, style))
        self._used += cell_len(text)
        return True

    def strip(self) -> Strip:
        """The finished line."""
        gap = [Segment(" " * self.room, self._fill)] if self.room > 0 else []
        return Strip([*self._left, *gap, *self._right], max(self._width, 0))


def centred(line: str, width: int, style: Style, fill: Style) -> Strip:
    """One line in the middle of the width."""
    text = cut(line, width)
    builder = LineBuilder(width, fill)
    builder.space((width - cell_len(text)) // 2)
    builder.add(text, style)
    return builder.strip()


def ruled(labels: Sequence[str], width: int, style: Style) -> Strip:
    """A thin line across the width that carries the first of some labels that fits, or what fits of the last."""
    cleaned = [clean(label)[0] for label in labels]
    label = next((label for label in cleaned if cell_len(label) + 4 <= width), cleaned[-1] if cleaned else "")
    builder = LineBuilder(width, style)
    builder.add(f"── {label} ", style)
    builder.add("─" * max(0, builder.room), style)
    return builder.strip()


def wrapped(text: str, width: int) -> list[str]:
    """Every line's words in lines of at most `width` cells; a longer word is cut, an empty line stays."""
    return [part for line in text.splitlines() for part in _wrapped_line(safe_line(line), width)]


def _wrapped_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if line and cell_len(joined) > width:
            lines.append(line)
            joined = word
        line = joined
    return [cut(each, width) for each in (*lines, line)]
