"""The words of all papers, ready to be asked which begin like, or are spelt much like, what was typed."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from itertools import islice

from papershelf.search.letters import LetterSets

_BEYOND = "\U0010ffff"  # sorts behind every letter
_LONG_NAME = 6


class Vocabulary:
    """A set of words that grows and shrinks; its tables catch up at the first question after a change.

    A word that is gone stays in the tables and is left out of the answers: words seldom go, and often come back.
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._ever: dict[str, None] = {}
        self._whole = _Table()
        self._starts: dict[int, _Table] = {}
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def add(self, word: str) -> None:
        """Take a word in."""
        self._words.add(word)
        self._ever[word] = None

    def discard(self, word: str) -> None:
        """Drop a word that no paper holds any more."""
        self._words.discard(word)

    def starting_with(self, start: str) -> list[str]:
        """The longer words that begin so, in alphabetical order."""
        if len(self._sorted) < len(self._ever):
            self._sorted += islice(self._ever, len(self._sorted), None)
            self._sorted.sort()
        first = bisect_right(self._sorted, start)
        end = bisect_left(self._sorted, start + _BEYOND, first)
        return [word for word in self._sorted[first:end] if word in self._words]

    def near(self, word: str, budget: int) -> list[tuple[str, int]]:
        """The other words within so many missing, extra, wrong or swapped letters, with how many."""
        self._whole.catch_up(self._ever)
        return [(other, edits) for other, edits in self._whole.near(word, budget) if other in self._words]

    def near_start(self, start: str, budget: int) -> list[tuple[str, int]]:
        """The longer words whose beginning is within so many letters of this, with how many."""
        best: dict[str, int] = {}
        for length in range(max(2, len(start) - 1), len(start) + 2):
            table = self._starts.setdefault(length, _Table(length))
            table.catch_up(self._ever)
            for beginning, edits in table.near(start, budget):
                for word in self.starting_with(beginning):
                    best[word] = min(edits, best.get(word, edits))
        return list(best.items())


class _Table:
    """Words, or their beginnings of one length, that can be asked for what is spelt much alike."""

    def __init__(self, length: int | None = None) -> None:
        self._length = length
        self._read = 0
        self._known: set[str] = set()
        self._letters = LetterSets()

    def catch_up(self, words: Collection[str]) -> None:
        """Take in the words that were added at the end since the last time."""
        if self._read == len(words):
            return
        fresh: Iterable[str] = islice(words, self._read, None)
        if self._length is not None:
            fresh = (word[: self._length] for word in fresh if len(word) > self._length)
        new = [word for word in dict.fromkeys(fresh) if word not in self._known]
        self._known.update(new)
        self._letters.extend(new)
        self._read = len(words)

    def near(self, word: str, budget: int) -> list[tuple[str, int]]:
        """What is within so many edits, and how many, without the word itself."""
        likely = self._letters.near(word, budget)
        if not likely:
            return []
        # Imported late: a program that only stars papers should not pay for it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found = extract(word, likely, scorer=OSA.distance, score_cutoff=budget, limit=None)
        return [(other, int(edits)) for other, edits, _ in found if edits and same_digits(word, other)]


def same_digits(one: str, other: str) -> bool:
    """Whether the digits allow two words to be one.

    `gpt3` is no misspelling of `gpt4`, while `multienlu` may be one of `multi3nlu`.
    """
    if one.isalpha() and other.isalpha():
        return True
    here, there = _digits(one), _digits(other)
    return here == there or (not (here and there) and len(one) >= _LONG_NAME)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
