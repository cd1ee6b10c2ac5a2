"""The answer of the index as a list: its order, its parts, and the rough order far down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import Match
from papershelf.search.arrays import Flags, Scores
from papershelf.search.naming import Names
from papershelf.search.ranking import _SORTED_EXACTLY, Ranking, in_order

HITS = st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.5, 40.0]), st.booleans()), max_size=40)
RANKING = Ranking(Names(["a", "b", "c", "d"]), np.array([2, 0, 3], np.uint32), np.array([5, 3, 4], np.float32), 2)


def _order(scores: Scores, literal: Flags) -> list[int]:
    order: list[int] = in_order(np.arange(len(scores), dtype=np.uint32), scores, literal).tolist()
    return order


@given(HITS)
def test_literal_ones_come_first_then_the_better_then_as_they_came(hits: list[tuple[float, bool]]) -> None:
    scores = np.array([score for score, _ in hits], np.float32)
    literal = np.array([flag for _, flag in hits], bool)
    wanted = sorted(range(len(hits)), key=lambda place: (not hits[place][1], -hits[place][0], place))
    assert _order(scores, literal) == wanted


@pytest.mark.parametrize("most", [40.0, 1e-6, 1e6, 0.0])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 1.0])
def test_far_down_the_order_is_rough_but_never_mixes_tiers(most: float, share: float) -> None:
    chance = np.random.default_rng(3)
    scores = (chance.random(5_000) * most).astype(np.float32)
    literal = chance.random(5_000) < share
    order = _order(scores, literal)
    assert sorted(order) == list(range(5_000))
    tiers = literal[order].tolist()
    assert tiers == sorted(tiers, reverse=True)
    for tier in (True, False):
        here = scores[[place for place in order if literal[place] == tier]]
        assert (np.diff(here) <= most / 30_000).all()
    exact = np.lexsort((np.arange(5_000), -scores, ~literal))
    assert np.abs(scores[order] - scores[exact]).max() <= most / 30_000


def test_the_best_thousand_of_many_are_in_exact_order() -> None:
    scores = (100 + np.arange(5_000)[::-1] / 5_000).astype(np.float32)  # so near each other that rough scores are equal
    order = _order(scores, np.ones(5_000, bool))
    best = scores[order[:_SORTED_EXACTLY]]
    assert (np.diff(best) <= 0).all()


def test_equals_far_down_stay_as_they_came() -> None:
    assert _order(np.ones(3_000, np.float32), np.zeros(3_000, bool)) == list(range(3_000))


def test_a_ranking_is_a_sequence_of_matches() -> None:
    matches = [Match("c", 5.0, "literal"), Match("a", 3.0, "literal"), Match("d", 4.0, "similar")]
    assert list(RANKING) == matches
    assert [RANKING[place] for place in (0, 1, 2, -1)] == [*matches, matches[-1]]
    assert (tuple(RANKING.ids), RANKING.divider, len(RANKING)) == (("c", "a", "d"), 2, 3)
    assert matches[2] in RANKING
    assert list(reversed(RANKING)) == matches[::-1]
    with pytest.raises(IndexError):
        RANKING[3]


@given(st.slices(5))
def test_a_part_of_a_ranking_has_the_matches_of_that_part(part: slice) -> None:
    if (part.step or 1) < 0:
        with pytest.raises(ValueError, match="forwards"):
            RANKING[part]
        return
    assert list(RANKING[part]) == list(RANKING)[part]
    tiers = [match.tier for match in RANKING[part]]
    assert RANKING[part].divider == (tiers.index("similar") if "similar" in tiers else None)
