"""What a word is worth in a paper: how often and where it stands, in sixteen bits."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Bytes, Scores, Shorts
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
_FORM = 0.9  # another form of a word is worth a little less than the word

# The fields in which a word stands are the lowest bits of its worth, a bit says that it stands there as it is and
# not only as another form, and the rest is the worth itself.
PLAIN = 1 << len(FIELDS)
_BITS = len(FIELDS) + 1
_STEPS = 1 << (16 - _BITS)
_MOST = 4.0
STEP = _MOST / _STEPS


def bit_of(field: Field) -> int:
    """The bit that says that a word stands in a field."""
    return 1 << FIELDS.index(field)


def norm(field: Field, length: int) -> float:
    """By how much the length of a field makes each of its words worth less."""
    measure = MEASURES[field]
    return 1 - measure.length_counts + measure.length_counts * length / measure.usual_length


def packed(strength: Scores, bits: Bytes, title_norm: Scores) -> Shorts:
    """Worth and fields of words in papers.

    Args:
        strength: For each word in a paper, its occurrences weighed by field.
        bits: Its fields, and whether it is plain.
        title_norm: The norm of the paper's title.
    """
    worth = strength / (np.float32(_SATURATION) + strength)
    worth += np.where(bits & bit_of(Field.TITLE), np.float32(_TITLE_BONUS) / title_norm, np.float32(0))
    worth *= np.where(bits & PLAIN, np.float32(1), np.float32(_FORM))
    steps = np.clip(worth / np.float32(STEP), 1, _STEPS - 1).astype(np.uint16)
    return (steps << np.uint16(_BITS)) | bits


def worth_of(values: Shorts) -> Scores:
    """The worth alone."""
    return (values >> np.uint16(_BITS)).astype(np.float32) * np.float32(STEP)


def lesser(one: Shorts, other: Shorts) -> Shorts:
    """The lesser of two worths, with the fields that both have."""
    bits = np.uint16((1 << _BITS) - 1)
    least: Shorts = np.minimum(one & ~bits, other & ~bits) | (one & other & bits)
    return least
