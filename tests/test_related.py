"""Related papers: who shares the telling words, in a shelf where that is plain to see, and in a library."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import NothingFoundError
from papershelf.search import Field
from papershelf.search.index import Index
from papershelf.search.related import spelt
from tests.hostile import HOSTILE

PAPERS = {
    "lora": (
        "LoRA Adapters for Speech",
        "We train low-rank adapters (LoRA) for a speech recogniser and compare ranks. A LoRA is small.",
    ),
    "tied": ("Tied Weights in a LoRA", "Low-rank adapters with tied weights are as good as a whole LoRA."),
    "library": ("A Library of Adapters", "Many LoRA modules are kept in a library and chosen for a task."),
    "pasta": ("Cooking Graphs", "Message passing on tangled graphs works after the graphs were cooked."),
    "graph": ("Graph Messages", "Message passing in a graph is a walk."),
    "bees": ("Bees and Their Dances", "Dances of bees were filmed in 2024 and 2025, and we show the results."),
    "chess": ("Chess by Candlelight", "In 2024 and 2025 we show the results of games played at night."),
}


def texts(title: str, abstract: str) -> dict[Field, str]:
    """The fields of a paper."""
    return {Field.TITLE: title, Field.ABSTRACT: abstract}


@pytest.fixture(params=["compiled", "put one by one"])
def index(request: pytest.FixtureRequest) -> Index:
    """The papers, in each of the two ways in which an index can hold them."""
    documents = [(key, texts(*paper)) for key, paper in PAPERS.items()]
    if request.param == "compiled":
        return Index.build(documents)
    made = Index()
    for key, fields in documents:
        made.put(key, fields)
    return made


def ids(index: Index, doc_id: str, limit: int = 10) -> list[str]:
    """The papers related to one."""
    return [kin.doc_id for kin in index.related(doc_id, limit)]


def test_papers_about_the_same_are_related_and_say_by_which_words(index: Index) -> None:
    assert ids(index, "lora") == ["tied", "library"]
    assert ids(index, "pasta") == ["graph"]
    closest = index.related("lora")[0]
    assert {"lora", "lowrank"} <= set(closest.shared)
    assert "low" not in closest.shared, "the parts of a compound say nothing more"
    assert index.related("lora")[0].score > index.related("lora")[1].score > 0


def test_numbers_and_what_every_paper_says_relate_nothing(index: Index) -> None:
    assert ids(index, "bees") == []


def test_singular_and_plural_are_one_word(index: Index) -> None:
    assert index.related("pasta")[0].shared[0] in {"graph", "graphs"}
    index.put("rank", texts("On the Ranks", "Nothing else."))
    index.put("order", texts("A Rank of Its Own", "Silence."))
    assert "order" in ids(index, "rank")


def test_no_more_than_asked_for_and_unknown_papers_have_no_kin(index: Index) -> None:
    assert ids(index, "lora", 1) == ["tied"]
    assert ids(index, "lora", 0) == []
    assert ids(index, "nobody") == []


def test_changes_are_followed(index: Index) -> None:
    index.put("new", texts("Another LoRA", "Low-rank adapters, with LoRA."))
    assert "new" in ids(index, "lora")
    assert ids(index, "new")[0] in {"lora", "tied"}
    index.put("new", texts("A Waggle", "How bees tell of flowers, in dances."))
    assert "new" not in ids(index, "lora")
    assert ids(index, "new") == ["bees"]
    assert ids(index, "bees") == ["new"]
    index.put("tied", texts("Tied Shoes", "Knots."))
    assert ids(index, "lora") == ["library"]
    index.remove("library")
    assert ids(index, "lora") == []


def test_the_same_title_once_more_is_no_other_paper(index: Index) -> None:
    index.put("again", texts("LoRA: adapters for speech!", PAPERS["lora"][1]))
    assert ids(index, "lora") == ["tied", "library"]
    index.put("bare", texts("", "A LoRA with low-rank adapters, LoRA."))
    index.put("bald", texts("", "Another LoRA with low-rank adapters, LoRA."))
    assert "bald" in ids(index, "bare")


def test_marks_and_authors_relate_nothing(index: Index) -> None:
    for doc_id in ("bees", "chess"):
        index.put(doc_id, {Field.TAGS: "midnight", Field.NOTE: "remarkable zebra"})
        index.put(doc_id, {**texts(*PAPERS[doc_id]), Field.AUTHORS: "Ada Zebra"})
    assert ids(index, "bees") == []


def test_words_of_a_fifth_of_a_larger_library_count_in_titles_only() -> None:
    papers = {f"p{n}": texts(f"Subject{n} alone", "Our code is offered." if n % 2 else "") for n in range(60)}
    papers["one"] = texts("Writing code", "Programs.")
    papers["two"] = texts("Code reviews", "Opinions.")
    index = Index.build(papers.items())
    assert ids(index, "one") == ["two"]
    assert ids(index, "p1") == []


def test_an_index_that_grew_relates_as_one_built_afresh() -> None:
    built = Index.build((key, texts(*paper)) for key, paper in PAPERS.items())
    grown = Index.build((key, texts("Old", "Text")) for key in PAPERS)
    for key, paper in PAPERS.items():
        grown.put(key, texts(*paper))
    for key in PAPERS:
        assert ids(built, key) == ids(grown, key)
        assert [kin.shared for kin in built.related(key)] == [kin.shared for kin in grown.related(key)]


@given(st.lists(st.text(max_size=60) | st.sampled_from(HOSTILE), min_size=2, max_size=6))
def test_any_text_can_be_related(found: list[str]) -> None:
    index = Index.build((str(place), texts(text, text + " kangaroo")) for place, text in enumerate(found))
    for place in range(len(found)):
        kin = index.related(str(place))
        assert str(place) not in [one.doc_id for one in kin]
        assert all(one.shared and one.score > 0 for one in kin)


def test_words_are_shown_as_they_are_spelt() -> None:
    words = ("lora", "sparse", "finetuning", "uber", "nowhere")
    assert spelt(words, ("LoRA and LoRA, lorA", "Sparse is sparse", "Fine-Tuning of Über")) == {
        "lora": "LoRA", "sparse": "sparse", "finetuning": "Fine-Tuning", "uber": "Über", "nowhere": "nowhere",
    }  # fmt: skip


def test_the_library_relates_by_any_reference(library: Library) -> None:
    paper = library.search("gardening")[0].paper
    found = library.related(paper.id[:6], limit=3)
    assert 0 < len(found) <= 3
    assert paper.id not in [one.paper.id for one in found]
    assert all(one.shared for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    library.star([found[0].paper.id])
    assert library.related(paper.id, limit=1)[0].mark.starred
    with pytest.raises(NothingFoundError):
        library.related("nonsense")


def test_the_seeds_relate_what_belongs_together(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.import_seeds()
        lora = library.search("meta lora generation")[0].paper
        titles = [one.paper.title.casefold() for one in library.related(lora.id, limit=5)]
        assert sum("lora" in title for title in titles) >= 2
        assert {"LoRA"} & set(library.related(lora.id)[0].shared)
