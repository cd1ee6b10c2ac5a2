"""What it adds that typed words stand in a paper as they were typed: in its title, side by side, in their order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, Scores, heads_of
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Source, Tier
from papershelf.search.fields import Field
from papershelf.search.lexicon import Lexicon
from papershelf.search.neighbours import Stretch

MOST_SLOTS = 16
_READ_WHOLE = 24  # papers, the best so far: of the others only the titles are read
_LONGEST_TITLE = 48  # words; what a longer one goes on with counts for nothing
_NOWHERE = 1 << 20  # behind every word of a title


class Weights(NamedTuple):
    """By what share each sign raises a score, as known items are found best (`benchmarks/search.py`).

    Attributes:
        share: For the share of the typed words that the title holds.
        whole: If it holds all of them.
        density: For the share of the title's words that were typed.
        head: If it begins with the first typed word, where methods have their names.
        beside: For the share of typed pairs that stand side by side anywhere, ...
        beside_in_title: ... in the title, ...
        turned: ... or side by side the other way round.
        order: For the share of typed pairs whose words come in their order in the title.
    """

    share: float = 0.5
    whole: float = 1.2
    density: float = 0.8
    head: float = 0.5
    beside: float = 0.3
    beside_in_title: float = 0.15
    turned: float = 0.15
    order: float = 0.5


WEIGHTS = Weights()


def bonuses(corpus: Corpus, papers: Numbers, tiers: Sequence[Sequence[Tier]]) -> Scores:
    """By what share the score of each paper is raised.

    Args:
        corpus: Where the words stand.
        papers: Which papers, the best so far first.
        tiers: For each typed word, in their order, what it may mean.
    """
    slots = min(len(tiers), MOST_SLOTS)
    table = _meanings(corpus.lexicon, tiers[:slots])
    bonus = np.zeros(len(papers), np.float32)
    for stretch in corpus.stretches(papers, _LONGEST_TITLE):
        if stretch.fields[0] is Field.TITLE and len(stretch.words):
            _add_title(bonus, stretch, table, slots)
    for stretch in corpus.stretches(papers[:_READ_WHOLE]) if slots > 1 else ():
        _add_pairs(bonus, stretch.owners, _meant(stretch.words, table), slots, (WEIGHTS.beside, WEIGHTS.turned))
    return bonus


def _add_title(bonus: Scores, stretch: Stretch, table: Numbers, slots: int) -> None:
    titles = stretch.places == 0
    owners, meant = stretch.owners[titles], _meant(stretch.words[titles], table)
    begins = heads_of(owners)
    heads, rows = np.flatnonzero(begins), np.cumsum(begins) - 1
    lengths = np.bincount(rows)
    places = np.arange(len(owners)) - heads[rows]
    first = np.full((slots, len(heads)), _NOWHERE)
    for slot in range(slots):
        here = np.flatnonzero((meant >> np.uint32(slot)) & np.uint32(1))[::-1]  # the first one is written last
        first[slot, rows[here]] = places[here]
    held = np.count_nonzero(first < _NOWHERE, axis=0)
    sums = WEIGHTS.share * held / slots + WEIGHTS.whole * (held == slots) + WEIGHTS.head * (first[0] == 0)
    sums += WEIGHTS.density * held / np.maximum(lengths - 1, 1)  # the separator is no word
    if slots > 1:
        ordered = (first[:-1] < first[1:]) & (first[1:] < _NOWHERE)
        sums += WEIGHTS.order * np.count_nonzero(ordered, axis=0) / (slots - 1)
        _add_pairs(bonus, owners, meant, slots, (WEIGHTS.beside_in_title, 0.0))
    bonus[owners[heads]] += sums.astype(np.float32)


def _add_pairs(bonus: Scores, owners: Places, meant: Numbers, slots: int, weights: tuple[float, float]) -> None:
    """Raise those with typed words side by side, as typed or the other way round."""
    before, after, owners = meant[:-1], meant[1:], owners[:-1]
    for left, right in pairwise(range(slots)):
        for one, other, weight in ((left, right, weights[0]), (right, left, weights[1])):
            if weight:
                here = owners[_both(before, one, after, other)]
                bonus[_each_once(here)] += np.float32(weight / (slots - 1))


def _meant(words: Numbers, table: Numbers) -> Numbers:
    found: Numbers = table[np.minimum(words, np.uint32(len(table) - 1))]
    return found


def _both(before: Numbers, left: int, after: Numbers, right: int) -> Flags:
    flags: Flags = ((before >> np.uint32(left)) & (after >> np.uint32(right)) & np.uint32(1)).astype(bool)
    return flags


def _each_once(owners: Places) -> Places:
    """Owners come in order, so equal ones stand side by side."""
    once: Places = owners[heads_of(owners)]
    return once


def _meanings(lexicon: Lexicon, tiers: Sequence[Sequence[Tier]]) -> Numbers:
    """For each word, which of the typed ones may mean it: a bit for each. The last is for the separator: none."""
    table = np.zeros(len(lexicon) + 1, np.uint32)
    for place, each in enumerate(tiers):
        bit = np.uint32(1 << place)
        for option in (option for tier in each for option in tier):
            if option.source is Source.START:
                table[slice(*lexicon.starting_with(option.term))] |= bit
                table[lexicon.later_starting_with(option.term)] |= bit
            elif option.source is Source.WORD and (number := lexicon.number(option.term)) is not None:
                table[number] |= bit
    return table
