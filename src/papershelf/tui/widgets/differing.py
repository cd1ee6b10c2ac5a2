"""Two texts and how they differ, by signs and colours: side by side where there is room, else below one another."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from papershelf.text import safe

MOST_LINES, MOST_LETTERS = 400, 20_000  # of each text; nobody compares more in a dialog
WIDE = 70  # cells from which on both have room


class Row(NamedTuple):
    """A line of one text or both.

    Attributes:
        sign: `-` for a line of the first alone, `+` for one of the second alone, a blank for one of both.
        line: The line.
    """

    sign: str
    line: str


def differing(one: str, other: str) -> Iterator[Row]:
    """The lines of two texts, in the order of a diff."""
    first, second = _lines(one), _lines(other)
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Row(" ", line) for line in first[a:b])
        else:
            yield from (Row("-", line) for line in first[a:b])
            yield from (Row("+", line) for line in second[c:d])


def _lines(text: str) -> list[str]:
    lines = safe(text[:MOST_LETTERS]).split("\n")
    if len(lines) > MOST_LINES or len(text) > MOST_LETTERS:
        lines = [*lines[:MOST_LINES], "…"]
    return lines if text else []


class Differing(VerticalScroll):
    """Shows how two texts differ.

    Args:
        one: The first, whose own lines are taken away.
        other: The second, whose own lines are added.
        names: What the two are.
    """

    DEFAULT_CSS = """
    Differing {
        height: 1fr;
        min-height: 3;
        background: $surface;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & > .differing--one-below { height: auto; }
        & > Horizontal { height: auto; display: none; }
        & > Horizontal > Static { width: 1fr; height: auto; padding: 0 1 0 0; }
        &.-wide > .differing--one-below { display: none; }
        &.-wide > Horizontal { display: block; }
    }
    """

    def __init__(self, one: str, other: str, names: tuple[str, str]) -> None:
        super().__init__(classes="differing")
        self._rows = tuple(differing(one, other))
        self._names = names

    def compose(self) -> ComposeResult:
        """Both ways; the width says which is seen."""
        first, second = self._names
        head = Content.assemble((f"- {first}", "$text-error"), "  ", (f"+ {second}", "$text-success"))
        yield Static(Content("\n").join([head, *map(_content, self._rows)]), classes="differing--one-below")
        with Horizontal():
            for name, sign in ((first, "-"), (second, "+")):
                lines = [_content(row) for row in self._rows if row.sign in (" ", sign)]
                yield Static(Content("\n").join([Content.styled(f"{sign} {name}", "bold"), *lines]))

    def on_resize(self) -> None:
        """Choose the way by the room."""
        self.set_class(self.size.width >= WIDE, "-wide")


def _content(row: Row) -> Content:
    style = {"-": "$text-error", "+": "$text-success"}.get(row.sign, "")
    text = f"{row.sign} {row.line}"
    return Content.styled(text, style) if style else Content(text)
