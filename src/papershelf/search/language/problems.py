"""What a person may have meant otherwise in a typed query, and how to point at it."""

from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category, east_asian_width

_WINDOW = 72
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a typed query that was passed over.

    Attributes:
        start: Where in the typed text it begins.
        end: Where it ends; the range is half-open and lies in the text.
        words: One sentence that says what was expected.
        suggestion: The whole typed text mended, or nothing.
    """

    start: int
    end: int
    words: str
    suggestion: str = ""


class _Cell(NamedTuple):
    text: str
    width: int
    marked: bool


def caret(text: str, problem: Problem) -> str:
    """Two lines for a terminal: the typed text, and `^~~~` under what the problem is about.

    A long text is cut around the problem. Whatever a terminal would obey is shown as a sign that stands for it.
    """
    start = min(max(problem.start, 0), len(text))
    end = min(max(problem.end, start), len(text))
    # Only what can come into view is looked at: a character may be without width, but seldom are hundreds.
    first = max(0, start - 4 * _WINDOW)
    near = range(first, min(len(text), start + 4 * _WINDOW))
    cells = [_cell(text[place], start <= place < end) for place in near]
    if start == end:
        cells.insert(start - first, _Cell(" ", 1, True))
    shown, before, after = _window(cells, more_before=first > 0, more_after=near.stop < len(text))
    line = (_ELLIPSIS if before else "") + "".join(cell.text for cell in shown) + (_ELLIPSIS if after else "")
    head = before + sum(cell.width for cell in _until_marked(shown))
    width = sum(cell.width for cell in shown if cell.marked)
    return f"{line.rstrip()}\n{' ' * head}^{'~' * (width - 1)}"


def _cell(char: str, marked: bool) -> _Cell:
    if char.isspace():
        return _Cell(" ", 1, marked)
    kind = category(char)
    if kind in {"Mn", "Me"}:
        return _Cell(char, 0, marked)
    if kind.startswith("C"):
        return _Cell("\ufffd", 1, marked)
    return _Cell(char, 2 if east_asian_width(char) in "WF" else 1, marked)


def _until_marked(cells: list[_Cell]) -> list[_Cell]:
    return cells[: next((place for place, cell in enumerate(cells) if cell.marked), len(cells))]


def _window(cells: list[_Cell], *, more_before: bool, more_after: bool) -> tuple[list[_Cell], bool, bool]:
    """The cells that fit around the first marked one, and whether something is left out before and after them."""
    first = len(_until_marked(cells))
    start, end = first, first
    room = _WINDOW - 2
    # What is marked comes first, then a third of the room for what stands before it, the rest for what follows.
    for most, step in ((room * 2 // 3, 1), (room, -1), (room, 1)):
        used = sum(cell.width for cell in cells[start:end])
        while (end < len(cells)) if step > 0 else start > 0:
            used += cells[end if step > 0 else start - 1].width
            if used > most:
                break
            start, end = (start, end + 1) if step > 0 else (start - 1, end)
    return cells[start:end], start > 0 or more_before, end < len(cells) or more_after
