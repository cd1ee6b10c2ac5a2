"""Papers that are about the same: a paper's most telling words, and who else holds them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from math import log
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, Scores
from papershelf.search.commonplace import COMMONPLACE
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Option, other_number
from papershelf.search.fields import Field
from papershelf.search.met import best_worths
from papershelf.search.postings import SEPARATOR
from papershelf.search.tokens import tokenize, written_singly
from papershelf.search.worth import bit_of, worth_of

_TITLE = np.uint16(bit_of(Field.TITLE))
_TEXTS = _TITLE | np.uint16(bit_of(Field.ABSTRACT))
_MOST_WORDS = 40  # of a paper: further ones add time and hardly a suggestion
_MOST_SHOWN = 6
_LEAST_SCORE = 0.3  # one word of both titles, or several of both abstracts; less is chance
_SHORTEST = 3
_SHORTEST_TOGETHER = 6
_LIKE_IN_TITLE = 3  # a word of the title counts as if it stood in the abstract so many times more
_SATURATION = 4.0
_CHANCE = 2  # a word that two papers hold may be theirs by chance: it tells little more than one that four hold
_TOO_COMMON = 0.2  # share of papers, in a library of more than so many papers
_FEW_PAPERS = 50


class Kin(NamedTuple):
    """A paper that is about the same.

    Attributes:
        doc_id: The paper's id.
        score: The greater, the closer; comparable within one answer only.
        shared: The folded words that both hold and that count most, the most telling first.
    """

    doc_id: str
    score: float
    shared: tuple[str, ...]


class _Clue(NamedTuple):
    """A telling word of the paper, with the other papers that hold it.

    Attributes:
        word: Folded.
        papers: Numbers of the papers, each once.
        scores: What sharing the word with each of them counts.
    """

    word: str
    papers: Numbers
    scores: Scores


def related(corpus: Corpus, number: int, limit: int, among: Flags | None = None) -> list[Kin]:
    """The papers that share most with one, the closest first; equals as they came.

    Papers of the same title are the same paper once more, and left out.

    Args:
        corpus: All papers.
        number: Of the paper.
        limit: At most so many.
        among: For each paper whether it may be named; None for all.
    """
    own = _OwnWords(corpus, number)
    clues = _clues(corpus, own, number)
    scores = np.zeros(corpus.size, np.float32)
    halves = np.ones(corpus.size, np.float32)
    for clue in clues:
        scores[clue.papers] += clue.scores
        halves[clue.papers] *= np.float32(0.5)
    scores *= 1 - halves  # a single word in common is half as sure as many
    close = scores >= _LEAST_SCORE
    found = np.flatnonzero(close if among is None else close & among).astype(np.uint32)
    nearest = found[np.lexsort((found, -scores[found]))]
    best: list[int] = []
    step = max(limit, 1) + 5
    for first in range(0, len(nearest), step):
        best += _of_other_titles(corpus, nearest[first : first + step], own.title)
        if len(best) >= limit:
            break
    best = best[:limit]
    shared = _shared(clues, best, own, corpus.size)
    return [Kin(corpus.names[paper], float(scores[paper]), words) for paper, words in zip(best, shared, strict=True)]


def spelt(words: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """How texts spell folded words: in small letters if they do so anywhere, else as they do most often."""
    spellings: dict[str, Counter[str]] = {word: Counter() for word in words}
    for text in texts:
        tokens = tokenize(text)
        for first, last in chain(zip(tokens, tokens, strict=True), pairwise(tokens)):
            word = first.text if first is last else first.text + last.text
            if word in spellings:
                spellings[word][" ".join(text[first.start : last.end].split())] += 1
    return {word: _spelling(word, seen) for word, seen in spellings.items()}


def _spelling(word: str, seen: Counter[str]) -> str:
    small = [spelling for spelling in seen if spelling == spelling.lower()]
    return max(small or seen, key=lambda spelling: seen[spelling], default=word)


class _OwnWords:
    """The words of title and abstract of one paper.

    Attributes:
        title: The words of the title as one.
        in_title: The telling ones of them.
        strengths: How often each telling word stands there, those of the title counted more often.
        parts: The two words of each that is also written as one.
    """

    def __init__(self, corpus: Corpus, number: int) -> None:
        self.title = ""
        self.in_title: frozenset[str] = frozenset()
        self.strengths: Counter[str] = Counter()
        self.parts: dict[str, tuple[str, str]] = {}
        for stretch in corpus.stretches(np.array([number], np.uint32)):
            places = stretch.places
            for field in (Field.TITLE, Field.ABSTRACT):
                if field in stretch.fields:
                    words = _words(corpus, stretch.words[places == stretch.fields.index(field)])
                    self._take(corpus, words, _LIKE_IN_TITLE if field is Field.TITLE else 1)
                    if field is Field.TITLE:
                        self.title += "".join(words)
                        self.in_title = frozenset(self.strengths)

    def _take(self, corpus: Corpus, words: list[str], count: int) -> None:
        telling = [word if is_telling(word) else "" for word in words]
        for word in filter(None, telling):
            self.strengths[word] += count
        # What others write as one word, or with a hyphen: state space, statespace, state-space.
        for left, right in pairwise(telling):
            together = left + right
            if left and right and len(together) >= _SHORTEST_TOGETHER and together in corpus:
                self.strengths[together] += count
                self.parts[together] = left, right


def _words(corpus: Corpus, numbers: Numbers) -> list[str]:
    return [corpus.lexicon.word(number) for number in numbers[numbers != SEPARATOR].tolist()]


def is_telling(word: str) -> bool:
    """Whether a word may say what a paper is about: neither a number, nor a letter or two, nor one all papers use."""
    if word.isdecimal() or word in COMMONPLACE:
        return False
    if len(word) < _SHORTEST:
        return written_singly(word) or (not word.isalpha() and any(map(str.isalpha, word)))
    return True


def _clues(corpus: Corpus, own: _OwnWords, number: int) -> list[_Clue]:
    """The most telling words that others hold too."""
    total = len(corpus)
    most = total * _TOO_COMMON if total > _FEW_PAPERS else total
    weighed: list[tuple[float, tuple[str, ...], np.uint16]] = []
    taken: set[str] = set()
    for word, strength in own.strengths.most_common():
        if word in taken:
            continue
        words = (word, *(other for other in other_number(word) if other in corpus))
        taken.update(words)
        spread = sum(map(corpus.spread, words))
        if parts := own.parts.get(word):  # written as one it may be rare, and common written apart
            spread = max(spread, min(map(corpus.spread, parts))) if spread > 1 else 0
        # Half of all abstracts offer code, but whoever has it in the title writes about code.
        where = _TEXTS if spread <= most else _TITLE
        if spread > 1 and (where is _TEXTS or word in own.in_title):
            together = sum(own.strengths[one] for one in words[1:]) + strength
            weighed.append((together / (together + _SATURATION) * log(1 + total / (spread + _CHANCE)), words, where))
    weighed.sort(key=lambda one: -one[0])
    clues: list[_Clue] = []
    for telling, words, where in weighed[:_MOST_WORDS]:
        papers, worth = _holders(corpus, words, number, where)
        if len(papers) <= most:
            clues.append(_Clue(words[0], papers, worth * np.float32(telling)))
    return clues


def _holders(corpus: Corpus, words: Sequence[str], besides: int, where: np.uint16) -> tuple[Numbers, Scores]:
    """The other papers that hold any of these words in certain fields, and what it is worth there at most."""
    met = corpus.met_by([Option(word, 1.0) for word in words])
    if not met:
        return np.zeros(0, np.uint32), np.zeros(0, np.float32)
    papers = np.concatenate([part.papers for part in met])
    values = np.concatenate([part.values for part in met])
    kept = ((values & where) > 0) & (papers != besides)
    return best_worths(papers[kept], worth_of(values[kept]), corpus.size)


def _of_other_titles(corpus: Corpus, papers: Numbers, title: str) -> list[int]:
    """Those of the papers whose titles do not have the same letters."""
    titles: list[list[str]] = [[] for _ in papers]
    for stretch in corpus.stretches(papers):
        if Field.TITLE in stretch.fields:
            inside = (stretch.places == stretch.fields.index(Field.TITLE)) & (stretch.words != SEPARATOR)
            for place, word in zip(stretch.owners[inside].tolist(), stretch.words[inside].tolist(), strict=True):
                titles[place].append(corpus.lexicon.word(word))
    # A paper without a title is no other one's double.
    return [paper for paper, words in zip(papers.tolist(), titles, strict=True) if not title or "".join(words) != title]


def _shared(clues: Sequence[_Clue], best: Sequence[int], own: _OwnWords, size: int) -> list[tuple[str, ...]]:
    """For each of the best papers the words that made it one, those that counted most first."""
    places: Places = np.full(size, -1, np.int64)
    places[list(best)] = np.arange(len(best))
    counted: list[list[tuple[float, str]]] = [[] for _ in best]
    for clue in clues:
        at = places[clue.papers]
        for place, score in zip(at[at >= 0].tolist(), clue.scores[at >= 0].tolist(), strict=True):
            counted[place].append((score, clue.word))
    return [_shown([word for _, word in sorted(each, key=lambda one: -one[0])], own) for each in counted]


def _shown(words: Sequence[str], own: _OwnWords) -> tuple[str, ...]:
    """The first few words; the parts of a compound that is among them say nothing more."""
    said = {part for word in words for part in own.parts.get(word, ())}
    return tuple([word for word in words if word not in said][:_MOST_SHOWN])
