"""Titles that look alike, found fast enough for a library of a hundred thousand papers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

NEAR_RATIO = 90.0
"""From this likeness on (0–100), two titles are worth a person's look."""

_SCAN_LIMIT = 3_000
_EDGE = 8


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two papers that may be one; nothing was merged, a person decides.

    Attributes:
        paper_id: The paper just placed.
        other_id: The paper it looks like.
        reason: A sentence for the person.
        similarity: Likeness of the titles, from 0 to 100.
    """

    paper_id: str
    other_id: str
    reason: str
    similarity: float


@dataclass(slots=True)
class TitleIndex:
    """Title keys, searched for those that differ in a few letters.

    A small index is searched whole. A large one compares only the titles that begin or end with the same letters: of
    two titles alike by nine parts in ten hardly any pair differs at both ends, and the search stays fast.
    """

    keys: list[str] = field(default_factory=list)
    _places: set[str] = field(default_factory=set)
    _edges: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: str) -> None:
        """Learn a key; a known one changes nothing."""
        if key in self._places:
            return
        self._places.add(key)
        for edge in _edges(key):
            self._edges[edge].append(len(self.keys))
        self.keys.append(key)

    def like(self, key: str) -> Iterator[tuple[str, float]]:
        """Keys like this one with their likeness, the most alike first; not the key itself."""
        from rapidfuzz import fuzz, process  # only imports need it, and a start must not pay for it

        found = process.extract(key, self._candidates(key), scorer=fuzz.ratio, score_cutoff=NEAR_RATIO, limit=None)
        return ((other, score) for other, score, _place in found if other != key)

    def _candidates(self, key: str) -> Iterable[str]:
        if len(self.keys) <= _SCAN_LIMIT:
            return self.keys
        places = {place for edge in _edges(key) for place in self._edges.get(edge, ())}
        # Keys whose lengths differ by a fifth cannot be alike by nine parts in ten.
        shortest, longest = len(key) * 0.81, len(key) * 1.23
        return [other for place in sorted(places) if shortest <= len(other := self.keys[place]) <= longest]


def _edges(key: str) -> tuple[str, str]:
    return "^" + key[:_EDGE], key[-_EDGE:] + "$"
