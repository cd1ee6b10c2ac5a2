"""Braces that only group, as in BibTeX, taken away where no command and no maths needs them; and TeX's dashes."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_MATHS_ENDS: Final = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_DASHES: Final = re.compile(r"(?<!-)(?<!<!)-{2,3}(?![->])")


def ungroup(source: Sequence[str], cells: list[str], closing: Mapping[int, int]) -> None:
    r"""Take away the braces that only group, and write dashes; `{BERT}` → `BERT`.

    The braces of a command that nobody understood stay, for they say where its argument ends; so do those of maths
    that stays.

    Args:
        source: The cells as they stood.
        cells: What they have become; changed in place.
        closing: Index of the closing brace, by the index of the opening one.
    """
    is_maths = _maths(source, cells)
    kept: set[int] = set()
    for start in sorted(closing):
        close = closing[start]
        if cells[start] != "{" or cells[close] != "}":
            continue
        before = cells[start - 1] if start else ""
        is_argument = (len(before) > 1 and before[0] == "\\") or start - 1 in kept
        if is_argument or is_maths[start]:
            kept.add(close)
        else:
            cells[start] = cells[close] = ""
    for place, cell in enumerate(cells):
        if "--" in cell and not is_maths[place]:
            cells[place] = dashes(cell)


def dashes(text: str) -> str:
    """`--` and `---` as the dashes they mean, but in an address."""
    if "://" in text:
        return text
    return _DASHES.sub(lambda match: "–" if len(match[0]) == 2 else "—", text)


def _maths(source: Sequence[str], cells: Sequence[str]) -> bytearray:
    """Which cells are within maths that could not be written as plain text."""
    is_maths = bytearray(len(cells))
    start: int | None = None
    for place, cell in enumerate(source):
        if start is not None and cell == _MATHS_ENDS[source[start]]:
            if cells[start] == source[start]:
                is_maths[start : place + 1] = b"\1" * (place + 1 - start)
            start = None
        elif start is None and cell in _MATHS_ENDS:
            start = place
    return is_maths
