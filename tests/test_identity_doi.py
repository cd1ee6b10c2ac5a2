"""One DOI, and whether it is that of one paper: bibliographies give many papers that of their volume."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.identity import Outcome, Register, pairs
from papershelf.identity.shared_doi import SAME_DOI, doi_misleads
from papershelf.paper import Paper
from tests.hostile import HOSTILE
from tests.import_tools import paper
from tests.test_identity import ABSTRACT, OTHER, TITLE, are_one

DOI = {"doi": "10.1145/3593856"}
ONE = paper(TITLE, ABSTRACT, authors=("Jane Doe",), identifiers=DOI)
ELSE = paper("How Gardeners Whistle at Tomatoes", OTHER, authors=("John Roe",), identifiers=DOI)


@pytest.mark.parametrize(
    "spelling",
    [
        "10.1145/3593856",
        "https://doi.org/10.1145/3593856",
        "http://dx.doi.org/10.1145/3593856",
        "doi:10.1145/3593856",
        "DOI: 10.1145/3593856 ",
    ],
)
def test_a_doi_is_the_same_in_any_spelling(spelling: str) -> None:
    assert are_one(ONE, replace(ONE, title="Another Name for It", abstract="", identifiers={"doi": spelling.upper()}))


@pytest.mark.parametrize(
    "other",
    [
        replace(ELSE, authors=("Doe, J.", "X Y")),  # who wrote it agrees
        replace(ELSE, abstract=ABSTRACT),
        replace(ELSE, authors=(), abstract=""),  # nothing speaks against it but a title
        replace(ELSE, authors=(), abstract="Short."),
        replace(ELSE, title=""),
        replace(ELSE, title=TITLE + ": An Extended Version", abstract=""),
        replace(ELSE, title="Sparse Finetuning, Revisited for Quiet Models"),
    ],
)
def test_one_doi_is_one_paper_unless_everything_speaks_against_it(other: Paper) -> None:
    assert are_one(ONE, other)


@pytest.mark.parametrize("other", [ELSE, replace(ELSE, abstract=""), replace(ELSE, authors=())])
def test_the_doi_of_a_volume_makes_no_paper_of_two_and_is_told(other: Paper) -> None:
    register = Register([])
    first = register.place(ONE).paper
    placement = register.place(other)
    assert placement.outcome is Outcome.NEW
    (near,) = placement.near
    assert (near.other_id, near.reason) == (first.id, SAME_DOI)
    assert near.similarity < 50
    assert register.place(other).outcome is Outcome.KNOWN, "it is known by its own title"
    renamed = replace(other, title=other.title + ", a Second Look")
    assert register.place(renamed).paper.id == placement.paper.id, "and by the DOI that it has too"


def test_an_arxiv_id_decides_whatever_the_title() -> None:
    ids = {"arxiv": "2310.06927v1"}
    assert are_one(replace(ONE, identifiers=ids), replace(ELSE, identifiers={"arxiv": "arXiv:2310.06927v7"}))
    arxivs_own = {"doi": "https://doi.org/10.48550/ARXIV.2310.06927"}
    assert are_one(replace(ONE, identifiers=ids), replace(ELSE, identifiers=arxivs_own))


def test_the_pairs_of_a_library_say_so_and_such_come_last() -> None:
    twin = paper(TITLE.replace("Very", "Ever"), OTHER, id="twin")
    found = pairs([replace(ONE, id="one"), replace(ELSE, id="else"), twin])
    assert [(pair.other_id, pair.paper_id) for pair in found] == [("one", "twin"), ("one", "else")]
    assert found[1].reason == SAME_DOI
    assert found[1].similarity < 50


def test_a_whole_volume_under_one_doi_is_read_in_no_time_and_each_tells_of_one_other() -> None:
    register, chance = Register([]), random.Random(3)
    for _ in range(2_000):
        word = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=30))
        draft = replace(ELSE, title=word, authors=(f"{word} {word}",), abstract="")
        assert len(register.place(draft).near) <= 1
    assert len(register) > 1_000


@given(st.text() | st.sampled_from(HOSTILE), st.text() | st.sampled_from(HOSTILE))
def test_no_text_is_too_strange_and_both_ways_agree(one: str, other: str) -> None:
    first = replace(ONE, title=one, abstract=other, authors=(one,))
    second = replace(ONE, title=other, abstract=one, authors=(other,))
    assert doi_misleads(first, second) is doi_misleads(second, first)
    assert not doi_misleads(first, first)


def test_papers_told_apart_are_never_suggested_again(library: Library) -> None:
    from papershelf.importers import Page, Record

    def page(name: str) -> Page:
        records = tuple(
            Record(each.title, each.abstract, place, place, each.authors, None, each.identifiers)
            for place, each in enumerate((ONE, ELSE), 1)
        )
        return Page(name, records, ())

    def imported(name: str) -> list[str]:
        plan = library.plan_pages([page(name)])
        told = [pair.reason for row in plan.rows for pair in row.near]
        report = library.carry_out(plan)
        assert [pair.reason for pair in report.near_duplicates] == told
        return told

    assert imported("a.bib") == [SAME_DOI]
    pair = next(pair for pair in library.duplicates() if pair.reason == SAME_DOI)
    library.not_the_same(pair.paper_id, pair.other_id)
    assert library.duplicates() == []
    assert imported("b.bib") == [], "both are known"
    library.delete([pair.paper_id])
    library.purge([pair.paper_id])
    again = library.plan_pages([page("c.bib")])
    assert [row.paper.id for row in again.rows if row.before is None] == [pair.paper_id]
    assert imported("c.bib") == [], "it came back under its id, and what a person said of it still stands"
    assert library.duplicates() == []
