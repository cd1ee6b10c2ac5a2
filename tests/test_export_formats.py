"""Files of references: keys that stay, facts of the own record, names in parts, no formula, nothing overwritten."""

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from papershelf.exporters import Options, find, write
from papershelf.exporters.bib_fields import bib_fields
from papershelf.exporters.cite_key import cite_keys
from papershelf.exporters.own_record import details_of
from papershelf.exporters.people import Name, split_name
from papershelf.importers import load_bytes, read_source
from papershelf.marks import Entry
from papershelf.paper import Listing
from papershelf.text import safe_line
from tests.export_samples import FULL, PAPER, TRICKY, entry
from tests.hostile import HOSTILE
from tests.test_export_bibtex import printed

NAMES = ("bibtex", "biblatex", "csl-json", "ris", "csv", "jsonl")
MANY = [
    entry(
        id=f"p{number:09}",
        title=f"Word {text}",
        abstract=f"{text}\n{text}",
        authors=("Ludwig van Beethoven", "Acme, Inc."),
        published="2023-10",
        keywords=("nlp",),
        venue="Journal of Things",
        mark={"note": text},
    )
    for number, text in enumerate(HOSTILE)
]
RECORD = """@article{Own:Key_2020,
  title = {A {Title}}, author = {One, A}, editor = "Two, B and {\\"O}z, C",
  journal = {J}, volume = 12, number = {3}, pages = {1--10}, publisher = acm # {x}, month = jan
}"""


def written(format: str, *entries: Entry, **options: Any) -> str:
    """The file that an export is."""
    (text,) = find(format).render(entries, Options(**options)).values()
    return text


def with_record(raw: str, format: str = "bibtex", **changes: Any) -> Entry:
    """A paper that came with a raw record."""
    return entry(**{"sources": (Listing("x", 1, "", None, None, format, raw),), "venue": "J", **changes})


def test_keys_stay_when_papers_are_added() -> None:
    first = replace(PAPER, id="aa", authors=("Ada Lovelace",), published="2020")
    own = with_record(RECORD, id="bb", added_at="2026-01-03").paper
    later = replace(first, id="cc", added_at="2026-02-01")
    assert cite_keys([first]) == {"aa": "lovelace2020sparse"}
    thief = with_record("@misc{LOVELACE2020sparse, title={T}}", id="dd", added_at="2026-03-01").paper
    assert cite_keys([thief, later, own, first]) == {
        "aa": "lovelace2020sparse",
        "bb": "Own:Key_2020",
        "cc": "lovelace2020sparse-cc",
        "dd": "sparse-dd",
    }


@given(st.lists(st.tuples(TRICKY, TRICKY, st.sampled_from(["1", "2"])), max_size=6))
def test_no_key_stands_twice(words: list[tuple[str, str, str]]) -> None:
    papers = [
        with_record(f"@misc{{{key}, x}}", id=f"a{place}", title=title, added_at=at, authors=("A B",), published="2020")
        for place, (title, key, at) in enumerate(words)
    ]
    keys = cite_keys(each.paper for each in papers)
    assert len({key.casefold() for key in keys.values()}) == len(papers)
    page = read_source(
        load_bytes(
            written("bibtex", *papers).encode(),
            "x.bib",
        ),
        "bibtex",
    )
    assert len(page.records) == len(papers) or not papers


def test_what_only_the_own_record_holds_goes_along() -> None:
    mine = with_record(RECORD, authors=("A One",))
    assert details_of(mine.paper) == {"volume": "12", "number": "3", "pages": "1–10"}
    bib = written("bibtex", mine)
    assert all(part in bib for part in ("@article{Own:Key_2020,", "volume = {12}", "number = {3}", "pages = {1--10}"))
    assert 'editor = {Two, B and {\\"O}z, C}' in bib
    (item,) = json.loads(written("csl-json", mine))
    assert (item["volume"], item["issue"], item["page"], item["container-title"]) == ("12", "3", "1–10", "J")
    assert "VL  - 12\r\nIS  - 3\r\n" in written("ris", mine)
    assert "SP  - 1\r\nEP  - 10\r\n" in written("ris", mine)


@pytest.mark.parametrize("format", ["csl-json", "ris"])
def test_facts_survive_the_way_from_format_to_format(format: str) -> None:
    raw = written(format, with_record(RECORD)).strip("[]\r\n").replace("\r\n", "\n")
    assert details_of(with_record(raw, format).paper) == {"volume": "12", "number": "3", "pages": "1–10"}


@pytest.mark.parametrize(
    "raw",
    [
        "@article{a, volume = {1, pages = {2}",
        '@article{a, volume = "1',
        "@article{",
        "@a{b, volume={1}}, pages={2}}",
        "@a{b, volume = {" + "{" * 5000,
        "@a{b," + "volume = " * 5000,
        "x" * 5000,
        "@a{b, volume = {1} # {2}, pages={3}}",
    ],
)
def test_a_record_that_cannot_be_told_breaks_nothing(raw: str) -> None:
    mine = with_record(raw, authors=("A One",))
    assert details_of(mine.paper) in ({}, {"volume": "1"})
    assert bib_fields(raw).keys() <= {"volume"}
    assert len(read_source(load_bytes(written("bibtex", mine).encode(), "x.bib")).records) == 1


def test_a_hostile_editor_stays_out() -> None:
    for editor in (r"One \} and {x", r"{a}\{", "a\\"):
        assert "editor" not in written("bibtex", with_record(f"@a{{b, editor = {{{editor}}}}}", authors=("A",)))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", Name("Ada", "", "Lovelace", "")),
        ("Ludwig van Beethoven", Name("Ludwig", "van", "Beethoven", "")),
        ("Maria de la Cruz", Name("Maria", "de la", "Cruz", "")),
        ("Martin Luther King Jr.", Name("Martin Luther", "", "King", "Jr.")),
        ("ibn Sina", Name("ibn", "", "Sina", "")),
        ("Plato", None),
        ("University of Things", None),
        ("Acme, Inc.", None),
        ("01 AI", None),
    ],
)
def test_names_in_parts(name: str, parts: Name | None) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@SUM(A1)", "'=1", "''-1", "'quoted'", "\uff1d1", "\t=1", "plain"]
)
def test_no_cell_runs_and_every_text_comes_back(text: str) -> None:
    table = written("csv", entry(title=text, venue=text, mark={"note": text, "starred": True}))
    _header, row = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
    assert not any(cell[:1] in "=+-@\t\r\uff1d" for cell in row if cell)
    (record,) = read_source(load_bytes(table.encode(), "x.csv")).records
    assert (record.title, record.venue) == (safe_line(text), safe_line(text))
    assert record.mark is not None
    assert record.mark.note == text


def test_a_table_of_others_keeps_its_apostrophes() -> None:
    (record,) = read_source(load_bytes(b"title,venue,year\n'-ism,V,2020\n", "x.csv")).records
    assert record.title == "'-ism"


@pytest.mark.parametrize("format", NAMES)
@pytest.mark.parametrize("entries", [[], [FULL], MANY])
def test_a_file_of_ours_is_replaced_and_no_other(format: str, entries: list[Entry], tmp_path: Path) -> None:
    exporter, target = find(format), tmp_path / "x"
    files = exporter.render(entries, Options())
    write(files, target, merge=exporter.merge)
    assert write(files, target, merge=exporter.merge).unchanged == (target,)
    fresh = exporter.render([replace(FULL, paper=replace(FULL.paper, title="Other")), *entries], Options())
    assert write(fresh, target, merge=exporter.merge).written == (target,)
    ours = target.read_bytes()
    for line_ends in (ours.replace(b"\r\n", b"\n"), ours.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), b"", b"\n"):
        target.write_bytes(line_ends)
        assert not write(fresh, target, merge=exporter.merge).problems
    theirs = ours.replace(b"Other", b"Mine now", 1)
    for changed in (theirs, ours + b"my words\n", b"my words\n" + ours, b"my words", b"[]x", b'{"title": "A"}\n'):
        target.write_bytes(changed)
        (problem,) = write(fresh, target, merge=exporter.merge).problems
        assert "papershelf" in problem.reason
        assert target.read_bytes() == changed


def test_options_leave_out_what_nobody_wants() -> None:
    for format in NAMES[:-1]:
        text = written(format, FULL, abstracts=False, notes=False, links=False)
        assert "First paragraph" not in text
        assert "It *works*" not in text
        assert "://" not in text
    assert written("jsonl", FULL, abstracts=False, notes=False, links=False) == written("jsonl", FULL)


def test_what_a_person_added_stays_out_of_bibliographies() -> None:
    for format in ("bibtex", "biblatex"):
        assert "works" not in written(format, FULL)
        assert "nlp/rag" not in written(format, FULL)


def test_another_reader_of_bibtex_reads_the_same() -> None:
    for format in ("bibtex", "biblatex"):
        library = parse_string(written(format, *MANY))
        assert library.failed_blocks == []
        assert [entry.key for entry in library.entries] == list(cite_keys(each.paper for each in MANY).values())
        names = {entry.fields_dict["author"].value for entry in library.entries}
        assert names == {"Ludwig van Beethoven and {Acme, Inc.}"}
        titles = [printed(entry.fields_dict["title"].value) for entry in library.entries]
        assert titles == [safe_line(each.paper.title) for each in MANY]


def test_another_reader_of_ris_reads_the_same() -> None:
    items = rispy.loads(written("ris", *MANY))
    assert [item["title"] for item in items] == [safe_line(each.paper.title) for each in MANY]
    assert {tuple(item["authors"]) for item in items} == {("van Beethoven, Ludwig", "Acme, Inc.")}


STRINGS = frozenset(
    {"id", "type", "title", "number", "DOI", "PMID", "URL", "keyword", "abstract", "note", "source", "container-title"}
    | {"publisher", "volume", "issue", "page", "collection-title", "edition", "publisher-place", "ISBN", "ISSN"}
)
TYPES = frozenset({"article", "article-journal", "paper-conference", "chapter", "book", "thesis", "report", "document"})


@pytest.mark.parametrize("entries", [[FULL], MANY, [with_record(RECORD)]])
def test_items_are_what_the_schema_of_csl_says(entries: list[Entry]) -> None:
    items = json.loads(written("csl-json", *entries))
    assert isinstance(items, list)
    for item in items:
        assert item["type"] in TYPES
        assert item.keys() - STRINGS <= {"author", "issued"}
        assert all(isinstance(item[name], str) and item[name] for name in STRINGS & item.keys())
        for name in item.get("author", ()):
            assert name.keys() <= {"family", "given", "suffix", "non-dropping-particle"} or name.keys() == {"literal"}
        (parts,) = item.get("issued", {"date-parts": [[1]]})["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize(
    ("format", "reader"), [("bibtex", "bibtex"), ("biblatex", "biblatex"), ("csl-json", "csljson")]
)
def test_pandoc_gives_the_titles_back(format: str, reader: str) -> None:
    plain = [each for each in MANY if not set(each.paper.title) & set("<>$^{}\\`'\"*_~&[]")]
    text = written(format, *plain)
    done = subprocess.run(
        ["pandoc", "--from", reader, "--to", "csljson"],
        input=text.encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    read = {item["id"]: item["title"] for item in json.loads(done.stdout)}
    keys = cite_keys(each.paper for each in plain)
    assert len(plain) > 8
    # Of BibTeX it makes sentences, in which only what is protected keeps its capitals.
    cased = str if format == "csl-json" else str.casefold
    assert {key: cased(title) for key, title in read.items()} == {
        keys[each.paper.id]: cased(safe_line(each.paper.title)) for each in plain
    }
