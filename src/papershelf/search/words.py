"""What a text is indexed as: its folded words in order, their other forms, and their spelling with accents."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from papershelf.search.tokens import LONGEST_COMPOUND, other_forms, tokenize, words_of
from papershelf.text import fold

# One word, or one compound such as fine-tuning or gpt-4, whose parts are words and that is a form of its own.
_ASCII_CHUNK = re.compile(r"[A-Za-z0-9]++(?:[-.'_/+][A-Za-z0-9]++)*+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFEFF, 0xFE0F))
_MOST_REMEMBERED = 200_000


class Analysed(NamedTuple):
    """A text, or a piece of one, as the index sees it.

    Attributes:
        words: Numbers of the folded words, in order.
        forms: Numbers of the other forms, in no particular order.
        accents: Numbers of the words as they are spelt with accents, where they have any.
    """

    words: tuple[int, ...]
    forms: tuple[int, ...]
    accents: tuple[int, ...]


class Analyser:
    """Turns texts into numbers of words; the same pieces come again and again, so each is worked out once.

    Args:
        number_of: Gives the number of a word, a new one if need be.
    """

    def __init__(self, number_of: Callable[[str], int]) -> None:
        self._known = _Pieces(number_of)

    def analyse(self, text: str) -> Analysed:
        """The words and forms of a text."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        pieces = _ASCII_CHUNK.findall(text) if text.isascii() else text.split()
        found = [self._known[piece] for piece in pieces]
        return Analysed(
            tuple(chain.from_iterable([one[0] for one in found])),
            tuple(chain.from_iterable([one[1] for one in found if one[1]])),
            tuple(chain.from_iterable([one[2] for one in found if one[2]])),
        )


class _Pieces(dict[str, Analysed]):
    """What each piece of a text is indexed as, worked out when it is first met."""

    def __init__(self, number_of: Callable[[str], int]) -> None:
        super().__init__()
        self._number_of = number_of

    def __missing__(self, piece: str) -> Analysed:
        accents: list[str] = []
        if not piece.isascii():
            words, forms, accents = words_of(piece), list(forms_of(piece)), list(accents_of(piece))
        elif piece.isalpha() and (len(piece) == 1 or piece[1:].islower()):
            words, forms = [piece.lower()], []  # most are that simple
        else:
            words, forms = _of_ascii(piece)
        number = self._number_of
        found = self[piece] = Analysed(
            tuple(map(number, words)), tuple(map(number, dict.fromkeys(forms))), tuple(map(number, accents))
        )
        return found


def _of_ascii(piece: str) -> tuple[list[str], list[str]]:
    """What `words_of` and `forms_of` give, three times as fast: most of compiling is spent here."""
    words: list[str] = []
    forms: list[str] = []
    for chunk in _ASCII_CHUNK.findall(piece):
        parts = _ASCII_WORD.findall(chunk)
        low = [part.lower() for part in parts]
        words += low
        if len(low) > 1:
            runs = (
                low[first : first + length] for first in range(len(low)) for length in range(2, LONGEST_COMPOUND + 1)
            )
            forms += ("".join(run) for run in dict.fromkeys(map(tuple, runs)) if len(run) > 1)
        forms += (form.text for part in parts if not _is_simple(part) for form in other_forms(part))
    return words, forms


def _is_simple(word: str) -> bool:
    return word.isdigit() or (word.isalpha() and (word.islower() or word.isupper() or word[1:].islower()))


def forms_of(text: str) -> Iterator[str]:
    """What else the words of a text may be looked for as: compounds joined, names divided."""
    return (form.text for form in other_forms(text))


def accents_of(text: str) -> Iterator[str]:
    """The words of a text that have accents, with them."""
    return filter(None, (accented(text[word.start : word.end]) for word in tokenize(text)))


def accented(raw: str) -> str:
    """A word with its accents, where it has any: what is typed with an accent is meant with it.

    Args:
        raw: One word as it stands in a text.

    Returns:
        Its letters in lower case, or nothing where folding takes nothing away.
    """
    if raw.isascii():
        return ""
    letters = normalize("NFKC", raw.translate(_INVISIBLE)).casefold()
    letters = normalize("NFKC", letters)
    return "" if letters == normalize("NFKC", fold(letters)) else letters  # Hangul is only taken apart
