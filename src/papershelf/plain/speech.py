"""Text made ready to be heard: safe, without typographic signs that a voice stumbles over, wrapped or not."""

import textwrap
from collections.abc import Iterator
from typing import Final

from papershelf.text import safe

LEAST_WIDTH: Final = 20  # columns; narrower lines would hold a word each

# What a screen reader spells out, or a plain terminal lacks, by what everybody types for it.
_TYPED: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−·", "-"),
        "…": "...",
        "\u00a0": " ",
    }
)


def spoken(text: str) -> str:
    """Any text without what steers a terminal, with typed signs in place of typographic ones."""
    made = safe(text)
    return made if made.isascii() else made.translate(_TYPED)


def encodable(text: str, encoding: str) -> str:
    """The text with what a terminal's encoding lacks made as like as can be: é becomes e, then all else `?`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        from unicodedata import combining, normalize  # nearly every terminal has all letters

        apart = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
        return apart.encode(encoding, "replace").decode(encoding)
    return text


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, each at most so wide unless a word is longer; unwrapped where the width is 0."""
    for line in text.split("\n"):
        if not width or len(line) <= width:
            yield line.rstrip()
        else:
            yield from textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def sentence(words: str) -> str:
    """Words with a capital first letter and a full stop."""
    made = words[:1].upper() + words[1:]
    return made if made.endswith((".", "!", "?")) else f"{made}."
