"""RIS as its many writers write it, and Web of Science's own kind of it."""

from pathlib import Path

import pytest

from papershelf.importers import Page, find, sniff
from tests.import_tools import SAMPLES, drafts_of, needs_samples, page_of

DATA = Path(__file__).parent / "data"
ENTRY = "TY  - JOUR\nTI  - A Title\nAU  - Doe, Jane\nER  - \n"


def read(text: str) -> Page:
    """The page that a text of RIS is."""
    return find("ris").read(text, "x.ris")


def test_the_tags_of_an_entry_become_a_record() -> None:
    page = page_of(DATA / "small.ris")
    first, second = page.records
    assert page.format == "ris"
    assert first.title == "Lanterns on the Hill: A Study"
    assert first.abstract == "Light travels far.\nIt also comes back."
    assert first.authors == ("Jane Q. Doe", "Ludwig van Beispiel Jr.")
    assert first.published == "2021-05-03"
    assert first.identifiers == {"doi": "10.1234/lantern.5", "arxiv": "2105.01234"}
    assert first.urls == ("https://example.org/a;b", "https://example.org/c", "https://example.org/paper.pdf")
    assert first.venue == "Journal of Lanterns"
    assert first.keywords == ("Light", "Hills, high", "Glass")
    assert (first.line, first.position) == (4, 1)
    assert first.raw.startswith("TY  - JOUR\nTI  - Lanterns")
    assert "XX  - nobody knows" in first.raw
    assert (second.title, second.line, second.position) == ("The Second", 26, 2)
    assert page.problems == ()


@pytest.mark.parametrize("title", ["TI", "T1", "CT", "BT", "ST"])
@pytest.mark.parametrize(("author", "abstract", "venue", "year"), [("AU", "AB", "JO", "PY"), ("A1", "N2", "JA", "Y1")])
def test_tags_that_writers_use_for_the_same_mean_the_same(
    title: str, author: str, abstract: str, venue: str, year: str
) -> None:
    lines = f"{title}  - T\n{author}  - Doe, J.\n{abstract}  - Words.\n{venue}  - Where\n{year}  - 2014//\n"
    (record,) = read(f"TY  - CONF\n{lines}ER  - \n").records
    assert (record.title, record.authors, record.abstract) == ("T", ("J. Doe",), "Words.")
    assert (record.venue, record.published) == ("Where", "2014")


def test_an_entry_without_a_title_is_a_problem_that_can_be_mended_alone() -> None:
    page = read(f"{ENTRY}\nTY  - JOUR\nAU  - Roe, R.\nER  - \n\n{ENTRY}")
    assert [record.line for record in page.records] == [1, 10]
    (problem,) = page.problems
    assert problem.line == 6
    assert "TI  - " in problem.reason
    assert problem.entry == "TY  - JOUR\nAU  - Roe, R.\nER  - "
    (mended,) = read(problem.entry.replace("AU", "TI  - Found\nAU")).records
    assert mended.title == "Found"


def test_a_missing_end_and_a_missing_beginning_cost_nothing() -> None:
    page = read("1.\nTY  - JOUR\nTI  - One\n\n2.\nTY  - JOUR\nTI  - Two\nER  - \nTI  - Three\nER  - ")
    assert [(record.title, record.line) for record in page.records] == [("One", 2), ("Two", 6), ("Three", 9)]
    assert page.problems == ()
    assert page.skipped == 2


def test_tags_with_other_blanks_are_read_where_the_first_has_them_so() -> None:
    page = read(" TY - JOUR\n TI - A Title\n AB - Words\n go on.\n ER -\n")
    assert [(record.title, record.abstract) for record in page.records] == [("A Title", "Words\ngo on.")]
    strict = read("TY  - JOUR\nTI  - On\nAI - based methods\nER  - ")
    assert strict.records[0].title == "On\nAI - based methods"


def test_lines_that_belong_to_no_entry_are_a_problem_unless_known() -> None:
    page = read(f"Record #1 of 2\nProvider: Someone\n1.\n{ENTRY}What is\nthis?\n{ENTRY}")
    assert len(page.records) == 2
    assert page.skipped == 3
    (problem,) = page.problems
    assert (problem.line, problem.text, problem.entry) == (8, "What is\nthis?", "What is\nthis?")


def test_text_without_entries_is_said_to_be_none() -> None:
    (problem,) = read("Nothing of the kind.\n").problems
    assert problem.line == 0
    assert "TY  - " in problem.reason


def test_words_cut_at_a_width_come_together_and_wrapped_lines_stay_lines() -> None:
    value = "Soft climbing robots have been attracting increasing attention in soft robotics, and 𝒳 more " * 3
    cut = value.strip() + "\n  A paragraph that has less."
    units = [cut[: cut.index("\n")], cut[cut.index("\n") + 1 :]]
    lines = [piece for unit in units for piece in chopped(unit)]
    (record,) = read("TY  - JOUR\nTI  - T\nAB  - " + "\n".join(lines) + "\nER  - ").records
    assert record.abstract == cut
    (wrapped,) = read("TY  - JOUR\nTI  - T\nAB  - first line,\n      ER then second\nthe last\nER  - ").records
    assert wrapped.abstract == "first line,\nER then second\nthe last"


def chopped(text: str) -> list[str]:
    """The text as Citation.js cuts it: after every 70 units of UTF-16, pairs of them kept together here."""
    pieces, piece, width = list[str](), "", 0
    for letter in text:
        size = 1 + (ord(letter) > 0xFFFF)
        if width + size > 70:
            pieces.append(piece)
            piece, width = "", 0
        piece, width = piece + letter, width + size
    return [*pieces, piece]


def test_a_wrong_identifier_is_none_and_an_address_in_its_place_stays_an_address() -> None:
    text = "TY  - BOOK\nTI  - T\nDO  - https://example.org/chapter/1\nAN  - 1234.56789\nSN  - 978-3-16-148410-0\nER  - "
    (record,) = read(text).records
    assert record.identifiers == {"isbn": "978-3-16-148410-0"}
    assert record.urls == ("https://example.org/chapter/1",)


def test_several_names_in_one_line_are_several_people_and_entities_are_letters() -> None:
    (record,) = read("TY  - JOUR\nTI  - T\nAU  - M&uuml;ller, J.; Roe, Richard\nAU  - Doe\nER  - ").records
    assert record.authors == ("J. Müller", "Richard Roe", "Doe")


def test_web_of_science_is_read_by_its_own_rules() -> None:
    page = page_of(DATA / "small_wos.txt")
    assert page.format == "ris"
    assert page.skipped == 3
    (record,) = page.records
    assert record.title == "Interactions of lanterns\nwith hills"
    assert record.authors == ("Jane Doe", "Richard Roe")
    assert record.published == "2004-06-08"
    assert record.identifiers == {"doi": "10.1234/wos.1", "pmid": "15170338"}
    assert record.keywords == ("LIGHT", "GLASS-MAKING", "HILLS")
    (problem,) = page.problems
    assert problem.entry.startswith("PT J\nAU Roe, R")
    assert read(problem.entry.replace("SO", "TI Found\nSO")).records[0].title == "Found"


# Counted by hand: titles in TI or T1, one in ST alone (utf_chars); entries without any of them are problems.
RISPY = {
    "basic": (1, 0),
    "bom": (0, 1),  # a DOI alone
    "custom_list_tags": (0, 1),  # an author and numbers
    "empty_tag": (1, 0),
    "extraneous_data": (2, 0),
    "full": (2, 0),
    "full_without_whitespace": (2, 0),
    "full_write": (2, 0),
    "multi_unknown_tags": (1, 0),
    "multiline": (0, 3),  # abstracts and notes
    "single_unknown_tag": (1, 0),
    "starting_newlines": (1, 0),
    "urls": (4, 0),
    "utf_chars": (1, 0),
    "wos": (2, 0),
}


@needs_samples
@pytest.mark.parametrize("name", RISPY)
def test_rispys_own_files_are_read_whole(name: str) -> None:
    page = page_of(SAMPLES / "ris" / "rispy_tests" / f"example_{name}.ris")
    assert page.format == "ris"
    assert (len(page.records), len(page.problems)) == RISPY[name]
    assert all(problem.entry for problem in page.problems)


@needs_samples
def test_every_file_of_rispys_is_among_them() -> None:
    files = sorted(path.stem.removeprefix("example_") for path in (SAMPLES / "ris" / "rispy_tests").glob("*.ris"))
    assert files == sorted(RISPY)


@needs_samples
def test_zoteros_export_is_read_whole() -> None:
    path = SAMPLES / "ris" / "real_zotero_MAMBO.ris"
    page = page_of(path)
    assert page.problems == ()
    drafts = drafts_of(page)
    assert len(drafts) == path.read_text(encoding="utf-8-sig").count("TY  - ") == 5
    first = drafts[0]
    assert first.title == "Waste Not, Want Not: Why Rarefying Microbiome Data Is Inadmissible"
    assert first.authors == ("Paul J. McMurdie", "Susan Holmes")
    assert first.published == "2014-04-03"
    assert first.identifiers == {"doi": "10.1371/journal.pcbi.1003531"}
    assert first.venue == "PLOS Computational Biology"
    assert len(first.keywords) == 8
    assert all(paper.abstract and paper.authors and paper.published for paper in drafts)


def test_the_text_is_known_by_its_look() -> None:
    assert sniff(ENTRY) is find("ris")
    assert sniff((DATA / "small_wos.txt").read_text()) is find("ris")
    assert find("ris").sniff("TY  - is what an entry of RIS begins with.") == 0
