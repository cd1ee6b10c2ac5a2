"""Which papers hold which words: what is compiled, beside counting by hand."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import Field
from papershelf.search.postings import PAPER_FIELDS, SEPARATOR, Compiled, compile_documents, sum_of
from papershelf.search.tokens import words_of
from papershelf.search.words import accents_of, forms_of
from papershelf.search.worth import PLAIN, bit_of, worth_of
from tests.hostile import HOSTILE
from tests.search_shelf import DOCUMENTS

TEXTS = st.lists(st.sampled_from(["one", "two", "fine-tuning", "GPT-4", "Über", "漢字", "SquareHead", "…"]), max_size=6)
PAPERS = st.lists(st.dictionaries(st.sampled_from(Field), TEXTS.map(" ".join), max_size=4), max_size=7)

Held = dict[tuple[str, str], int]


def _by_hand(papers: list[Mapping[Field, str]]) -> Held:
    """For each word and paper the fields in which it stands, and whether it stands in one as it is."""
    held: Held = {}
    for place, texts in enumerate(papers):
        for field in PAPER_FIELDS:
            text = texts.get(field, "")
            plain = {*words_of(text), *accents_of(text)}
            for word in {*plain, *forms_of(text)}:
                key = (word, str(place))
                held[key] = held.get(key, 0) | bit_of(field) | (PLAIN if word in plain else 0)
    return held


def _compiled(papers: list[Mapping[Field, str]]) -> Compiled:
    return compile_documents((str(place), texts) for place, texts in enumerate(papers))


def _held(compiled: Compiled) -> Held:
    held: Held = {}
    postings = compiled.postings
    for number, word in enumerate(compiled.words):
        part = slice(postings.offsets[number], postings.offsets[number + 1])
        papers = postings.papers[part].tolist()
        assert papers == sorted(set(papers))
        for paper, value in zip(papers, postings.values[part].tolist(), strict=True):
            held[word, compiled.ids[paper]] = value & (2 * PLAIN - 1)  # the fields, and how it stands there
    return held


@given(PAPERS)
def test_every_word_is_held_by_the_papers_and_fields_that_have_it(papers: list[Mapping[Field, str]]) -> None:
    compiled = _compiled(papers)
    assert compiled.words == sorted(set(compiled.words))
    assert _held(compiled) == _by_hand(papers)
    assert len(compiled.postings) == len(papers) == len(compiled.sums)
    assert (worth_of(compiled.postings.values) > 0).all()


@given(PAPERS)
def test_the_order_of_the_words_is_that_of_the_texts(papers: list[Mapping[Field, str]]) -> None:
    compiled = _compiled(papers)
    postings = compiled.postings
    for place, texts in enumerate(papers):
        part = slice(postings.order_offsets[place], postings.order_offsets[place + 1])
        words = [None if word == SEPARATOR else compiled.words[word] for word in postings.order[part].tolist()]
        wanted: list[str | None] = []
        for field in PAPER_FIELDS:
            wanted += [*words_of(texts.get(field, "")), None]
        assert words == wanted


@given(PAPERS, st.integers(1, 3))
def test_batches_make_no_difference(papers: list[Mapping[Field, str]], size: int) -> None:
    at_once = _compiled(papers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("papershelf.search.postings._BATCH", size)
        in_batches = _compiled(papers)
    assert (in_batches.ids, in_batches.words) == (at_once.ids, at_once.words)
    assert np.array_equal(in_batches.sums, at_once.sums)
    for name in ("offsets", "papers", "values", "order", "order_offsets"):
        assert np.array_equal(getattr(in_batches.postings, name), getattr(at_once.postings, name)), name


def test_nothing_at_all_can_be_compiled() -> None:
    several: list[list[dict[Field, str]]] = [[], [{}], [{Field.TITLE: "…"}, {}]]
    for papers in several:
        compiled = _compiled(list(papers))
        assert (compiled.words, len(compiled.postings)) == ([], len(papers))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_compiled(text: str) -> None:
    papers: list[Mapping[Field, str]] = [{Field.TITLE: text, Field.ABSTRACT: text, Field.AUTHORS: text}, {}]
    assert _held(_compiled(papers)) == _by_hand(papers)


def test_a_title_is_worth_more_than_an_abstract_and_a_short_one_more_than_a_long_one() -> None:
    papers: list[Mapping[Field, str]] = [
        {Field.TITLE: "wanted"},
        {Field.TITLE: "wanted among " + "other " * 12},
        {Field.ABSTRACT: "wanted " * 20},
        {Field.ABSTRACT: "wanted " + "other " * 400},
    ]
    compiled = _compiled(papers)
    number = compiled.words.index("wanted")
    part = slice(compiled.postings.offsets[number], compiled.postings.offsets[number + 1])
    worths = worth_of(compiled.postings.values[part]).tolist()
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 4


def test_the_checksum_tells_texts_apart() -> None:
    sums = {sum_of(texts) for _, texts in DOCUMENTS}
    assert len(sums) == len(DOCUMENTS)
    assert sum_of({Field.TITLE: "a", Field.ABSTRACT: "b"}) != sum_of({Field.TITLE: "ab"})
    assert sum_of({Field.TITLE: "a", Field.NOTE: "b", Field.TAGS: "c"}) == sum_of({Field.TITLE: "a"})
