"""The text of a note while it is written: Markdown in colours, lists that go on, and links being typed.

Of Textual's private names it overrides one, `_build_highlight_map`, which is called after every edit;
`tests/test_widgets_note_area.py` guards what comes of it, and both want a look when Textual is raised.
"""

import re
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from papershelf.text import safe
from papershelf.text.items import continued, emptied, is_item, shift
from papershelf.text.notation import Fence, Kind, fences, spans

COLOURED = 5_000  # letters of one line; every span costs at each painting of each of its rows
_HALF_LINK = re.compile(r"\[\[([^\[\]|\n]{0,80})$")
_COMPLETION_KEYS = {"down": 1, "up": -1, "enter": 0, "tab": 0}


class HalfLink(NamedTuple):
    """A link that is being typed.

    Attributes:
        start: Where its brackets begin.
        query: What was typed after them.
    """

    start: Location
    query: str


class NoteArea(TextArea):
    """A text area that knows Markdown.

    Attributes:
        is_offering: Whether papers to link to are shown, so that the keys to choose one are theirs.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"note-area--{name}" for name in (*Kind, "found")}

    # Weight, slant and line tell apart what colours do, for terminals and eyes without them.
    DEFAULT_CSS = """
    NoteArea {
        & > .note-area--heading { color: $text-accent; text-style: bold; }
        & > .note-area--strong { text-style: bold; }
        & > .note-area--emphasis { text-style: italic; }
        & > .note-area--strike { text-style: strike; }
        & > .note-area--code { color: $text-success; }
        & > .note-area--marker { color: $text-accent; text-style: bold; }
        & > .note-area--quote { color: $text-muted; text-style: italic; }
        & > .note-area--rule { color: $text-muted; }
        & > .note-area--link { color: $text-primary; text-style: underline; }
        & > .note-area--wiki { color: $text-accent; text-style: underline; }
        & > .note-area--tag { color: $text-secondary; text-style: bold; }
        & > .note-area--found { background: $accent 35%; text-style: underline; }
    }
    """

    class Chosen(Message):
        """A key for what is offered: 1 and -1 move, 0 takes."""

        def __init__(self, step: int) -> None:
            """Carry the step."""
            super().__init__()
            self.step = step

    def __init__(self, text: str, *, id: str | None = None) -> None:
        """Make it with a text."""
        self._fences: list[Fence | None] | None = None
        self._found: dict[int, list[tuple[int, int]]] = {}
        self.is_offering = False
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", max_checkpoints=500)

    # Colours

    def _build_highlight_map(self) -> None:
        """The text is another: what was worked out of it is forgotten, and its lines are painted anew."""
        self._fences = None
        super()._build_highlight_map()

    def get_line(self, line_index: int) -> Text:
        """A line in its colours; what a terminal may not see is left out, letter for letter."""
        plain = self.document.get_line(line_index)
        line = Text(harmless(plain), end="", no_wrap=True)
        for span in spans(plain[:COLOURED], self._fence_before(line_index)):
            style = self.get_component_rich_style(f"note-area--{span.kind}", partial=True)
            line.stylize(style, span.start, span.stop)
        for start, stop in self._found.get(line_index, ()):
            line.stylize(self.get_component_rich_style("note-area--found", partial=True), start, stop)
        return line

    def _fence_before(self, row: int) -> Fence | None:
        if self._fences is None:
            self._fences = list(fences(self.document.lines))
        return self._fences[row] if row < len(self._fences) else None

    def show_found(self, found: dict[int, list[tuple[int, int]]]) -> None:
        """Mark letters: by line, from the first to the one after the last."""
        if found != self._found:
            self._found = found
            self.notify_style_update()
            self.refresh()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:  # noqa: ARG002
        """None: prose has few pairs, and to look for one would go through the whole note at every key."""
        return None

    # Typing

    def on_key(self, event: events.Key) -> None:
        """Take the keys that mean something else in a list, in a link or in a quotation."""
        if self.is_offering and event.key in _COMPLETION_KEYS:
            self.post_message(self.Chosen(_COMPLETION_KEYS[event.key]))
        elif not (event.key == "enter" and self._go_on()) and not (
            event.key in ("tab", "shift+tab") and self._shift(1 if event.key == "tab" else -1)
        ):
            return
        event.stop()
        event.prevent_default()

    def _go_on(self) -> bool:
        """Go on with a list or a quotation, or end it."""
        start, end = self.selection
        row, column = end
        if start != end or self._fence_before(row) is not None:
            return False
        line = self.document.get_line(row)
        after = continued(line, column)
        if after is None:
            return False
        if after.ends:
            self.replace(emptied(line), (row, 0), (row, len(line)))
        else:
            self.insert(after.insert)
        return True

    def _shift(self, direction: int) -> bool:
        """Move the list items of the selection in or out; False where there is none."""
        first, last = sorted(row for row, _ in self.selection)
        rows = [row for row in range(first, last + 1) if is_item(self.document.get_line(row))]
        for row in rows:
            moved = shift(self.document.get_line(row), direction)
            if moved is not None:
                at, blanks, taken = moved
                self.replace(blanks, (row, at), (row, at + taken), maintain_selection_offset=True)
        return bool(rows)

    # Links

    @property
    def half_link(self) -> HalfLink | None:
        """The link being typed at the cursor, if there is one."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        found = _HALF_LINK.search(before[-100:])
        if found is None or self.selection.start != self.selection.end or self._fence_before(row) is not None:
            return None
        start = max(0, len(before) - 100) + found.start()
        inside = spans(before[:COLOURED])
        if any(span.kind is Kind.CODE and span.start < start < span.stop for span in inside):
            return None
        return HalfLink((row, start), found[1])

    def finish_link(self, text: str) -> None:
        """Put a link in place of what was typed of it."""
        half = self.half_link
        if half is None:
            return
        row, column = self.cursor_location
        line = self.document.get_line(row)
        stop = column + (2 if line.startswith("]]", column) else 0)
        self.replace(text, half.start, (row, stop), maintain_selection_offset=False)
        self.move_cursor((row, half.start[1] + len(text)))

    @property
    def link_here(self) -> str | None:
        """What the link under the cursor leads to."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        for span in spans(line, self._fence_before(row)):
            if span.kind is Kind.WIKI and span.start <= column <= span.stop:
                return line[span.start + 2 : span.stop - 2].partition("|")[0].strip()
        return None


def harmless(line: str) -> str:
    """A line of the same length in which nothing is left that could harm a terminal."""
    if safe(line) == line:
        return line
    return "".join(letter if letter == "\t" or (letter != "\n" and safe(letter) == letter) else "·" for letter in line)
