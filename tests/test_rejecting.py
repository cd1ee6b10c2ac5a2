"""Broken entries in files of their own formats: each whole, in a form that its reader takes once it is mended."""

import json
import re
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import importers
from papershelf.importers import Problem
from papershelf.library import rejecting
from tests.import_fakes import Bib


def reader(ending: str) -> Bib:
    """A reader of files with that ending."""

    class Reader(Bib):
        name: ClassVar[str] = f"of{ending}"
        suffixes: ClassVar[tuple[str, ...]] = (ending,)

    return Reader()


def problems(*entries: str, reason: str = "It is broken.") -> list[Problem]:
    """A problem an entry."""
    return [Problem("a.x", line, reason, entry, entry, "some") for line, entry in enumerate(entries, 1)]


def text_of(ending: str, *entries: str, reason: str = "It is broken.") -> str:
    """The entries as a file of that ending holds them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importers, "_IMPORTERS", (reader(ending),))
        return rejecting.text_of(f"of{ending}", problems(*entries, reason=reason))


@pytest.mark.parametrize(
    ("ending", "entries", "text"),
    [
        (".bib", ["@a{x", " @b{y\n}\n"], "% a.x:1: It is broken.\n@a{x\n\n% a.x:2: It is broken.\n@b{y\n}\n"),
        (".json", ['{"a": 1},', "{"], '[\n{"a": 1},\n{\n]\n'),
        (".html", ['{"a": 1}'], '[\n{"a": 1}\n]\n'),
        (".html", ["<article>"], "<article>\n"),
        (".jsonl", ['{"a": 1}\n', "{"], '{"a": 1}\n{\n'),
        (".csv", ["title,year\n,20", "title,year\n,21", "name\nx", "one"], "title,year\n,20\n,21\nname\nx\none\n"),
        (".ris", ["TY  - JOUR\nER  - \n", "TY  - BOOK"], "TY  - JOUR\nER  - \n\nTY  - BOOK\n"),
        (".odd", ["one", "two"], "one\n\ntwo\n"),
    ],
)  # fmt: skip
def test_each_format_has_its_own_way(ending: str, entries: list[str], text: str) -> None:
    assert text_of(ending, *entries) == text


def test_an_entry_that_is_never_closed_does_not_keep_the_reason_of_the_next() -> None:
    text = text_of(".bib", "@a{x\n% of its own\n\n% a.x:2: It is broken.\n\n", "% a.x:9: not an entry")
    assert text == "% a.x:1: It is broken.\n@a{x\n% of its own\n\n% a.x:2: It is broken.\n% a.x:9: not an entry\n"


def test_a_feed_is_xml_again_once_its_entries_are() -> None:
    text = text_of(".atom", "<entry><id>1</id></entry>", "<entry><arxiv:doi>2</arxiv:doi></entry>", reason="a--b ->")
    assert len(ElementTree.fromstring(text)) == 2
    assert "a.x:1: a‐‐b ‐>" in text


def test_a_list_is_json_again_once_its_entries_are() -> None:
    assert json.loads(text_of(".json", '{"a": 1},', ' {"b": [2]}\n')) == [{"a": 1}, {"b": [2]}]


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5), st.text())
def test_no_entry_loses_a_letter_and_no_reason_becomes_an_entry(entries: list[str], reason: str) -> None:
    for ending in (".bib", ".json", ".jsonl", ".csv", ".ris", ".atom", ".odd"):
        text = text_of(ending, *entries, reason=reason)
        for entry in entries:
            for line in filter(None, (line.strip(" \t,") for line in entry.strip().split("\n"))):
                assert line.strip() in text
    comments = re.findall("^%.*", text_of(".bib", *entries, reason=reason), re.MULTILINE)
    assert not any("@" in line for line in comments if "a.x:" in line)


def test_what_is_no_text_is_written_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "broken.bib"
    rejecting.write(path, "@a{\ud800 Gödel\n")
    assert path.read_text("utf-8") == "@a{? Gödel\n"
    assert list(tmp_path.iterdir()) == [path]


def test_only_problems_with_an_entry_are_kept() -> None:
    whole = Problem("a.x", 0, "There is no such file.")
    (one, two) = problems("@a{", "@b{")
    assert rejecting.rejects([whole, one, whole, two]) == {"some": [one, two]}


# Two broken entries of each format, at least one whole; what tells the format apart may be what is missing.
BROKEN_OF = {
    "bibtex": "@article{a, title={One}}\n@article{b, title={Two\n\n@article{c, title={Three}}\n@article{d, year=1}\n",
    "ris": "TY  - JOUR\nTI  - One\nER  - \n\nTY  - JOUR\nAU  - Nobody, N.\nER  - \n\nTY  - JOUR\nPY  - 2020\nER  - \n",
    "csv": 'title,abstract,year\nOne paper,Text,2020\n,Two,2021\nA third,Text,2020\n,"Fo\nur",2022\n',
    "jsonl": '{"title":"One Paper","abstract":"x","authors":["A B"]}\n{"abstract":"No title"}\n{"title": "Cut off",\n',
    "csl-json": '[{"id":"a","type":"book","title":"One"},{"id":"b","type":"book"},{"type":"book","title": what}]',
    "crossref": (
        '{"status":"ok","message-type":"work-list","message":{"items":['
        '{"DOI":"10.1/a","title":["One"],"type":"book"},{"DOI":"10.1/b","type":"book"},{"DOI":"10.1/c","title":what}]}}'
    ),
    "hf-json": (
        '[{"paper":{"id":"2310.06927","title":"One Paper","summary":"Text"}},'
        '{"paper":{"id":"2310.06928","summary":"Text"}},{"paper":{"id":"2310.06929","title": what}}]'
    ),
}


def first_line(problem: Problem) -> str:
    """The first line of an entry; whether the comma between two entries is part of one is the reader's matter."""
    return problem.entry.split("\n")[0].rstrip(", ")


@pytest.mark.parametrize("name", [each.name for each in importers.importers() if each.name in BROKEN_OF])
def test_what_is_written_is_read_by_the_same_reader_entry_by_entry(name: str) -> None:
    page = importers.read_source(importers.load_bytes(BROKEN_OF[name].encode(), "x"), name)
    broken = [problem for problem in page.problems if problem.entry]
    assert len(page.records) >= 1
    assert len(broken) == 2
    once = rejecting.text_of(name, broken)
    again = importers.read_source(importers.load_bytes(once.encode(), "x"), name)
    assert len(again.records) == 0
    assert [first_line(problem) for problem in again.problems] == [first_line(problem) for problem in broken]
    twice = rejecting.text_of(name, again.problems)
    assert len(twice.splitlines()) == len(once.splitlines()), "nothing grows with every round"
