"""Which words stand beside which: the order of the words of some papers, looked at all at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Places, heads_of
from papershelf.search.fields import Field
from papershelf.search.lexicon import Lexicon
from papershelf.search.overlay import Overlay
from papershelf.search.postings import PAPER_FIELDS, SEPARATOR, Postings


class Stretch(NamedTuple):
    """The words of some papers in the order of the text, one paper after the other.

    Attributes:
        words: Their numbers, with a separator behind each field.
        owners: For each word, the place of its paper among those asked for.
        fields: The fields of a paper, in their order.
    """

    words: Numbers
    owners: Places
    fields: tuple[Field, ...]

    def side_by_side(self, tables: Sequence[Flags], field: Field | None) -> Places:
        """Owners of places where words of these sets stand in this order, in a field or anywhere.

        Args:
            tables: For each word of the sequence which words it may be, with one more place for the separator.
            field: The only field to look in.
        """
        words = np.minimum(self.words, np.uint32(len(tables[0]) - 1))
        at = np.flatnonzero(tables[0][words[: max(len(words) - len(tables) + 1, 0)]])
        for step, table in enumerate(tables[1:], 1):
            at = at[table[words[at + step]]]
        if field is not None:
            at = at[self.places[at] == (self.fields.index(field) if field in self.fields else -1)]
        return self.owners[at]

    @property
    def places(self) -> Places:
        """For each word, in which of the fields it stands."""
        if not len(self.words):
            return np.zeros(0, np.int64)
        behind = self.words == SEPARATOR
        passed = np.cumsum(behind) - behind
        heads = heads_of(self.owners)
        places: Places = passed - passed[heads][np.cumsum(heads) - 1]
        return places


def stretches(
    papers: Numbers, postings: Postings, stale: Flags, overlays: Sequence[Overlay], most: int | None = None
) -> Iterator[Stretch]:
    """The words of papers: compiled ones, and those of each overlay.

    Args:
        papers: Whose words.
        postings: The compiled part.
        stale: For each paper whether its compiled words no longer hold.
        overlays: What was added.
        most: So many words of each paper at most.
    """
    places = np.flatnonzero((papers < len(postings)) & ~stale[papers])
    firsts = postings.order_offsets[papers[places]]
    lengths = postings.order_offsets[papers[places] + np.uint32(1)] - firsts
    lengths = lengths if most is None else np.minimum(lengths, most)
    yield Stretch(postings.texts(firsts, lengths), np.repeat(places, lengths), PAPER_FIELDS)
    for overlay in overlays:
        if not overlay.additions:
            continue
        known = ((place, overlay.additions.get(paper)) for place, paper in enumerate(papers.tolist()))
        found = [(place, addition.order[:most]) for place, addition in known if addition]
        if found:
            owners = np.repeat([place for place, _ in found], [len(order) for _, order in found])
            yield Stretch(np.concatenate([order for _, order in found]), owners, overlay.fields)


def table_of(lexicon: Lexicon, words: Sequence[int], within: tuple[int, int] = (0, 0)) -> Flags:
    """A flag for each word, and one for the separator, that says whether it is one of these, or in a range."""
    table = np.zeros(len(lexicon) + 1, bool)
    table[list(words)] = True
    table[slice(*within)] = True
    return table
