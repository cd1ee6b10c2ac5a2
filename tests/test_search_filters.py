"""What each clause says about a paper and its mark."""

import pytest

from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.search import entry_filter, parse

PAPER = Paper(
    id="k3f9",
    title="A title",
    abstract="",
    raw_title="A title",
    raw_abstract="",
    added_at="2026-03-01T09:00:00Z",
    identifiers={"arxiv": "2310.06927", "doi": "10.1145/AbC.2"},
    links=(Link("https://github.com/a/b", LinkKind.CODE), Link("https://huggingface.co/a/b", LinkKind.MODEL)),
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
