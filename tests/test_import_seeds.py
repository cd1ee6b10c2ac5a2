"""The seed pages, the main input: every paper, in its place, whole."""

from collections import defaultdict
from functools import cache

import pytest

from papershelf.importers import Page
from tests.import_tools import SEEDS, drafts_of, page_of

COUNTS = {"000": 78, "001": 135, "002": 233, "003": 28, "004": 100}
DATES = {"000": "Jul 1", "001": "Mar 11", "002": None, "003": "Mar 12", "004": "Mar 11"}

# Written by hand: file, position, title, how its abstract begins and ends.
TRUTHS = (
    ("000", 1, "Sparse Finetuning for Inference Acceleration of Large Language Models", "We consider the problem", ""),
    ("000", 78, "Flacuna: Unleashing the Problem Solving Power of Vicuna using FLAN Fine-Tuning", "Recently, the", ""),
    ("001", 2, "Retrofitting (Large) Language Models with Dynamic Tokenization", "Current language models", ""),
    ("001", 135, "TART: A plug-and-play Transformer module for task-agnostic reasoning", "Large language mode", ""),
    ("002", 1, "Learning to Route Among Specialized Experts for Zero-Shot Generalization", "Recently, there has", ""),
    ("002", 3, "Specialist or Generalist? Instruction Tuning for Specific NLP Tasks", "The potential of", ""),
    ("002", 233, "Reimagining Retrieval Augmented Language Models for Answering Queries", "We present a realit", ""),
    ("003", 3, "2 OLMo 2 Furious", "We present OLMo 2, the next", ""),
    ("004", 1, "DeViL: Decoding Vision features into Language", "Post-hoc explanation methods", "ExplainableML/DeViL"),
    ("004", 100, "Text Is All You Need: Learning Language Representations for Sequential Recommendation", "Seque", ""),
)


@cache
def pages() -> dict[str, Page]:
    """The seed pages by the first three digits of their names."""
    return {path.name[:3]: page_of(path) for path in SEEDS}


def test_every_listing_is_read_and_nothing_else() -> None:
    assert {name: len(page.records) for name, page in pages().items()} == COUNTS
    assert {name: page.date for name, page in pages().items()} == DATES
    assert all(page.problems == () for page in pages().values())
    assert [page.skipped for page in pages().values()] == [5, 5, 2, 5, 5]


@pytest.mark.parametrize(("name", "position", "title", "begins", "ends"), TRUTHS)
def test_known_papers_stand_where_they_should(name: str, position: int, title: str, begins: str, ends: str) -> None:
    record = pages()[name].records[position - 1]
    assert record.position == position
    assert record.title == title
    assert record.abstract.startswith(begins)
    assert record.abstract.endswith(ends)


def test_lengths_are_those_of_the_pages() -> None:
    records = [record for page in pages().values() for record in page.records]
    titles = {len(record.title) for record in records}
    abstracts = {len(record.abstract) for record in records}
    assert (min(titles), max(titles)) == (16, 174)
    assert (min(abstracts), max(abstracts)) == (485, 1923)
    assert sum(title.endswith("?") for title in {record.title for record in records}) == 21


def test_no_abstract_holds_another_paper() -> None:
    records = [record for page in pages().values() for record in page.records]
    titles = {record.title for record in records}
    for record in records:
        assert "\n" not in record.abstract
        assert not any(title in record.abstract for title in titles if len(title) > 40 and title != record.title)


def test_a_paper_on_several_pages_reads_the_same_on_each() -> None:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    places: defaultdict[str, set[str]] = defaultdict(set)
    for name, page in pages().items():
        for record in page.records:
            seen[record.title].add(record.abstract)
            places[record.title].add(name)
    assert len(seen) == 526
    assert all(len(abstracts) == 1 for abstracts in seen.values())
    assert sum(len(names) > 1 for names in places.values()) == 41


def test_raw_lines_are_the_sources_own() -> None:
    for path in SEEDS:
        lines = path.read_text(encoding="utf-8").split("\n")
        for record in pages()[path.name[:3]].records:
            assert lines[record.line - 1].strip().endswith(record.title)
            assert record.abstract in {line.strip() for line in lines[record.line : record.line + 3]}


def test_drafts_keep_raw_text_and_know_their_listing() -> None:
    page = pages()["004"]
    first = drafts_of(page)[0]
    assert first.id == ""
    assert first.raw_abstract == page.records[0].abstract
    assert (first.sources[0].file, first.sources[0].position, first.sources[0].date) == (page.file, 1, "Mar 11")
    assert [link.url for link in first.links] == ["https://github.com/ExplainableML/DeViL"]
