"""What it adds that the typed words stand in a paper as they were typed: side by side, in the title, at its head."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from papershelf.search.arrays import Numbers, Scores
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Source, Tier
from papershelf.search.fields import Field
from papershelf.search.lexicon import Lexicon
from papershelf.search.neighbours import Stretch

MOST_SLOTS = 16
_SIDE_BY_SIDE = 0.1  # what each pair of typed words found side by side adds, ...
_SIDE_BY_SIDE_IN_TITLE = 0.1  # ... and what it adds if that is in the title
_FIRST_IN_TITLE = 0.05  # for the first typed word at the head of the title, where methods have their names


def bonuses(corpus: Corpus, papers: Numbers, tiers: Sequence[Sequence[Tier]]) -> Scores:
    """By what share the score of each paper is raised.

    Args:
        corpus: Where the words stand.
        papers: Which papers.
        tiers: For each typed word, in their order, what it may mean.
    """
    table = _meanings(corpus.lexicon, tiers[:MOST_SLOTS])
    bonus = np.zeros(len(papers), np.float32)
    for stretch in corpus.stretches(papers):
        meant = table[np.minimum(stretch.words, np.uint32(len(table) - 1))]
        _add_pairs(bonus, stretch, meant, len(tiers[:MOST_SLOTS]))
        if Field.TITLE in stretch.fields and len(meant):
            heads = np.flatnonzero(np.diff(stretch.owners, prepend=-1))
            bonus[stretch.owners[heads[(meant[heads] & 1) > 0]]] += np.float32(_FIRST_IN_TITLE)
    return bonus


def _add_pairs(bonus: Scores, stretch: Stretch, meant: Numbers, count: int) -> None:
    titles = stretch.places == 0 if Field.TITLE in stretch.fields else np.zeros(len(meant), bool)
    for left, right in pairwise(range(count)):
        beside = ((meant[:-1] >> np.uint32(left)) & (meant[1:] >> np.uint32(right)) & 1) > 0
        owners = stretch.owners[:-1]
        for flags, worth in ((beside, _SIDE_BY_SIDE), (beside & titles[:-1], _SIDE_BY_SIDE_IN_TITLE)):
            bonus[np.unique(owners[flags])] += np.float32(worth)


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
