"""What each clause says about a paper and its mark."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.search import Clause, Context, clause_filter, entry_filter, parse
from papershelf.search.language.tags import abbreviates, tag_test
from tests.hostile import HOSTILE

PAPER = Paper(
    id="k3f9",
    title="A title",
    abstract="",
    raw_title="A title",
    raw_abstract="",
    added_at="2026-03-01T09:00:00Z",
    identifiers={"arxiv": "2310.06927", "doi": "10.1145/AbC.2"},
    links=(Link("https://github.com/a/b", LinkKind.CODE), Link("https://huggingface.co/a/b", LinkKind.MODEL)),
    published="2026",
    sources=(Listing("Saved Page.txt", 1, "2026-03-01T09:00:00Z"),),
)
MARK = Mark("k3f9", starred=True, status=Status.READING, tags=("nlp/RAG", "Größe"), rating=4, note="a note")
FULL = Entry(PAPER, MARK)
BARE = Entry(Paper("zz11", "Bare", "", "Bare", "", "2026-03-01T09:00:00Z"), Mark("zz11"))


@pytest.mark.parametrize(
    "clause",
    [
        "is:starred",
        "is:reading",
        "has:code",
        "has:model",
        "has:note",
        "has:link",
        "has:tag",
        "has:rating",
        "has:pdf",
        "seen:1",
        "seen:>0",
        "seen:1..2",
        "seen:1..",
        "first:2026-03-01",
        "last:>=2026-02",
        "last:2026-02..2026-03",
        "rating:any",
        "rating:3..5",
        "rating:4..",
        "published:2026-01",
        "source:page",
        "tag:nlp",
        "tag:nlp/rag",
        "tag:NLP",
        "tag:#nlp",
        "tag:grösse",
        "source:saved",
        'source:"saved page.txt"',
        "rating:4",
        "rating:=4",
        "rating:>=4",
        "rating:<=4",
        "rating:>3",
        "rating:<5",
        "id:k3",
        "id:K3F9",
        "id:2310.06927",
        "id:10.1145/abc.2",
    ],
)
def test_a_clause_and_its_negation(clause: str) -> None:
    assert parse(clause).clauses
    assert entry_filter(parse(clause))(FULL)
    assert not entry_filter(parse(f"-{clause}"))(FULL)
    assert not entry_filter(parse(clause))(BARE)
    assert entry_filter(parse(f"-{clause}"))(BARE)


@pytest.mark.parametrize(
    "clause",
    ["is:inbox", "is:read", "has:dataset", "tag:nl", "tag:rag", "source:pages", "rating:5", "rating:<4", "id:9"],
)
def test_what_does_not_hold(clause: str) -> None:
    assert parse(clause).clauses
    assert not entry_filter(parse(clause))(FULL)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_clause(status: Status) -> None:
    entry = Entry(PAPER, Mark("k3f9", status=status))
    assert [other for other in Status if entry_filter(parse(f"is:{other}"))(entry)] == [status]


def test_all_clauses_must_hold_and_words_are_not_judged() -> None:
    assert entry_filter(parse("is:starred has:code words that stand nowhere"))(FULL)
    assert not entry_filter(parse("is:starred is:read"))(FULL)
    assert entry_filter(parse(""))(BARE)


def found(typed: str, entry: Entry, **known: Any) -> bool:
    """Whether a query finds a paper, knowing this and that."""
    return entry_filter(parse(typed), replace(Context(), **known))(entry)


def test_options_and_negated_groups_of_clauses_are_judged() -> None:
    assert found("is:read OR has:code", FULL)
    assert not found("is:read OR has:code", BARE)
    assert found("-(is:read OR has:code)", BARE)
    assert found("is:inbox OR (has:code -is:read) OR tag:x", FULL)
    assert not found("(is:inbox OR has:code) -has:model", FULL)
    assert found("is:(inbox OR reading)", FULL)


def test_groups_with_words_are_left_to_the_index() -> None:
    assert found("is:starred (is:read OR lora)", FULL)
    assert not found("is:starred (is:read OR lora)", BARE)


def test_a_rating_is_none_any_or_a_number() -> None:
    assert found("rating:none", BARE)
    assert not found("rating:none", FULL)
    assert not found("rating:<5", BARE)
    assert found("-rating:<5", BARE)


def test_selected_papers_are_those_of_the_context() -> None:
    assert found("is:selected", FULL, selected=["k3f9"])
    assert not found("is:selected", BARE, selected=["k3f9"])
    assert found("-is:selected", FULL)


@pytest.mark.parametrize(
    ("more", "has"),
    [
        ({}, False),
        ({"identifiers": {"arxiv": "2310.06927"}}, True),
        ({"identifiers": {"doi": "10.48550/arXiv.2310.06927"}}, True),
        ({"identifiers": {"doi": "10.1145/1"}}, False),
        ({"identifiers": {"acl": "2020.acl-main.1"}}, True),
        ({"links": (Link("https://x.y/Paper.PDF?download=1", LinkKind.OTHER),)}, True),
        ({"links": (Link("https://x.y/pdf", LinkKind.OTHER),)}, False),
    ],
)
def test_a_pdf_is_within_reach_by_identifier_or_link(more: dict[str, Any], has: bool) -> None:
    assert found("has:pdf", Entry(replace(BARE.paper, **more), BARE.mark)) is has


def test_a_source_typed_in_full_means_no_other() -> None:
    other = Entry(replace(PAPER, sources=(Listing("old saved page.txt", 1, ""), Listing("b.txt", 1, ""))), MARK)
    assert found('source:"saved page.txt"', other)
    assert not found('source:"saved page.txt"', other, sources=["Saved Page.txt", "old saved page.txt"])
    assert found('source:"SAVED page.txt"', FULL, sources=["Saved Page.txt", "old saved page.txt"])
    assert found("seen:2", other)


TAGS = ("nlp", "nlp/RAG", "nlp/rag/eval", "vision/nets", "radio", "Größe/Maß")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nlp", {"nlp", "nlp/RAG", "nlp/rag/eval"}),  # as typed: no beginnings count
        ("nlp/rag", {"nlp/RAG", "nlp/rag/eval"}),
        ("n/r", {"nlp/RAG", "nlp/rag/eval"}),
        ("ra", {"nlp/RAG", "nlp/rag/eval", "radio"}),
        ("#RA", {"nlp/RAG", "nlp/rag/eval", "radio"}),
        ("n", {"nlp", "nlp/RAG", "nlp/rag/eval", "vision/nets"}),
        ("r/e", {"nlp/rag/eval"}),
        ("n/e", set()),  # only neighbouring parts
        ("gro/mass", {"Größe/Maß"}),
        ("lp", set()),
        ("nlp/rag/eval/x", set()),
    ],
)
def test_a_tag_is_meant_by_itself_or_by_the_beginnings_of_its_parts(typed: str, meant: set[str]) -> None:
    assert {tag for tag in TAGS if tag_test(typed, TAGS)(tag)} == meant
    entry = Entry(PAPER, replace(MARK, tags=("nlp/rag/eval",)))
    assert found(f"tag:{typed}", entry, tags=TAGS) is ("nlp/rag/eval" in meant)


def test_without_known_tags_no_beginnings_count() -> None:
    assert not found("tag:n/r", FULL)
    assert found("tag:n/r", FULL, tags=["nlp/RAG"])


@given(st.text() | st.sampled_from(HOSTILE), st.lists(st.text(max_size=8), max_size=4))
def test_no_tag_or_source_is_too_strange(typed: str, tags: list[str]) -> None:
    context = Context(tags=tags, sources=tags)
    for name in ("tag", "source", "id"):
        assert clause_filter(Clause(name, typed), context)(FULL) in {True, False}
    assert not abbreviates(["a", "b"], ["ab"])
