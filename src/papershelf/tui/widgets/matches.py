"""The letters of a paper that answer the query, text by text, and which of them the person stands at."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content, Span
from textual.widgets import Static

HIT, HERE = ".detail--hit", ".detail--here"
Spans = Sequence[tuple[int, int]]


class Text(NamedTuple):
    """A text on the screen.

    Attributes:
        content: It without highlights.
        spans: The letters to highlight, in half-open ranges.
    """

    content: Content
    spans: Spans


class Match(NamedTuple):
    """One place where the query is answered.

    Attributes:
        widget: What shows the text.
        start: The first letter.
        stop: The letter after the last.
    """

    widget: Static
    start: int
    stop: int


class Matches:
    """All matches of one paper in the order of reading.

    Args:
        paint: Shows a highlighted text in a widget.
    """

    def __init__(self, paint: Callable[[Static, Content], None]) -> None:
        self._paint = paint
        self._texts: dict[Static, Text] = {}
        self._here: Match | None = None

    def put(self, widget: Static, text: Text) -> None:
        """Take a text in place of the one before in that widget, and show it."""
        before = self._texts.get(widget)
        if before is not None and (before.content.plain, before.spans) != (text.content.plain, text.spans):
            self._leave(widget)
        self._texts[widget] = text
        self._show(widget)

    def drop(self, widgets: Sequence[Static]) -> None:
        """Forget texts that are no longer shown."""
        for widget in widgets:
            self._leave(widget)
            self._texts.pop(widget, None)

    def leave(self) -> None:
        """Stand at no match."""
        if self._here is not None:
            self._leave(self._here.widget)

    def _leave(self, widget: Static) -> None:
        if self._here is not None and self._here.widget is widget:
            self._here = None
            if widget in self._texts and widget.is_attached:
                self._show(widget)

    @property
    def _all(self) -> list[Match]:
        return [Match(widget, *span) for widget, text in self._texts.items() for span in text.spans]

    @property
    def is_at_one(self) -> bool:
        """Whether the person went to one."""
        return self._here is not None

    @property
    def words(self) -> str:
        """Where the person stands: “match 2 of 5”, or “5 matches”; nothing without any."""
        every = self._all
        if self._here in every:
            return f"match {every.index(self._here) + 1} of {len(every)}"
        return f"{len(every)} match{'es' if len(every) > 1 else ''}" if every else ""

    def step(self, delta: int) -> tuple[Match, bool] | None:
        """Go to the next match or the one before; whether that went past an end. None where there is none."""
        every = self._all
        if not every:
            return None
        first = 0 if delta > 0 else len(every) - 1
        place = every.index(self._here) + delta if self._here in every else first
        self.leave()
        self._here = every[place % len(every)]
        self._show(self._here.widget)
        return self._here, not 0 <= place < len(every)

    def line_of(self, match: Match) -> int:
        """The line of its widget, wrapped as it is now, on which a match begins."""
        content = self._texts[match.widget].content
        plain = content.plain
        end = match.start + 1
        while end < len(plain) and not plain[end].isspace():  # a word goes to the next line as a whole
            end += 1
        width = max(1, match.widget.content_size.width)
        lines = Content(plain[: match.start + 1]).wrap(width) if end - match.start > width else None
        return len(lines or Content(plain[:end]).wrap(width)) - 1

    def _show(self, widget: Static) -> None:
        text = self._texts[widget]
        hits = [Span(*span, HERE if self._here == (widget, *span) else HIT) for span in text.spans]
        # By itself, since Textual keeps colour and weight of a component class, and lets go of this.
        hits += [Span(hit.start, hit.end, "reverse") for hit in hits if hit.style == HERE]
        self._paint(widget, Content(text.content.plain, [*text.content.spans, *hits]))
