"""Marks that come along with an import: added to what stands here, as one unit, and never twice."""

import csv
import io
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.identity import Outcome, Register
from papershelf.importers.names import spoken
from papershelf.marks import Status
from tests.import_tools import paper

NOTE = "Theirs: read § 3."


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A file of a library of three papers, of which the first has everything."""
    source = tmp_path / "three.csv"
    source.write_text("title,abstract,year\nOne Thing,First.,2020\nTwo Things,Second.,2021\nThree,Third.,2022\n")
    with Library.open(tmp_path / "theirs") as library:
        library.import_files([source])
        one = library.entries()[0].paper.id
        library.star([one])
        library.tag([one], add=["NLP", "their/own"])
        library.rate([one], 5)
        library.set_status([one], "read")
        library.set_note(one, NOTE)
        library.export("jsonl", tmp_path / "x.jsonl")
        library.export("csv", tmp_path / "x.csv")
    return tmp_path


@pytest.mark.parametrize("file", ["x.jsonl", "x.csv"])
def test_marks_are_added_to_what_stands_here(ours: Path, file: str) -> None:
    with Library.open(ours / "mine") as library:
        library.import_files([ours / "three.csv"])
        one, two = (entry.paper.id for entry in library.entries()[:2])
        library.tag([two], add=["nlp"])
        library.set_note(one, "Mine.")
        library.rate([one], 2)
        before = library.entry(one)
        for _ in range(2):
            library.import_files([ours / file])
            entry = library.entry(one)
            assert entry is not None
            assert (entry.mark.starred, entry.mark.status, entry.mark.rating) == (True, Status.READ, 2)
            assert entry.mark.tags == ("nlp", "their/own"), "as it is spelt here"
            assert entry.mark.note == f"Mine.\n\n{NOTE}"
        library.undo()  # the second import changed nothing
        assert library.entry(one) == before


def test_what_was_asked_of_the_import_comes_after_what_the_papers_bring(ours: Path) -> None:
    with Library.open(ours / "mine") as library:
        library.carry_out(library.plan_import([ours / "x.jsonl"]), tags=["new"], status="queued")
        marks = [entry.mark for entry in library.entries()]
        assert [mark.status for mark in marks] == [Status.READ, Status.QUEUED, Status.QUEUED]
        assert [mark.tags for mark in marks] == [("new", "NLP", "their/own"), ("new",), ("new",)]


def test_papers_left_out_and_papers_in_the_trash_get_no_marks(ours: Path) -> None:
    with Library.open(ours / "mine") as library:
        made = library.plan_import([ours / "x.jsonl"])
        assert [row.mark is not None for row in made.rows] == [True, False, False]
        library.carry_out(made, only=[made.rows[1].key])
        assert [entry.mark.starred for entry in library.entries()] == [False]
        library.carry_out(made)
        one = next(entry.paper.id for entry in library.entries() if entry.mark.starred)
        library.delete([one])
        again = library.plan_import([ours / "x.jsonl"])
        assert again.report.marks == []


def test_a_table_may_be_worked_on_in_a_spreadsheet(ours: Path) -> None:
    header, *rows = csv.reader(io.StringIO((ours / "x.csv").read_text("utf-8-sig"), newline=""))
    rows[1][header.index("starred")] = "TRUE"
    rows[1][header.index("tags")] = "from the office; #b"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([header, *rows])
    (ours / "edited.csv").write_text(out.getvalue(), "utf-8")
    with Library.open(ours / "mine") as library:
        assert library.import_files([ours / "edited.csv"]).problems == []
        mark = library.entries()[1].mark
        assert (mark.starred, mark.tags) == (True, ("b", "from-the-office"))


def test_a_paper_keeps_its_id_unless_another_one_has_it() -> None:
    register = Register([paper("A Paper That Is Here Already", "Words.", id="abc")])
    same = register.place(paper("A Paper That Is Here Already", "Words.", id="xyz"))
    other = register.place(paper("Quite Different Subject of Study", "Others.", id="abc"))
    third = register.place(paper("Yet Another Thing Entirely New", "More.", id="kept"))
    assert (same.outcome, same.paper.id) == (Outcome.KNOWN, "abc")
    assert other.paper.id not in ("", "abc")
    assert third.paper.id == "kept"


def test_a_suffix_may_stand_last() -> None:
    assert spoken("King, Martin Luther, Jr.") == spoken("King, Jr., Martin Luther") == "Martin Luther King Jr."
