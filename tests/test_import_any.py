"""What holds for every reader and any text: none fails, and no sample is taken for another format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import Library
from papershelf.importers import draft, find, importers, load, sniff
from papershelf.library.rejecting import text_of
from tests.hostile import HOSTILE
from tests.import_tools import NOW, PAGES, SAMPLES, SEEDS, needs_samples

DATA = Path(__file__).parent / "data"
OWN = {"hf_daily.json": "hf-json", "arxiv_feed.xml": "arxiv-atom", "small_page.txt": "hf-text"}
FOLDERS = {"hf_json": "hf-json", "hf_html": "hf-html", "arxiv_atom": "arxiv-atom", "hf_text": "hf-text"}
PIECES = (
    *HOSTILE,
    *(
        '{"paper": {"id": "2401.00001", "title": "T"',
        '"summary": "\\ud800"',
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        '"',
        "1e999",
    ),
    *("<feed>", "<entry>", "</entry>", "<title>", "</title>", "<!DOCTYPE x>", "<![CDATA[", "]]>", "&lol;", "&#0;"),
    *("<html>", "<article>", "<a href='/papers/2401.00001'>", "<h3>", 'data-props="', "&quot;dailyPapers&quot;:[{"),
    *('{"message-type": "work", "message": {"title": [[]], "author": [null, {"given": 5}]', '"DOI": {}', '"issued": 3'),
)


@settings(max_examples=60, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_reader_fails_on_any_text(text: str) -> None:
    for importer in importers():
        assert 0 <= importer.sniff(text) <= 1
        page = importer.read(text, "f")
        for place, record in enumerate(page.records, 1):
            assert record.position == place
            assert record.title.strip()
            draft(record, page, NOW)
        assert all(problem.reason for problem in page.problems)


@pytest.mark.parametrize("name", OWN)
def test_own_samples_are_told_apart(name: str) -> None:
    check(DATA / name, OWN[name])


@pytest.mark.parametrize("path", [*SEEDS, *sorted(PAGES.glob("*.txt"))], ids=lambda path: path.name)
def test_pages_of_text_are_taken_for_nothing_else(path: Path) -> None:
    check(path, "hf-text")


@needs_samples
@pytest.mark.parametrize("folder", FOLDERS)
def test_shared_samples_are_told_apart(folder: str) -> None:
    paths = [path for path in (SAMPLES / folder).iterdir() if "truth" not in path.name]
    assert paths
    for path in paths:
        check(path, FOLDERS[folder])


@needs_samples
def test_other_bibliographies_are_none_of_these() -> None:
    others = [path for name in ("bibtex", "csl", "ris", "same_500_papers") for path in (SAMPLES / name).glob("*.*")]
    assert others
    for path in others:
        text = load(path).text
        assert [find(name).sniff(text) for name in ("hf-json", "hf-html", "arxiv-atom", "crossref")] == [0] * 4


def test_what_json_can_hold_and_a_terminal_cannot_gets_into_a_library(tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    words = "A \\ud800 Title \\u0000\\u001b[31m \\u202e of Length"
    page.write_text(f'[{{"paper": {{"id": "2401.00001", "title": "{words}", "summary": "{words}", "x": "{words}"}}}}]')
    with Library.open(tmp_path / "data") as library:
        report = library.import_files([str(page)])
        assert report.new == 1
        (entry,) = library.entries()
    with Library.open(tmp_path / "data") as library:
        titles = [each.paper.title for each in library.entries()]
        assert titles == [entry.paper.title] == ["A Title [31m of Length"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("arxiv_feed.xml", (("Counting", "& Counting"), ("Sparse", "& Sparse"))),
        ("arxiv_feed.xml", (("</entry>", ""), ("Counting", "& Counting"))),
        ("hf_daily.json", (('"authors": [', '"authors": '), ('"title": "', '"title" "'))),
    ],
)
def test_rejected_entries_written_for_mending_are_read_as_the_same_entries(
    name: str, changes: tuple[tuple[str, str], ...]
) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    reader = find(OWN[name])
    first = reader.read(text, "f").problems
    again = reader.read(text_of(reader.name, first), "f").problems
    assert len(first) == 2
    assert [problem.entry for problem in again] == [problem.entry for problem in first]


def check(path: Path, expected: str) -> None:
    """The reader that is found is the expected one, and surer than any other."""
    text = load(path).text
    found = sniff(text)
    assert found is not None
    assert found.name == expected
    others = [importer.sniff(text) for importer in importers() if importer is not found]
    assert found.sniff(text) > max(others)
