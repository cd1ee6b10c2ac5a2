"""Real and synthetic extractions of the same kind of page, by other tools; read from beside the checkout."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from papershelf.text import clean
from tests.import_tools import SAMPLES, drafts_of, needs_samples, page_of

pytestmark = needs_samples

TEXTS = SAMPLES / "hf_text"


def truths() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What the real excerpts hold, by file."""
    path = TEXTS / "truth.json"
    yield from json.loads(path.read_text()).items() if path.exists() else ()


@pytest.mark.parametrize("name", ["synth_w3m.txt", "synth_bs4_strings_nl.txt"])
def test_all_forty_papers_come_exactly_right(name: str) -> None:
    truth = json.loads((SAMPLES / "hf_html" / "synth_search_page_40.truth.json").read_text())
    page = page_of(TEXTS / name)
    assert page.problems == ()
    assert page.date == "Oct 7"
    assert [clean(record.title) for record in page.records] == [clean(paper["title"]) for paper in truth]
    for record, paper in zip(page.records, truth, strict=True):
        # A line that the tool broke stays broken in the raw text; joining it is the business of `text.unwrap`.
        assert "".join(record.abstract.split()) == "".join(paper["abstract"].split())
        year = paper["date"].partition(", ")[2]
        assert (record.published or "")[:4] == year
        assert clean(record.abstract) == clean(paper["abstract"])


@pytest.mark.parametrize(("name", "truth"), truths())
def test_markdown_pages_give_titles_ids_and_code(name: str, truth: list[dict[str, Any]]) -> None:
    page = page_of(TEXTS / name)
    assert page.problems == ()
    drafts = drafts_of(page)
    assert [paper.title for paper in drafts] == [paper["title"] for paper in truth]
    for paper, expected in zip(drafts, truth, strict=True):
        assert paper.identifiers.get("arxiv") == expected.get("arxiv")
        assert paper.sources[0].upvotes == expected["upvotes"]
        assert paper.abstract.endswith(".")
        assert "](" not in paper.raw_abstract
        if "code" in expected:
            assert paper.repository
            assert paper.repository.url.lower() == expected["code"]


@pytest.mark.parametrize("name", ["real_bs4_nl_2024-08.txt", "real_html2text_2024-08.txt"])
def test_daily_pages_give_titles_without_abstracts_and_say_so_once(name: str) -> None:
    page = page_of(TEXTS / name)
    titles = [paper.title for paper in drafts_of(page)]
    assert len(titles) == 13
    assert titles[0] == "The Llama 3 Herd of Models"
    assert "Improving 2D Feature Representations by 3D-Aware Fine-Tuning" in titles
    assert titles[12].startswith("NeRF-MAE: Masked AutoEncoders for Self-Supervised 3D Representation Learning for")
    (problem,) = page.problems
    assert problem.line == 0
    assert page.date == "Aug 1"


def test_html2text_keeps_the_arxiv_ids() -> None:
    ids = [record.identifiers.get("arxiv") for record in page_of(TEXTS / "real_html2text_2024-08.txt").records]
    assert ids[:3] == ["2407.21783", "2407.21705", "2407.21770"]
    assert None not in ids


@pytest.mark.parametrize("name", ["synth_w3m.txt", "synth_bs4_strings_nl.txt"])
def test_votes_of_all_forty_papers_are_those_of_the_page(name: str) -> None:
    shown = re.findall(
        r'<div class="leading-none">([^<]*)</div>', (SAMPLES / "hf_html" / "synth_search_page_40.html").read_text()
    )
    assert [record.upvotes for record in page_of(TEXTS / name).records] == [int(v.replace("-", "0")) for v in shown]


@pytest.mark.parametrize("name", ["real_bs4_nl_2024-08.txt", "real_html2text_2024-08.txt"])
def test_votes_of_a_daily_page_are_those_of_its_data(name: str) -> None:
    data = json.loads((SAMPLES / "hf_json" / "html_props_2024-08-01_slbqc.json").read_text())
    expected = [each["paper"]["upvotes"] for each in data["dailyPapers"]]
    assert [record.upvotes for record in page_of(TEXTS / name).records] == expected
