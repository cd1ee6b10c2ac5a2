"""What holds for every paper: placing twice changes nothing, merging is idempotent, ids never change."""

import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from papershelf.identity import Outcome, Register, make_id, merge
from papershelf.paper import Link, LinkKind, Listing, Paper
from tests.hostile import HOSTILE
from tests.import_tools import paper

words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80), st.text(string.ascii_letters + " ", max_size=60))
arxiv_ids = st.from_regex(r"23(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True)
identifiers = st.fixed_dictionaries(
    {}, optional={"arxiv": arxiv_ids, "doi": st.sampled_from(["10.1145/1", "10.1145/2"])}
)
listings = st.builds(
    Listing, st.sampled_from(["a.txt", "b.txt"]), st.integers(1, 5), st.sampled_from(["2026-01-01", "2026-02-02"])
)
links = st.builds(
    Link, st.sampled_from(["https://a.org/", "https://a.org", "https://b.org"]), st.sampled_from(LinkKind)
)


@st.composite
def drafts(draw: st.DrawFn) -> Paper:
    """Papers as an importer hands them over."""
    return paper(
        draw(words),
        draw(words),
        authors=draw(st.lists(words, max_size=3).map(tuple)),
        published=draw(st.sampled_from([None, "2024", "2024-05-06", "nonsense"])),
        identifiers=draw(identifiers),
        links=draw(st.lists(links, max_size=3, unique_by=lambda link: link.url.rstrip("/")).map(tuple)),
        sources=(draw(listings),),
    )


@given(drafts())
def test_placing_a_draft_twice_is_known_and_changes_nothing(draft: Paper) -> None:
    register = Register([])
    first, second = register.place(draft), register.place(draft)
    assert first.outcome is Outcome.NEW
    assert second.outcome is Outcome.KNOWN
    assert second.paper == second.before == first.paper


@given(st.lists(drafts(), max_size=8))
def test_a_register_built_from_its_own_papers_knows_them_all(several: list[Paper]) -> None:
    register = Register([])
    papers = {placement.paper.id: placement.paper for placement in map(register.place, several)}
    assert len(register) == len(papers)
    rebuilt = Register(papers.values())
    for known in papers.values():
        placement = rebuilt.place(replace(known, id=""))
        assert placement.outcome is not Outcome.NEW
        assert placement.paper.id in papers


@given(drafts(), drafts())
def test_merging_twice_is_merging_once(old: Paper, new: Paper) -> None:
    known = replace(old, id="known")
    once = merge(known, new)
    assert merge(once, new) == once
    assert merge(known, old) == known
    assert (once.id, once.title, once.added_at) == (known.id, known.title, known.added_at)
    assert set(old.authors) <= set(once.authors)
    assert set(old.sources) <= set(once.sources)


@given(drafts(), identifiers)
def test_no_later_identifier_changes_an_id(draft: Paper, later: dict[str, str]) -> None:
    register = Register([])
    first = register.place(replace(draft, identifiers={})).paper
    second = register.place(replace(draft, identifiers=later)).paper
    assert second.id == first.id == make_id(draft)


@given(st.lists(drafts(), min_size=1, max_size=8))
def test_no_two_arxiv_ids_ever_share_a_paper(several: list[Paper]) -> None:
    register = Register([])
    by_paper: dict[str, set[str]] = {}
    for draft in several:
        if "arxiv" in draft.identifiers:
            by_paper.setdefault(register.place(draft).paper.id, set()).add(draft.identifiers["arxiv"])
    assert all(len(ids) == 1 for ids in by_paper.values())
