"""CSL-JSON of reference managers, item by item."""

import json
from pathlib import Path
from typing import Any

import pytest

from papershelf.importers import Page, Record, draft, find
from tests.import_tools import NOW, SAMPLES, needs_samples, page_of

DATA = Path(__file__).parent / "data"


def read(text: str) -> Page:
    """The page that a text of CSL-JSON is."""
    return find("csl-json").read(text, "x.json")


def only(**item: Any) -> Record:
    """The record of a single item."""
    (record,) = read(json.dumps([{"type": "article", "title": "T", **item}])).records
    return record


def test_an_item_becomes_a_record() -> None:
    page = page_of(DATA / "small.csl.json")
    assert page.format == "csl-json"
    first, last = page.records
    assert first.title == "Lanterns of H2O & pH where a <b and c> d"
    assert first.abstract == "Light travels.\n\nIt comes back."
    assert draft(first, page, NOW).abstract == "Light travels.\nIt comes back."
    assert first.authors == ("Jan van den Berg Jr.", "The Lantern Group", "Jane Doe")
    assert first.published == "2021-05-03"
    assert first.identifiers == {"doi": "10.1234/LANTERN.5", "arxiv": "2105.01234", "pmid": "123"}
    assert (first.urls, first.venue) == (("https://example.org/a",), "Journal of Lanterns")
    assert first.keywords == ("light", "glass")
    raw = json.loads(first.raw)
    assert raw["title"].startswith("<i>Lanterns</i>")
    assert raw["publisher"] == "Nobody"
    assert raw["author"][2]["ORCID"] == "0000"
    assert (last.title, last.identifiers, last.published) == ("The Third", {"arxiv": "2310.06927"}, "2022-05-10")
    assert (first.line, last.line, last.position) == (2, 21, 2)


def test_an_item_without_a_title_is_a_problem_that_can_be_mended_alone() -> None:
    (problem,) = page_of(DATA / "small.csl.json").problems
    assert problem.line == 20
    assert "no title" in problem.reason
    (record,) = read(problem.entry.replace('"two"', '"two", "title": "Found"')).records
    assert record.title == "Found"


def test_a_broken_item_takes_no_other_with_it() -> None:
    text = (DATA / "small.csl.json").read_text().replace('{"family": "Roe"}]', '{"family": "Roe"}')
    page = read(text)
    assert [record.title for record in page.records][1:] == ["The Third"]
    (problem,) = page.problems
    assert problem.entry.startswith('{"id": "two"')


@pytest.mark.parametrize("wrapped", ['{"items": [%s]}', "[%s]", "%s"])
def test_items_are_found_in_a_list_an_object_or_alone(wrapped: str) -> None:
    text = wrapped % '{"type": "book", "title": "A Book", "issued": {"raw": "2020"}, "ISBN": "978-3-16-148410-0"}'
    (record,) = read(text).records
    assert (record.title, record.published) == ("A Book", "2020")
    assert record.identifiers == {"isbn": "978-3-16-148410-0"}
    assert find("csl-json").sniff(text) > 0.9


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [["2020", "7"]], "season": "2"}, "2020-07"),
        ({"date-parts": [[2020, 1, 2], [2021]]}, "2020-01-02"),
        ({"date-parts": [[]], "literal": "Spring 2020"}, "2020"),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": "2020"}, None),
        ("2020-03-04", "2020-03-04"),
        (7, None),
        (None, None),
    ],
)
def test_dates_come_in_many_forms(issued: object, date: str | None) -> None:
    assert only(issued=issued).published == date


def test_where_it_appeared_is_the_container_then_the_event_then_the_publisher() -> None:
    given = {"container-title": "Journal", "event-title": "Meeting", "publisher": "House"}
    assert only(**given).venue == "Journal"
    del given["container-title"]
    assert only(**given).venue == "Meeting"
    del given["event-title"]
    assert only(**given).venue == "House"


@pytest.mark.parametrize("item", [{"author": "x"}, {"author": [7, None, {}]}, {"issued": []}, {"URL": 7}, {"note": {}}])
def test_fields_of_another_kind_stay_in_the_raw_record(item: dict[str, Any]) -> None:
    record = only(**item)
    assert (record.title, record.authors) == ("T", ())
    assert json.loads(record.raw).items() >= item.items()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b > c & d; <MASK> &madeup;", "a < b > c & d; <MASK> &madeup;"),
        ("x<sup>2</sup> &lt;i&gt;", "x2 <i>"),
        ('<span style="font-variant:small-caps;">Caps</span>', "Caps"),
        ("two  blanks", "two  blanks"),
        ("R&region &notit; &eacute;", "R&region &notit; é"),
    ],
)
def test_only_tags_and_entities_are_taken_off(text: str, shown: str) -> None:
    assert only(title=text).title == shown


def test_an_address_in_place_of_a_doi_stays_an_address() -> None:
    record = only(DOI="https://example.org/chapter/10", URL="https://example.org/a")
    assert record.identifiers == {}
    assert record.urls == ("https://example.org/a", "https://example.org/chapter/10")
    assert json.loads(record.raw) == {"type": "article", "DOI": "https://example.org/chapter/10"}


def test_json_that_holds_no_items_is_said_to() -> None:
    assert read("[]").problems[0].line == 0
    (problem,) = read('[7, "x"]').problems
    assert problem.entry == '7, "x"'


@needs_samples
def test_zoteros_export_is_read_whole() -> None:
    path = SAMPLES / "csl" / "real_zotero_EricMFink.json"
    items = json.loads(path.read_text(encoding="utf-8"))
    page = page_of(path)
    assert page.format == "csl-json"
    assert page.problems == ()
    assert len(page.records) == len(items) == 1018
    signs = ("<i>", "&nbsp;", "&quot;", "&apos;", "&#")  # all the markup there is, and in abstracts only
    marked = [any(sign in item.get("abstract", "") for sign in signs) for item in items]
    assert sum(marked) == 13
    for item, record, is_marked in zip(items, page.records, marked, strict=True):
        assert record.title == item["title"]
        assert (record.abstract != item.get("abstract", "")) == is_marked
        assert len(record.authors) == len(item.get("author", ()))
        assert record.identifiers.get("doi", "") in item.get("DOI", "")  # one stands in a link
        assert record.identifiers.get("isbn") == item.get("ISBN")
        url = item.get("URL", "")
        assert record.urls[:1] == ((url,) if url.startswith("http") else ())
        assert url in record.urls or url in record.raw  # some have no scheme
        year = item.get("issued", {}).get("date-parts", [[None]])[0][0]
        assert year is None or (record.published or "")[:4] == str(year)
    assert sum("doi" in record.identifiers for record in page.records) == 117
    assert sum("DOI" in item for item in items) == 121  # four are addresses of a university’s own resolver
    assert sum(record.published is not None for record in page.records) == 989  # two of 991 say “n.d.”
