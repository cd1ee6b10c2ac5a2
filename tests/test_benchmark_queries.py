"""The generator of known-item queries: each kind does what its name says, and a seed says everything."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from benchmarks.corpora import seed_papers
from benchmarks.queries import Known, Memory, Wanted, another_fits, make
from papershelf.text import fold

SEED = 7
PER_KIND = 25


@pytest.fixture(scope="module")
def papers() -> dict[str, Known]:
    return {paper.id: paper for paper in seed_papers()}


@pytest.fixture(scope="module")
def made(papers: dict[str, Known]) -> dict[str, list[Wanted]]:
    by_kind: dict[str, list[Wanted]] = {}
    for wanted in make(list(papers.values()), SEED, PER_KIND):
        by_kind.setdefault(wanted.kind, []).append(wanted)
    return by_kind


def beginning(part: str, word: str) -> bool:
    return word.startswith(part) and 3 <= len(part) < len(word)


def test_a_seed_makes_the_same_queries_again_and_another_makes_others(papers: dict[str, Known]) -> None:
    known = list(papers.values())
    assert make(known, SEED, 5) == make(known, SEED, 5)
    assert make(known, SEED, 5) != make(known, SEED + 1, 5)


def test_every_kind_is_there_so_often_and_means_each_paper_once(made: dict[str, list[Wanted]]) -> None:
    assert {kind: len(wanted) for kind, wanted in made.items()} == {
        "title words": PER_KIND,
        "a typo in each word": PER_KIND,
        "half-typed": PER_KIND,
        "swapped order": PER_KIND,
        "method name": PER_KIND,
        "abstract words": PER_KIND,
        "typos and half-typed": PER_KIND,
        "typo in the half word": PER_KIND,
    }
    for wanted in made.values():
        assert max(Counter(one.paper_id for one in wanted).values()) == 1


def test_every_word_meant_stands_in_the_paper_meant(papers: dict[str, Known], made: dict[str, list[Wanted]]) -> None:
    for wanted in (one for kind in made.values() for one in kind):
        paper = papers[wanted.paper_id]
        text = paper.abstract if wanted.kind == "abstract words" else paper.title
        assert wanted.meant
        assert all(word in text for word in wanted.meant), wanted


def test_title_words_are_whole_and_in_their_order(papers: dict[str, Known], made: dict[str, list[Wanted]]) -> None:
    for wanted in made["title words"]:
        assert wanted.typed.split() == list(wanted.meant)
        places = [papers[wanted.paper_id].title.index(word) for word in wanted.meant]
        assert places == sorted(places)
        assert len(wanted.meant) in (2, 3)


def test_a_typo_is_exactly_one_slip_in_every_word(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["a typo in each word"]:
        pairs = zip(wanted.typed.split(), wanted.meant, strict=True)
        assert [OSA.distance(typed, meant) for typed, meant in pairs] == [1] * len(wanted.meant), wanted


def test_half_typed_ends_in_the_beginning_of_its_last_word(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["half-typed"]:
        *whole, half = wanted.typed.split()
        assert tuple(whole) == wanted.meant[:-1]
        assert beginning(half, wanted.meant[-1]), wanted


def test_swapped_order_puts_the_first_word_last(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["swapped order"]:
        assert wanted.typed.split() == [*wanted.meant[1:], wanted.meant[0]]


def test_a_method_name_stands_before_the_colon(papers: dict[str, Known], made: dict[str, list[Wanted]]) -> None:
    for wanted in made["method name"]:
        assert papers[wanted.paper_id].title.lower().startswith(f"{wanted.typed}:")


def test_abstract_words_are_three_or_four_different_ones(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["abstract words"]:
        assert wanted.typed.split() == list(wanted.meant)
        assert len(set(wanted.meant)) in (3, 4)


def test_typos_and_half_typed_slips_in_all_but_the_half_word(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["typos and half-typed"]:
        *slipped, half = wanted.typed.split()
        pairs = zip(slipped, wanted.meant[:-1], strict=True)
        assert [OSA.distance(typed, meant) for typed, meant in pairs] == [1] * (len(wanted.meant) - 1), wanted
        assert beginning(half, wanted.meant[-1]), wanted


def test_typo_in_the_half_word_slips_once_in_a_beginning(made: dict[str, list[Wanted]]) -> None:
    for wanted in made["typo in the half word"]:
        *whole, half = wanted.typed.split()
        last = wanted.meant[-1]
        assert tuple(whole) == wanted.meant[:-1]
        assert any(OSA.distance(half, last[:end]) == 1 for end in range(5, len(last))), wanted


@given(word=st.text("abcdefghijklmnopqrstuvwxyzäé-7", min_size=2, max_size=12), seed=st.integers(0, 99))
@settings(max_examples=200)
def test_a_slip_is_always_one_edit(word: str, seed: int) -> None:
    assert OSA.distance(Memory([], seed).slip(word), word) == 1


def test_words_that_many_papers_hold_come_to_no_mind() -> None:
    papers = [Known(str(number), f"Common name{number} the lo", "") for number in range(10)]
    assert Memory(papers, SEED).telling(papers[0].title) == ["name0"]


def test_another_paper_fits_only_with_every_word() -> None:
    wanted = Wanted("any", "x", "a", ("Sparse", "Tuning"))
    mine = {"a": "sparse tuning"}
    assert not another_fits(wanted, mine, fold)
    assert not another_fits(wanted, {**mine, "b": "sparse", "c": "tuning"}, fold)
    assert another_fits(wanted, {**mine, "b": "fine-tuning of sparse nets"}, fold)
