"""What papers have in common with the starred ones: scores, orders, and the words that say why."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.settings import seed_pages
from tests.hostile import HOSTILE

SMALL = ("Compact Language Models via", "Sparse Finetuning for", "SLTrain", "Model Compression and", "Shapley Head")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The seed papers, ready to search, with stars on what makes models small."""
    with Library.open(tmp_path_factory.mktemp("seeds")) as library:
        library.import_files(seed_pages())
        library.warmed(library.start_warming()())
        library.star([entry.paper.id for entry in library.entries() if entry.paper.title.startswith(SMALL)])
        yield library


def lit(library: Library, text: str) -> list[str]:
    """The words that are lit up."""
    return [text[start:end] for start, end in library.liked_spans(text)]


def test_words_that_tell_starred_papers_are_lit_up(seeds: Library) -> None:
    text = "We show that PRUNING of sparse models, or their quantization, is good for speech."
    assert lit(seeds, text) == ["PRUNING", "sparse", "quantization"]
    assert lit(seeds, "") == []


def test_nothing_is_lit_up_before_the_index_is_there_or_where_it_is_not_wanted(seeds: Library) -> None:
    with Library.open(seeds.places.data) as cold:
        assert cold.liked_spans("pruning") == ()
        assert not cold.is_warm, "looking for words to light up builds no index"
    seeds.suggests = False
    assert seeds.liked_spans("pruning") == ()
    seeds.suggests = True
    assert seeds.liked_spans("pruning")


@given(text=st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)))
def test_what_is_lit_up_is_in_order_and_inside(seeds: Library, text: str) -> None:
    spans = seeds.liked_spans(f"{text} pruning {text}")
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end <= 2 * len(text) + 9 for before, (start, end) in zip(ends, spans, strict=False))
