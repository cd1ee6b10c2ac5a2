"""Cuts HTML into tags and words, in linear time whatever is broken in it, and says how far it is."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# A tag always matches as far as it goes, so that nothing is looked at twice. The standard library's parser can neither
# be stopped on the way nor promise that.
_TAG = re.compile(r"""<(/?)([A-Za-z][\w:-]{0,40})((?:[^<>"']++|"[^"]*+"?+|'[^']*+'?+)*+)>?+""")
_BEGIN = re.compile(r"<(?=!--|/?[A-Za-z])")
_ATTRIBUTE = re.compile(r"""([\w:-]{1,60})\s*+=\s*+(?:"([^"]*+)"?+|'([^']*+)'?+|([^\s"'<>=]++))""")
_SILENT = ("script", "style", "template", "noscript")
_PIECE = 262_144
_LONGEST_REFERENCE = 40


class Token(NamedTuple):
    """A tag, or the words up to the next one.

    Attributes:
        place: Where it begins in the text.
        end: Where it ends.
        name: The tag's name in lower case; empty for words.
        closes: Whether it is an end tag.
        text: The words, or the tag's attributes as they stand.
    """

    place: int
    end: int
    name: str
    closes: bool
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Tags and words in turn; scripts, styles and comments hold neither."""
    done, at, length = 0, 0, len(text)
    endless: set[str] = set()  # what begins but never ends is looked for once
    while begin := _BEGIN.search(text, at):
        start = begin.start()
        if text.startswith("<!--", start) and "-->" not in endless:
            if start > done:
                yield Token(done, start, "", False, text[done:start])
            end = text.find("-->", start + 4)
            if end < 0:
                endless.add("-->")
            done = at = end + 3 if end >= 0 else start + 4
            continue
        match = _TAG.match(text, start)
        if match is None:  # an unclosed comment
            at = start + 1
            continue
        if start > done:
            yield Token(done, start, "", False, text[done:start])
        name, done = match[2].lower(), match.end()
        yield Token(start, done, name, bool(match[1]), match[3])
        if name in _SILENT and not match[1] and name not in endless:
            end = _end_of(name, text, done)
            if end < 0:
                endless.add(name)
            else:
                done = end
        at = done
    if done < length:
        yield Token(done, length, "", False, text[done:])


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case, the first of each."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found


def unescaped(text: str) -> Iterator[str]:
    """The text with its character references resolved, piece by piece, for texts of many megabytes."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            # A reference must not be cut in two.
            reference = text.rfind("&", end - _LONGEST_REFERENCE, end)
            end = reference if reference > start else end
        yield html.unescape(text[start:end])
        start = end


def _end_of(name: str, text: str, start: int) -> int:
    """Where the end tag of a silent element begins; -1 if there is none."""
    match = re.compile(rf"</{name}(?=[\s>/])", re.IGNORECASE).search(text, start)
    return match.start() if match else -1
