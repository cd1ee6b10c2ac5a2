"""Narrows thousands of words to the few that share enough letters with a typed one to be a misspelling of it."""

from collections.abc import Iterable

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


class LetterSets:
    """For every letter, and every length, the set of words that have it.

    A set is one whole number, a bit for each word, so that one `&` or `|` handles all words at once: asking
    ten thousand words costs some microseconds, without a compiled helper.
    """

    def __init__(self) -> None:
        self._words: list[str] = []
        self._with_letter = dict.fromkeys(_LETTERS, 0)
        self._of_length: dict[int, int] = {}

    def extend(self, words: Iterable[str]) -> None:
        """Take words in; each may come once only."""
        fresh = list(words)
        places: dict[str, list[int]] = {letter: [] for letter in _LETTERS}
        lengths: dict[int, list[int]] = {}
        for place, word in enumerate(fresh):
            lengths.setdefault(len(word), []).append(place)
            for letter in set(word):
                if letter in places:
                    places[letter].append(place)
        first = len(self._words)
        self._words += fresh
        for letter, having in places.items():
            self._with_letter[letter] |= _bits(having, len(fresh)) << first
        for length, having in lengths.items():
            self._of_length[length] = self._of_length.get(length, 0) | _bits(having, len(fresh)) << first

    def near(self, word: str, budget: int) -> list[str]:
        """The words that may be within so many edits: right length, few letters missing, few too many."""
        likely = 0
        for length in range(len(word) - budget, len(word) + budget + 1):
            likely |= self._of_length.get(length, 0)
        missing = (likely & ~self._with_letter.get(letter, 0) for letter in set(word))
        likely &= ~_in_more_than(budget, missing)
        strange = (likely & having for letter, having in self._with_letter.items() if letter not in word)
        return self._chosen(likely & ~_in_more_than(budget, strange))

    def _chosen(self, bits: int) -> list[str]:
        digits = bin(bits)[:1:-1]
        chosen: list[str] = []
        place = digits.find("1")
        while place >= 0:
            chosen.append(self._words[place])
            place = digits.find("1", place + 1)
        return chosen


def _bits(places: Iterable[int], size: int) -> int:
    packed = bytearray(size // 8 + 1)
    for place in places:
        packed[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(packed, "little")


def _in_more_than(budget: int, sets: Iterable[int]) -> int:
    """The members of more than so many of the sets."""
    over = [0] * (budget + 1)  # the n-th: in more than n sets so far
    for one in sets:
        for count in range(budget, 0, -1):
            over[count] |= over[count - 1] & one
        over[0] |= one
    return over[budget]
