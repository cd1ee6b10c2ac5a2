"""Maths in running text: roots and fractions written on one line, dollars taken away where all is understood."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_ENDS: Final = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
# Without a command inside, only what can hardly be money or a shell's variable: `$k$`, `$n=5$`, `$10^{-3}$`.
_SURE: Final = re.compile(r"[^\W\d_]'?|(?=[^ ]*[=<>^_(])[A-Za-z(\[|][^$ ]*|[0-9.]+[\^_][^$ ]*")
_SHORT_SCRIPT: Final = re.compile(r"([_^])\{([-+]?\w+)\}")
_NEGATIVE_SPACE: Final = "\\!"


def unwrap_maths(source: Sequence[str], cells: list[str]) -> None:
    """Take the dollars away from maths that has become readable text.

    They stay where a command is left that nobody understood, and where they may be money.

    Args:
        source: The cells as they stood.
        cells: What they have become; changed in place.
    """
    start: int | None = None
    for place, cell in enumerate(source):
        if start is not None and cell == _ENDS[source[start]]:
            if _unwrapped(source, cells, start, place):
                start = None
                continue
            start = None
        if cell in _ENDS:
            start = place


def _unwrapped(source: Sequence[str], cells: list[str], start: int, end: int) -> bool:
    """Rewrite one stretch of maths if that is safe, and say whether it was."""
    commands = any(cell[0] == "\\" for cell in source[start + 1 : end])
    text = "".join("" if cell == _NEGATIVE_SPACE else cell for cell in cells[start + 1 : end])
    if "\\" in text or not text.strip():
        return False
    if not commands:
        before, after = source[start - 1][-1:] if start else "", source[end + 1][:1] if end + 1 < len(source) else ""
        if not _SURE.fullmatch(text) or before.isalnum() or after.isdigit():
            return False
    cells[start : end + 1] = [_SHORT_SCRIPT.sub(r"\1\2", text.strip()), *[""] * (end - start)]
    return True


def root(cells: list[str], place: int, close: int) -> None:
    r"""`\sqrt{x}` as √x, and with brackets where the root reaches over more than one word."""
    cells[place] = "√"
    _bracket(cells, place + 1, close)


def fraction(cells: list[str], place: int, closing: Mapping[int, int]) -> bool:
    r"""`\frac{a}{b}` as a/b; False where the two braced parts are not there."""
    middle = closing.get(place + 1)
    close = None if middle is None else closing.get(middle + 1)
    if middle is None or close is None:
        return False
    cells[place] = ""
    _bracket(cells, middle + 1, close)
    _bracket(cells, place + 1, middle)
    cells[middle] += "/"
    return True


def _bracket(cells: list[str], start: int, end: int) -> None:
    """Round brackets in place of braces, or none around a single word or letter command."""
    inner = cells[start + 1] if end == start + 2 else ""
    simple = inner.isalnum() or (inner[:1] == "\\" and inner[1:].isalpha())
    cells[start], cells[end] = ("", "") if simple else ("(", ")")
