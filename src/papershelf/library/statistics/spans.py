"""Lines of text whose parts say what they are, so that a screen may colour them and a pipe may not."""

import re
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a line.

    Attributes:
        text: What stands there; made safe.
        role: What it is: `head`, `quiet`, `plot`, `level0` to `level4`; plain text without.
    """

    text: str
    role: str = ""


Line = tuple[Span, ...]


def line(*parts: str | tuple[str, str]) -> Line:
    """A line of texts, and texts with their roles."""
    return tuple(Span(part) if isinstance(part, str) else Span(*part) for part in parts)


def text_of(one: Line) -> str:
    """What a line says, without blanks at its end."""
    return "".join(span.text for span in one).rstrip()


def folded(one: Line, width: int) -> list[Line]:
    """A line of words in as many lines as it needs; a word longer than a line stays whole."""
    made: list[list[Span]] = [[]]
    used = 0
    for span in one:
        for word in re.findall(r"\S+\s*|\s+", span.text):
            if used and used + len(word.rstrip()) > width:
                made.append([])
                used = 0
            made[-1].append(Span(word, span.role))
            used += len(word)
    return [tuple(spans) for spans in made]
