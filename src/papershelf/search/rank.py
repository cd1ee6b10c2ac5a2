"""How well papers answer typed words: the worth of a word in a paper, and of a paper for a query."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from papershelf.search.expand import Option, Tier
from papershelf.search.fields import Field

FIELDS = tuple(Field)
TITLE_BIT = 1 << FIELDS.index(Field.TITLE)


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

# A word's worth in a paper, and in which fields it stands there.
Posting: TypeAlias = tuple[float, int]
Postings: TypeAlias = Mapping[int, Posting]


# How one typed word was met in one paper: score, fields, and as what. A bare tuple, for thousands are made a key.
Hit: TypeAlias = tuple[float, int, Option]
Hits: TypeAlias = dict[int, Hit]


def postings_of(fields: Iterable[tuple[Field, Mapping[str, int], int]]) -> dict[str, Posting]:
    """The worth of every word of a paper, given each field's counted words and length."""
    strength: dict[str, float] = {}
    masks: dict[str, int] = {}
    bonus = 0.0
    for field, counts, length in fields:
        measure, bit = MEASURES[field], 1 << FIELDS.index(field)
        norm = 1 - measure.length_counts + measure.length_counts * length / measure.usual_length
        unit = measure.weight / norm
        if bit == TITLE_BIT:
            bonus = _TITLE_BONUS / norm
        for word, count in counts.items():
            strength[word] = strength.get(word, 0.0) + unit * count
            masks[word] = masks.get(word, 0) | bit
    return {
        word: (
            amount / (_SATURATION + amount) + (bonus if masks[word] & TITLE_BIT else 0.0),
            masks[word],
        )
        for word, amount in strength.items()
    }


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
        rarity = _rarity(len(hits.keys() | best.keys()), papers)
        for paper, (score, fields, option) in best.items():
            known = hits.get(paper)
            if known is None or (score * rarity > known[0] and not known[2].literal):
                hits[paper] = (score * rarity, fields, option)
    return hits


def _best_of(tier: Tier, look_up: Callable[[Option], Postings]) -> Hits:
    best: Hits = {}
    for option in tier:
        weight = option.weight
        for paper, (worth, fields) in look_up(option).items():
            known = best.get(paper)
            if known is None or weight * worth > known[0]:
                best[paper] = (weight * worth, fields, option)
    return best


def _rarity(found: int, papers: int) -> float:
    return math.log(1 + (papers - found + 0.5) / (found + 0.5))


def least_words(count: int) -> int:
    """How many of the typed words a paper must have to be worth showing: all of two, most of more."""
    return count if count <= 2 else math.ceil(0.6 * count)


@lru_cache(maxsize=4096)
def telling(masks: tuple[int, ...]) -> tuple[Field, ...]:
    """Fields by how many typed words they hold; of equals, the more telling one first."""
    counts = {field: sum(mask >> place & 1 for mask in masks) for place, field in enumerate(FIELDS)}
    return tuple(sorted((field for field in FIELDS if counts[field]), key=lambda field: -counts[field]))
