"""What papers have in common with the starred ones: scores, orders, and the words that say why."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.library.events import stamp
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


def test_what_is_like_the_starred_papers_comes_first_and_says_why(seeds: Library) -> None:
    order = seeds.find("", sort="like")
    assert order.by_like
    rest = [paper_id for paper_id in order.ids if not (entry := seeds.entry(paper_id)) or not entry.mark.starred]
    likes = seeds.likes(rest)
    scores = [like.score for like in likes]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0
    first = seeds.entry(rest[0])
    assert first is not None
    text = f"{first.paper.title} {first.paper.abstract}"
    assert likes[0].shared
    assert all(word in text for word in likes[0].shared), "words as the paper spells them"
    assert seeds.find("", sort="-like").ids[-1] == order.ids[0]
    assert seeds.find("sort:like").ids == order.ids
    assert seeds.find("is:inbox", view="sort:like").ids == order.ids, "a saved view may say the order"


def test_an_order_holds_for_one_built_afresh_and_follows_every_star(seeds: Library) -> None:
    before = seeds.find("", sort="like").ids
    with Library.open(seeds.places.data) as again:
        assert again.find("", sort="like").ids == before
    speech = [entry.paper.id for entry in seeds.entries() if "Speech" in entry.paper.title]
    unit = seeds.star(speech[:2])
    after = seeds.find("", sort="like").ids
    assert after.index(speech[2]) < before.index(speech[2])
    assert unit
    seeds.undo(unit.id)
    assert seeds.find("", sort="like").ids == before


def test_a_starred_paper_is_no_witness_for_itself(library: Library) -> None:
    first, *rest = [entry.paper.id for entry in library.entries()]
    library.star([first])
    assert library.likes([first])[0].score == pytest.approx(0, abs=1e-4)
    assert all(like.score >= 0 for like in library.likes(rest))
    assert library.likes(["gone"])[0].shared == ()


def test_without_a_star_the_order_stays_and_says_what_it_lacks(library: Library) -> None:
    ids = library.find("").ids
    assert library.find("", sort="like").ids == ids
    assert "starred" in library.liking_lacks
    library.rate([ids[2]], 4)
    assert library.liking_lacks == ""
    library.suggests = False
    assert "suggest" in library.liking_lacks
    assert library.find("sort:like").ids == ids


@pytest.fixture
def tagged(seeds: Library) -> Iterator[Library]:
    """The seeds, some of those on what makes models small tagged so."""
    ids = [entry.paper.id for entry in seeds.entries("is:starred")]
    unit = seeds.tag(ids[1:], add=["small/pruned"])
    yield seeds
    assert unit
    seeds.undo(unit.id)


def test_tags_of_papers_like_it_are_suggested_with_the_words_that_say_why(tagged: Library) -> None:
    paper_id = tagged.entries("is:starred")[0].paper.id
    (found,) = tagged.suggest_tags(paper_id)
    assert found.tag == "small/pruned"
    assert found.because
    assert 0 < found.score <= 1
    assert tagged.suggest_tags("gone") == []


def test_no_tag_is_suggested_that_a_paper_has_or_that_was_just_taken_off(tagged: Library) -> None:
    paper_id = tagged.entries("is:starred")[0].paper.id
    tagged.tag([paper_id], add=["SMALL/Pruned"])
    assert tagged.suggest_tags(paper_id) == []
    tagged.tag([paper_id], remove=["small/pruned"])
    assert tagged.suggest_tags(paper_id) == [], "just taken off"
    tagged.tag([paper_id], add=["other"])
    assert [one.tag for one in tagged.suggest_tags(paper_id)] == ["small/pruned"]
    tagged.tag([paper_id], remove=["other"])
    tagged.suggests = False
    assert tagged.suggest_tags(paper_id) == []
    tagged.suggests = True


def test_a_tag_is_known_as_taken_off_whatever_the_clock_shows_meanwhile(tagged: Library) -> None:
    paper_id, ticks = tagged.entries("is:starred")[0].paper.id, count()
    begun = tagged.now
    tagged._marker._clock = lambda: begun  # the mark is stamped a moment before its unit is written
    tagged._store._clock = lambda: stamp(begun + timedelta(seconds=next(ticks)))
    tagged.tag([paper_id], add=["small/pruned"])
    tagged.tag([paper_id], remove=["small/pruned"])
    tagged.rate([tagged.entries()[1].paper.id], 3)
    assert tagged.suggest_tags(paper_id) == []


@given(stars=st.lists(st.integers(0, 525), max_size=12))
def test_likeness_is_never_negative_and_knows_no_order_of_stars(seeds: Library, stars: list[int]) -> None:
    ids = seeds.find("").ids
    index = seeds._finder.indexing.index()
    found = index.likeness([ids[place] for place in stars])
    again = index.likeness([*(ids[place] for place in reversed(stars)), "gone"])
    assert found.scores.min() > -1e-3
    assert found.scores.tolist() == again.scores.tolist()
