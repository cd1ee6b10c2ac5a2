"""Verbs that show where a paper appeared, its raw records, and the pairs that may be one."""

from dataclasses import replace
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.paper import Listing
from tests.cli_tools import Run
from tests.double_tools import made, put, twins
from tests.hostile import HOSTILE
from tests.test_app_facts import known


def stored(folder: Path, *papers: object) -> None:
    """A library of these papers."""
    with Library.open(folder) as library:
        put(library, *papers)  # type: ignore[arg-type]


def test_show_says_venue_keywords_and_votes_where_known(run: Run, folder: Path) -> None:
    stored(folder, known(), made("bare000000", "Bare"))
    lines = run("show", "known").out.splitlines()
    assert "venue      ICML" in lines
    assert "keywords   rag, nlp" in lines
    assert "votes      101" in lines
    bare = run("show", "bare").out
    assert not any(word in bare for word in ("venue", "keywords", "votes"))
    paper = run("show", "known", "--json").json["papers"][0]
    assert (paper["venue"], paper["keywords"], paper["upvotes"]) == ("ICML", ["rag", "nlp"], 101)


def test_show_raw_prints_the_records_alone_and_talks_of_their_sources(run: Run, folder: Path) -> None:
    stored(folder, known(), made("bare000000", "Bare"))
    result = run("show", "known", "--raw")
    assert result.code == 0
    assert result.out == '{"numComments": 2}\n@article{x,\n  volume = {3}\n}\n'
    assert result.err == "── daily.json, number 3, as hf-json\n── refs.bib, number 8, as bibtex\n"
    nothing = run("show", "bare", "--raw")
    assert (nothing.code, nothing.out) == (1, "")
    assert "“Bare”" in nothing.err


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
def test_hostile_text_does_nothing_to_the_terminal(run: Run, folder: Path, text: str) -> None:
    seen = (Listing(text, 1, "", text, 3, text, text),)
    stored(folder, known(venue=text, keywords=(text,), sources=seen), known(id="known00001", title=text, venue=text))
    for words in (("show", "known00000"), ("show", "known00000", "--raw"), ("duplicates",)):
        result = run(*words)
        assert not set(result.out + result.err) & set("\x1b\x9b\x85\u202e\u2066\ud800")


def test_lists_are_narrowed_and_ordered_by_them(run: Run, folder: Path) -> None:
    fewer = known(id="fewer00000", title="Fewer", sources=(Listing("x", 1, "", upvotes=5),))
    stored(folder, fewer, known(), made("bare000000", "Bare"))
    rows = run("list", "venue:icml", "--sort", "votes", "--json").json["papers"]
    assert [row["id"] for row in rows] == ["known00000", "fewer00000"]
    assert [row["id"] for row in run("list", "votes:>10", "--json").json["papers"]] == ["known00000"]
    assert [row["id"] for row in run("list", "-kw:rag", "--json").json["papers"]] == ["bare000000"]


class TestDuplicates:
    """Pairs that may be one."""

    def test_pairs_are_listed_with_ids_likeness_and_reason(self, run: Run, folder: Path) -> None:
        stored(folder, *twins())
        lines = run("duplicates").out.splitlines()
        assert lines[0] == "first00000  Sparse Ferrets Dream of Electric Graphs"
        assert lines[1] == "second0000  Sparse Ferrets Dream on Electrical Graphs"
        assert lines[2].endswith("%  The titles are alike, but the arXiv ids differ.")
        (pair,) = run("duplicates", "--json").json["duplicates"]
        assert (pair["id"], pair["other"]) == ("second0000", "first00000")
        assert 90 <= pair["similarity"] < 100

    def test_a_pair_is_merged_and_that_is_undone(self, run: Run, folder: Path) -> None:
        stored(folder, *twins())
        result = run("duplicates", "--merge", "first", "arxiv:2403.00009")
        assert result.code == 0
        assert "merged “Sparse Ferrets Dream on Electrical Grap…” into" in result.err
        assert [row["id"] for row in run("list", "--json").json["papers"]] == ["first00000"]
        run("undo")
        assert len(run("list", "--json").json["papers"]) == 2

    def test_a_pair_told_apart_is_listed_no_more(self, run: Run, folder: Path) -> None:
        stored(folder, *twins())
        assert run("duplicates", "--apart", "first", "second").code == 0
        assert "nothing changed" in run("duplicates", "--apart", "second", "first").err
        result = run("duplicates", "--json")
        assert result.code == 1
        assert result.json["duplicates"] == []
        assert "no two papers look alike" in result.err

    def test_what_cannot_be_merged_is_told(self, run: Run, folder: Path) -> None:
        stored(folder, *twins())
        assert run("duplicates", "--merge", "first", "first").code == 2
        assert run("duplicates", "--merge", "first", "gone").code == 1
        assert run("duplicates", "--merge", "first", "second", "--apart", "first", "second").code == 2
        assert len(run("list", "--json").json["papers"]) == 2


def test_a_merge_keeps_venue_keywords_votes_and_records(folder: Path) -> None:
    first, second = twins()
    seen = (Listing("a.bib", 1, "2026-03-03T09:00:00Z", None, 7, "bibtex", "@misc{a}"),)
    with Library.open(folder) as library:
        put(library, replace(first, keywords=("x",)), replace(second, venue="ICML", keywords=("X", "y"), sources=seen))
        library.merge_papers("first00000", "second0000")
        paper = library.entries()[0].paper
        assert (paper.venue, paper.keywords, paper.upvotes) == ("ICML", ("x", "y"), 7)
        assert [listing.raw for listing in paper.sources] == ["", "@misc{a}"]
