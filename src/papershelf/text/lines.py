"""Hard-wrapped text made whole: lines joined to paragraphs, and words and addresses broken at a line's end mended."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

# Patterns are plain strings: `re` compiles one when it is first used, and keeps it.
_ADDRESS_WORD: Final = r"[A-Za-z0-9][\w.~%/#?=&+,;:!)\]}-]*$"
_PLAIN_WORD: Final = r"[a-z]+[.,;:!?)]*$"
_PATH: Final = r"/[\w~@]"
_BROKEN_SCHEME: Final = r"https?((?::/{0,2})?)$"
_HOST: Final = r"://(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])"
# In `pre- and post-training` the hyphen is the end of its word.
_AFTER_OPEN_HYPHEN: Final = frozenset({"and", "or", "to", "und", "oder", "et", "ou", "y", "o", "nor", "but", "as"})


def _in_address(word: str) -> bool:
    """Whether a line's last word ends inside an address."""
    start = max(word.rfind("://"), word.rfind("www."))
    return 0 <= start < len(word) - 4 and not re.search(r'[<>"]', word[start:])


def _address_goes_on(last: str, first: str, following: str) -> bool:
    """Whether the address in which a line ends, at its slash or hyphen or before a slash, goes on in the next line."""
    if last[-1] not in "/-":
        return last[-1].isalnum() and bool(re.match(_PATH, first))
    # After a slash a plain small word that goes on as a sentence is more likely the sentence's.
    sentence = last[-1] == "/" and re.match(_PLAIN_WORD, first) and len(following) > len(first)
    return not sentence and bool(re.match(_ADDRESS_WORD, first))


def _joint(line: str, following: str) -> str:
    """What stands between two lines of one paragraph: a blank, or nothing where a word was broken."""
    last, first = line.rsplit(None, 1)[-1], following.split(None, 1)[0]
    if last[-1] in "ps:/" and (scheme := re.search(_BROKEN_SCHEME, last)):
        broken = bool(re.match(_HOST, scheme[1] + first))
    elif _in_address(last):
        broken = _address_goes_on(last, first, following)
    else:
        broken = len(last) > 1 and last[-1] == "-" and last[-2].isalnum() and first[0].isalnum()
        broken = broken and first.lower().strip(",") not in _AFTER_OPEN_HYPHEN
    return "" if broken else " "


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
    if text.isprintable() and "  " not in text:  # one line, and no other white space than single blanks
        return text.strip()
    whole = []
    for lines in _paragraphs(text):
        parts = [lines[0]]
        for line, following in pairwise(lines):
            parts += (_joint(line, following), following)
        whole.append(" ".join("".join(parts).split()))
    return "\n".join(whole)
