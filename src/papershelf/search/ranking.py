"""The answer of the index: papers in order, each with its score and tier, made when it is looked at."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Scores
from papershelf.search.fields import Match
from papershelf.search.ids import Ids
from papershelf.search.naming import Names

_SORTED_EXACTLY = 1_000  # nobody tells apart what comes later, and sorting it exactly would cost milliseconds
_STEPS = 65_535


class Ranking(Sequence[Match]):
    """Papers found, the best first, literal ones before similar ones.

    Args:
        names: The ids of all papers, by number.
        papers: Those found, in order.
        scores: Their scores.
        divider: How many are literal.
    """

    def __init__(self, names: Names, papers: Numbers, scores: Scores, divider: int) -> None:
        self._names = names
        self._papers = papers
        self._scores = scores
        self.literal = divider

    def __len__(self) -> int:
        return len(self._papers)

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> "Ranking": ...
    def __getitem__(self, place: int | slice) -> "Match | Ranking":
        """One match, or a part of them."""
        if isinstance(place, slice):
            first, end, step = place.indices(len(self))
            if step < 0:
                raise ValueError("a ranking is cut forwards only: literal matches come first")
            literal = len(range(first, min(end, self.literal), step))
            return Ranking(self._names, self._papers[place], self._scores[place], literal)
        place = range(len(self))[place]
        tier = "literal" if place < self.literal else "similar"
        return Match(self._names[int(self._papers[place])], float(self._scores[place]), tier)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Match]:
        return (self[place] for place in range(len(self)))

    @property
    def ids(self) -> Ids:
        """The papers' ids, in order."""
        return Ids(self._names, self._papers)

    @property
    def divider(self) -> int | None:
        """The place of the first similar match, or None where there is none."""
        return self.literal if self.literal < len(self) else None


def in_order(papers: Numbers, scores: Scores, literal: Flags) -> Numbers:
    """Places of the papers from the best to the least: literal ones first, equals as they came.

    Those far down are sorted by a rough score.
    """
    if not len(papers):
        return np.zeros(0, np.uint32)
    if len(papers) <= _SORTED_EXACTLY:
        return np.lexsort((papers, -scores, ~literal)).astype(np.uint32)
    most = float(scores.max()) or 1.0
    rough = (_STEPS // 2 - scores * (_STEPS // 2 / most)).astype(np.uint16) + np.where(literal, 0, _STEPS // 2 + 1)
    places = np.argsort(rough.astype(np.uint16), kind="stable")  # a radix sort, as the numbers are short
    best = places[:_SORTED_EXACTLY]
    places[:_SORTED_EXACTLY] = best[np.lexsort((papers[best], -scores[best], ~literal[best]))]
    return places.astype(np.uint32)
