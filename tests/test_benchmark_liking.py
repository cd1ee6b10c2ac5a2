"""The benchmark of suggestions: its tags are of papers that there are, and it counts what it says it counts."""

from pathlib import Path

import pytest

from benchmarks import liking
from benchmarks.corpora import VARIABLE, seed_papers


def test_every_tag_has_enough_papers_and_all_of_them_are_seeds() -> None:
    known = {paper.id for paper in seed_papers()}
    topics = liking.topics_by_name()
    assert len(topics) >= 10
    assert all(len(papers) >= 20 for papers in topics.values())
    assert all(known.issuperset(papers) for papers in topics.values())
    chosen, held_out = liking.halves(list(topics))
    assert set(chosen).isdisjoint(held_out)
    assert {*chosen, *held_out} == set(topics)


def test_precision_leaves_starred_papers_out() -> None:
    order = [f"p{number}" for number in range(30)]
    assert liking.precision(order[:15], order[:10], order) == 0.5
    assert liking.precision(order[15:], order[:10], order) == 0.5


def test_every_way_to_order_is_measured_and_ours_is_the_best() -> None:
    pytest.importorskip("bm25s")
    topics = {name: papers for name, papers in liking.topics_by_name().items() if name in ("reasoning", "retrieval")}
    table = liking.likeness(topics, 2)
    *figures, own = (float(cell.strip("*")) for cell in table.rows[-1][2:])
    assert own > max(figures)


def test_suggestions_are_better_than_the_most_frequent_tags() -> None:
    topics = dict(list(liking.topics_by_name().items())[:6])
    table = liking.suggestions(topics, [0.5])
    at_random, frequent, own, first = map(float, table.rows[0][1:])
    assert own > frequent > at_random
    assert own >= first


def test_without_its_corpus_a_size_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert liking.re_ranking(["10k"]).rows == []
