"""Takes the markup off pages that a tool saved as Markdown, so that the reader sees plain lines with addresses."""

import re
from collections.abc import Iterator, Sequence

from papershelf.importers.hf_text.furniture import Kind, kind_of
from papershelf.importers.hf_text.lines import Line

_SIGN = re.compile(r"^#{1,6} +\[", re.MULTILINE)
_TOKEN = re.compile(r"\\.|!?\[|\](?:\([^)]{0,2000}\)|\[\d{1,4}\])?")
_CUT_TARGET = re.compile(r"\]\([^)]*$")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_TITLE = re.compile(r"[ \t]*#{2,6}[ \t]+\[")
_ANCHOR = re.compile(r"<a id=[^<>]{0,200}></a>|``")
_ESCAPED = re.compile(r"\\([\[\]_*#`])")
# Crawlers write a line break inside a link as backslashes, and once they joined the lines, as one with blanks.
_BREAK = re.compile(r"\\+[ \t]*$|\\[ \t]{2,}", re.MULTILINE)

_LONGEST_GROUP = 60


def is_markdown(text: str) -> bool:
    """Whether titles stand in it as headings that are links, as every tool that writes Markdown makes them."""
    return _SIGN.search(text) is not None


def markdown_lines(texts: Sequence[str]) -> Iterator[Line]:
    """The lines of a page without its markup; each keeps its number.

    Args:
        texts: The lines as they stand.
    """
    start = 0
    while start < len(texts):
        end = _group_end(texts, start)
        yield from _plain(texts[start:end], start + 1)
        start = end


def _group_end(texts: Sequence[str], start: int) -> int:
    """Where the link or heading that begins on a line ends; the next line if none of its brackets stays open."""
    depth, in_target = 0, False
    for place in range(start, min(start + _LONGEST_GROUP, len(texts))):
        text = texts[place]
        if place > start and _HEADING.match(text):
            break  # a bracket left open must not swallow the next paper
        if in_target:
            _target, closing, text = text.partition(")")
            in_target = not closing
        for token in _TOKEN.findall(text):
            if token.endswith("[") and token[0] != "\\":
                depth += 1
            elif token[0] == "]":
                depth = max(0, depth - 1)
        in_target = in_target or _CUT_TARGET.search(text) is not None
        if depth == 0 and not in_target:
            return place + 1
    return start + 1


def _plain(texts: Sequence[str], number: int) -> Iterator[Line]:
    whole = "\n".join(texts)
    heading = _TITLE.match(whole) is not None
    mark = _HEADING.match(whole)
    bare, urls = _strip(whole[mark.end() if mark else 0 :], keep_brackets=heading)
    bare = _ESCAPED.sub(r"\1", _BREAK.sub(" ", _ANCHOR.sub("", bare)))
    # A heading such as “Daily Papers” is a link as well, and names no paper.
    whole_kind = kind_of(" ".join(bare.split()))  # `Hugging` / `Face` is a menu's word, broken at a width
    heading = heading and whole_kind is Kind.TEXT
    group = number if heading or len(texts) > 1 else 0
    for place, (text, raw) in enumerate(zip(bare.split("\n"), texts, strict=True)):
        kind = kind_of(text)
        if kind is not Kind.BLANK and (heading or whole_kind not in (Kind.TEXT, Kind.BLANK)):
            kind = whole_kind
        if kind is Kind.BLANK and raw.strip():
            kind = Kind.ORNAMENT
        own = tuple(url for line, url in urls if line == place)
        yield Line(number + place, text.strip(), kind, group, heading, own)


def _strip(text: str, keep_brackets: bool) -> tuple[str, list[tuple[int, str]]]:
    """The text without links and pictures, line ends kept, and the links' targets with the place of their line.

    Args:
        text: One or more lines.
        keep_brackets: Whether a bracket right at a link's beginning is part of its words, as in `[Re] A title`;
            elsewhere it is what stood for a picture.
    """
    removed: list[tuple[int, int]] = []
    urls: list[tuple[int, str]] = []
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign.endswith("[") and sign[0] != "\\":
            opened.append(token)
            continue
        if sign[0] != "]":
            continue
        opening = opened.pop() if opened else None
        if opening is not None and opening[0] == "![":
            removed.append((opening.start(), token.end()))
        elif len(sign) > 1:
            removed += [opening.span()] if opening else []
            removed.append(token.span())
            if sign[1] == "(":
                urls.append((text.count("\n", 0, token.start()), "".join(sign[2:-1].split())))
        elif opening and opened and opened[-1].end() == opening.start() and not keep_brackets:
            removed.append((opening.start(), token.end()))
    if opened and opened[0].start() == 0 and not keep_brackets:
        removed.append((0, 1))  # a link whose end was never found
    return _without(text, removed), urls


def _without(text: str, removed: list[tuple[int, int]]) -> str:
    """The text without these spans, except for their line ends."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(removed):
        if start >= done:
            parts += (text[done:start], "\n" * text.count("\n", start, end))
        elif end > done:
            parts.append("\n" * text.count("\n", done, end))
        done = max(done, end)
    return "".join((*parts, text[done:]))
