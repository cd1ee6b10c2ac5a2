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
