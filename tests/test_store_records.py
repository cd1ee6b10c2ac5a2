"""Papers, marks and views to records and back: nothing lost, nothing dangerous, bad records say why."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.marks import Mark, Status
from papershelf.paper import Link, LinkKind, Listing, Paper
from papershelf.saved import SHIPPED, SavedView
from papershelf.store import Store
from papershelf.store.layout import Record
from papershelf.store.records import LISTS, MARKS, PAPERS, VIEWS
from papershelf.text import safe, safe_line
from tests.hostile import HOSTILE
from tests.store_things import FULL, NOW, a_mark, a_paper, a_view, put, reopened


def test_full_things_come_back() -> None:
    """Every field survives, also through JSON."""
    for paper in (a_paper("a"), Paper("b", "T", "", "T", "", NOW), replace(a_paper("c"), raw_abstract="")):
        record = orjson.loads(orjson.dumps(PAPERS.encode(paper)))
        assert PAPERS.decode(paper.id, record) == paper
    for mark in (FULL, Mark("b"), a_mark("c", status=Status.SKIPPED)):
        record = orjson.loads(orjson.dumps(MARKS.encode(mark)))
        assert MARKS.decode(mark.paper_id, record) == mark
    views = (a_view("x"), a_view("x", hidden=True), a_view("inbox", name="Post"), a_view("read", position=0.5))
    for view in (*views, *SHIPPED.values()):
        record = orjson.loads(orjson.dumps(VIEWS.encode(view)))
        assert VIEWS.decode(view.id, record) == view


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_goes_to_disk_and_comes_back_safe(tmp_path: Path, text: str) -> None:
    """What is shown is safe, what is raw is as it was, but for surrogates that no file can hold."""
    paper = Paper(
        id="a",
        title=text,
        abstract=text,
        raw_title=text,
        raw_abstract=text,
        added_at=NOW,
        authors=(text,),
        published=text,
        identifiers={"x": text},
        links=(Link(text, LinkKind.CODE),),
        sources=(Listing(text, 1, text, text, 3, text, text),),
        venue=text,
        keywords=(text,),
    )
    with Store.open(tmp_path) as store:
        named = SavedView("a", f"x{text}", text, 1.0)
        put(store, paper, Mark("a", note=text, tags=(text,), changed={"note": text}), named, words=text)
        papers, marks, views = store.papers, store.marks, store.views
        assert store.units()[0].words == safe_line(text)
    assert reopened(tmp_path) == (papers, marks, views)
    assert (views["a"].name, views["a"].query) == (safe_line(f"x{text}"), safe_line(text))
    assert papers["a"].title == papers["a"].authors[0] == safe_line(text)
    assert papers["a"].abstract == marks["a"].note == safe(text)
    assert papers["a"].venue == papers["a"].keywords[0] == papers["a"].sources[0].format == safe_line(text)
    assert papers["a"].sources[0].raw == text.replace("\ud800", "\ufffd")
    assert papers["a"].raw_title == papers["a"].raw_abstract == text.replace("\ud800", "\ufffd")


def test_a_file_from_before_there_were_venues_and_votes_is_read_and_written_as_it_was() -> None:
    """A paper of which none of that is known takes no more room than it did."""
    old: Record = {
        "title": "T",
        "abstract": "",
        "sources": [{"file": "p", "position": 1, "imported_at": NOW}],
        "added_at": NOW,
    }
    paper = PAPERS.decode("a", old)
    assert (paper.venue, paper.keywords, paper.upvotes) == ("", (), None)
    assert (paper.sources[0].format, paper.sources[0].raw) == ("", "")
    assert PAPERS.encode(paper, old) == old
    assert PAPERS.encode(paper) == old
    told = replace(paper, sources=(replace(paper.sources[0], upvotes=0),))
    assert PAPERS.encode(told)["sources"][0]["upvotes"] == 0, "none is not unknown"
    assert PAPERS.decode("a", PAPERS.encode(told)).upvotes == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"venue": 7},
        {"keywords": "rag"},
        {"keywords": [1]},
        {"sources": [{"file": "p", "position": 1, "upvotes": "many"}]},
        {"sources": [{"file": "p", "position": 1, "upvotes": True}]},
        {"sources": [{"file": "p", "position": 1, "format": 3}]},
        {"sources": [{"file": "p", "position": 1, "raw": {"a": 1}}]},
    ],
)
def test_a_venue_a_keyword_or_a_vote_of_another_kind_is_told(wrong: Record) -> None:
    """It is set aside with its reason, like any record that a hand spoilt."""
    with pytest.raises(ValueError, match=r"\w"):
        PAPERS.decode("a", {"title": "T", **wrong})


def test_what_a_hand_wrote_into_the_file_is_made_safe() -> None:
    """The file is foreign text too."""
    record = {"title": "a\x1b[31m\nb", "authors": ["\u202ex"], "links": [{"url": "http://a\x00", "kind": "code"}]}
    paper = PAPERS.decode("a", record)
    assert (paper.title, paper.authors, paper.links[0].url) == ("a[31m b", ("x",), "http://a")
    assert paper.raw_title == record["title"]
    assert MARKS.decode("a", {"note": "a\x1bb", "tags": ["x\ny", "", "x\ny"]}) == Mark("a", note="ab", tags=("x y",))


def test_fields_of_newer_versions_stay() -> None:
    """A field that this version does not know is written back, also within a link."""
    kept: Record = PAPERS.encode(a_paper("a")) | {"licence": {"name": "X"}}
    kept["links"][0]["checked"] = True
    paper = PAPERS.decode("a", kept)
    changed = replace(paper, title="New", links=(Link("https://new.org", LinkKind.VIDEO), *paper.links))
    record = PAPERS.encode(changed, kept)
    assert record["licence"] == {"name": "X"}
    assert record["links"][1] == {"url": "https://github.com/a/b", "kind": "code", "checked": True}
    assert PAPERS.decode("a", record) == changed
    unknown = {"title": "T", "links": [{"url": "u", "kind": "hologram"}]}
    assert PAPERS.decode("a", unknown).links == (Link("u", LinkKind.OTHER),)
    assert PAPERS.encode(replace(PAPERS.decode("a", unknown), published="2024"), unknown)["links"] == unknown["links"]


def test_raw_text_does_not_follow_a_new_title() -> None:
    """Raw text that equals the title is not written twice, and is when the title changes."""
    paper = Paper("a", "Old", "x", "Old", "x", NOW)
    kept = PAPERS.encode(paper)
    assert "raw_title" not in kept
    record = PAPERS.encode(replace(paper, title="New"), kept)
    assert PAPERS.decode("a", record).raw_title == "Old"
    assert "raw_title" not in PAPERS.encode(replace(paper, title="New", raw_title="New"), record)


def test_a_field_put_back_to_its_default() -> None:
    """What is taken away is gone from the record too."""
    record = MARKS.encode(Mark("a", changed={"starred": NOW}), MARKS.encode(FULL))
    assert record == {"changed": {"starred": NOW}}


BAD_PAPERS: tuple[tuple[str, Any, str], ...] = (
    ("a", [], "no record"),
    ("", {"title": "x"}, "id"),
    ("a\x1b", {"title": "x"}, "id"),
    ("a", {}, "“title” is missing"),
    ("a", {"title": 5}, "“title” is no text"),
    ("a", {"title": "x", "authors": "Ada"}, "“authors”"),
    ("a", {"title": "x", "authors": [1]}, "“authors”"),
    ("a", {"title": "x", "links": {"url": "u"}}, "“links”"),
    ("a", {"title": "x", "links": [{"kind": "code"}]}, "“url” is missing"),
    ("a", {"title": "x", "sources": [{"file": "f", "position": "3"}]}, "position"),
    ("a", {"title": "x", "identifiers": {"doi": 10.1}}, "“identifiers”"),
)
BAD_MARKS: tuple[tuple[Any, str], ...] = (
    ({"starred": 1}, "“starred”"),
    ({"rating": True}, "“rating”"),
    ({"rating": 6}, "“rating”"),
    ({"status": "someday"}, "“status”"),
    ({"status": []}, "“status”"),
    ({"tags": "x"}, "“tags”"),
    ({"note": None}, "“note”"),
    ({"changed": []}, "“changed”"),
    ({"priority": "urgent"}, "“priority”"),
    ({"due": "tomorrow"}, "“due”"),
    ({"snoozed": "2026-02-30"}, "“snoozed”"),
    ({"review": 5}, "“review”"),
    ({"place": True}, "“place”"),
    ({"place": float("nan")}, "“place”"),
)


BAD_VIEWS: tuple[tuple[str, Any, str], ...] = (
    ("x", {"query": "q", "position": 1}, "“name” is missing"),
    ("x", {"name": "\x1b \n", "query": "q", "position": 1}, "“name” is empty"),
    ("x", {"name": "n", "position": 1}, "“query” is missing"),
    ("x", {"name": "n", "query": "q"}, "“position”"),
    ("x", {"name": "n", "query": "q", "position": True}, "“position”"),
    ("x", {"name": "n", "query": "q", "position": float("inf")}, "“position”"),
    ("inbox", {"name": 5}, "“name” is no text"),
    ("inbox", {"position": None}, "“position”"),
    ("inbox", {"hidden": "yes"}, "“hidden”"),
)


@pytest.mark.parametrize(("key", "record", "reason"), BAD_PAPERS)
def test_bad_papers_say_why(key: str, record: Any, reason: str) -> None:
    """Nothing but ValueError comes of a bad record."""
    with pytest.raises(ValueError, match=reason):
        PAPERS.decode(key, record)


@pytest.mark.parametrize(("record", "reason"), BAD_MARKS)
def test_bad_marks_say_why(record: Any, reason: str) -> None:
    """Nothing but ValueError comes of a bad record."""
    with pytest.raises(ValueError, match=reason):
        MARKS.decode("a", record)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "“name”"),
        ({"name": "\x1b"}, "“name” is empty"),
        ({"name": "n", "places": []}, "“places”"),
        ({"name": "n", "places": {"a": "1"}}, "“a” is no number"),
        ({"name": "n", "position": float("inf")}, "“position”"),
        ({"name": "n", "parent": 5}, "“parent”"),
    ],
)
def test_bad_lists_say_why(record: Any, reason: str) -> None:
    """Nothing but ValueError comes of a bad record."""
    with pytest.raises(ValueError, match=reason):
        LISTS.decode("a", record)


@pytest.mark.parametrize(("key", "record", "reason"), BAD_VIEWS)
def test_bad_views_say_why(key: str, record: Any, reason: str) -> None:
    """Nothing but ValueError comes of a bad record."""
    with pytest.raises(ValueError, match=reason):
        VIEWS.decode(key, record)


def test_a_bad_view_never_keeps_the_rest_from_opening(tmp_path: Path) -> None:
    """One that the history knows is taken from there, one that it doesn't know is put aside."""
    with Store.open(tmp_path) as store:
        put(store, a_view("mine"), a_view("yours"))
    path = tmp_path / "views.json"
    path.write_text(path.read_text().replace('"position":20.0', '"position":"20"', 1))
    path.write_text(path.read_text().replace('"yours":{', '"x":{"name":"X","query":"y"},\n"yours":{'))
    with Store.open(tmp_path) as store:
        assert dict(store.views) == {"mine": a_view("mine"), "yours": a_view("yours")}
        put(store, a_view("z"))
        kept = [orjson.loads(finding.kept_as.read_bytes()) for finding in store.findings if finding.kept_as]
        assert {(copy["table"], copy["id"]) for copy in kept} == {("views", "mine"), ("views", "x")}
    with Store.open(tmp_path) as store:
        assert store.findings == []
        assert set(store.views) == {"mine", "yours", "z"}


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = some.sampled_from(
    [
        "title",
        "abstract",
        "authors",
        "links",
        "sources",
        "identifiers",
        "starred",
        "rating",
        "status",
        "tags",
        "note",
        "changed",
        "name",
        "query",
        "position",
        "hidden",
        "priority",
        "due",
        "snoozed",
        "review",
        "place",
        "places",
        "parent",
        "description",
    ]
)


@given(some.dictionaries(FIELDS, JSON))
def test_any_record_is_read_or_refused(record: dict[str, Any]) -> None:
    """No JSON whatever brings anything but a thing or a ValueError."""
    for codec in (PAPERS, MARKS, VIEWS, LISTS):
        try:
            thing = codec.decode("a", record)
        except ValueError:
            continue
        assert codec.decode("a", codec.encode(thing, record)) == thing  # type: ignore[arg-type]
