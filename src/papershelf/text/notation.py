"""Markdown by the line: which letters of a note mean what, for colours and for links, in linear time."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

# How far a piece of a line may reach: an opening sign without a closing one must not be looked for to the end of a
# line of 20,000 letters again and again.
_REACH: Final = 400
ALIAS_REACH: Final = 400


class Kind(StrEnum):
    """What a piece of a line is."""

    HEADING = "heading"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    MARKER = "marker"
    QUOTE = "quote"
    RULE = "rule"
    LINK = "link"
    WIKI = "wiki"
    TAG = "tag"


class Span(NamedTuple):
    """A piece of a line: from its first letter to the one before `stop`."""

    start: int
    stop: int
    kind: Kind


class Fence(NamedTuple):
    """A code fence that is open: its sign, and how long the run is that opened it."""

    sign: str
    length: int


_FENCE: Final = re.compile(r"(?: {0,3}|[ \t>]*> ?)(`{3,}|~{3,})([^\n]*)")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_QUOTE: Final = re.compile(r"(?:[ \t]{0,3}>)+[ \t]?")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\](?=[ \t]|$))?(?=[ \t]|$)")
# From left to right, as a Markdown parser reads: what begins first hides what begins inside it.
_INLINE: Final = re.compile(
    rf"""
    \\.                                                                     # a sign that means itself
  | (?P<code>(?<!`)(?P<run>`+)(?!`).{{1,{_REACH}}}?(?<!`)(?P=run)(?!`))
  | `+
  | (?P<wiki>\[\[[^\[\]|\n]{{1,100}}(?:\|(?:(?!\]\]|\[\[).){{0,{ALIAS_REACH}}})?\]\])
  | (?P<link>!?\[[^\[\]\n]{{0,{_REACH}}}\]\([^()\s]{{0,{_REACH}}}\)
    | <https?://[^<>\s]{{1,{_REACH}}}> | \bhttps?://[^\s<>()\[\]]{{1,{_REACH}}})
  | (?P<strong>(?P<two>\*\*|(?<!\w)__)(?=\S).{{1,{_REACH}}}?(?<=\S)(?P=two))
  | (?P<strike>~~(?=\S).{{1,{_REACH}}}?(?<=\S)~~)
  | (?P<emphasis>(?P<one>\*|(?<!\w)_)(?=[^\s*_])[^*_]{{1,{_REACH}}}?(?<=\S)(?P=one)(?![\w*_]))
  | (?P<tag>(?<![\w#/&])\#[^\W\d][\w/-]{{0,100}})
    """,
    re.VERBOSE,
)


def fences(lines: Iterable[str]) -> Iterator[Fence | None]:
    """For each line the fence that is open before it, or None; a line that opens one is still outside."""
    now: Fence | None = None
    for line in lines:
        yield now
        now = _after(line, now)


def _after(line: str, now: Fence | None) -> Fence | None:
    if "```" not in line and "~~~" not in line:
        return now
    found = _FENCE.match(line)
    if found is None:
        return now
    run, rest = found[1], found[2]
    if now is None:
        return None if run[0] == "`" and "`" in rest else Fence(run[0], len(run))
    return None if run[0] == now.sign and len(run) >= now.length and not rest.strip() else now


@lru_cache(4096)
def spans(line: str, fence: Fence | None = None) -> tuple[Span, ...]:
    """The pieces of a line that mean something, in their order; those of one start with the wider.

    Args:
        line: Any text without a line end.
        fence: The fence that is open before this line.
    """
    if fence is not None or (line and _after(line, None) is not None):
        return (Span(0, len(line), Kind.CODE),) if line else ()
    if _RULE.match(line):
        return (Span(0, len(line), Kind.RULE),)
    found: list[Span] = []
    at = 0
    if quote := _QUOTE.match(line):
        found.append(Span(0, len(line), Kind.QUOTE))
        at = quote.end()
    if heading := _HEADING.match(line, at):
        found.append(Span(at, len(line), Kind.HEADING))
        at = heading.end()
    elif item := _ITEM.match(line, at):
        found.append(Span(item.start(), item.end(), Kind.MARKER))
        at = item.end()
    for match in _INLINE.finditer(line, at):
        name = match.lastgroup
        kind = next((kind for kind in _INSIDE if match[kind] is not None), None) if name else None
        if kind is not None:
            found.append(Span(match.start(), match.end(), kind))
    return tuple(found)


_INSIDE: Final = (Kind.CODE, Kind.WIKI, Kind.LINK, Kind.STRONG, Kind.STRIKE, Kind.EMPHASIS, Kind.TAG)
