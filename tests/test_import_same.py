"""The same five hundred papers in several formats, written by several programs, come out the same."""

import json
from functools import cache
from typing import Any

import pytest

from papershelf.identity import canonical_doi
from papershelf.importers import Page, Record
from papershelf.text import title_key
from tests.import_tools import SAMPLES, needs_samples, page_of

pytestmark = needs_samples

SAME = SAMPLES / "same_500_papers"
FORMATS = {
    "sample500.jsonl": "jsonl",
    "sample500.csl.json": "csl-json",
    "sample500.rispy.ris": "ris",
    "sample500.citationjs.ris": "ris",
    "sample500.bibutils.ris": "ris",
}


@cache
def reference() -> tuple[dict[str, Any], ...]:
    """What the papers are."""
    return tuple(json.loads(line) for line in (SAME / "sample500.jsonl").read_text(encoding="utf-8").splitlines())


@cache
def page(name: str) -> Page:
    """What a file was read as."""
    return page_of(SAME / name)


def pairs(name: str) -> list[tuple[dict[str, Any], Record]]:
    """Each paper with what a file says of it: all keep their order."""
    return list(zip(reference(), page(name).records, strict=True))


def letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text))


def blanks(names: list[str] | tuple[str, ...]) -> list[str]:
    """Names with single blanks: two of them come with a double or an unbreakable one."""
    return [" ".join(name.split()) for name in names]


@pytest.mark.parametrize("name", FORMATS)
def test_every_paper_comes_and_nothing_is_a_problem(name: str) -> None:
    assert page(name).format == FORMATS[name]
    assert page(name).problems == ()
    assert len(page(name).records) == len(reference()) == 500


# bibutils takes the names of TeX commands for words: `\mathbb{R}` becomes `$\textbackslash mathbb{R}$`.
@pytest.mark.parametrize(("name", "lost"), [(name, 11 if "bibutils" in name else 0) for name in FORMATS])
def test_titles_are_the_same(name: str, lost: int) -> None:
    other = [record.title for paper, record in pairs(name) if title_key(paper["title"]) != title_key(record.title)]
    assert len(other) == lost
    assert all("textbackslash" in title for title in other)


# bibutils writes none at all.
@pytest.mark.parametrize(("name", "lost"), [(name, 500 if "bibutils" in name else 0) for name in FORMATS])
def test_abstracts_are_the_same_by_letters_and_digits(name: str, lost: int) -> None:
    other = [record.abstract for paper, record in pairs(name) if letters(paper["abstract"]) != letters(record.abstract)]
    assert other == [""] * lost


@pytest.mark.parametrize("name", FORMATS)
def test_words_cut_in_the_middle_are_whole_again(name: str) -> None:
    if "bibutils" in name:
        assert not any(record.abstract for record in page(name).records)
        return
    other = [paper for paper, record in pairs(name) if paper["abstract"].split() != record.abstract.split()]
    assert other == []


# bibutils spells 17 lists its own way: `J.C.` and `JV` with blanks and points, straight apostrophes as bent ones.
@pytest.mark.parametrize(("name", "lost"), [(name, 17 if "bibutils" in name else 0) for name in FORMATS])
def test_authors_are_the_same_in_spoken_order(name: str, lost: int) -> None:
    other = [record.authors for paper, record in pairs(name) if blanks(paper["authors"]) != blanks(record.authors)]
    assert len(other) == lost


@pytest.mark.parametrize("name", FORMATS)
def test_year_and_address_are_the_same(name: str) -> None:
    for paper, record in pairs(name):
        assert record.published == str(paper["year"])
        assert paper["url"] in record.urls


# Where the paper has an address in place of a DOI (8 times), Citation.js finds the DOI within; nobody else does.
@pytest.mark.parametrize(("name", "found"), [(name, 8 if "citationjs" in name else 0) for name in FORMATS])
def test_dois_are_the_same(name: str, found: int) -> None:
    other = [
        (paper["doi"], record.identifiers["doi"])
        for paper, record in pairs(name)
        if canonical_doi(paper["doi"]) != canonical_doi(record.identifiers.get("doi", ""))
    ]
    assert len(other) == found
    assert all(doi in address for address, doi in other)
    with_doi = sum("doi" in record.identifiers for record in page(name).records)
    assert with_doi == sum(canonical_doi(paper["doi"]) is not None for paper in reference()) + found
