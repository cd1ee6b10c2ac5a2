"""States of a library to be joined, made at random, and what must be in a join of two of them."""

from functools import cache
from typing import Any

from hypothesis import strategies as some

from papershelf.store.joining import TABLES, Joined, Side, Tables
from papershelf.store.layout import Record

KEYS = ("a", "b", "c")
TIMES = some.sampled_from(["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"])
WORDS = ("apple", "pear", "plum", "fig\n\nquince", "### Kept from x (y)\n\nz", "---")
DAYS = some.sampled_from(["2026-02-01", "2026-02-02"])
TAGS = ("x", "X", "y/z", "ä")


@cache  # what is made anew for each example, Hypothesis looks through anew for each
def marks() -> some.SearchStrategy[Record]:
    """Marks as records, each field with its time."""
    values = some.fixed_dictionaries(
        {},
        optional={
            "starred": some.just(True),
            "status": some.sampled_from(["queued", "reading", "read", "skipped"]),
            "tags": some.lists(some.sampled_from(TAGS), min_size=1, max_size=3, unique_by=str.casefold).map(sorted),
            "rating": some.integers(1, 5),
            "note": some.sampled_from(WORDS),
            "priority": some.sampled_from(["high", "low"]),
            "due": DAYS,
            "snoozed": DAYS,
            "review": DAYS | some.just("never"),
            "place": some.sampled_from([0.0, 1.5, -2.0]),
            "later": some.sampled_from(["field of a newer version", 7]),
        },
    ).filter(bool)
    return values.flatmap(
        lambda record: _moments(tuple(name for name in record if name != "later")).map(
            lambda changed: record | ({"changed": changed} if changed else {})
        )
    )


@cache
def _moments(names: tuple[str, ...]) -> some.SearchStrategy[Record]:
    """When each of some fields was changed."""
    return some.fixed_dictionaries(dict.fromkeys(names, TIMES))


@cache
def papers() -> some.SearchStrategy[Record]:
    """Papers as records."""
    listing = some.builds(
        lambda file, at, more: {"file": file, "position": 1, "imported_at": at} | more,
        some.sampled_from(["p", "q"]),
        TIMES,
        some.fixed_dictionaries(
            {},
            optional={
                "upvotes": some.sampled_from([0, 3, 101]),
                "format": some.sampled_from(["bibtex", "hf-json"]),
                "raw": some.sampled_from(["@misc{a}", "{}", "a\x1b]8;;\u202e[/b]"]),
            },
        ),
    )
    link = some.sampled_from(
        [{"url": "https://a.example", "kind": "code"}, {"url": "https://b.example", "kind": "other"}]
    )
    return some.fixed_dictionaries(
        {
            "title": some.sampled_from(["A title", "Another title"]),
            "abstract": some.sampled_from(["", "Short.", "Longer one."]),
        },
        optional={
            "added_at": TIMES,
            "authors": some.lists(some.sampled_from(["Ada L.", "Bo K."]), min_size=1, unique=True),
            "sources": some.lists(listing, min_size=1, max_size=2, unique_by=lambda one: str(one["file"])),
            "links": some.lists(link, min_size=1, max_size=2, unique_by=lambda one: str(one["url"])),
            "venue": some.sampled_from(["ICML", "NeurIPS"]),
            "keywords": some.lists(some.sampled_from(["rag", "nlp", "[/b]"]), min_size=1, unique=True),
            "newer": some.integers(0, 3),
        },
    )  # fmt: skip


@cache
def views() -> some.SearchStrategy[Record]:
    """Saved views as records."""
    return some.fixed_dictionaries(
        {"name": some.sampled_from(["Mine", "mine", "Yours"]), "query": some.sampled_from(["is:starred", "tag:x"]),
         "position": some.sampled_from([20.0, 21.0])}
    )  # fmt: skip


@cache
def lists() -> some.SearchStrategy[Record]:
    """Reading lists as records."""
    places = some.dictionaries(some.sampled_from(KEYS), some.sampled_from([1.0, 2.0, 2.5]), min_size=1)
    return some.fixed_dictionaries(
        {"name": some.sampled_from(["Thesis", "Later"]), "position": some.sampled_from([1.0, 2.0])},
        optional={"description": some.sampled_from(["x", "y"]), "parent": some.just("other"), "places": places},
    )


@some.composite
def states(draw: some.DrawFn) -> Tables:
    """Whole states: a paper is in the library, or in the trash, or nowhere."""
    tables: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
    for key in KEYS:
        where = draw(some.sampled_from(["papers", "papers", "trash", "nowhere"]))
        mark = draw(some.none() | marks())
        if where == "trash":
            trash: Record = {"at": draw(TIMES), "paper": draw(papers())}
            tables["trash"][key] = trash | ({"mark": mark} if mark else {})
            continue
        if where == "papers":
            tables["papers"][key] = draw(papers())
        if mark:
            tables["marks"][key] = mark
    for key, name in (("mine", "Mine"), ("mine-2", "Mine too"), ("yours", "Yours")):
        if draw(some.booleans()):
            tables["views"][key] = draw(views()) | {"name": name}
    for key in ("one", "other"):
        if draw(some.booleans()):
            tables["lists"][key] = draw(lists())
    return tables


def side(name: str, tables: Tables) -> Side:
    """A state as a side without a history."""
    return Side(name, tables)


def words_of(tables: Tables) -> set[tuple[str, str]]:
    """Every note's lines and every tag, with its paper, wherever it lies; headings of joined notes are none."""
    found: set[tuple[str, str]] = set()
    marks_of: list[tuple[str, Any]] = [*tables["marks"].items()]
    marks_of += [(key, record.get("mark") or {}) for key, record in tables["trash"].items()]
    for key, mark in marks_of:
        lines = str(mark.get("note", "")).split("\n")
        found |= {(key, line) for line in lines if line.strip("- ") and not line.startswith("### Kept from ")}
        found |= {(key, f"#{tag.casefold()}") for tag in mark.get("tags", ())}
    return found


def listed(tables: Tables) -> set[tuple[str, str]]:
    """Every list's papers."""
    return {(key, paper_id) for key, record in tables["lists"].items() for paper_id in record.get("places", {})}


def ids_of(tables: Tables) -> set[str]:
    """Every paper that is in the library or in the trash."""
    return {*tables["papers"], *tables["trash"]}


def as_side(name: str, joined: Joined) -> Side:
    """What came of a join, to be joined again."""
    return Side(name, joined.tables)
