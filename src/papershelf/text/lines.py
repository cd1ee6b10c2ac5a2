"""Hard-wrapped text made whole: lines joined to paragraphs, and words and addresses broken at a line's end mended."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_ADDRESS_WORD: Final = re.compile(r"[A-Za-z0-9][\w.~%/#?=&+,;:!)\]}-]*$")
_PLAIN_WORD: Final = re.compile(r"[a-z]+[.,;:!?)]*$")
# In `pre- and post-training` the hyphen is the end of its word.
_AFTER_OPEN_HYPHEN: Final = frozenset({"and", "or", "to", "und", "oder", "et", "ou", "y", "o", "nor", "but", "as"})


def _open_address(word: str) -> bool:
    """Whether a line's last word is an address that ends where wrappers like to break one."""
    start = max(word.rfind("://"), word.rfind("www."))
    return word[-1] in "/-" and 0 <= start < len(word) - 4 and not re.search(r'[<>"]', word[start:])


def _joint(line: str, following: str) -> str:
    """What stands between two lines of one paragraph: a blank, or nothing where a word was broken."""
    last, first = line.rsplit(None, 1)[-1], following.split(None, 1)[0]
    if _open_address(last):
        # After a slash a plain small word that goes on as a sentence is more likely the sentence's.
        sentence = last.endswith("/") and _PLAIN_WORD.match(first) and len(following) > len(first)
        return " " if sentence or not _ADDRESS_WORD.match(first) else ""
    broken = len(last) > 1 and last[-1] == "-" and last[-2].isalnum() and first[0].isalnum()
    return "" if broken and first.lower().strip(",") not in _AFTER_OPEN_HYPHEN else " "


def _paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph, without white space at their ends."""
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if line:
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def unwrap(text: str) -> str:
    """Paragraphs on one line each.

    Args:
        text: Safe text; blank lines stand between its paragraphs.

    Returns:
        The paragraphs, separated by one newline; within them every run of white space is one blank.
    """
    whole = []
    for lines in _paragraphs(text):
        parts = [lines[0]]
        for line, following in pairwise(lines):
            parts += (_joint(line, following), following)
        whole.append(" ".join("".join(parts).split()))
    return "\n".join(whole)
