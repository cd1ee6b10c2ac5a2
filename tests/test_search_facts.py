"""Venues, keywords and votes in the language: fields, completion, order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.library import Library
from papershelf.library.sorting import sort_ids
from papershelf.marks import Entry
from papershelf.paper import Listing
from papershelf.search import Clause, clause_filter, entry_filter, parse, read
from papershelf.search.language.completion import Known, complete
from tests.hostile import HOSTILE
from tests.store_things import put
from tests.test_search_filters import BARE, FULL

SEEN = (
    Listing("a.json", 1, "2026", upvotes=101),
    Listing("b.json", 4, "2026", upvotes=12),
    Listing("c.txt", 1, "2026"),
)
KNOWN = replace(
    FULL.paper, venue="NAACL Findings, ACL 2024", keywords=("Retrieval-Augmented Generation", "Größe"), sources=SEEN
)
TOLD = Entry(KNOWN, FULL.mark)


@pytest.mark.parametrize(
    "clause",
    [
        "venue:naacl",
        "venue:ACL",
        'venue:"acl 2024"',
        "venues:find",
        "keyword:retrieval",
        "kw:augmented",
        "keywords:GROSSE",
        'kw:"augmented gen"',
        "votes:12",
        "votes:>10",
        "upvotes:5..20",
        "vote:any",
        "has:venue",
        "has:keyword",
        "has:votes",
    ],
)
def test_a_clause_and_its_negation(clause: str) -> None:
    assert parse(clause).clauses
    assert entry_filter(parse(clause))(TOLD)
    assert not entry_filter(parse(f"-{clause}"))(TOLD)
    assert not entry_filter(parse(clause))(BARE)
    assert entry_filter(parse(f"-{clause}"))(BARE)


@pytest.mark.parametrize("clause", ["venue:aac", "venue:2023", "kw:ugmented", "votes:101", "votes:<12", "votes:none"])
def test_what_does_not_hold(clause: str) -> None:
    assert parse(clause).clauses
    assert not entry_filter(parse(clause))(TOLD)


def test_unknown_votes_are_neither_few_nor_many() -> None:
    assert not entry_filter(parse("votes:<5"))(BARE)
    assert not entry_filter(parse("votes:0"))(BARE)
    assert entry_filter(parse("votes:none"))(BARE)
    assert entry_filter(parse("votes:0"))(Entry(replace(KNOWN, sources=(Listing("a", 1, "", upvotes=0),)), FULL.mark))


def test_a_value_that_is_no_number_is_told() -> None:
    (problem,) = read("votes:lots").problems
    assert problem.words == "`votes:` takes a number such as >10 or 5..20, any or none."


def test_the_most_votes_come_first_and_unknown_ones_last() -> None:
    def voted(key: str, votes: int | None) -> Entry:
        return Entry(replace(KNOWN, id=key, sources=(Listing("a", 1, "", upvotes=votes),)), FULL.mark)

    entries = [voted("none", None), voted("zero", 0), voted("ten", 10), voted("two", 2)]
    assert sort_ids(entries, "votes") == ("ten", "two", "zero", "none")
    assert sort_ids(entries, "-votes") == ("none", "zero", "two", "ten")
    assert parse("sort:vo").sort == "votes"


def test_venues_and_keywords_complete_the_commonest_first_and_are_counted_only_when_asked_for() -> None:
    asked: list[str] = []

    def facts(name: str) -> dict[str, int]:
        asked.append(name)
        return {"venue": {"ACL": 2, "NAACL 2024": 9, "ICML": 1}, "keyword": {"rag": 3, "a\x1bb": 1}}[name]

    def offered(text: str) -> list[str]:
        found = complete(text, len(text), Known(facts=facts))
        return [option.text for option in found.options] if found else []

    assert offered("venue:acl") == ["ACL", '"NAACL 2024"']
    assert offered("-kw:") == ["rag", "a\x1bb"]
    assert asked == ["venue", "keyword"]
    assert offered("ven") == ["venue:"]
    assert offered("tag:x") == []
    assert asked == ["venue", "keyword"]
    assert complete("venue:x", 7, Known()) is None


def test_the_library_counts_venues_and_keywords_and_finds_by_them(library: Library) -> None:
    store = library._store  # papers as an import would write them, without one
    other = replace(KNOWN, id="other", keywords=("Größe",), sources=())
    put(store, KNOWN, other, replace(BARE.paper, id="bare"))
    assert dict(library.facts("venue")) == {KNOWN.venue: 2}
    assert dict(library.facts("keyword")) == {"Retrieval-Augmented Generation": 1, "Größe": 2}
    assert [entry.paper.id for entry in library.entries("kw:gro sort:-votes")] == ["other", KNOWN.id]
    assert [entry.paper.id for entry in library.entries("-has:venue id:bare")] == ["bare"]


@given(st.text() | st.sampled_from(HOSTILE), st.text() | st.sampled_from(HOSTILE))
def test_no_value_and_no_name_is_too_strange(typed: str, name: str) -> None:
    entry = Entry(replace(KNOWN, venue=name, keywords=(name,)), FULL.mark)
    for field in ("venue", "keyword"):
        assert clause_filter(Clause(field, typed))(entry) in {True, False}
        if name.strip():
            assert clause_filter(Clause(field, name))(entry)


def test_a_long_name_takes_no_time_to_speak_of() -> None:
    entry = Entry(replace(KNOWN, venue="a" * 20_000 + "b"), FULL.mark)
    assert not clause_filter(Clause("venue", "a" * 10_000 + "c"))(entry)
