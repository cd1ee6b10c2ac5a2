"""Papers that hold a word, looked up and weighed."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Scores, Shorts
from papershelf.search.fields import Field
from papershelf.search.worth import PLAIN, bit_of, worth_of

_FEW = 1_000


def best_worths(papers: Numbers, worths: Scores, size: int) -> tuple[Numbers, Scores]:
    """Each paper once, in order, with the greatest of its worths.

    Args:
        papers: Numbers of papers, some of them perhaps several times.
        worths: What each is worth there, more than nothing.
        size: How many numbers papers have.
    """
    if len(papers) > _FEW:  # sorting many takes longer than looking over all papers
        row = np.zeros(size, np.float32)
        np.maximum.at(row, papers, worths)
        found = np.flatnonzero(row > 0)
        return found.astype(np.uint32), row[found]
    order = np.lexsort((-worths, papers))
    papers, worths = papers[order], worths[order]
    first = np.ones(len(papers), bool)
    np.not_equal(papers[1:], papers[:-1], out=first[1:])
    return papers[first], worths[first]


class Met(NamedTuple):
    """Papers that hold a word, a paper perhaps more than once.

    Attributes:
        papers: Their numbers.
        values: What the word is worth in each, as `worth.packed` has it.
        weights: How sure it is that the word is meant.
    """

    papers: Numbers
    values: Shorts
    weights: Scores | np.float32

    @classmethod
    def of(cls, papers: Mapping[int, int], weight: float) -> "Met":
        """The same from a dictionary."""
        count = len(papers)
        return cls(
            np.fromiter(papers.keys(), np.uint32, count),
            np.fromiter(papers.values(), np.uint16, count),
            np.float32(weight),
        )

    def chosen(self, flags: Flags) -> "Met":
        """Only those for which the flag is set."""
        weights = self.weights[flags] if isinstance(self.weights, np.ndarray) else self.weights
        return Met(self.papers[flags], self.values[flags], weights)

    def within(self, field: Field | None) -> "Met":
        """Only those that hold the word in a field."""
        return self if field is None else self.chosen((self.values & np.uint16(bit_of(field))) > 0)

    @property
    def is_distinct(self) -> bool:
        """Whether it is certain that each paper stands here once."""
        return not isinstance(self.weights, np.ndarray)

    @property
    def scores(self) -> Scores:
        """Worth times weight."""
        scores: Scores = worth_of(self.values) * self.weights
        return scores

    @property
    def plain(self) -> Numbers:
        """The papers in which the word stands as it is, and not only as another form."""
        papers: Numbers = self.papers[(self.values & np.uint16(PLAIN)) > 0]
        return papers
