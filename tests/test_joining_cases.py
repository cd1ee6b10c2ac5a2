"""Joining: cases that were once decided in one way and, asked again or the other way round, in another."""

from typing import Any

from papershelf.store.joining import Base, Joined, Tables, join
from papershelf.store.layout import Record
from tests.join_things import as_side, side

FIRST, SECOND, THIRD = (f"2026-01-0{day}T00:00:00Z" for day in (1, 2, 3))


def tables(**rows: dict[str, Record]) -> Tables:
    """A state that holds these tables."""
    return {"papers": {}, "marks": {}, "views": {}, "trash": {}, **rows}


def listed(at: str) -> list[Record]:
    """A paper's one listing."""
    return [{"file": "p", "position": 1, "imported_at": at}]


def joined_again(one: Tables, two: Tables) -> Joined:
    """A join without a base, which comes to the same from both ends and once more with either."""
    joined = join(None, side("one", one), side("two", two))
    assert join(None, side("two", two), side("one", one)).tables == joined.tables
    assert join(None, as_side("one", joined), side("two", two)).tables == joined.tables
    assert join(None, as_side("one", joined), side("one", one)).tables == joined.tables
    return joined


def test_a_paper_that_came_back_keeps_the_time_by_which_it_did() -> None:
    deleted = tables(trash={"c": {"at": FIRST, "paper": {"title": "A title", "sources": listed(FIRST)}}})
    alive = tables(papers={"c": {"title": "A title", "abstract": "", "sources": listed(SECOND)}})
    joined = joined_again(deleted, alive).tables
    assert joined["papers"]["c"]["sources"] == listed(SECOND)
    assert joined["trash"] == {}


def test_a_paper_that_came_back_keeps_its_own_order() -> None:
    """What only the deleted record knew comes after it, so the kept one joined once more teaches nothing."""
    link = {"url": "https://a.example", "kind": "code"}, {"url": "https://b.example", "kind": "other"}
    gone: dict[str, Any] = {"title": "Other", "added_at": FIRST, "authors": ["Bo K.", "Cy M."], "links": [link[1]]}
    kept: dict[str, Any] = {"title": "A title", "added_at": THIRD, "authors": ["Ada L.", "Bo K."], "links": [*link]}
    deleted = tables(trash={"c": {"at": SECOND, "paper": gone | {"abstract": "The fuller one.", "newer": 1}}})
    joined = joined_again(tables(papers={"c": kept | {"abstract": ""}}), deleted).tables
    authors = ["Ada L.", "Bo K.", "Cy M."]
    wanted = kept | {"abstract": "The fuller one.", "authors": authors, "newer": 1}
    assert joined["papers"]["c"] == wanted


def test_what_the_deleting_side_took_out_before_stays_out() -> None:
    link = {"url": "https://a.example", "kind": "code"}, {"url": "https://b.example", "kind": "other"}
    paper: dict[str, Any] = {"title": "A title", "abstract": "", "added_at": FIRST}
    base = Base(tables(papers={"c": paper | {"links": [*link]}}))
    deleted = tables(trash={"c": {"at": SECOND, "paper": paper | {"links": [link[0]]}}})
    alive = tables(papers={"c": paper | {"links": [*link], "published": "2026"}})
    for pair in ((deleted, alive), (alive, deleted)):
        joined = join(base, side("one", pair[0]), side("two", pair[1])).tables
        assert joined["papers"]["c"] == paper | {"links": [link[0]], "published": "2026"}


def view(name: str, query: str) -> Record:
    """A saved view."""
    return {"name": name, "query": query, "position": 20.0}


def both_ways(base: Tables, one: Tables, two: Tables) -> dict[str, Record]:
    """The views of a join, the same from both ends."""
    here = join(Base(base), side("one", one), side("two", two)).tables["views"]
    assert join(Base(base), side("two", two), side("one", one)).tables["views"] == here
    return here


def test_a_view_made_apart_gets_an_id_that_no_other_view_takes_away() -> None:
    """`mine-2` was deleted by one side: the view that was made there is put under another id, and stays."""
    base = tables(views={"mine-2": view("Old", "tag:old")})
    one = tables(views={"mine": view("Mine", "tag:one"), "mine-2": view("Old", "tag:old")})
    two = tables(views={"mine": view("Mine", "tag:two")})
    assert {row["query"] for row in both_ways(base, one, two).values()} == {"tag:one", "tag:two"}


def test_a_view_that_only_a_deleted_one_repeats_is_not_taken_for_joined_before() -> None:
    base = tables(views={"mine-2": view("Old", "tag:two")})
    one = tables(views={"mine": view("Mine", "tag:one"), "mine-2": view("Old", "tag:two")})
    two = tables(views={"mine": view("Mine", "tag:two")})
    assert {row["query"] for row in both_ways(base, one, two).values()} == {"tag:one", "tag:two"}


def test_views_joined_before_are_known_from_both_ends() -> None:
    one, two = tables(views={"mine": view("Mine", "tag:one")}), tables(views={"mine": view("Mine", "tag:two")})
    joined = tables(views=both_ways(tables(), one, two))
    assert len(joined["views"]) == 2
    for other in (one, two):
        assert both_ways(tables(), joined, other) == joined["views"]


def test_views_made_apart_under_ids_of_which_one_begins_like_the_other() -> None:
    one = tables(views={"mine": view("Mine", "tag:a"), "mine-2": view("Yours", "tag:b")})
    two = tables(views={"mine": view("Mine", "tag:b"), "mine-2": view("Yours", "tag:c")})
    assert {row["query"] for row in both_ways(tables(), one, two).values()} == {"tag:a", "tag:b", "tag:c"}
