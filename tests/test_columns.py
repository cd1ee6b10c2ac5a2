"""Columns answer as each paper would by itself, whatever papers and marks there are, and whatever changed since."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.errors import PapershelfError
from papershelf.library.columns import judging
from papershelf.library.columns.asking import SORTED_BY, asked_of
from papershelf.library.columns.board import Board
from papershelf.library.columns.facts import NOBODY
from papershelf.library.references import resolve
from papershelf.library.sorting import SORTS, sort_ids
from papershelf.marks import Entry, Mark
from papershelf.paper import Paper
from papershelf.search import Clause, Query, entry_filter
from papershelf.search.language.filters import _MAKERS
from tests.column_things import (
    CLAUSES,
    EVERY_CLAUSE,
    IDS,
    LIBRARIES,
    MARKS,
    NAMES,
    QUERIES,
    VALUES,
    compiled_of,
    context_of,
    packed_of,
)  # fmt: skip

Papers = dict[str, Paper]


def by_id(papers: tuple[Paper, ...]) -> Papers:
    return {paper.id: paper for paper in papers}


def entries_of(papers: Papers, marks: Mapping[str, Mark]) -> list[Entry]:
    return [Entry(paper, marks.get(key) or Mark(key)) for key, paper in papers.items()]


def a_board(before: Papers, papers: Papers, *, in_memory: bool = True) -> Board:
    """A board of papers whose columns were compiled when they were other ones."""
    compiled = compiled_of(before)
    if not in_memory:
        return Board.of(compiled, packed_of(papers), papers)
    changed = frozenset(key for key in before.keys() | papers.keys() if before.get(key) != papers.get(key))
    return Board.of(compiled, packed_of(before, changed), papers)


def check(board: Board, papers: Papers, marks: Mapping[str, Mark], query: Query) -> None:
    """What a query, and what each clause, finds by columns is what it finds paper by paper."""
    context, entries = context_of(papers, marks), entries_of(papers, marks)
    board.follow(marks)
    for asked in (query, *(Query((clause,)) for clause in EVERY_CLAUSE)):
        test = entry_filter(asked, context)
        right = tuple(entry.paper.id for entry in entries if test(entry))
        assert board.fitting(asked.filters, context) == right, asked
        assert board.count(asked.filters, context) == len(right)
    turned = tuple(reversed(papers))
    test = entry_filter(query, context)
    assert board.fitting(query.filters, context, turned) == tuple(
        entry.paper.id for entry in reversed(entries) if test(entry)
    )


@given(LIBRARIES.map(by_id), MARKS, QUERIES)
def test_a_query_finds_the_same(papers: Papers, marks: dict[str, Mark], query: Query) -> None:
    check(a_board(papers, papers), papers, marks, query)


@given(LIBRARIES.map(by_id), LIBRARIES.map(by_id), MARKS, QUERIES, some.booleans())
def test_a_query_finds_the_same_after_papers_changed(
    before: Papers, papers: Papers, marks: dict[str, Mark], query: Query, in_memory: bool
) -> None:
    check(a_board(before, papers, in_memory=in_memory), papers, marks, query)


@given(LIBRARIES.map(by_id), some.lists(some.tuples(MARKS, QUERIES), max_size=4))
def test_a_query_finds_the_same_while_marks_change(papers: Papers, steps: list[tuple[dict[str, Mark], Query]]) -> None:
    board = a_board(papers, papers)
    for marks, query in steps:
        check(board, papers, marks, query)
        kept = {key: mark for key, mark in marks.items() if key != "aaa"}
        check(board, papers, kept, query)


@given(LIBRARIES.map(by_id), MARKS, CLAUSES)
def test_what_no_column_knows_is_asked_of_each_paper(papers: Papers, marks: dict[str, Mark], clause: Clause) -> None:
    board = a_board(papers, papers)
    board.follow(marks)
    context = context_of(papers, marks)
    known = board.fitting((clause, Clause("is", "starred")), context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "asked_of", lambda other: None if other.name == clause.name else asked_of(other))
        assert board.fitting((clause, Clause("is", "starred")), context) == known


def test_every_clause_and_order_that_there_is_has_its_column() -> None:
    assert set(VALUES) == set(_MAKERS), "the clauses that these tests are made of"
    assert all(asked_of(Clause(name, value)) for name, values in VALUES.items() for value in values)
    assert SORTED_BY.keys() == SORTS.keys()


@given(LIBRARIES.map(by_id), LIBRARIES.map(by_id), MARKS, some.booleans())
def test_orders_are_the_same(before: Papers, papers: Papers, marks: dict[str, Mark], in_memory: bool) -> None:
    board = a_board(before, papers, in_memory=in_memory)
    board.follow(marks)
    every = tuple(papers)
    for order in [sign + key for key in SORTS for sign in ("", "-")]:
        for asked in (every, tuple(reversed(every[1:]))):
            wanted = sort_ids([Entry(papers[key], marks.get(key) or Mark(key)) for key in asked], order)
            assert board.sorted(asked, order) == wanted, order


def test_several_new_titles_and_ids_between_two_known_ones() -> None:
    def named(*names: str) -> Papers:
        return {name: replace(NOBODY, id=name, title=name) for name in names}

    papers = named("d", "a1", "c", "a", "a3", "a2", "a11", "z")
    board = a_board(named("a", "c"), papers)
    board.follow({})
    for order in ("title", "-title", "queue", "-queue"):
        assert board.sorted(tuple(papers), order) == sort_ids(entries_of(papers, {}), order)


def test_papers_at_one_place_in_the_queue_stand_by_id() -> None:
    papers = {name: replace(NOBODY, id=name, added_at=at) for name, at in (("b", "2025"), ("a", "2026"), ("c", "2024"))}
    marks = {name: Mark(name, place=1.0, changed={"status": name}) for name in ("b", "a")}
    board = a_board(papers, papers)
    board.follow(marks)
    assert board.sorted(("b", "c", "a"), "queue") == ("a", "b", "c")
    other = {**marks, "b": Mark("b", place=0.5, changed={"status": "z"}), "c": Mark("c", place=0.7)}
    board.follow(other)
    assert board.sorted(("b", "c", "a"), "queue") == ("b", "c", "a")


def test_a_paper_that_changes_twice_is_not_taken_for_what_it_was() -> None:
    papers = {"a": replace(NOBODY, id="a", venue="ACL")}
    compiled, packed = compiled_of(papers), packed_of(papers, frozenset({"a"}))
    once, twice = ({"a": replace(NOBODY, id="a", venue=venue)} for venue in ("NAACL", "ICML"))
    board = Board.of(compiled, packed, once)
    assert board.is_of(compiled, packed, dict(once))
    assert not board.is_of(compiled, packed, twice)
    assert not board.is_of(compiled, packed, {})
    assert not board.is_of(compiled, packed_of(papers), papers)
    assert not board.is_of(compiled_of(papers), packed, once)


@given(LIBRARIES.map(by_id), LIBRARIES.map(by_id))
def test_facts_are_counted_the_same(before: Papers, papers: Papers) -> None:
    board = a_board(before, papers)
    assert board.facts("venue") == Counter(paper.venue for paper in papers.values() if paper.venue)
    assert board.facts("keyword") == Counter(word for paper in papers.values() for word in paper.keywords)
    files = Counter(file for paper in papers.values() for file in {listing.file for listing in paper.sources})
    assert board.sources == files


@given(LIBRARIES.map(by_id), LIBRARIES.map(by_id), some.sampled_from((*IDS, *NAMES, "arxiv:2310.06927v2", "a", "")))
def test_references_mean_the_same(before: Papers, papers: Papers, reference: str) -> None:
    def meant(board: Board | None) -> str:
        try:
            return resolve(reference, papers, None if board is None else board.named)
        except PapershelfError as error:
            return f"{type(error).__name__} {str(error).partition('(')[0]}"

    assert meant(a_board(before, papers)) == meant(None)


def test_identifiers_are_known_in_whatever_case() -> None:
    """Who asks in lower case and who folds case find a name by the same checksum."""
    letters = [chr(code) for code in range(0x110000)]
    assert all(one.lower().casefold() == one.casefold().lower().casefold() for one in letters)
    assert all(one.lower().casefold() == one.lower().lower().casefold() for one in letters)
