"""Readers found by name and by looking, and sources read one after the other whatever happens to one of them."""

from pathlib import Path

import pytest

from papershelf.errors import UsageError
from papershelf.importers import Page, Problem, Record, draft, find, importers, read_paths, sniff
from tests.hostile import HOSTILE
from tests.import_tools import NOW, PAGES, page_of


def test_every_importer_is_found_by_its_name() -> None:
    for importer in importers():
        assert find(importer.name.upper()) is importer
        assert importer.label
        assert all(suffix.startswith(".") for suffix in importer.suffixes)


def test_an_unknown_name_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="hf-text"):
        find("docx")
    with pytest.raises(UsageError):
        list(read_paths(["/nowhere"], format="docx"))


def test_a_page_is_recognised_and_other_text_is_not() -> None:
    importer = sniff((PAGES / "layout2.txt").read_text())
    assert importer is find("hf-text")
    assert sniff("nothing of interest") is None


def test_paths_are_read_on_after_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.txt").write_bytes((PAGES / "layout1.txt").read_bytes())
    found = list(
        read_paths([str(tmp_path / "gone.txt"), str(tmp_path), "-"], stdin=(PAGES / "layout2.txt").read_bytes())
    )
    assert all(isinstance(page, Page) for page in found)
    assert [len(page.records) for page in found if isinstance(page, Page)] == [0, 0, 4, 4]
    reasons = [problem.reason for page in found if isinstance(page, Page) for problem in page.problems]
    assert "no file" in reasons[0]
    assert "PNG" in reasons[1]


def test_a_folders_left_overs_come_as_a_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("words")
    (problem,) = read_paths([str(tmp_path)])
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_records_become_drafts(text: str) -> None:
    record = Record(text, text, 1, 1, (text,), None, {"arxiv": text, text: "x"}, (text,))
    paper = draft(record, Page(text, (record,), (), text), NOW)
    for shown in (paper.title, paper.abstract, *paper.authors, paper.sources[0].file, *paper.identifiers.values()):
        assert not any(ord(char) < 32 and char != "\n" for char in shown)
    assert paper.raw_title == text


def test_a_draft_joins_an_address_broken_over_two_lines_and_counts_none_twice() -> None:
    abstract = "The code is at https://github.com/example-lab/\nlantern."
    record = Record("A Title", abstract, 1, 1, urls=("https://github.com/example-lab/lantern", "https://example.org/x"))
    paper = draft(record, page_of(PAGES / "layout1.txt"), NOW)
    assert [link.url for link in paper.links] == ["https://github.com/example-lab/lantern", "https://example.org/x"]
    assert paper.repository == paper.links[0]
