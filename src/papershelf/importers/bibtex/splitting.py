"""A bibliography cut into its blocks, in one pass, before anything is parsed: a broken block spoils no other."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# The literal sign at the beginning lets the search run over text as fast as memory is read.
_START: Final = re.compile(r"@[ \t]*(?P<kind>[A-Za-z][\w-]{0,60})\s{0,80}(?:\{|\((?=[^(){},=\n]{0,200}[,=]))")
_BRACE_OR_START: Final = re.compile(r"(?<!\\)[{}]|" + _START.pattern)
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_MARGIN: Final = 2_000  # characters; nobody indents an entry further
_COMMENT_LIMIT: Final = 200_000

OUTSIDE: Final = ""
COMMENTED_OUT: Final = "%"


class Block(NamedTuple):
    """A stretch of the text, from one `@` to the next.

    Attributes:
        kind: What stands after the `@`, in lower case; `OUTSIDE` for text before the first block, `COMMENTED_OUT` for a
            block behind a per cent sign.
        text: All of it, as it stood, blank lines at its end included.
        line: Its first line, the first of the text being 1.
    """

    kind: str
    text: str
    line: int

    @property
    def entry(self) -> str:
        """The text without the blank lines and the remarks at its end, which belong to what follows."""
        lines = self.text.strip().split("\n")
        while len(lines) > 1 and lines[-1].lstrip()[:1] in {"", "%"}:
            lines.pop()
        return "\n".join(lines).rstrip()


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text; joined they are the text."""
    line, start, kind = 1, 0, OUTSIDE
    for place, following in _starts(text):
        if place > start:
            block = Block(kind, text[start:place], line)
            line += block.text.count("\n")
            yield block
        start, kind = place, following
    if start < len(text):
        yield Block(kind, text[start:], line)


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """Where each block begins, and its kind."""
    lines = _line_starts(text)
    end_of_comment, trusting = 0, True
    found = next(lines, None)
    yield from _on_one_line(text, 0, len(text) if found is None else found[0], 0)
    while found is not None:
        (place, kind, opened), following = found, next(lines, None)
        if place >= end_of_comment:
            yield place, kind
            if kind == "comment" and trusting:
                # An entry inside `@comment{…}` is one that somebody took out.
                end_of_comment = _closing(text, opened)
                trusting = end_of_comment > 0  # one that is never closed must not be searched for again and again
            elif kind not in {"comment", COMMENTED_OUT}:
                end, depth = len(text) if following is None else following[0], int(text[opened - 1] == "{")
                yield from _on_one_line(text, opened, end, depth)
        found = following


def _line_starts(text: str) -> Iterator[tuple[int, str, int]]:
    """Blocks that begin a line: where, their kind, and where they open."""
    for match in _START.finditer(text):
        margin = text[max(0, match.start() - _MARGIN) : match.start()]
        before = margin[margin.rfind("\n") + 1 :] if "\n" in margin or match.start() <= _MARGIN else "…"
        if not before.strip(" \t%\ufeff"):
            kind = COMMENTED_OUT if "%" in before else match["kind"].lower()
            yield match.start() - len(before), kind, match.end()


def _on_one_line(text: str, start: int, end: int, depth: int) -> Iterator[tuple[int, str]]:
    """Blocks that begin in the middle of a line, right where the one before is closed."""
    if not _START.search(text, start, end):
        return
    for match in _BRACE_OR_START.finditer(text, start, end):
        if match["kind"]:
            if depth <= 0 and _may_begin(text, match.start()):
                yield match.start(), match["kind"].lower()
                depth = 0
            depth += match[0][-1] == "{"
        else:
            depth += 1 if match[0] == "{" else -1


def _may_begin(text: str, place: int) -> bool:
    """Whether an entry may begin here, in the middle of a line: not within a word, a quotation or a remark."""
    line = text[max(0, place - _MARGIN) : place].rpartition("\n")[2]
    return (not line or line[-1] in " \t})") and not line.lstrip().startswith("%")


def _closing(text: str, start: int) -> int:
    """Where the braces that opened before this place are closed; 0 if that is nowhere near."""
    depth = 1
    for match in _BRACE.finditer(text, start, start + _COMMENT_LIMIT):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return 0
