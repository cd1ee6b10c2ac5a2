"""How well papers answer typed words: the worth of a word in a paper, and of a paper for a query."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from papershelf.search.expand import Option, Tier
from papershelf.search.fields import Field

FIELDS = tuple(Field)


class Measure(NamedTuple):
    """How a field counts: its weight, and the length at which it is neither long nor short."""

    weight: float
    usual_length: int
    length_counts: float


# Lengths are measured against a usual paper and not against the library's average, so that
# adding a paper changes nobody else's worth, and an index that grew equals one built afresh.
MEASURES: Mapping[Field, Measure] = {
    Field.TITLE: Measure(2.5, 10, 0.2),
    Field.TAGS: Measure(3.0, 3, 0.0),
    Field.NOTE: Measure(1.5, 40, 0.4),
    Field.AUTHORS: Measure(2.0, 8, 0.0),
    Field.ABSTRACT: Measure(1.0, 180, 0.4),
}
_SATURATION = 1.2
_TITLE_BONUS = 2.0  # outside the saturation: a title word counts however often the abstract repeats it

# A word's worth in a paper and the fields where it stands there, in one whole number: the fields are its lowest
# bits. A pair would say it plainer, but the garbage collector would visit a hundred thousand pairs at every turn.
Posting: TypeAlias = int
_FIELD_BITS = (1 << len(FIELDS)) - 1
_ONE = 1 << 24  # a worth of 1; beside it the field bits vanish, so they need not be taken off for a score
Postings: TypeAlias = Mapping[int, Posting]


# How one typed word was met in one paper: score, posting, and as what. A bare tuple, for thousands are made a key.
Hit: TypeAlias = tuple[float, Posting, Option]
Hits: TypeAlias = dict[int, Hit]


class Part(NamedTuple):
    """One field of one paper: how often each word stands there, and how long it is."""

    field: Field
    counts: Mapping[str, int]
    length: int


def postings_of(parts: Sequence[Part]) -> dict[str, Posting]:
    """The worth of every word of a paper."""
    postings: dict[str, Posting] = {}
    shared: set[str] = set()
    for part in parts:
        # Most words stand in one field only, once or twice: few different worths serve them all.
        worths = {count: _posting([(part, count)]) for count in set(part.counts.values())}
        shared |= postings.keys() & part.counts.keys()
        postings |= {word: worths[count] for word, count in part.counts.items()}
    for word in shared:
        postings[word] = _posting([(part, part.counts[word]) for part in parts if word in part.counts])
    return postings


def _posting(found: Iterable[tuple[Part, int]]) -> Posting:
    strength = bonus = 0.0
    fields = 0
    for part, count in found:
        measure = MEASURES[part.field]
        norm = 1 - measure.length_counts + measure.length_counts * part.length / measure.usual_length
        strength += measure.weight * count / norm
        fields |= 1 << FIELDS.index(part.field)
        if part.field is Field.TITLE:
            bonus = _TITLE_BONUS / norm
    return int((strength / (_SATURATION + strength) + bonus) * _ONE) & ~_FIELD_BITS | fields


def best_by_start(words: Mapping[str, Posting], longest: int) -> dict[str, Posting]:
    """For the first one, two, … letters of a paper's words, the worthiest of the words that begin so."""
    rising = sorted(words.items(), key=itemgetter(1))
    return {word[:length]: posting for length in range(1, longest + 1) for word, posting in rising}


def word_hits(tiers: Iterable[Tier], look_up: Callable[[Option], Postings], papers: int) -> Hits:
    """The best way in which each paper meets a typed word.

    A tier is as rare as everything found up to it: a rare misspelling of a common word is worth no more
    than the common word, and a beginning is worth as much as all the words that begin so.
    """
    hits: Hits = {}
    for tier in tiers:
        best = _best_of(tier, look_up)
        if not best:
            continue
        rarity = _rarity(len(hits.keys() | best.keys()), papers) / _ONE
        for paper, (score, posting, option) in best.items():
            known = hits.get(paper)
            if known is None or (score * rarity > known[0] and not known[2].literal):
                hits[paper] = (score * rarity, posting, option)
    return hits


def _best_of(tier: Tier, look_up: Callable[[Option], Postings]) -> Hits:
    best: Hits = {}
    for option in tier:
        weight = option.weight
        for paper, posting in look_up(option).items():
            score = weight * posting
            known = best.get(paper)
            if known is None or score > known[0]:
                best[paper] = (score, posting, option)
    return best


def _rarity(found: int, papers: int) -> float:
    return math.log(1 + (papers - found + 0.5) / (found + 0.5))


def least_words(count: int) -> int:
    """How many of the typed words a paper must have to be worth showing: all of two, most of more."""
    return count if count <= 2 else math.ceil(0.6 * count)


def fields_of(posting: Posting) -> int:
    """A bit for every field in which the word stands."""
    return posting & _FIELD_BITS


@lru_cache(maxsize=4096)
def telling(masks: tuple[int, ...]) -> tuple[Field, ...]:
    """Fields by how many typed words they hold, a mask for each; of equals, the more telling one first."""
    counts = {field: sum(mask >> place & 1 for mask in masks) for place, field in enumerate(FIELDS)}
    return tuple(sorted((field for field in FIELDS if counts[field]), key=lambda field: -counts[field]))
