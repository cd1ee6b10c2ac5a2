"""Tables of papers as CSV and TSV, by the names of their columns."""

import csv
import io
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.importers import Page, find, sniff
from papershelf.importers.csv_rows import Rows
from papershelf.library.rejecting import text_of

ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date",'
    '"Manual Tags","Automatic Tags"\n'
    '"A1","journalArticle","2014","Doe, Jane; Roe, R. J.","Waste Not","PLOS, Nowhere","10.1234/w.1","https://x.org/a",'
    '"An ""odd"" abstract\n\nover lines","2014-04-03","a, b; c","d"\n'
    '"A2","journalArticle","2015","","Next","","","","","2015","",""\n'
)
SCOPUS = (
    "Authors,Author full names,Title,Year,Source title,DOI,Link,Abstract,Author Keywords,Index Keywords,EID\n"
    '"Doe J.; Roe R.","Doe, Jane (1); Roe, R. (2)",Waste Not,2014,PLOS,10.1234/w.1,https://x.org/a,Words.,a; b,c,2-s2\n'
)


def read(text: str) -> Page:
    """The page that a table is."""
    return find("csv").read(text, "x.csv")


def test_zoteros_columns_are_known() -> None:
    page = read(ZOTERO)
    assert page.problems == ()
    first, second = page.records
    assert (first.title, first.abstract) == ("Waste Not", 'An "odd" abstract\n\nover lines')
    assert (first.authors, first.published) == (("Jane Doe", "R. J. Roe"), "2014-04-03")
    assert (first.venue, first.identifiers, first.urls) == (
        "PLOS, Nowhere",
        {"doi": "10.1234/w.1"},
        ("https://x.org/a",),
    )
    assert first.keywords == ("a, b", "c", "d")
    assert first.raw == 'Key,Item Type,Author\nA1,journalArticle,"Doe, Jane; Roe, R. J."'
    assert (second.title, second.published, second.line, second.position) == ("Next", "2015", 5, 2)


def test_scopus_columns_are_known() -> None:
    (record,) = read(SCOPUS).records
    assert (record.title, record.venue, record.abstract) == ("Waste Not", "PLOS", "Words.")
    assert record.authors == ("Doe J.", "Roe R.")
    assert record.keywords == ("a", "b", "c")
    assert "2-s2" in record.raw


@pytest.mark.parametrize("head", ["", "\ufeff", "sep=;\n", "\ufeffsep=;\n"])
def test_semicolons_marks_and_excels_line_are_taken(head: str) -> None:
    (record,) = read(f'{head}Document Title;Year;"Authors"\n"A; B";2021;Jane Doe, Richard Roe\n').records
    assert (record.title, record.published, record.authors) == ("A; B", "2021", ("Jane Doe", "Richard Roe"))
    assert record.line == 2 + head.count("\n")


def test_tabs_separate_and_a_formula_is_text() -> None:
    (record,) = read('title\tyear\tpdf_url\n=HYPERLINK("http://a.b";"T")\t2021.0\thttps://x.org/a.pdf\n').records
    assert record.title == '=HYPERLINK("http://a.b";"T")'
    assert (record.published, record.urls) == ("2021", ("https://x.org/a.pdf",))


def test_an_unusual_sign_is_taken_where_excels_line_names_it() -> None:
    page = read("sep=|\nTitle|Year\nA|2020\n|2021\n")
    assert [record.title for record in page.records] == ["A"]
    (problem,) = page.problems
    assert read(problem.entry.replace("|2021", "B|2021")).records[0].title == "B"


BROKEN = {
    "|,2020,x": "title",
    "|T,2020,x,y": "4 cells",
    '|"T,2020,x': "quotation mark",
    '|"T,2020,"x"': "quotation mark",
}


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_row_costs_itself_and_can_be_mended_alone(row: str) -> None:
    broken = row.removeprefix("|")
    page = read(f'title,year,venue\nA,2019,v\n{broken}\n"B ""b""","2021",v\n"C\nc",2022,v\n')
    assert [record.title for record in page.records] == ["A", 'B "b"', "C\nc"]
    assert [record.line for record in page.records] == [2, 4, 5]
    (problem,) = page.problems
    assert (problem.line, problem.entry) == (3, f"title,year,venue\n{broken}")
    assert BROKEN[row] in problem.reason
    (mended,) = read(problem.entry.replace(broken, "T,2020,x")).records
    assert mended.title == "T"


def test_short_rows_are_read_and_empty_cells_too_many_are_nothing() -> None:
    page = read("title,year,venue\nA\n\n  \n,,\nB,2020,v,,\n")
    assert [(record.title, record.line) for record in page.records] == [("A", 2), ("B", 6)]
    assert page.problems == ()


@pytest.mark.parametrize("text", ["Name,Place\nA,B\n", "words only\n", "a\tb\n", ""])
def test_a_table_without_a_title_says_what_it_found_and_what_is_needed(text: str) -> None:
    page = read(text)
    (problem,) = page.problems
    assert page.records == ()
    assert "“title” is needed" in problem.reason
    assert text.partition("\n")[0].replace(",", ", ").replace("\t", ", ") in problem.reason


def test_a_header_alone_is_a_problem() -> None:
    assert "no rows" in read("title,year\n").problems[0].reason


def test_what_stands_above_the_header_is_no_paper() -> None:
    text = '"About the data: exported today, from nowhere."\n\nRank,DOI,Title,PubYear\n1,10.1234/a,A,2020\n2,,,2021\n'
    assert find("csv").sniff(text) > 0.8
    page = read(text)
    assert [(record.title, record.line) for record in page.records] == [("A", 4)]
    assert page.skipped == 1
    (problem,) = page.problems
    assert problem.entry == "Rank,DOI,Title,PubYear\n2,,,2021"


def test_the_header_once_more_is_no_paper() -> None:
    page = read("title,year\nA,2020\ntitle,year\nB,2021\n")
    assert [record.title for record in page.records] == ["A", "B"]
    assert (page.problems, page.skipped) == ((), 1)


def test_a_table_below_another_is_read_by_its_own_header() -> None:
    page = read("title,year\nA,2020\nYear,Authors,Title\n2021,Jane Doe,B\n2022,x,\n")
    assert [(record.title, record.published) for record in page.records] == [("A", "2020"), ("B", "2021")]
    (problem,) = page.problems
    assert problem.entry == "Year,Authors,Title\n2022,x,"


@pytest.mark.parametrize("head", ["", "sep=|\n"])
def test_broken_rows_of_several_tables_come_back_from_one_file(head: str) -> None:
    sign = head[4:5] or ","
    tables = [f"{head}title,year\n,2020\n,2021\n", f"{head}Key,Title,DOI\nk,,d\n"]
    broken = [problem for table in tables for problem in read(table.replace(",", sign)).problems]
    text = text_of("csv", [replace(problem, format="csv") for problem in broken])
    again = read(text)
    assert [problem.entry for problem in again.problems] == [problem.entry for problem in broken]
    assert again.records == ()


def test_columns_of_one_name_all_stay() -> None:
    (record,) = read("title,title,x,x,\nA,B,1,2,3\n").records
    assert record.title == "A"
    assert record.raw == "title 2,x,x 4,5\nB,1,2,3"


def test_huge_cells_nuls_and_stray_returns_are_taken() -> None:
    page = read(f'title,abstract\n"T\0",{"x" * 300_000}\nA\rB,"c\rd"\n')
    assert [len(record.abstract) for record in page.records] == [300_000, 3]
    assert page.problems == ()


def test_quotation_marks_without_partners_take_no_time() -> None:
    text = "title,year\n" + '"a,2020\n' * 20_000 + "x,2020\n" * 20_000
    start = time.process_time()
    page = read(text)
    assert time.process_time() - start < 5
    assert len(page.problems) == 20_000
    assert len(page.records) == 20_000


def test_tables_are_known_by_their_header() -> None:
    for text in (ZOTERO, SCOPUS, "title;year;doi\n", "sep=,\ntitle,year\n", "Title\tAbstract\n"):
        assert sniff(text) is find("csv")
    for text in (
        "Title, and a sentence, follows\n",
        "name,place\n",
        '{"title": "a", "year": 1}\n',
        "Title\nAbstract\n",
    ):
        assert find("csv").sniff(text) == 0


cells = st.text(st.sampled_from('ab ,;\t"\n=é'), max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), max_size=8), st.sampled_from(",;\t"))
def test_what_a_writer_writes_comes_back(rows: list[tuple[str, str, str]], sign: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows([("title", "abstract", "x"), *rows])
    page = read(out.getvalue())
    # A row without a title is a problem; one of blanks alone is none.
    assert [(each.title, each.abstract.strip()) for each in page.records] == [
        (title, abstract.strip()) for title, abstract, _x in rows if title.strip()
    ]
    untitled = [row for row in rows if not row[0].strip() and "".join(row).strip()]
    assert len([each for each in page.problems if each.entry]) == len(untitled)


@settings(deadline=None)
@given(st.text(st.sampled_from('ab,"\n\r'), max_size=60))
def test_every_line_belongs_to_one_row(text: str) -> None:
    rows = list(Rows(text, ","))
    taken = "\n".join(row.text for row in rows)
    assert "".join(taken.split()) == "".join(text.split())
    for row in rows:
        assert text.split("\n")[row.line - 1] == row.text.split("\n")[0]
