"""What the papers that a person likes have in common: the words that tell them from others, and who else holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, Scores
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Option, other_number
from papershelf.search.fields import Field
from papershelf.search.postings import SEPARATOR
from papershelf.search.related import is_telling
from papershelf.search.tokens import tokenize
from papershelf.search.worth import bit_of, worth_of

_TEXTS = np.uint16(bit_of(Field.TITLE) | bit_of(Field.ABSTRACT))
_MOST_WORDS = 60  # that tell liked papers from others: further ones add time and hardly a suggestion
_LOOKED_AT = 6 * _MOST_WORDS  # words of liked papers that are looked at closely
_MOST_LIT = 40  # words that are lit up in a text: more of them, and everything is
_MOST_SHOWN = 6
_LIKE_IN_TITLE = 2.0  # a word in a paper's title says so many times more why it is listed


class Clue(NamedTuple):
    """A word that tells liked papers from others.

    Attributes:
        words: Folded, with its other number where some paper has that.
        weight: What it counts.
        weight_without: What it counts for a liked paper that holds it, which is no witness for itself.
    """

    words: tuple[str, ...]
    weight: float
    weight_without: float


@dataclass(frozen=True, eq=False)
class Likeness:
    """How much papers are like the liked ones; holds for the papers as they were when it was made.

    Attributes:
        corpus: All papers.
        liked: Numbers of the papers that a person likes.
        disliked: And of those that they do not.
    """

    corpus: Corpus
    liked: Sequence[int]
    disliked: Sequence[int] = ()

    @cached_property
    def clues(self) -> tuple[Clue, ...]:
        """The words that tell, the most telling first."""
        return _clues(self.corpus, self.liked)

    @cached_property
    def scores(self) -> Scores:
        """For each paper by number how much it is like the liked ones."""
        size = self.corpus.size
        scores = np.zeros(size, np.float32)
        liked = np.array(self.liked, np.int64)
        for clue in self.clues:
            worth = _worth(self.corpus, clue.words)
            scores += worth * np.float32(clue.weight)
            scores[liked] += worth[liked] * np.float32(clue.weight_without - clue.weight)
        return scores

    def score(self, doc_id: str) -> float:
        """The score of one paper; 0 where it has nothing of what is liked, or is not known."""
        number = self.corpus.numbers.get(doc_id)
        return 0.0 if number is None or number >= len(self.scores) else float(self.scores[number])

    def shared(self, ids: Sequence[str]) -> list[tuple[str, ...]]:
        """For each paper its words that count most, the most telling first, folded."""
        numbers = [self.corpus.numbers.get(doc_id) for doc_id in ids]
        known = [place for place, number in enumerate(numbers) if number is not None]
        found: list[dict[str, float]] = [{} for _ in ids]
        weights = self._table
        for stretch in self.corpus.stretches(np.array([numbers[place] for place in known], np.uint32)):
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
                counts = float(weights[word]) * (_LIKE_IN_TITLE if is_titled else 1)
                text = self.corpus.lexicon.words[word]
                own[text] = max(own.get(text, 0.0), counts)
        return [tuple(sorted(own, key=lambda word: (-own[word], word))[:_MOST_SHOWN]) for own in found]

    @cached_property
    def _table(self) -> Scores:
        """What each word of the lexicon counts."""
        weights = np.zeros(len(self.corpus.lexicon), np.float32)
        for clue in self.clues:
            for word in clue.words:
                if (number := self.corpus.lexicon.number(word)) is not None:
                    weights[number] = clue.weight
        return weights

    @cached_property
    def _lit(self) -> frozenset[str]:
        return frozenset(word for clue in self.clues[:_MOST_LIT] for word in clue.words)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the words of a text that are telling for liked papers, in order."""
        lit = self._lit
        return tuple((word.start, word.end) for word in tokenize(text) if word.text in lit) if lit else ()


def _texts(words: Numbers, places: Places, fields: Sequence[Field]) -> Flags:
    """Which of the words stand in title or abstract."""
    wanted = [fields.index(field) for field in (Field.TITLE, Field.ABSTRACT) if field in fields]
    flags: Flags = np.isin(places, wanted) & (words != SEPARATOR)
    return flags


def _held(corpus: Corpus, papers: Sequence[int]) -> Places:
    """For each word of the lexicon how many of some papers hold it in title or abstract."""
    counts = np.zeros(len(corpus.lexicon), np.int64)
    for stretch in corpus.stretches(np.array(papers, np.uint32)):
        chosen = _texts(stretch.words, stretch.places, stretch.fields)
        keys = stretch.words[chosen].astype(np.int64) * len(papers) + stretch.owners[chosen]
        counts += np.bincount(np.unique(keys) // len(papers), minlength=len(counts))
    return counts


def _clues(corpus: Corpus, liked: Sequence[int]) -> tuple[Clue, ...]:
    """The words that liked papers hold oftener than others do."""
    if not liked:
        return ()
    held = _held(corpus, liked)
    candidates = np.flatnonzero(held)
    total, count = len(corpus), len(liked)
    spreads = corpus.spreads(candidates)
    likely = held[candidates] * np.log((total + 1) / (spreads + 1))
    order = np.lexsort((candidates, -likely))[:_LOOKED_AT]
    taken: set[str] = set()
    weighed: list[tuple[float, Clue]] = []
    for number in candidates[order].tolist():
        word = corpus.lexicon.words[number]
        if word in taken or not is_telling(word):
            continue
        words = (word, *(other for other in other_number(word) if other in corpus))
        taken.update(words)
        among = _worth(corpus, words) > 0
        spread, own = int(np.count_nonzero(among)), int(np.count_nonzero(among[list(liked)]))
        if spread == 1:
            continue  # nobody else can be found by it
        weight = _weight(own, count, spread, total)
        without = _weight(own - 1, count - 1, spread - 1, total - 1) if own > 1 else 0.0
        if weight > 0:
            weighed.append((own * weight, Clue(words, weight, without)))
    weighed.sort(key=lambda one: (-one[0], one[1].words))
    return tuple(clue for _, clue in weighed[:_MOST_WORDS])


def _weight(own: int, liked: int, spread: int, total: int) -> float:
    """How much more likely a word is in a liked paper than in others: the odds of Robertson and Spärck Jones."""
    others = max(total - liked - spread + own, 0)
    odds = ((own + 0.5) / (liked - own + 0.5)) * ((others + 0.5) / (spread - own + 0.5))
    return max(log(odds), 0.0)


def _worth(corpus: Corpus, words: Iterable[str]) -> Scores:
    """For each paper by number what the words are worth in title and abstract, at most; 0 where none stands."""
    worth = np.zeros(corpus.size, np.float32)
    for met in corpus.met_by([Option(word, 1.0) for word in words]):
        within = met.chosen((met.values & _TEXTS) > 0)
        worth[within.papers] = np.maximum(worth[within.papers], worth_of(within.values))
    return worth
