"""Cuts text into folded words that remember where in the original they stood."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple
from unicodedata import category

from papershelf.text import fold

# Marks that belong to the letter before them: without these, `e` + U+0301 or a Hindi word would fall apart.
# Soft hyphens and zero-width characters are on the list because they sit inside words and mean nothing.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd"
    "\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3b-\u0d4d\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\ufeff"
)
# Scripts written without blanks (Thai to Khmer, kana, Han), and pictures: each character is a word of its own.
_SINGLES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\U00020000-\U0003134f"
)
_LETTER = rf"(?![{_SINGLES}])[^\W_][{_MARKS}]*"
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
# What may stand between the parts of one compound: fine-tuning, GPT‐4, 3.5, state_of_the_art, don't.
_GLUE = r"[-‐‑–.'’_/+]"
# The possessive `++` keeps both linear on endless words.
_ASCII_COMPOUND = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z0-9]++(?:{_GLUE}[A-Za-z0-9]++)+")
# A word in which small letters, capitals and digits meet as they do in SquareHead, BERTScore or Text4VPR.
_MIXED = re.compile(
    r"(?<![^\W_])(?:[a-z]++[A-Z0-9]|[A-Z]++[a-z]++[A-Z0-9]|[A-Z]{2,}+[a-z]|[A-Z]++[0-9]|[0-9]++[A-Za-z])"
    r"[A-Za-z0-9]*+(?![^\W_])"
)
_PIECE = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
LONGEST_COMPOUND = 4
_LONGEST_KNOWN = 40
_SHORTEST_PIECE = 3


# Compiled when a text is met that needs them: so large classes of characters take as long as opening an index.


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{_SINGLES}][{_MARKS}]*|(?:{_LETTER})+")


@cache
def _single() -> re.Pattern[str]:
    return re.compile(rf"[{_SINGLES}]")


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_LETTER})++(?:{_GLUE}(?:{_LETTER})++)+")


class Token(NamedTuple):
    """A word: its folded letters, and the half-open range of the original text that they came from."""

    start: int
    end: int
    text: str


def tokenize(text: str) -> list[Token]:
    """Words in the order of the text; the parts of `fine-tuning` or `gpt-4` are words of their own."""
    if text.isascii():
        low = text.lower()
        return [Token(*found.span(), found[0]) for found in _ASCII_WORD.finditer(low)]
    return [
        Token(found.start(), found.end(), letters)
        for found in _word().finditer(text)
        if (letters := _letters(found[0]))
    ]


def places_of(text: str) -> list[tuple[int, int]]:
    """Where the words of `tokenize` stand, alone."""
    if text.isascii():
        return [found.span() for found in _ASCII_WORD.finditer(text)]
    return [(word.start, word.end) for word in tokenize(text)]


def first_words(text: str, most: int) -> list[Token]:
    """The first words of a text that may be endless."""
    words = (_ASCII_WORD if text.isascii() else _word()).finditer(text)
    found = ((word.start(), word.end(), _letters(word[0])) for word in words)
    return list(islice((Token(*word) for word in found if word[2]), most))


def words_of(text: str) -> list[str]:
    """The words alone, for whoever needs no places."""
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else [token.text for token in tokenize(text)]


def other_forms(text: str) -> Iterator[Token]:
    """What else the words of a text may be looked for as.

    `fine-tuning` also as `finetuning`, `GPT-4` as `gpt4`, and `SquareHead` as `square` and `head`.
    """
    for found in chain(_MIXED.finditer(text), (_ASCII_COMPOUND if text.isascii() else _compound()).finditer(text)):
        first, word = found.start(), found[0]
        for start, end, letters in (_known_forms if len(word) <= _LONGEST_KNOWN else _forms)(word):
            yield Token(first + start, first + end, letters)


def written_singly(letters: str) -> bool:
    """Whether this is a character of a script without blanks, or a picture: such words have no typos."""
    return not letters.isascii() and _single().match(letters) is not None


def original_length(raw: str, folded_length: int) -> int:
    """How many characters of a raw word it takes to cover that many folded letters."""
    if raw.isascii():
        return min(folded_length, len(raw))
    length = next((n for n in range(1, len(raw)) if len(_letters(raw[:n])) >= folded_length), len(raw))
    while length < len(raw) and not _letters(raw[length]):
        length += 1  # a letter's own marks go with it
    return length


def _letters(raw: str) -> str:
    folded = fold(raw)
    if folded.isalnum():
        return folded
    if not folded.isascii() and _single().match(folded):
        return folded[0]
    return "".join(char for char in folded if char.isalnum() or category(char) == "Mc")


def _forms(word: str) -> tuple[Token, ...]:
    """The forms of one mixed word or compound."""
    parts = tokenize(word)
    return tuple(_pieces(word) if len(parts) == 1 else _joined(parts))


# The same ones come again and again in papers of one field.
_known_forms = lru_cache(maxsize=4096)(_forms)


def _pieces(word: str) -> Iterator[Token]:
    for found in _PIECE.finditer(word):
        if _SHORTEST_PIECE <= len(found[0]) < len(word):
            yield Token(found.start(), found.end(), found[0].lower())


def _joined(parts: list[Token]) -> Iterator[Token]:
    """Every run of two to four neighbouring parts, written as one word."""
    for first in range(len(parts)):
        for last in range(first + 1, min(first + LONGEST_COMPOUND, len(parts))):
            run = parts[first : last + 1]
            yield Token(run[0].start, run[-1].end, "".join(part.text for part in run))
