"""How well papers answer typed words: the score of a paper for one word, and for all of them together."""

import math
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from papershelf.search.arrays import Flags, Numbers, Scores, distinct
from papershelf.search.corpus import Corpus
from papershelf.search.expand import Tier, expand, joined
from papershelf.search.fields import Field
from papershelf.search.language.nodes import Clause
from papershelf.search.plan import AllOf, AnyOf, Slot

Key = TypeVar("Key")
Value = TypeVar("Value")
Members = Callable[[Clause], Collection[str]]
_CACHED = 72  # typed words whose hits are kept, more than a query may have: at a key press, only the last one is new


class Hits(NamedTuple):
    """Papers that answer something, each once and in the order of their numbers.

    Attributes:
        papers: Their numbers.
        scores: The greater, the better.
        literal: Whether they hold it as it was typed.
    """

    papers: Numbers
    scores: Scores
    literal: Flags


class Ranker:
    """Scores the papers of a corpus. Whoever changes the corpus calls `forget`.

    Args:
        corpus: The papers.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._tiers: OrderedDict[Slot, list[Tier]] = OrderedDict()
        self._hits: OrderedDict[Slot, Hits] = OrderedDict()
        self._joints: OrderedDict[tuple[Slot, Slot], Hits] = OrderedDict()
        self._best = np.zeros(0, np.float32)

    def forget(self) -> None:
        """Drop what was worked out before a change."""
        self._tiers.clear()
        self._hits.clear()
        self._joints.clear()

    def tiers(self, slot: Slot) -> list[Tier]:
        """The words of the papers that may be meant by a typed one."""
        return _cached(self._tiers, slot, lambda: expand(slot, self._corpus))

    def score(self, asked: AllOf, members: Members, within: Flags) -> Hits:
        """The papers that answer everything that is asked.

        Args:
            asked: What must hold.
            members: Gives the ids of the papers that meet a clause.
            within: For each paper whether it may be found at all.
        """
        fits = self._fitting(asked, members, within)
        if not asked.asked:
            papers = np.flatnonzero(fits).astype(np.uint32)
            return Hits(papers, np.zeros(len(papers), np.float32), np.ones(len(papers), bool))
        found = self._each(asked, members, within)
        soft = [isinstance(one, Slot) and one.is_short_start for one in asked.asked]
        if all(soft):
            soft = [False] * len(soft)
        return _together(found, soft, fits)

    def _fitting(self, asked: AllOf, members: Members, within: Flags) -> Flags:
        """For each paper whether it has what is needed and nothing that is excluded."""
        fits = within.copy()
        for clause in asked.clauses:
            flags = np.zeros(len(fits), bool)
            flags[self._corpus.names.numbers(members(clause))] = True
            fits &= flags
        for sought in asked.needed:
            fits &= self._corpus.standing(sought)
        for one in asked.excluded:
            hits = self.score(one, members, within)
            fits[hits.papers[hits.literal]] = False
        return fits

    def _each(self, asked: AllOf, members: Members, within: Flags) -> list[Hits]:
        """What answers each of the words and choices asked for."""
        found: list[Hits] = []
        for one in asked.asked:
            if isinstance(one, AnyOf):
                parts = [self.score(option, members, within) for option in one.options]
                found.append(self._merged(parts))
            else:
                found.append(self._word(one))
        for place, (left, right) in enumerate(pairwise(asked.asked)):
            if isinstance(left, Slot) and isinstance(right, Slot):
                together = self._joint(left, right)
                if len(together.papers):
                    found[place] = self._merged([found[place], together])
                    found[place + 1] = self._merged([found[place + 1], together])
        return found

    def _word(self, slot: Slot) -> Hits:
        return _cached(self._hits, slot, lambda: self._weighed(self.tiers(slot), slot.field))

    def _joint(self, left: Slot, right: Slot) -> Hits:
        key = (left, right._replace(force=left.force))
        return _cached(self._joints, key, lambda: self._weighed([joined(left, right, self._corpus)], left.field))

    def _weighed(self, tiers: Iterable[Tier], field: Field | None) -> Hits:
        """The best way in which each paper meets a typed word.

        A tier is as rare as everything found up to it: a rare misspelling of a common word is worth no more
        than the common word, and a beginning is worth as much as all the words that begin so.
        """
        size = self._corpus.size
        scores = np.zeros(size, np.float32)
        literal = np.zeros(size, bool)
        found, alive = 0, len(self._corpus)
        for tier in tiers:
            papers, best, plain = self._best_of(tier, field)
            if not len(papers):
                continue
            places = papers.astype(np.intp)  # numpy would do so at each use
            known = scores[places]
            found += len(places) - int(np.count_nonzero(known))
            best *= np.float32(_rarity(found, alive))
            # A paper that has the word as typed is never better for a word that is only like it.
            best[literal[places] | (best < known)] = 0
            scores[places] = np.maximum(best, known)
            literal[plain] = True
        papers = np.flatnonzero(scores > 0).astype(np.uint32)
        return Hits(papers, scores[papers], literal[papers])

    def _best_of(self, tier: Tier, field: Field | None) -> tuple[Numbers, Scores, Numbers]:
        """Each paper of a tier once, its best score, and the papers that hold the word literally."""
        met = self._corpus.met_by(tier, field)
        if not met:
            return np.zeros(0, np.uint32), np.zeros(0, np.float32), np.zeros(0, np.uint32)
        # All options of a tier are literal, or none is.
        plain = np.concatenate([part.plain for part in met]) if tier[0].literal else np.zeros(0, np.uint32)
        if len(met) == 1 and met[0].is_distinct:
            return met[0].papers, met[0].scores, plain
        best = self._scratch()
        for part in met:
            np.maximum.at(best, part.papers, part.scores)
        papers = self._unique([part.papers for part in met], best)
        scores = best[papers]
        best[papers] = 0
        return papers, scores, plain

    def _unique(self, papers: list[Numbers], best: Scores) -> Numbers:
        total = sum(map(len, papers))
        if total * 16 > len(best):
            return np.flatnonzero(best > 0).astype(np.uint32)
        return distinct(np.concatenate(papers)) if papers else np.zeros(0, np.uint32)

    def _merged(self, parts: list[Hits]) -> Hits:
        """Several answers as one, for each paper the best."""
        if len(parts) == 1:
            return parts[0]
        best = self._scratch()
        flags = np.zeros((2, self._corpus.size), bool)
        for part in parts:
            np.maximum.at(best, part.papers, part.scores)
            flags[0, part.papers] = True
            flags[1, part.papers[part.literal]] = True
        papers = np.flatnonzero(flags[0]).astype(np.uint32)
        scores = best[papers]
        best[papers] = 0
        return Hits(papers, scores, flags[1, papers])

    def _scratch(self) -> Scores:
        """A row of noughts; whoever borrows it leaves noughts behind."""
        if len(self._best) != self._corpus.size:
            self._best = np.zeros(self._corpus.size, np.float32)
        return self._best


def _together(found: list[Hits], soft: list[bool], fits: Flags) -> Hits:
    """Papers that meet enough of what is asked; what is soft adds to a score and is not missed."""
    if len(found) == 1:
        chosen = fits[found[0].papers]
        papers, points, as_typed = found[0]
        return Hits(papers[chosen], points[chosen], as_typed[chosen])  # copies: whoever asked may change the scores
    scores = np.zeros(len(fits), np.float32)
    met = np.zeros(len(fits), np.uint8)
    literal = np.zeros(len(fits), np.uint8)
    for hits, is_soft in zip(found, soft, strict=True):
        places = hits.papers.astype(np.intp)  # numpy would do so at each use
        scores[places] += hits.scores
        if not is_soft:
            met[places] += np.uint8(1)
            literal[places] += hits.literal.view(np.uint8)
    count = soft.count(False)
    papers = np.flatnonzero((met >= least_words(count)) & fits).astype(np.uint32)
    share = met[papers].astype(np.float32) / np.float32(count)
    return Hits(papers, scores[papers] * share * share, literal[papers] == count)


def least_words(count: int) -> int:
    """How many of the typed words a paper must have to be worth showing: all of two, most of more."""
    return count if count <= 2 else math.ceil(0.6 * count)


def _rarity(found: int, papers: int) -> float:
    return math.log(1 + (papers - found + 0.5) / (found + 0.5))


def _cached(cache: OrderedDict[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    if key in cache:
        cache.move_to_end(key)
        return cache[key]
    value = cache[key] = make()
    if len(cache) > _CACHED:
        cache.popitem(last=False)
    return value
