"""What is learnt of papers elsewhere fills gaps, replaces nothing, and is one change that can be undone."""

from dataclasses import replace

from papershelf import Library
from papershelf.library import Changed
from papershelf.paper import Link, LinkKind, Listing
from tests.import_tools import paper

FOUND = paper(
    "Another spelling of the title",
    "An abstract that is longer than any in the library, " * 20,
    authors=("Ann Bell", "Cy Dell"),
    published="2023-10-10",
    identifiers={"arxiv": "2310.06927"},
    links=(Link("https://github.com/a/b", LinkKind.CODE),),
    sources=(Listing("elsewhere", 1, "2026-03-01T09:00:00Z"),),
    venue="A Journal",
    keywords=("bees",),
)


def test_gaps_are_filled_and_nothing_else(library: Library) -> None:
    before = library.entries()[0].paper
    unit = library.learn({before.id: FOUND})
    assert unit is not None
    after = library.entries()[0].paper
    assert after == replace(
        before,
        identifiers={"arxiv": "2310.06927"},
        authors=("Ann Bell", "Cy Dell"),
        published="2023-10-10",
        venue="A Journal",
    )
    assert library.resolve("arXiv:2310.06927") == before.id
    assert unit.words.startswith("learnt the identifiers of “")


def test_what_is_known_stays(library: Library) -> None:
    first = library.entries()[0].paper.id
    library.learn({first: FOUND})
    more = replace(
        FOUND,
        authors=("Eve Fox",),
        published="2024-01-01",
        venue="Elsewhere",
        identifiers={"arxiv": "2401.00001", "doi": "10.1145/1.2"},
    )
    library.learn({first: more})
    entry = library.entry(first)
    assert entry is not None
    assert entry.paper.identifiers == {"arxiv": "2310.06927", "doi": "10.1145/1.2"}
    assert (entry.paper.authors, entry.paper.published) == (("Ann Bell", "Cy Dell"), "2023-10-10")
    assert entry.paper.venue == "A Journal"


def test_it_is_one_change(library: Library) -> None:
    before = {entry.paper.id: entry.paper for entry in library.entries()}
    heard: list[Changed] = []
    library.subscribe(heard.append)
    library.learn(dict.fromkeys(before, FOUND))
    assert heard[0].ids == frozenset(before)
    assert heard[0].words == f"learnt the identifiers of {len(before)} papers"
    library.undo()
    assert {entry.paper.id: entry.paper for entry in library.entries()} == before


def test_where_there_is_nothing_to_learn_nothing_is_written(library: Library) -> None:
    first = library.entries()[0].paper.id
    library.learn({first: FOUND})
    count = len(library.history())
    assert library.learn({first: FOUND}) is None
    assert library.learn({"gone": FOUND}) is None
    assert library.learn({}) is None
    assert len(library.history()) == count
