"""What the papers that a person likes have in common: the words that tell them from others, and who else holds them."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, Scores, heads_of
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Option, other_number
from papershelf.search.fields import Field
from papershelf.search.postings import SEPARATOR
from papershelf.search.related import is_telling
from papershelf.search.tokens import tokenize
from papershelf.search.worth import bit_of, worth_of

_TEXTS = np.uint16(bit_of(Field.TITLE) | bit_of(Field.ABSTRACT))
_MOST_WORDS = 100  # that are looked at: further ones add time and hardly change the order
_IN_TITLE = 3  # a word of a liked paper's title is looked at as if so many papers held it in the abstract
_MOST_LIT = 40  # words that are lit up in a text: more of them, and everything is
_MOST_SHOWN = 6
_TITLED = 2.0  # a word in a paper's title says so many times more why it is listed


class Clue(NamedTuple):
    """A word that tells liked papers from others.

    Attributes:
        words: Folded, with its other number where some paper has that.
        weight: What it counts.
    """

    words: tuple[str, ...]
    weight: float


class Likeness:
    """How much papers are like the liked ones; holds for the papers as they were when it was made.

    A liked paper is no witness for itself: it is weighed by what the others have in common.

    Args:
        corpus: All papers.
        liked: Numbers of the papers that a person likes, in order.

    Attributes:
        clues: The words that tell, the most telling first.
        scores: For each paper by number how much it is like the liked ones.
    """

    def __init__(self, corpus: Corpus, liked: Sequence[int]) -> None:
        self._corpus = corpus
        self._liked = np.array(liked, np.int64)
        self.scores = np.zeros(corpus.size, np.float32)
        clues = [clue for word in self._candidates() if (clue := self._weigh(word))]
        self.clues = tuple(sorted(clues, key=lambda clue: (-clue.weight, clue.words)))

    def _candidates(self) -> list[tuple[str, ...]]:
        """The words, with their other number, that liked papers hold oftener than others do, roughly."""
        if not len(self._liked):
            return []
        corpus = self._corpus
        held = _held(corpus, self._liked)
        numbers = np.flatnonzero(held)
        spreads = corpus.spreads(numbers)
        likely = held[numbers] * np.log((len(corpus) + 1) / (spreads + 0.5))
        return with_other_numbers(corpus, numbers[np.lexsort((numbers, -likely))], _MOST_WORDS)

    def _weigh(self, words: tuple[str, ...]) -> Clue | None:
        """Add what a word counts to the scores; nothing where it tells nothing."""
        worth = worth_in(self._corpus, words)
        spread, total = int(np.count_nonzero(worth)), len(self._corpus)
        own = worth[self._liked]
        holders = int(np.count_nonzero(own))
        if spread < 2 or not holders:  # nobody else can be found by it
            return None
        weight = odds_of(holders, len(own), spread, total) * float(own.mean())
        if not weight:
            return None
        self.scores += worth * np.float32(weight)
        rest = (own.sum() - own) / np.float32(max(len(own) - 1, 1))
        without = np.float32(odds_of(holders - 1, len(own) - 1, spread - 1, total - 1)) * rest
        self.scores[self._liked] += own * (without - np.float32(weight))
        return Clue(words, weight)

    def score(self, doc_id: str) -> float:
        """The score of one paper; 0 where it has nothing of what is liked, or is not known."""
        number = self._corpus.names.number(doc_id)
        return 0.0 if number is None or number >= len(self.scores) else float(self.scores[number])

    def ordered(self, ids: Sequence[str], *, least_first: bool = False) -> tuple[str, ...]:
        """Papers, the most like the liked ones first; equal ones stay as they were. Unknown ones are like nothing."""
        known, size = self._corpus.names.number, len(self.scores)
        numbers = (size if (number := known(doc_id)) is None else number for doc_id in ids)
        places = np.minimum(np.fromiter(numbers, np.int64, len(ids)), size)
        scores = np.append(self.scores, np.float32(0))[places]
        order = np.argsort(scores if least_first else -scores, kind="stable")
        return tuple(map(ids.__getitem__, order.tolist()))

    def shared(self, ids: Sequence[str]) -> list[tuple[str, ...]]:
        """For each paper its words that count most, the most telling first, folded."""
        numbers = [self._corpus.names.number(doc_id) for doc_id in ids]
        known = [place for place, number in enumerate(numbers) if number is not None]
        found: list[dict[str, float]] = [{} for _ in ids]
        weights = self._table
        for stretch in self._corpus.stretches(np.array([numbers[place] for place in known], np.uint32)):
            if Field.TITLE not in stretch.fields:
                continue
            telling = _texts(stretch.words, stretch.places, stretch.fields)
            telling[telling] = weights[stretch.words[telling]] > 0
            in_title = stretch.places[telling] == stretch.fields.index(Field.TITLE)
            rows = zip(
                stretch.owners[telling].tolist(), stretch.words[telling].tolist(), in_title.tolist(), strict=True
            )
            for owner, word, is_titled in rows:
                own = found[known[owner]]
                counts = float(weights[word]) * (_TITLED if is_titled else 1)
                text = self._corpus.lexicon.word(word)
                own[text] = max(own.get(text, 0.0), counts)
        return [tuple(sorted(own, key=lambda word: (-own[word], word))[:_MOST_SHOWN]) for own in found]

    @cached_property
    def _table(self) -> Scores:
        """What each word of the lexicon counts."""
        weights = np.zeros(len(self._corpus.lexicon), np.float32)
        for clue in self.clues:
            for word in clue.words:
                if (number := self._corpus.lexicon.number(word)) is not None:
                    weights[number] = clue.weight
        return weights

    @cached_property
    def _lit(self) -> frozenset[str]:
        return frozenset(word for clue in self.clues[:_MOST_LIT] for word in clue.words)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the words of a text that are telling for liked papers, in order."""
        lit = self._lit
        return tuple((word.start, word.end) for word in tokenize(text) if word.text in lit) if lit else ()


def with_other_numbers(corpus: Corpus, words: Places, most: int) -> list[tuple[str, ...]]:
    """The first of some words that may say what a paper is about, each with its singular or plural."""
    found: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for number in words.tolist():
        word = corpus.lexicon.word(number)
        if word in taken or not is_telling(word):
            continue
        found.append((word, *(other for other in other_number(word) if other in corpus)))
        taken.update(found[-1])
        if len(found) == most:
            break
    return found


def _texts(words: Numbers, places: Places, fields: Sequence[Field]) -> Flags:
    """Which of the words stand in title or abstract."""
    wanted = [fields.index(field) for field in (Field.TITLE, Field.ABSTRACT) if field in fields]
    flags: Flags = np.isin(places, wanted) & (words != SEPARATOR)
    return flags


def _held(corpus: Corpus, papers: Places) -> Scores:
    """For each word of the lexicon how many of some papers hold it, those that do in the title counted oftener."""
    counts = np.zeros(len(corpus.lexicon), np.float32)
    for stretch in corpus.stretches(papers.astype(np.uint32)):
        for field, times in ((Field.TITLE, _IN_TITLE), (Field.ABSTRACT, 1)):
            if field in stretch.fields:
                inside = (stretch.places == stretch.fields.index(field)) & (stretch.words != SEPARATOR)
                keys = np.sort(stretch.words[inside].astype(np.int64) * len(papers) + stretch.owners[inside])
                words = keys[heads_of(keys)] // len(papers)  # `np.unique` takes ten times as long
                counts += np.float32(times) * np.bincount(words, minlength=len(counts))
    return counts


def odds_of(holders: int, liked: int, spread: int, total: int) -> float:
    """How much likelier a word is in liked papers than in others, by Robertson and Spärck Jones; never below 0.

    Args:
        holders: How many liked papers hold it.
        liked: How many there are.
        spread: How many papers hold it.
        total: How many there are.
    """
    if holders < 1:
        return 0.0
    without = max(total - liked - spread + holders, 0)
    odds = (holders + 1) / (liked - holders + 1) * (without + 0.5) / (spread - holders + 0.5)
    return max(log(odds), 0.0)


def worth_in(corpus: Corpus, words: Iterable[str]) -> Scores:
    """For each paper what the words are worth in title and abstract, levelled; 0 where none stands."""
    worth = np.zeros(corpus.size, np.float32)
    for met in corpus.met_by([Option(word, 1.0) for word in words]):
        within = met.chosen((met.values & _TEXTS) > 0)
        worth[within.papers] = np.maximum(worth[within.papers], worth_of(within.values))
    levelled: Scores = np.sqrt(worth)  # else a word of the title is worth all of an abstract
    return levelled
