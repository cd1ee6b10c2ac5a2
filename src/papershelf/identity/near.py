"""Titles that look alike, found fast enough for a library of a hundred thousand papers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

NEAR_RATIO = 90.0
"""From this likeness on (0–100), two titles are worth a person's look."""

SCAN_LIMIT = 3_000
_EDGE = 8
_CROWD = 100  # titles of one beginning or end, from which on they are told apart further
_RUN = 6  # letters
_RUNS = 6
_LONGEST = 400  # letters of a title that are looked at for that
# Letters as English titles use them, the rarest first: what begins with a rare one is shared by few.
_RARITY = str.maketrans("zqjxkwyvbhfupgmcdlsraotnie", "abcdefghijklmnopqrstuvwxyz")


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


class TitleIndex:
    """Title keys, searched for those that differ in a few letters.

    A small index is searched whole. A large one compares only the titles that begin or end with the same letters: of
    two titles alike by nine parts in ten hardly any pair differs at both ends. Where very many end alike (`…learning`)
    they must share one of their rarest runs of letters besides, so that a search hardly slows as the index grows.
    """

    def __init__(self, *, is_part: bool = False) -> None:
        """Empty; a part of a large one is never searched whole."""
        self._places: dict[str, int] = {}
        self._first: dict[int, list[str]] = {}  # by length
        self._blocks: dict[str, str | list[str]] = {}  # most titles are alone, and a list for each would cost much
        self._crowded: set[str] = set()
        self._last: tuple[str | None, Sequence[str]] = (None, ())
        self._is_part = is_part

    def add(self, key: str) -> None:
        """Learn a key; a known one changes nothing."""
        if key in self._places:
            return
        self._places[key] = len(self._places)
        if len(self._places) <= SCAN_LIMIT + 1:
            self._first.setdefault(len(key), []).append(key)
        for name in self._spots(key):
            self._file(name, key)
        for edge in edges_of(key):
            block = self._blocks.get(edge)
            if isinstance(block, list) and len(block) > _CROWD:
                self._crowded.add(edge)
                self._last = (None, ())  # in a crowd it stands under other names
                del self._blocks[edge]
                for other in block:
                    for name in self._names(edge, other):
                        self._file(name, other)

    def let_go(self) -> Iterator[None]:
        """Forget everything, one part at a time."""
        for part in (self._blocks, self._places, self._crowded, self._first):
            part.clear()
            yield

    def like(self, key: str) -> Iterator[tuple[str, float]]:
        """Keys like this one with their likeness, the most alike first; not the key itself."""
        if not (candidates := self._candidates(key)):
            return iter(())
        extract, ratio = _finder()
        found = extract(key, candidates, scorer=ratio, score_cutoff=NEAR_RATIO, limit=None)
        alike = {other: score for other, score, _place in found if other != key}  # one may share both ends
        return iter(sorted(alike.items(), key=lambda item: (-item[1], self._places[item[0]]))) if alike else iter(())

    def _candidates(self, key: str) -> Sequence[str]:
        if len(self._places) <= SCAN_LIMIT and not self._is_part:
            return self._as_long_as(len(key))
        # Those of other lengths are among them: to leave them out here would take longer than what compares them does.
        blocks, candidates = self._blocks, list[str]()
        for name in self._spots(key):
            block = blocks.get(name)
            if isinstance(block, str):
                candidates.append(block)
            elif block is not None:
                candidates += block
        return candidates

    def _as_long_as(self, length: int) -> list[str]:
        """All titles whose lengths allow them to be alike: they differ by a tenth of both together at most."""
        share = (100.0 - NEAR_RATIO) / 100.0
        least, most = int(length * (1 - share) / (1 + share)), int(length * (1 + share) / (1 - share)) + 1
        lengths = self._first.keys() if len(self._first) < most - least else range(least, most + 1)
        known = (self._first.get(each) for each in lengths if least <= each <= most)
        return [key for keys in known if keys for key in keys]

    def _spots(self, key: str) -> Sequence[str]:
        """Where a title stands; a title is looked for, and then learnt."""
        if self._last[0] != key:
            first, last = edges_of(key)
            if first in self._crowded or last in self._crowded:
                self._last = key, (*self._names(first, key), *self._names(last, key))
            else:
                self._last = key, (first, last)
        return self._last[1]

    def _names(self, edge: str, key: str) -> Sequence[str]:
        """Where titles of this edge stand."""
        if edge not in self._crowded:
            return (edge,)
        return [edge + run for run in _rare_runs(key[_EDGE:] if edge[0] == "^" else key[:-_EDGE])]

    def _file(self, name: str, key: str) -> None:
        known = self._blocks.setdefault(name, key)
        if isinstance(known, list):
            known.append(key)
        elif known is not key:
            self._blocks[name] = [known, key]


def edges_of(key: str) -> tuple[str, str]:
    """The beginning and the end of a title key; titles are compared that share one of them."""
    return "^" + key[:_EDGE], key[-_EDGE:] + "$"


@cache
def _finder() -> tuple[Callable[..., list[tuple[str, float, int]]], Callable[..., float]]:
    from rapidfuzz import fuzz, process  # only imports need it, and a start must not pay for it

    return process.extract, fuzz.ratio


@lru_cache(maxsize=4)  # a title is looked for, and then learnt
def _rare_runs(letters: str) -> Sequence[str]:
    """The runs of letters that begin with the rarest ones: those of two titles alike are mostly the same."""
    ranked = letters[:_LONGEST].translate(_RARITY)
    last = max(0, len(ranked) - _RUN)
    runs: set[str] = set()
    for letter in sorted(set(ranked[: last + 1])):
        place = ranked.find(letter)
        while 0 <= place <= last:
            runs.add(ranked[place : place + _RUN])
            place = ranked.find(letter, place + 1)
        if len(runs) >= _RUNS:
            break
    return sorted(runs)[:_RUNS] if ranked else [""]
