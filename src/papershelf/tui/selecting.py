"""Selecting a run of papers, as the person moves: pure, no widget is touched here."""

from collections.abc import Sequence
from typing import NamedTuple

Ids = frozenset[str]


class Run(NamedTuple):
    """A run of papers from where it began to the cursor, on top of what was selected before.

    Attributes:
        start: The paper it began at.
        before: What was selected then.
        at: Index of the cursor when the run was last extended.
        stays: Whether any movement extends it, as in the visual mode; else another movement ends it.
    """

    start: str
    before: Ids
    at: int
    stays: bool = True

    def selected(self, ids: Sequence[str]) -> Ids | None:
        """What is selected with the cursor at `at`; None where the list no longer holds the beginning."""
        try:
            first = ids.index(self.start)
        except ValueError:
            return None
        low, high = sorted((first, min(self.at, len(ids) - 1)))
        return self.before.union(ids[low : high + 1])


def all_or_none(selected: Ids, ids: Sequence[str]) -> Ids:
    """All that is listed selected too; where it is already, none of it."""
    return selected.difference(ids) if selected.issuperset(ids) else selected.union(ids)


def inverted(selected: Ids, ids: Sequence[str]) -> Ids:
    """What is listed the other way round; what is not listed stays as it is."""
    return selected.symmetric_difference(ids)


def ticked(selected: Ids, hits: Ids, *, off: bool) -> Ids:
    """What a pattern finds selected too, or no longer."""
    return selected - hits if off else selected | hits


def in_order(selected: Ids, ids: Sequence[str]) -> list[str]:
    """What is selected and listed, in the order of the list."""
    return [paper_id for paper_id in ids if paper_id in selected]
