"""Cuts a page into lines that know their number and what they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from papershelf.importers.hf_text.furniture import BANNER_TEXT, BY_AK, LONGEST_FURNITURE, Kind, kind_of

_LINE_END = re.compile(r"\r\n?|\n")
# Some tools lose the line end after a heading's words: `SubscribeA Title`, `…inbox!SubscribeA Title`.
_GLUED = re.compile(rf"\s*(?:new\s*)?{BANNER_TEXT}+(?:subscribe)?(?:{BY_AK})?(?=\S)", re.IGNORECASE)
_GLUED_SUBSCRIBE = re.compile(rf"\s*Subscribe(?:{BY_AK})?(?=\S)")
_GLUED_BY = re.compile(rf"\s*{BY_AK}(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, or what is left of it without markup.

    Attributes:
        number: Place in the source, the first line being 1.
        text: Without blanks at its ends and without markup.
        kind: What it is.
        group: Lines with the same number above 0 stood inside one link or heading.
        heading: Whether it is (part of) a heading that names a paper.
        urls: Addresses that the markup gave to it.
    """

    number: int
    text: str
    kind: Kind
    group: int = 0
    heading: bool = False
    urls: tuple[str, ...] = ()


def split(text: str) -> list[str]:
    """The lines as they stand; only CR and LF end one, so that numbers agree with an editor's."""
    return _LINE_END.split(text)


def plain_lines(texts: Iterable[str]) -> Iterator[Line]:
    """The lines of a page without markup."""
    return (Line(number, text.strip(), kind_of(text)) for number, text in enumerate(texts, 1))


def mend(lines: Iterable[Line]) -> list[Line]:
    """Lines in their context: glued banners cut off, names after `Submitted by` and half dates recognised."""
    mended: list[Line] = []
    banner = False  # whether the last line that is not blank belongs to the page's head
    before: Kind | None = None
    for line in lines:
        if line.kind is Kind.BLANK:
            mended.append(line)
            continue
        now = line
        if before is Kind.SUBMITTED and line.kind is not Kind.SUBMITTED and _is_name(line.text):
            now = replace(line, kind=Kind.ORNAMENT)
        elif line.kind is Kind.TEXT:
            now = _unglue(line, banner)
        banner = now.kind is Kind.BANNER
        # A portrait may stand between `Submitted by` and the name.
        if not (before is Kind.SUBMITTED and line.kind is Kind.ORNAMENT):
            before = now.kind
        mended.append(now)
    return mended


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= 40 and len(text.split()) <= 3 and any(map(str.isalnum, text))


def _unglue(line: Line, after_banner: bool) -> Line:
    head = line.text[: 2 * LONGEST_FURNITURE]
    patterns = (_GLUED, _GLUED_BY) + ((_GLUED_SUBSCRIBE,) if after_banner else ())
    for pattern in patterns:
        match = pattern.match(head)
        if match:
            rest = line.text[match.end() :].strip()
            return replace(line, text=rest, kind=kind_of(rest) if rest else Kind.BANNER)
    return line
