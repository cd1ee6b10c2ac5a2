"""Text made fit for a field of BibTeX: special characters escaped, telling capitals protected, addresses left alone."""

import re
from typing import Final
from urllib.parse import quote

# Braces become commands, because BibTeX counts `\{` as a brace too: a lone one swallows the next entries.
ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\textasciigrave{}",
        **{special: "\\" + special for special in "&%$#_"},
    }
)
# Signs that TeX joins to another one: two hyphens to a dash, two apostrophes to a quotation mark.
_JOINED: Final = re.compile(r"(?<=-)-|(?<=')'")
# What ends an address, or breaks the entry round it.
_BREAKING: Final = re.compile(r"[\s{}\\\"<>^`]")
_BREAKING_ID: Final = re.compile(r"[\s{}\\]")


def escape_tex(text: str) -> str:
    """Text for a BibTeX field between braces: it prints as it stands, and its braces balance."""
    return _JOINED.sub(r"{}\g<0>", text.translate(ESCAPES)) if not text.isalnum() else text


def protect(title: str) -> str:
    """A title whose telling capitals survive a style that writes titles in lower case.

    Where a title is Written Like This, only capitals inside a word (BERT, LoRA) tell anything; where it
    is written like a sentence, so does every capitalised word after the first.
    """
    words = title.split(" ")
    later = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    like_this = sum(word[0].isupper() for word in later) * 2 > len(later)
    return " ".join(
        f"{{{escape_tex(word)}}}" if _tells(word, first=not place, like_this=like_this) else escape_tex(word)
        for place, word in enumerate(words)
    )


def verbatim(text: str, *, is_address: bool = False) -> str:
    """An identifier or address: such fields are taken as they stand, so only what breaks an entry changes."""
    return (_BREAKING if is_address else _BREAKING_ID).sub(lambda found: quote(found[0]), text)


def is_balanced(text: str) -> bool:
    """Whether the braces of a value balance as BibTeX counts them, those after a backslash too."""
    depth = 0
    for sign in re.findall("[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _tells(word: str, *, first: bool, like_this: bool) -> bool:
    """Whether lower case would spoil the word."""
    capitals = [place for place, letter in enumerate(word) if letter.isupper()]
    hyphened = all(place == 0 or word[place - 1] in "-–([\"'“‘/" for place in capitals)
    return bool(capitals) and not (hyphened and (first or like_this))
