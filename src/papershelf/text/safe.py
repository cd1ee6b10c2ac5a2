"""Foreign text made harmless for a terminal: line ends unified, everything invisible and dangerous removed."""

import re
from collections.abc import Sequence
from typing import Final

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_LINE_END: Final = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"

# What a reader cannot see and a terminal, a search or an eye may be deceived by. Kept on purpose: ZWNJ and ZWJ
# (Persian, Indic scripts, emoji families), the variation selectors, and the Hangul fillers, which are letters.
# Tag characters go although three flags are spelt with them: elsewhere they only smuggle hidden text.
_FORBIDDEN: Final = (
    "["
    "\x00-\x08\x0e-\x1f"  # C0 without tab, newline and what was made a newline
    "\x7f-\x9f"  # DEL and C1, whose 0x9b opens an escape sequence by itself
    "\u00ad\u034f\u180e\u200b"  # soft hyphen, grapheme joiner, vowel separator, zero-width space
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of the writing direction
    "\u2060-\u2065\u206a-\u206f"  # word joiner, invisible operators, deprecated format characters
    "\ud800-\udfff"  # surrogates: in a Python string each of them is a lone one
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb"  # noncharacters, byte order mark, interlinear annotation
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical format controls
    "\U000e0000-\U000e007f"  # tag characters
    "]+"
)
# The grapheme joiner is the one character of these that Python calls printable.
_UNSEEN: Final = "\u034f"


def safe(text: str) -> str:
    """Foreign text that may be shown, stored and searched.

    Every kind of line end becomes a newline. Newlines and tabs stay; control characters, overrides of the writing
    direction, lone surrogates, noncharacters and invisible format characters go. Visible text stays as it is.

    Args:
        text: Any string.

    Returns:
        The harmless text; `safe(safe(text)) == safe(text)`.
    """
    # Nearly every text is plain, and to see that takes a twentieth of the time that the patterns take.
    if (text.isprintable() or text.replace("\n", "").isprintable()) and _UNSEEN not in text:
        return text
    return re.sub(_FORBIDDEN, "", re.sub(_LINE_END, "\n", text))


def safe_line(text: str) -> str:
    """Foreign text on one line: `safe`, every run of white space made one blank, none at the ends."""
    # Nearly every line is as it shall be, and handed back itself it takes no memory a second time.
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:] and _UNSEEN not in text:
        return text
    return " ".join(safe(text).split())


def safe_lines(texts: Sequence[str]) -> list[str]:
    """`safe_line` of each text; where all are as they shall be, which one look at them together tells, themselves."""
    together = " ".join(texts)
    return list(texts) if safe_line(together) is together else [safe_line(text) for text in texts]
