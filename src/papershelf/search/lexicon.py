"""Every word of the library in alphabetical order, asked which begin like, or are spelt much like, a typed one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Bytes, Numbers, Sets, letter_set, letter_sets
from papershelf.search.spelling import edits_between, same_digits

_BEYOND = "\U0010ffff"  # sorts behind every letter
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_FEW = 128  # words that are looked at one by one sooner than every slip is tried
LONGEST = 24  # letters of a word that are looked at; a longer one is never taken for a misspelling


class Spellings(NamedTuple):
    """For every word its length and its set of letters, in the order of their lengths.

    Attributes:
        numbers: Which word.
        lengths: Its length; all beyond `LONGEST` + 2 are counted as that.
        sets: The letters that it has, a bit for each kind.
    """

    numbers: Numbers
    lengths: Bytes
    sets: Sets

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        """Work them out."""
        lengths = np.fromiter((min(len(word), LONGEST + 2) for word in words), np.uint8, len(words))
        order = np.argsort(lengths, kind="stable").astype(np.uint32)
        return cls(order, lengths[order], letter_sets(words, LONGEST)[order])


class Lexicon:
    """Words with their numbers: those known when it was made stand in order, later ones behind them.

    Args:
        words: Different words in alphabetical order.
        spellings: What `Spellings.of` makes of them, if it is known already.
    """

    def __init__(self, words: Sequence[str], spellings: Spellings | None = None) -> None:
        self.words = list(words)
        self.sorted = len(self.words)
        self.spellings = spellings or Spellings.of(self.words)
        self._bounds = np.searchsorted(self.spellings.lengths, np.arange(LONGEST + 4)).tolist()
        self._later: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int | None:
        """The number of a word, or None where no text holds it."""
        place = bisect_left(self.words, word, 0, self.sorted)
        if place < self.sorted and self.words[place] == word:
            return place
        return self._later.get(word)

    def add(self, word: str) -> int:
        """The number of a word, taken in if it is new."""
        number = self.number(word)
        if number is None:
            number = self._later[word] = len(self.words)
            self.words.append(word)
        return number

    def starting_with(self, start: str) -> tuple[int, int]:
        """The half-open range of the sorted words that begin so, the word itself among them."""
        return self._narrowed(start, (0, self.sorted))

    def later_starting_with(self, start: str) -> list[int]:
        """The longer words added later that begin so."""
        longer = len(start) + 1
        return [number for word, number in self._later.items() if len(word) >= longer and word.startswith(start)]

    def near(self, word: str, budget: int) -> list[tuple[str, int]]:
        """The other words within so many missing, extra, wrong or swapped letters, with how many."""
        texts = [self.words[number] for number in self._likely(word, budget)]
        texts += [later for later in self._later if abs(len(later) - len(word)) <= budget]
        return [(texts[place], edits) for place, edits in edits_between(word, texts, budget)]

    def near_starts(self, start: str) -> list[str]:
        """The beginnings of words that are one edit from this one, and not itself."""
        found = dict.fromkeys(other for other in self._one_slip(start) if same_digits(start, other))
        lengths = range(max(1, len(start) - 1), len(start) + 2)
        cuts = list(dict.fromkeys(later[:length] for later in self._later for length in lengths))
        found |= dict.fromkeys(cuts[place] for place, _ in edits_between(start, cuts, 1))
        found.pop(start, None)
        return list(found)

    def _likely(self, word: str, budget: int) -> list[int]:
        """Sorted words of about that length with about those letters."""
        shortest, longest = max(1, len(word) - budget), min(len(word) + budget, LONGEST + 2)
        part = slice(self._bounds[shortest], self._bounds[longest + 1])
        sets, wanted = self.spellings.sets[part], letter_set(word, LONGEST)
        near = np.bitwise_count(wanted & ~sets) <= budget
        near &= np.bitwise_count(sets & ~wanted) <= budget
        likely: list[int] = self.spellings.numbers[part][near].tolist()
        return likely

    def _narrowed(self, start: str, within: tuple[int, int]) -> tuple[int, int]:
        first = bisect_left(self.words, start, *within)
        return first, bisect_left(self.words, start + _BEYOND, first, within[1])

    def _one_slip(self, start: str) -> Iterator[str]:
        """Goes along the letters as long as some word begins so, and tries every slip at each of them."""
        within = (0, self.sorted)
        for place in range(len(start) + 1):
            if within[1] - within[0] <= _FEW:
                yield from self._slips_of_few(start, within)
                return
            head, here, rest = start[:place], start[place : place + 1], start[place + 1 :]
            for other in self._slips(head, here, rest):
                first = bisect_left(self.words, other, *within)
                if first < within[1] and self.words[first].startswith(other):
                    yield other
            within = self._narrowed(head + here, within)
            if within[0] == within[1]:
                return

    def _slips_of_few(self, start: str, within: tuple[int, int]) -> Iterator[str]:
        words = self.words[slice(*within)]
        lengths = range(len(start) - 1, len(start) + 2)
        others = list(dict.fromkeys(word[:length] for word in words for length in lengths if len(word) >= length))
        yield from (others[place] for place, _ in edits_between(start, others, 1))

    @staticmethod
    def _slips(head: str, here: str, rest: str) -> Iterator[str]:
        if here:
            yield head + rest  # `here` was too many
            yield from (head + letter + rest for letter in _LETTERS if letter != here)
        if rest:
            yield head + rest[0] + here + rest[1:]
            yield from (head + letter + here + rest for letter in _LETTERS)  # a letter is missing here
