"""What was added since the index was compiled: whatever is put and removed, an index built afresh answers the same."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from papershelf.search import Field
from papershelf.search.index import Index
from papershelf.search.lexicon import Lexicon
from papershelf.search.overlay import Overlay
from tests.search_shelf import DOCUMENTS, ids, tiers

KEYS = some.sampled_from([*(key for key, _ in DOCUMENTS[:6]), "new", "newer", "newest"])
WORDS = some.sampled_from(
    ["sparse", "Fine-Tuning", "fine", "tuning", "finetuned", "Über", "uber", "GPT-4", "漢字", "model"]
)
TEXTS = some.lists(WORDS, max_size=4).map(" ".join)
PAPERS = some.fixed_dictionaries({Field.TITLE: TEXTS, Field.ABSTRACT: TEXTS, Field.AUTHORS: TEXTS})
MARKS = some.fixed_dictionaries({Field.TAGS: TEXTS, Field.NOTE: TEXTS})
QUERIES = (
    *(
        "sparse ",
        "spa",
        "sprase ",
        "fine tuning",
        "finetuning ",
        "finetun",
        "uber ",
        "über ",
        "gpt4",
        "漢",
        "modle",
        "m",
    ),
    *(
        '"fine tuning"',
        "=sparse",
        "-sparse",
        "title:sparse fine",
        "tag:x note:model",
        "(sparse OR model) fine",
        "author:u",
    ),
)


class GrownBesideFresh(RuleBasedStateMachine):
    """An index that follows every change, against one that is compiled anew for every look."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, dict[Field, str]] = {key: dict(texts) for key, texts in DOCUMENTS[:6]}
        self.compiled = {key: dict(texts) for key, texts in self.texts.items()}
        self.index = Index.build(self.texts.items())

    def _put(self, key: str, texts: dict[Field, str]) -> None:
        self.index.put(key, texts)
        self.texts[key] = self.texts.get(key, {}) | texts

    @rule(key=KEYS, texts=PAPERS)
    def put_a_paper(self, key: str, texts: dict[Field, str]) -> None:
        """A paper comes, or reads otherwise."""
        self._put(key, texts)

    @rule(key=some.sampled_from([key for key, _ in DOCUMENTS[:6]]))
    def put_back(self, key: str) -> None:
        """A paper reads again as it was compiled."""
        self._put(key, {Field.AUTHORS: "", **dict(DOCUMENTS)[key]})

    @rule(key=KEYS, texts=MARKS)
    def mark(self, key: str, texts: dict[Field, str]) -> None:
        """Tags and a note."""
        self._put(key, texts)

    @rule(key=KEYS)
    def unmark(self, key: str) -> None:
        """Neither tags nor a note."""
        self._put(key, {Field.TAGS: "", Field.NOTE: ""})

    @rule(key=KEYS)
    def remove(self, key: str) -> None:
        """A paper goes."""
        self.index.remove(key)
        self.texts.pop(key, None)
        self.compiled.pop(key, None)  # if it comes back, it is a new one

    @rule(typed=some.sampled_from(QUERIES))
    def search(self, typed: str) -> None:
        """A search leaves things in caches that the next change must not find there."""
        self.index.search(typed)

    @invariant()
    def answers_the_same(self) -> None:
        """Same papers, same tiers, literal ones first."""
        fresh = Index.build(self.texts.items())
        assert list(self.index) == list(self.texts)
        assert len(self.index) == len(self.texts)
        for typed in QUERIES:
            assert tiers(self.index, typed) == tiers(fresh, typed), typed
        assert ids(self.index.search("-sparse")) == ids(fresh.search("-sparse"))

    @invariant()
    def knows_what_is_beside(self) -> None:
        """As many papers as have words that are not compiled."""
        words = {key: _words(texts) for key, texts in self.texts.items()}
        beside = [key for key in words if any(words[key]) and words[key] != _words(self.compiled.get(key, {}))]
        assert self.index.beside == len(beside)


def _words(texts: Any) -> tuple[str, ...]:
    return tuple(texts.get(field, "") for field in (Field.TITLE, Field.ABSTRACT, Field.AUTHORS))


GrownBesideFresh.TestCase.settings = settings(max_examples=6, stateful_step_count=8, deadline=None)
TestGrownBesideFresh = GrownBesideFresh.TestCase


def test_an_overlay_says_whether_anything_changed() -> None:
    overlay = Overlay(Lexicon.of(()), (Field.TAGS, Field.NOTE))
    assert not overlay.put(3, {})
    assert overlay.put(3, {Field.TAGS: "nlp", Field.TITLE: "not kept here"})
    assert not overlay.put(3, {Field.TAGS: "nlp"})
    assert overlay.put(3, {Field.NOTE: "nlp"})
    assert overlay.put(3, {})
    assert overlay.additions == {}


def test_an_overlay_forgets_what_it_removes() -> None:
    lexicon = Lexicon.of(["compiled"])
    overlay = Overlay(lexicon, (Field.TITLE,))
    overlay.put(0, {Field.TITLE: "compiled fresh"})
    overlay.put(1, {Field.TITLE: "fresh"})
    fresh = lexicon.number("fresh")
    assert fresh is not None
    assert set(overlay.papers_of(fresh)) == {0, 1}
    assert list(overlay.words_between(0, len(lexicon))) == [0, fresh]
    overlay.remove(0)
    overlay.remove(0)
    assert set(overlay.papers_of(fresh)) == {1}
    assert list(overlay.words_between(0, 1)) == []
    assert overlay.papers_of(0) == {}


@pytest.mark.parametrize("text", ["", "…", " "])
def test_a_paper_without_words_is_there_and_is_not_found_by_any(text: str) -> None:
    index = Index.build(DOCUMENTS)
    index.put("empty", {Field.TITLE: text})
    assert "empty" in index
    assert ids(index.search("-sparse"))[-1] == "empty"
    assert "empty" not in ids(index.search("s"))
    index.put("sparse", {Field.TITLE: text})
    assert "sparse" not in ids(index.search("sparse "))
    assert "sparse" in ids(index.search("-zebra"))
