"""The index of packed papers: opened without reading those that did not change, and never wrong about the others."""

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.library import compiling
from papershelf.library.compiling import built, opened
from papershelf.library.shelving import Shelved
from papershelf.marks import Mark
from papershelf.paper import Paper
from papershelf.search.index import Index
from papershelf.store.packed import Packed

IDS = "abcdefghij"
TITLES = st.sampled_from(["sparse model", "dense model", "quokka", "", "sparse wombat"])
PAPERS = st.dictionaries(
    st.sampled_from(IDS), st.tuples(TITLES, st.sampled_from(["", "ICML"])), min_size=1, max_size=len(IDS)
)
MARKS = st.dictionaries(
    st.sampled_from(IDS),
    st.tuples(st.sampled_from([(), ("numbat",)]), st.sampled_from(["", "a note of wombats"])),
    max_size=4,
)
QUERIES = ("sparse", "model ", "wombat", "numbat", "qokka ", '"sparse model"', "-model")
Facts = Mapping[str, tuple[str, str]]


@pytest.fixture(autouse=True, scope="module")
def _any_number_is_worth_it() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "_WORTH_KEEPING", 0)
        patch.setattr(compiling, "_TOO_MANY_BESIDE", 20)
        patch.setattr(compiling, "_READ_IN_VAIN", 1)
        yield


class _Read(dict[str, Paper]):
    """Papers that remember which of them were asked for."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        super().__init__(papers)
        self.asked: list[str] = []

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.append(key)
        return super().get(key, default)


def _paper(key: str, title: str, venue: str) -> Paper:
    return Paper(id=key, title=title, abstract="", raw_title=title, raw_abstract="", added_at="", venue=venue)


def _shelved(facts: Facts, marks: Mapping[str, tuple[tuple[str, ...], str]], changed: frozenset[str]) -> Shelved:
    """Papers whose records are packed; what is `changed` stands otherwise in the file, or not at all."""
    papers = {key: _paper(key, title, venue) for key, (title, venue) in facts.items()}
    sums = array("I", [crc32(repr("old" if key in changed else facts[key]).encode()) for key in facts])
    places = {key: place for place, key in enumerate(facts)}
    packed = Packed(list(facts), sums, changed, lambda: places)
    said = {key: Mark(key, tags=tags, note=note) for key, (tags, note) in marks.items()}
    return Shelved(tuple(facts), _Read(papers), said, packed)


def _answers(index: Index) -> list[dict[str, str]]:
    """Who is found, and how; how sure a typo is depends a little on what was compiled that is gone now."""
    return [{hit.doc_id: hit.tier for hit in index.search(typed)} for typed in QUERIES]


@settings(max_examples=60)
@given(PAPERS, PAPERS, MARKS, MARKS, st.frozensets(st.sampled_from(IDS), max_size=2))
def test_an_index_that_was_kept_answers_as_one_built_afresh(
    tmp_path_factory: pytest.TempPathFactory,
    before: Facts,
    after: Facts,
    marks: Mapping[str, tuple[tuple[str, ...], str]],
    later_marks: Mapping[str, tuple[tuple[str, ...], str]],
    changed: frozenset[str],
) -> None:
    path = tmp_path_factory.mktemp("cache") / "index"
    built(path, _shelved(before, marks, frozenset()))
    now = _shelved(after, later_marks, changed & after.keys())
    index = opened(path, now)
    assert index is not None
    fresh = Index.build(compiling._documents(now, lambda _: None))
    assert set(index) == set(fresh) == set(after)
    assert _answers(index) == _answers(fresh)
    again = opened(path, now)
    assert again is not None
    assert _answers(again) == _answers(fresh)


def _asked(shelved: Shelved) -> list[str]:
    assert isinstance(shelved.papers, _Read)
    return shelved.papers.asked


def test_only_papers_whose_records_differ_are_read(tmp_path: Path) -> None:
    facts = dict.fromkeys(IDS, ("sparse model", ""))
    built(tmp_path / "index", _shelved(facts, {}, frozenset()))
    marked = {"a": (("numbat",), ""), "gone": ((), "wombat")}
    same = _shelved(facts, marked, frozenset())
    index = opened(tmp_path / "index", same)
    assert index is not None
    assert (_asked(same), index.beside, list(index.search("numbat").ids)) == ([], 0, ["a"])
    other = _shelved({**facts, "b": ("quokka", "")}, {}, frozenset("c"))
    index = opened(tmp_path / "index", other)
    assert index is not None
    assert (sorted(_asked(other)), index.beside) == (["b", "c"], 1)


def test_records_that_changed_without_their_texts_are_read_once(tmp_path: Path) -> None:
    built(tmp_path / "index", _shelved(dict.fromkeys(IDS, ("sparse model", "")), {}, frozenset()))
    moved = dict.fromkeys(IDS, ("sparse model", "ICML"))
    asked = []
    for _ in range(2):
        shelved = _shelved(moved, {}, frozenset())
        assert opened(tmp_path / "index", shelved) is not None
        asked.append(len(_asked(shelved)))
    assert asked == [len(IDS), 0]


def test_ids_that_are_the_same_are_shared(tmp_path: Path) -> None:
    shelved = _shelved(dict.fromkeys(IDS, ("sparse model", "")), {}, frozenset())
    built(tmp_path / "index", shelved)
    index = opened(tmp_path / "index", shelved)
    assert index is not None
    assert shelved.packed is not None
    assert index._corpus.names.compiled is shelved.packed.ids
    assert index._corpus.names.places is shelved.packed.places
