"""Hugging Face JSON: every field of every shape, held against the raw reply read without the program's own reader."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.importers import sniff
from papershelf.importers.hf_json import HfJson
from papershelf.text import clean
from tests.import_tools import SAMPLES, drafts_of, needs_samples, page_of

OWN = Path(__file__).parent / "data" / "hf_daily.json"
FOLDER = SAMPLES / "hf_json"
COUNTS = {
    "cli_hf_papers_info.json": 1,
    "cli_hf_papers_ls.json": 30,
    "cli_hf_papers_search.json": 3,
    "daily_papers_2026-06-12_sotawhat.json": 30,
    "daily_papers_zzjjay.json": 3,
    "html_props_2024-08-01_slbqc.json": 13,
}
ACCOUNT = re.compile(r"avatar|submitted_?by|\"_id\"|isPro|\"user\"", re.IGNORECASE)


def truths(path: Path) -> Iterator[dict[str, Any]]:
    """The papers of a reply, wrappers taken off, as plain `json` reads them."""
    source = json.loads(path.read_text(encoding="utf-8"))
    for each in source if isinstance(source, list) else source.get("dailyPapers", [source]):
        yield each.get("paper", each)


@needs_samples
@pytest.mark.parametrize("name", COUNTS)
def test_every_field_of_every_paper_is_what_the_reply_says(name: str) -> None:
    page = page_of(FOLDER / name)
    truth = list(truths(FOLDER / name))
    assert page.format == "hf-json"
    assert page.problems == ()
    assert len(page.records) == len(truth) == COUNTS[name]
    for record, paper, draft in zip(page.records, truth, drafts_of(page), strict=True):
        assert (record.title, record.abstract) == (paper["title"], paper["summary"])
        assert draft.title == clean(paper["title"])
        assert record.authors == tuple(author["name"] for author in paper["authors"])
        assert record.identifiers == {"arxiv": paper["id"]}
        assert record.published == (paper.get("publishedAt") or paper["published_at"])[:10]
        assert record.upvotes == paper.get("upvotes")
        assert list(record.keywords) == paper.get("ai_keywords", [])
        given_urls = [paper.get("githubRepo"), paper.get("projectPage") or paper.get("project_page")]
        assert list(record.urls) == [url for url in given_urls if url]
        assert not ACCOUNT.search(record.raw)
        assert json.loads(record.raw).get("paper", json.loads(record.raw))["id"] == paper["id"]


@needs_samples
def test_pages_know_their_day_and_records_their_line() -> None:
    dates = {name: page_of(FOLDER / name).date for name in COUNTS if not name.startswith("cli")}
    assert list(dates.values()) == ["2026-06-12", "2026-05-08", "2024-08-01"]
    for name in ("daily_papers_zzjjay.json", "html_props_2024-08-01_slbqc.json"):
        lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
        for record in page_of(FOLDER / name).records:
            assert lines[record.line - 1].strip() == "{"
            assert f'"id": "{record.identifiers["arxiv"]}"' in "".join(lines[record.line : record.line + 3])


def test_own_reply_is_read_to_the_last_field() -> None:
    page = page_of(OWN)
    first, second = page.records
    assert first.title == "Sparse Ferrets:\n  Pruning by Sleep"
    assert first.published == "2024-01-02"
    assert first.authors == ("Ada Ferret", "Bo Łukasz")
    assert first.urls == ("https://github.com/sleepy-ferret/prune", "https://sleepy-ferret.github.io")
    assert (first.keywords, first.upvotes) == (("pruning", "sleep"), 12)
    assert json.loads(first.raw) == {
        "paper": {
            "id": "2401.00001",
            "publishedAt": "2024-01-02T10:00:00.000Z",
            "submittedOnDailyAt": "2024-01-05T00:00:00.000Z",
            "upvotes": 12,
            "githubRepo": "https://github.com/sleepy-ferret/prune",
            "githubStars": 7,
            "projectPage": "https://sleepy-ferret.github.io",
            "ai_summary": "Models are pruned.",
            "ai_keywords": ["pruning", "sleep"],
            "organization": {"name": "ferrets", "fullname": "Ferret Lab"},
        },
        "publishedAt": "2024-01-04T20:00:00.000Z",
        "mediaUrls": ["https://cdn-uploads.huggingface.co/x.mp4"],
        "numComments": 2,
    }
    assert (second.abstract, second.published, second.upvotes, second.urls) == ("", None, None, ())
    assert page.date == "2024-01-05"
    assert drafts_of(page)[0].title == "Sparse Ferrets: Pruning by Sleep"


def test_what_the_record_does_not_hold_stays_in_raw() -> None:
    paper = {"id": "1", "title": "T", "summary": "S", "authors": [{"name": "A", "affiliation": "B"}, 3], "more": [1]}
    (record,) = HfJson().read(json.dumps({"paper": paper, "title": "Other"}), "f").records
    assert json.loads(record.raw) == {
        "paper": {"id": "1", "authors": [{"name": "A", "affiliation": "B"}, 3], "more": [1]},
        "title": "Other",
    }
    assert record.identifiers == {}


def test_broken_entries_can_be_mended_alone() -> None:
    text = (
        OWN.read_text(encoding="utf-8")
        .replace('"upvotes": 12,', '"upvotes": 12')
        .replace('"[Re] Counting Sheep"', '" "')
    )
    page = HfJson().read(text, "f")
    assert page.records == ()
    broken, untitled = page.problems
    assert (broken.line, untitled.line) == (2, 27)
    assert "line 12, column" in broken.reason
    assert "title" in untitled.reason
    mended = HfJson().read(broken.entry.replace('"upvotes": 12', '"upvotes": 12,'), "f")
    assert [record.upvotes for record in mended.records] == [12]
    assert HfJson().read(untitled.entry.replace('" "', '"A Title"'), "f").records[0].title == "A Title"


@pytest.mark.parametrize(
    "text", ["[]", '{"dailyPapers": []}', "[1]", '{"error": "Paper not found"}', "{", "null", '["a"]']
)
def test_what_holds_no_paper_is_said(text: str) -> None:
    page = HfJson().read(text, "f")
    assert page.records == ()
    assert page.problems


def test_sniffing_knows_the_shapes_by_their_beginning() -> None:
    text = OWN.read_text(encoding="utf-8")
    assert sniff(text) is not None
    assert sniff(text).name == "hf-json"  # type: ignore[union-attr] # asserted above
    assert HfJson().sniff('[{"paper": {"id": "2407.21783", "authors": [' + '{"name": "x"},' * 9999) > 0.9
    for other in ('{"title": "x", "summary": "y"}', "[1]", '[{"id": "a", "type": "article", "title": "b"}]', "no"):
        assert HfJson().sniff(other) == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_reply_that_is_cut_or_struck_loses_nothing_silently(data: st.DataObject) -> None:
    wrappers = [{"paper": {"id": f"2401.{n:05}", "title": f"T{n}", "summary": "S"}} for n in range(5)]
    text = json.dumps(wrappers, indent=data.draw(st.sampled_from([None, 1])))
    place = data.draw(st.integers(1, len(text) - 1))
    struck = data.draw(st.sampled_from(["cut", *'"{}[]:,x']))
    text = text[:place] if struck == "cut" else text[:place] + struck + text[place + 1 :]
    page = HfJson().read(text, "f")
    told = "".join(problem.entry for problem in page.problems) + "".join(
        f"{record.title} {record.raw}" for record in page.records
    )
    for number in range(5):
        if f'"T{number}"' in text:
            assert f"T{number}" in told
    assert page.problems or len(page.records) == 5
