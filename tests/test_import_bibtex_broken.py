"""Broken entries of a bibliography: named with line and reason, handed back whole, and their neighbours read."""

import pytest

from papershelf.importers import Problem
from papershelf.importers.bibtex import Bibtex
from papershelf.library import Library
from tests.test_import_bibtex import SMALL

BEFORE = "@misc{before,\n  title = {Before},\n  year = 2001\n}\n\n"
AFTER = "@misc{after,\n  title = {After}\n}\n"
ENTRY = """@article{kern2021,
  title = {Soft {Lanterns}},
  author = {Kern, Ada and Doe, Jo},
  journal = "Made-Up Learning",
  year = {2021},
  abstract = {We study them, all of them.}
}
"""


def problem_of(entry: str) -> Problem:
    """The problem of an entry between two whole ones, which must both be there."""
    page = Bibtex().read(f"{BEFORE}{entry}\n{AFTER}", "refs.bib")
    assert [record.title for record in page.records] == ["Before", "After"]
    (problem,) = page.problems
    assert problem.entry == entry.strip()
    assert problem.line == 6
    return problem


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("{2021},", "{2021}", "A comma is missing after the field `year` in line 10"),
        ("{Soft {Lanterns}},", "{Soft {Lanterns},", "opened in line 7 for the field `title` is never closed"),
        ("all of them.}\n}", "all of them.", "opened in line 11 for the field `abstract` is never closed"),
        ("all of them.}\n}", "all of them.}", "last closing brace is missing"),
        ("kern2021,", "kern2021", "comma is missing after the key “kern2021”"),
        ("year =", "year", "no equals sign"),
        ("{Soft {Lanterns}},", "{Soft {Lanterns}}},", "closing brace too many"),
        ("author = {Kern", "author = Kern", "a value lacks its braces"),
        ('Learning",', "Learning,", "quotation mark"),
        ("  title = {Soft {Lanterns}},\n", "", "no title"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_and_can_be_mended(right: str, wrong: str, words: str) -> None:
    assert right in ENTRY
    problem = problem_of(ENTRY.replace(right, wrong))
    assert words in problem.reason
    mended = problem.entry.replace(wrong, right) if wrong else ENTRY
    page = Bibtex().read(mended, "refs.bib")
    assert page.problems == ()
    assert [record.unmarked for record in page.records] == [("Soft Lanterns", "We study them, all of them.")]


def test_a_mended_entry_needs_no_macro() -> None:
    (record,) = Bibtex().read("@misc{k, title = {A}, journal = jml, year = 2020, month = mar}", "x").records
    assert (record.venue, record.published) == ("jml", "2020-03")


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("@misc{k, title = {C:\\dir\\\\}, note = {x}}", "C:\\dir\\\\"),
        ("@misc{l, title = {a \\{ b}}", "a \\{ b"),
        ("@misc{m, title = {x @ {y}}, note = {b@c{d}}}", "x @ {y}"),
        ('@misc{g{\\"u}nster, title = {Odd Key}}', "Odd Key"),
        ("@misc{n,\n % year = 1,\n title = {N}}", "N"),
        ("@misc {o , TITLE= {O} ,}", "O"),
        ("@ARTICLE\n{p,\ntitle = {P}}", "P"),
        ('@misc{q, title = "A {"}q{"} b"}', 'A {"}q{"} b'),
        ('@misc{r, title = "A {"B}, {C} d" }', 'A {"B}, {C} d'),
        ("@misc{, title={No Key}}", "No Key"),
    ],
)
def test_what_is_only_odd_is_no_problem(entry: str, title: str) -> None:
    page = Bibtex().read(BEFORE + entry + "\n" + AFTER, "x")
    assert page.problems == ()
    assert [record.title for record in page.records] == ["Before", title, "After"]


@pytest.mark.parametrize("broken", [ENTRY[1:], ENTRY.replace("{", "", 1)])
def test_an_entry_that_lost_its_first_sign_is_named(broken: str) -> None:
    problem = problem_of(broken)
    assert "`@` or a brace is missing" in problem.reason
    page = Bibtex().read(broken + AFTER, "x")
    assert [problem.line for problem in page.problems] == [1]
    assert [record.title for record in page.records] == ["After"]


def test_a_broken_macro_is_named_and_costs_no_paper() -> None:
    page = Bibtex().read("@string{jml = {Journal}\n@misc{k, title={A}, journal=jml}", "x")
    assert [record.venue for record in page.records] == ["jml"]
    assert [problem.line for problem in page.problems] == [1]


def test_an_endless_entry_is_a_problem() -> None:
    page = Bibtex().read(f"@misc{{k, title={{{'{' * 60_000}}}\n@misc{{l, title={{B}}}}", "x")
    assert "longer than" in page.problems[0].reason
    assert [record.title for record in page.records] == ["B"]


def test_other_text_is_one_problem() -> None:
    page = Bibtex().read("nothing\nof interest", "x")
    assert [problem.line for problem in page.problems] == [0]


def test_a_plan_takes_the_mended_entry_in_and_keeps_the_rest(library: Library) -> None:
    made = library.plan_import([str(SMALL)])
    (problem,) = made.problems
    assert len(made.rows) == 5
    made = library.mend_entry(made, problem, problem.entry.replace("Closed,", "Closed},"))
    assert made.problems == []
    assert library.carry_out(made).new == 6
    papers = {entry.paper.title: entry.paper for entry in library.entries()}
    assert papers["This One Is Never Closed"].authors == ("Ann Nobody",)
    (listing,) = papers["Reeds"].sources
    assert listing.format == "bibtex"
    assert listing.raw.startswith("@misc{reed2023,")


def test_remarks_between_entries_belong_to_none_even_if_they_quote_one() -> None:
    broken = ENTRY.replace("{2021},", "{2021}")
    remarks = "% 812: as in `@article{key,` or {, add\n% a @misc{x, title={no}} brace\n\n"
    page = Bibtex().read(remarks + broken + remarks + broken + remarks + AFTER + remarks, "x")
    assert [problem.entry for problem in page.problems] == [broken.strip()] * 2
    assert [problem.line for problem in page.problems] == [4, 14]
    assert [record.raw for record in page.records] == [AFTER.strip()]
    assert page.skipped == 2
