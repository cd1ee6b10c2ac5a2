"""Every word of the library in alphabetical order, asked which begin like, or are spelt much like, a typed one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Bytes, Numbers, Places, Sets, letter_set, letter_sets
from papershelf.search.spelling import edits_between, same_digits
from papershelf.search.wordlist import WordList

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
        """What is known of words in alphabetical order."""
        lengths = np.fromiter((min(len(word), LONGEST + 2) for word in words), np.uint8, len(words))
        order = np.argsort(lengths, kind="stable").astype(np.uint32)
        return cls(order, lengths[order], letter_sets(words, LONGEST)[order])


class Lexicon:
    """Words with their numbers: those known when it was made stand in order, later ones behind them.

    Args:
        words: Different words in alphabetical order.
        spellings: What `Spellings.of` makes of them.
    """

    def __init__(self, words: WordList, spellings: Spellings) -> None:
        self.words = words
        self.sorted = len(words)
        self.spellings = spellings
        self._bounds = np.searchsorted(spellings.lengths, np.arange(LONGEST + 4, dtype=np.uint8)).tolist()
        self._later: dict[str, int] = {}
        self._later_words: list[str] = []

    @classmethod
    def of(cls, words: Sequence[str]) -> "Lexicon":
        """The lexicon of different words in alphabetical order."""
        return cls(WordList.of(words), Spellings.of(words))

    def __len__(self) -> int:
        return self.sorted + len(self._later_words)

    def word(self, number: int) -> str:
        """The word that has this number."""
        return self.words[number] if number < self.sorted else self._later_words[number - self.sorted]

    def number(self, word: str) -> int | None:
        """The number of a word, or None where no text holds it."""
        place = self.words.place(word)
        if place < self.sorted and self.words[place] == word:
            return place
        return self._later.get(word)

    def add(self, word: str) -> int:
        """The number of a word, taken in if it is new."""
        number = self.number(word)
        if number is None:
            number = self._later[word] = len(self)
            self._later_words.append(word)
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
        texts = [text for places, length in self._likely(word, budget) for text in self.words.at(places, length)]
        texts += [later for later in self._later if abs(len(later) - len(word)) <= budget]
        return edits_between(word, texts, budget)

    def near_starts(self, start: str) -> list[str]:
        """The beginnings of words that are one edit from this one, and not itself."""
        found = dict.fromkeys(other for other in self._one_slip(start) if same_digits(start, other))
        lengths = range(max(1, len(start) - 1), len(start) + 2)
        cuts = list(dict.fromkeys(later[:length] for later in self._later for length in lengths))
        found |= dict.fromkeys(cut for cut, _ in edits_between(start, cuts, 1))
        found.pop(start, None)
        return list(found)

    def _likely(self, word: str, budget: int) -> Iterator[tuple[Places, int]]:
        """Sorted words of about that length with about those letters, length by length."""
        wanted = letter_set(word, LONGEST)
        for length in range(max(1, len(word) - budget), min(len(word) + budget, LONGEST + 2) + 1):
            part = slice(self._bounds[length], self._bounds[length + 1])
            sets = self.spellings.sets[part]
            near = np.bitwise_count(wanted & ~sets) <= budget
            near &= np.bitwise_count(sets & ~wanted) <= budget
            places = self.spellings.numbers[part][near].astype(np.int64)
            if len(places):
                yield places, length

    def _narrowed(self, start: str, within: tuple[int, int]) -> tuple[int, int]:
        return self._place(start, within), self._place(start + _BEYOND, within)

    def _place(self, word: str, within: tuple[int, int]) -> int:
        """The place of a word among some of the sorted ones."""
        return min(max(self.words.place(word), within[0]), within[1])

    def _one_slip(self, start: str) -> Iterator[str]:
        """Goes along the letters as long as some word begins so, and tries every slip at each of them."""
        within = (0, self.sorted)
        for place in range(len(start) + 1):
            if within[1] - within[0] <= _FEW:
                yield from self._slips_of_few(start, within)
                return
            head, here, rest = start[:place], start[place : place + 1], start[place + 1 :]
            for other in self._slips(head, here, rest):
                first = self._place(other, within)
                if first < within[1] and self.words[first].startswith(other):
                    yield other
            within = self._narrowed(head + here, within)
            if within[0] == within[1]:
                return

    def _slips_of_few(self, start: str, within: tuple[int, int]) -> Iterator[str]:
        words = self.words.between(*within)
        lengths = range(len(start) - 1, len(start) + 2)
        others = list(dict.fromkeys(word[:length] for word in words for length in lengths if len(word) >= length))
        yield from (other for other, _ in edits_between(start, others, 1))

    @staticmethod
    def _slips(head: str, here: str, rest: str) -> Iterator[str]:
        if here:
            yield head + rest  # `here` was too many
            yield from (head + letter + rest for letter in _LETTERS if letter != here)
        if rest:
            yield head + rest[0] + here + rest[1:]
            yield from (head + letter + here + rest for letter in _LETTERS)  # a letter is missing here
