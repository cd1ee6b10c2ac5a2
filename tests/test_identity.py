"""When two records are one paper: every rule, from both sides."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from papershelf.identity import Outcome, Register, canonical_arxiv, canonical_doi, canonical_identifiers, make_id, merge
from papershelf.paper import Link, LinkKind, Listing, Paper
from tests.import_tools import SAMPLES, SEEDS, drafts_of, needs_samples, page_of, paper

TITLE = "Sparse Finetuning for Very Quiet Language Models"
ABSTRACT = "We finetune a quiet model until it is sparse, and measure what it still has to say about everything."
OTHER = "An entirely different study counts how often gardeners whistle, and whether tomatoes mind it at all."


def outcomes(*drafts: Paper) -> list[Outcome]:
    """What a fresh register says of drafts, one after the other."""
    register = Register([])
    return [register.place(draft).outcome for draft in drafts]


def are_one(one: Paper, other: Paper) -> bool:
    """Whether two drafts are taken for one paper, in both orders alike."""
    first, second = outcomes(one, other)[1], outcomes(other, one)[1]
    assert (first is Outcome.NEW) == (second is Outcome.NEW)
    return first is not Outcome.NEW


SAME = [
    (paper(TITLE, ABSTRACT), paper(TITLE, ABSTRACT)),
    (paper(TITLE, ABSTRACT), paper(TITLE.upper() + ".", ABSTRACT)),
    (paper(TITLE, ABSTRACT), paper(TITLE, "")),
    (paper(TITLE, ABSTRACT), paper(TITLE, ABSTRACT[:60] + "…")),
    (paper(TITLE, ABSTRACT), paper(TITLE, ABSTRACT.replace("quiet", "qu1et"))),
    (paper(TITLE, ABSTRACT, authors=("Jane Q. Doe",)), paper(TITLE, OTHER, authors=("Doe, Jane", "X Y"))),
    (paper("A", "b", identifiers={"arxiv": "2310.06927v1"}), paper("C", "d", identifiers={"arxiv": "2310.06927"})),
    (
        paper("A", "b", identifiers={"doi": "10.48550/arXiv.2310.06927"}),
        paper("C", "d", identifiers={"arxiv": "arXiv:2310.06927v3"}),
    ),
    (
        paper("A", "b", identifiers={"doi": "https://doi.org/10.1145/12.AB"}),
        paper("C", "d", identifiers={"doi": "10.1145/12.ab"}),
    ),
    (paper(TITLE, ABSTRACT), paper(TITLE.replace("Finetuning", "Fine-Tunning"), ABSTRACT)),
    (paper(TITLE, "", published="2024-01-02"), paper(TITLE.replace("Quiet", "Qiet"), ABSTRACT, published="2024")),
    (paper("[/]", "x"), paper("[/]", "x")),
    (paper("", ""), paper("", "")),
]
APART = [
    (paper(TITLE, ABSTRACT), paper(TITLE, OTHER)),
    (
        paper(TITLE, ABSTRACT, identifiers={"arxiv": "2310.00001"}),
        paper(TITLE, ABSTRACT, identifiers={"arxiv": "2310.00002"}),
    ),
    (paper(TITLE, "", authors=("A B",)), paper(TITLE, "", authors=("C D",))),
    (paper("GPT-3 Is a Very Large Language Model", ""), paper("GPT-4 Is a Very Large Language Model", "")),
    (paper(TITLE + " 2", ABSTRACT), paper(TITLE + " 3", ABSTRACT)),
    (paper(TITLE, ""), paper(TITLE.replace("Quiet", "Qiet"), "")),
    (paper(TITLE, ABSTRACT, published="2024"), paper(TITLE.replace("Quiet", "Qiet"), OTHER, published="2024")),
    (paper("A Short Title", ABSTRACT), paper("A Shirt Title", ABSTRACT)),
    (paper("A Survey of Language Models", ABSTRACT), paper("Language Models: A Survey of Uses", ABSTRACT)),
    (paper("[/]", "x"), paper("[?]", "y")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_one_paper(one: Paper, other: Paper) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_are_two_papers(one: Paper, other: Paper) -> None:
    assert not are_one(one, other)


def test_a_sentence_made_of_the_abstracts_words_is_its_summary() -> None:
    long = (
        "Serving large models needs memory for keys and values, and most of that memory is wasted by fragmentation. "
        "We propose an attention algorithm that keeps the cache in pages, as operating systems do, and build a serving "
        "system on it that wastes nearly none of the memory and shares it between requests. It doubles throughput."
    )
    short = "An attention algorithm keeps the cache in pages, wastes little memory and doubles throughput of serving."
    assert are_one(paper(TITLE, long), paper(TITLE, short))
    register = Register([])
    register.place(paper(TITLE, short))
    assert register.place(paper(TITLE, long)).paper.abstract == long


def test_the_same_title_with_another_abstract_is_suggested_never_merged() -> None:
    register = Register([])
    first = register.place(paper(TITLE, ABSTRACT)).paper
    placement = register.place(paper(TITLE, OTHER))
    assert placement.outcome is Outcome.NEW
    assert placement.paper.id != first.id
    (near,) = placement.near
    assert (near.paper_id, near.other_id, near.similarity) == (placement.paper.id, first.id, 100)
    assert near.reason.endswith(".")


@pytest.mark.parametrize("size", [0, 4_000])
def test_a_title_alike_by_nine_parts_in_ten_is_a_suggestion(size: int) -> None:
    register = Register(paper(f"Filler number {n} of many {n * 7919}", id=f"{n}") for n in range(size))
    first = register.place(paper(TITLE)).paper
    (near,) = register.place(paper(TITLE.replace("Very", "Ever"))).near
    assert near.other_id == first.id
    assert 90 <= near.similarity < 100


def test_a_changed_title_under_one_arxiv_id_keeps_id_and_first_title() -> None:
    register = Register([])
    first = register.place(paper(TITLE, ABSTRACT, identifiers={"arxiv": "2310.06927"})).paper
    placement = register.place(paper("Renamed", ABSTRACT + " More.", identifiers={"arxiv": "2310.06927v2"}))
    assert placement.outcome is Outcome.CHANGED
    assert (placement.paper.id, placement.paper.title) == (first.id, TITLE)
    assert placement.paper.abstract.endswith("More.")
    assert placement.before == first


def test_what_is_learnt_later_finds_the_paper_and_leaves_its_id() -> None:
    register = Register([])
    first = register.place(paper(TITLE, ABSTRACT)).paper
    second = register.place(paper(TITLE, ABSTRACT, identifiers={"arxiv": "2310.06927"}))
    third = register.place(paper("Renamed", "", identifiers={"arxiv": "2310.06927"}))
    assert second.outcome is Outcome.CHANGED
    assert third.outcome is Outcome.KNOWN
    assert first.id == second.paper.id == third.paper.id


def test_another_listing_alone_leaves_a_paper_known() -> None:
    listing = Listing("a.txt", 1, "2026-01-01T00:00:00Z")
    register = Register([])
    register.place(paper(TITLE, ABSTRACT, sources=(listing,)))
    again = register.place(paper(TITLE, ABSTRACT, sources=(replace(listing, imported_at="2027-01-01T00:00:00Z"),)))
    other = register.place(paper(TITLE, ABSTRACT, sources=(replace(listing, file="b.txt"),)))
    assert again.outcome is other.outcome is Outcome.KNOWN
    assert again.paper == again.before
    assert [source.file for source in other.paper.sources] == ["a.txt", "b.txt"]


def test_merging_joins_what_both_know() -> None:
    code, model = Link("https://github.com/a/b", LinkKind.CODE), Link("https://huggingface.co/a/b", LinkKind.MODEL)
    old = paper(TITLE, "", id="x", authors=("J. Doe",), published="2024", links=(code,), identifiers={"doi": "10.1/x"})
    new = paper(
        TITLE,
        ABSTRACT,
        authors=("Doe, Jane", "Ann Other"),
        published="2024-05-06",
        links=(Link(code.url + "/", LinkKind.CODE), model),
        identifiers={"arxiv": "2310.06927", "doi": "10.2/y"},
        added_at="2030-01-01T00:00:00Z",
    )
    merged = merge(old, new)
    assert (merged.id, merged.added_at, merged.abstract) == ("x", old.added_at, ABSTRACT)
    assert merged.authors == ("J. Doe", "Ann Other")
    assert merged.published == "2024-05-06"
    assert merged.links == (code, model)
    assert merged.identifiers == {"doi": "10.1/x", "arxiv": "2310.06927"}


def test_identifiers_in_any_spelling() -> None:
    assert canonical_arxiv("https://arxiv.org/abs/2310.06927v2") == "2310.06927"
    assert canonical_arxiv("https://arxiv.org/pdf/hep-th/9901001.pdf") == "hep-th/9901001"
    assert canonical_arxiv("10.1145/1.2") is None
    assert canonical_doi("doi: 10.1145/1.A") == "10.1145/1.a"
    assert canonical_doi("2310.06927") is None
    assert canonical_identifiers({"DOI": "10.48550/arXiv.2310.06927v1", "isbn": "1"}) == {
        "arxiv": "2310.06927",
        "isbn": "1",
    }


def test_an_id_follows_from_the_words_and_never_meets_another_papers() -> None:
    one = paper(TITLE, ABSTRACT)
    assert make_id(one) == make_id(replace(one, published="2024", title=TITLE.upper()))
    assert make_id(one) != make_id(one, 1)
    assert len(make_id(one)) == 10
    assert set(make_id(one)) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    ids = [{"arxiv": f"2310.0000{n}"} for n in range(3)]
    register = Register([])
    placed = [register.place(paper(TITLE, ABSTRACT, identifiers=each)).paper.id for each in ids]
    assert len(set(placed)) == 3


def test_the_seed_pages_make_526_papers_quickly() -> None:
    drafts = [draft for path in SEEDS for draft in drafts_of(page_of(path))]
    Register([]).place(drafts[0])  # the first search loads rapidfuzz
    start = time.perf_counter()
    register = Register([])
    placements = [register.place(draft) for draft in drafts]
    elapsed = time.perf_counter() - start
    papers = {placement.paper.id: placement.paper for placement in placements}
    assert Counter(placement.outcome for placement in placements) == {Outcome.NEW: 526, Outcome.KNOWN: 48}
    assert len(papers) == len(register) == 526
    assert sum(len(paper.sources) for paper in papers.values()) == 574
    assert sum(len({source.file for source in paper.sources}) > 1 for paper in papers.values()) == 41
    assert not any(placement.near for placement in placements)
    assert elapsed < 1  # 0.06 s on an idle machine


def test_importing_the_seed_pages_again_changes_nothing() -> None:
    drafts = [draft for path in SEEDS for draft in drafts_of(page_of(path))]
    register = Register([])
    papers = {placement.paper.id: placement.paper for placement in map(register.place, drafts)}
    again = [Register(papers.values()).place(draft) for draft in drafts[:20]]
    again += list(map(Register(papers.values()).place, reversed(drafts)))
    assert all(placement.outcome is Outcome.KNOWN and placement.paper == placement.before for placement in again)


@needs_samples
def test_a_page_saved_by_another_tool_holds_the_same_papers() -> None:
    register = Register([])
    for path in SEEDS:
        for draft in drafts_of(page_of(path)):
            register.place(draft)
    for name in ("synth_w3m.txt", "synth_bs4_strings_nl.txt"):
        placements = [register.place(draft) for draft in drafts_of(page_of(SAMPLES / "hf_text" / name))]
        assert Outcome.NEW not in {placement.outcome for placement in placements}
    assert len(register) == 526
