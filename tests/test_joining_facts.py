"""Joining venue, keywords, votes and raw records: both sides' are kept, and it does not matter who asks."""

from itertools import permutations
from typing import Any

from papershelf.store.joining import Base, join
from papershelf.store.layout import Record
from tests.hostile import HOSTILE
from tests.join_things import side
from tests.test_joining_cases import FIRST, SECOND, joined_again, tables


def listing(file: str = "p", **more: object) -> Record:
    """One listing."""
    return {"file": file, "position": 1, "imported_at": FIRST, **more}


def paper(*sources: Record, **more: Any) -> dict[str, Record]:
    """The table of papers with one of them."""
    return {"c": {"title": "A title", "abstract": "", "added_at": FIRST, "sources": [*sources], **more}}


def three_way(base: dict[str, Record], one: dict[str, Record], two: dict[str, Record]) -> Record:
    """The paper that comes of a join with a base, the same from both ends."""
    before = Base(tables(papers=base))
    here = join(before, side("one", tables(papers=one)), side("two", tables(papers=two))).tables["papers"]
    there = join(before, side("two", tables(papers=two)), side("one", tables(papers=one))).tables["papers"]
    assert here == there
    return here["c"]


def test_of_votes_for_one_listing_the_most_count() -> None:
    one, two = paper(listing(upvotes=101)), paper(listing(upvotes=12, format="hf-json", raw="{}"))
    joined = joined_again(tables(papers=one), tables(papers=two)).tables["papers"]["c"]
    assert joined["sources"] == [listing(upvotes=101, format="hf-json", raw="{}")]


def test_a_listing_that_one_side_saw_again_is_there_once_whatever_its_votes() -> None:
    versions = [paper(listing(**votes)) for votes in ({}, {"upvotes": 3}, {"upvotes": 101}, {"raw": "@misc{a}"})]
    for base, one, two in permutations(versions, 3):
        sources = three_way(base, one, two)["sources"]
        assert len(sources) == 1
        assert sources[0].get("upvotes", 0) == max(
            (each["c"]["sources"][0].get("upvotes", 0) for each in (one, two)),
        )
    for base, one in permutations(versions, 2):
        assert len(three_way(base, one, base)["sources"]) == 1


def test_fewer_votes_on_one_side_take_no_listing_away() -> None:
    base, edited = paper(listing(upvotes=101)), paper(listing(upvotes=101), venue="ICML")
    assert three_way(base, edited, paper(listing(upvotes=3)))["sources"] == [listing(upvotes=101)]


def test_a_listing_that_one_side_took_out_stays_out_unless_the_other_saw_it_again() -> None:
    base = paper(listing(), listing("q"))
    assert three_way(base, paper(listing()), base)["sources"] == [listing()]
    seen_again = paper(listing(), listing("q", upvotes=5))
    assert three_way(base, paper(listing()), seen_again)["sources"] == [listing(), listing("q", upvotes=5)]


def test_keywords_and_venue_of_both_sides_come_together() -> None:
    one, two = paper(listing(), venue="ICML", keywords=["rag"]), paper(listing("q"), keywords=["RAG", "nlp"])
    joined = joined_again(tables(papers=one), tables(papers=two)).tables["papers"]["c"]
    assert joined["venue"] == "ICML"
    assert {word.casefold() for word in joined["keywords"]} == {"rag", "nlp"}
    changed = three_way(paper(listing(), venue="a", keywords=["x"]), paper(listing(), venue="b"), paper(listing()))
    assert changed.get("venue") == "b", "the other side only lost it"
    assert "keywords" not in changed


def test_hostile_records_are_joined_as_they_are() -> None:
    for text in filter(None, HOSTILE):
        raw = text.encode("utf-8", "replace").decode()  # as any file can hold it
        one, two = paper(listing(raw=raw, format="x")), paper(listing("q", upvotes=1), added_at=SECOND)
        joined = joined_again(tables(papers=one), tables(papers=two)).tables["papers"]["c"]
        assert {each.get("raw", "") for each in joined["sources"]} == {raw, ""}
