"""All 119 addresses of the five seed pages, against a truth that was read by eye from the raw text."""

import json
from collections import Counter
from pathlib import Path

import pytest

from papershelf.links import find_links
from papershelf.text import clean
from tests.seed_records import seed_records

TRUTH: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent / "data" / "seed_links.json").read_text(encoding="utf-8")
)


def found(text: str) -> list[dict[str, str]]:
    """What is found, in the form of the truth."""
    return [{"url": link.url, "kind": link.kind.value} for link in find_links(text)]


def test_the_truth_is_complete() -> None:
    links = [link for links in TRUTH.values() for link in links]
    assert len({title for title, _ in seed_records()}) == 526
    assert (len(TRUTH), len(links)) == (114, 119)
    assert len([link for link in links if link["url"].startswith("https://github.com/")]) == 90
    assert Counter(link["kind"] for link in links) == {
        **{"code": 91, "model": 8, "organization": 3, "dataset": 2, "project": 13},
        **{"video": 1, "other": 1},
    }
    assert set(TRUTH) <= {title for title, _ in seed_records()}


@pytest.mark.parametrize("title", TRUTH)
def test_every_address_of_a_paper_is_found_mended_and_told_apart(title: str) -> None:
    abstracts = {abstract for name, abstract in seed_records() if name == title}
    assert len(abstracts) == 1
    for abstract in abstracts:
        assert found(abstract) == TRUTH[title]


def test_no_other_record_names_an_address() -> None:
    assert [title for title, _ in seed_records() if find_links(title)] == []
    assert [title for title, abstract in seed_records() if title not in TRUTH and find_links(abstract)] == []


def test_cleaning_first_changes_no_address() -> None:
    for title, abstract in seed_records():
        assert found(clean(abstract)) == TRUTH.get(title, [])
