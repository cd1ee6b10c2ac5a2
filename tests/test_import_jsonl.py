"""JSON Lines, papershelf's own and anyone's, line by line."""

import gzip
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.exporters.json_document import entry_json
from papershelf.importers import Page, Problem, Record, draft, find, read_source
from papershelf.importers.files import Source
from papershelf.importers.json_lines import JsonLines
from papershelf.marks import Entry, Mark
from papershelf.paper import Link, LinkKind
from papershelf.progress import Step
from tests.import_tools import NOW, SHARED, paper

CORPUS = SHARED / "corpora" / "papers_10k.jsonl.gz"


def read(text: str) -> Page:
    """The page that a text of JSON Lines is."""
    return JsonLines().read(text, "x.jsonl")


def only(**fields: Any) -> Record:
    """The record of a single line."""
    found = JsonLines().read_line(json.dumps({"title": "T", **fields}), 1, 1)
    assert isinstance(found, Record)
    return found


def test_a_plain_line_becomes_a_record() -> None:
    record = only(
        abstract="Words.",
        authors=["Jane Doe", "R. Roe"],
        year=2021,
        url="https://arxiv.org/abs/2105.01234",
        doi="10.1234/a.b",
        venue="nowhere",
        source="somewhere:file.json",
        keywords=["a", "b"],
        categories=["cs.LG"],
        upvotes=7,
        github="https://github.com/example/lantern",
    )
    assert (record.title, record.abstract, record.authors) == ("T", "Words.", ("Jane Doe", "R. Roe"))
    assert (record.published, record.venue, record.upvotes) == ("2021", "nowhere", 7)
    assert record.identifiers == {"doi": "10.1234/a.b"}
    assert record.urls == ("https://arxiv.org/abs/2105.01234", "https://github.com/example/lantern")
    assert record.keywords == ("a", "b", "cs.LG")
    assert json.loads(record.raw) == {"source": "somewhere:file.json"}
    assert draft(record, Page("x", (record,), ()), NOW).identifiers["arxiv"] == "2105.01234"


def test_a_line_that_says_no_more_than_the_record_has_no_raw_text() -> None:
    assert only(abstract="", authors=[], year="2021", doi="", venue=None).raw == ""


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["A One", "B Two"], ("A One", "B Two")),
        (["One, A", "Two, B"], ("A One", "B Two")),
        (["A One", "Lanterns, Inc."], ("A One", "Lanterns, Inc.")),
        ([{"name": "A One"}, {"given": "B", "family": "Two"}, {"x": 1}], ("A One", "B Two")),
        ("A One; B Two", ("A One", "B Two")),
        ("One, A; Two, B", ("A One", "B Two")),
        ("A One and B Two", ("A One", "B Two")),
        ("One, A and Two, B", ("A One", "B Two")),
        ("A One, B Two and C Three", ("A One", "B Two", "C Three")),
        ("A One, B Two, C Three", ("A One", "B Two", "C Three")),
        ("One, A", ("A One",)),
        (7, ()),
    ],
)
def test_authors_come_in_many_forms(value: object, names: tuple[str, ...]) -> None:
    assert only(authors=value).authors == names


@pytest.mark.parametrize("key", ["title", "paper_title", "Title", "paperTitle"])
def test_fields_go_by_many_names(key: str) -> None:
    text = json.dumps({key: "T", "summary": "S", "pdf_url": "https://x.org/a.pdf", "arxiv_id": "2105.01234v2"})
    (record,) = read(text).records
    assert (record.title, record.abstract, record.urls) == ("T", "S", ("https://x.org/a.pdf",))
    assert record.identifiers == {"arxiv": "2105.01234v2"}


@pytest.mark.parametrize(
    ("fields", "date", "left"),
    [
        ({"year": "2021"}, "2021", {}),
        ({"year": 2021, "date": "2021-05-03"}, "2021-05-03", {}),
        ({"year": 2020, "date": "2021-05-03"}, "2021-05-03", {"year": 2020}),
        ({"published": "2021-05-03T10:00:00Z"}, "2021-05-03", {"published": "2021-05-03T10:00:00Z"}),
        ({"year": "forthcoming"}, None, {"year": "forthcoming"}),
        ({"year": True}, None, {"year": True}),
        ({"year": 10**30}, None, {"year": 10**30}),
        ({"year": 2021.0}, "2021", {}),
    ],
)
def test_the_most_exact_date_is_taken_and_nothing_is_lost(
    fields: dict[str, Any], date: str | None, left: dict[str, Any]
) -> None:
    record = only(**fields)
    assert record.published == date
    assert json.loads(record.raw or "{}") == left


def test_an_id_counts_where_it_has_the_form_of_one() -> None:
    assert only(id="2105.01234").identifiers == {"arxiv": "2105.01234"}
    assert only(id="10.1234/x").identifiers == {"doi": "10.1234/x"}
    assert json.loads(only(id="s17").raw) == {"id": "s17"}
    wrong = only(doi="https://example.org/chapter/1")
    assert (wrong.identifiers, wrong.urls) == ({}, ("https://example.org/chapter/1",))


def ours(**more: Any) -> dict[str, Any]:
    """What papershelf prints of a paper."""
    made = paper(
        "Lanterns",
        "Words of\nlight.",
        id="abc",
        authors=("Jane Doe", "Lanterns, Inc."),
        published="2021-05-03",
        identifiers={"arxiv": "2105.01234", "acl": "x.1"},
        links=(Link("https://github.com/a/b", LinkKind.CODE),),
    )
    return {**entry_json(Entry(made, Mark("abc", starred=True, tags=("nlp",), note="mine"))), **more}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_papershelf_prints_is_read_again_and_marks_stay_in_the_raw_record(
    indent: int | None, wrapped: bool
) -> None:
    document: object = {"schema": 1, "papers": [ours(), ours(title="Second")]} if wrapped else ours()
    source = Source("x", json.dumps(document, indent=indent).encode())
    page = read_source(source)
    assert (page.format, page.problems) == ("jsonl", ())
    assert [record.title for record in page.records] == ["Lanterns", "Second"][: 1 + wrapped]
    record = page.records[0]
    assert (record.abstract, record.authors) == ("Words of\nlight.", ("Jane Doe", "Lanterns, Inc."))
    assert record.identifiers == {"arxiv": "2105.01234", "acl": "x.1"}
    assert (record.published, record.urls, record.keywords) == ("2021-05-03", ("https://github.com/a/b",), ())
    left = json.loads(record.raw)
    assert (left["starred"], left["tags"], left["note"], left["id"]) == (True, ["nlp"], "mine", "abc")
    assert "title" not in left


def test_lists_and_single_papers_over_several_lines_are_read() -> None:
    text = json.dumps([{"title": "A"}, {"title": "B"}, {"name": "C"}], indent=1)
    page = read(text)
    assert [(record.title, record.line) for record in page.records] == [("A", 2), ("B", 5)]
    (problem,) = page.problems
    assert problem.line == 8
    assert read(problem.entry.replace("name", "title")).records[0].title == "C"


BROKEN = [
    '{"title": "B"',
    '{"title": "B" "x": 1}',
    "[1, 2]",
    '"B"',
    "words",
    '{"name": "B"}',
    '{"title": " "}',
    "[" * 5000,
]


@pytest.mark.parametrize("line", BROKEN)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_broken_line_costs_only_itself_and_can_be_mended_alone(line: str, place: int) -> None:
    good = ['{"title": "A"}', '{"title": "C"}']
    lines = [*good[:place], line, *good[place:], ""]
    page = read_source(Source("x", "\n".join(lines).encode("utf-8", "surrogatepass")))
    assert page.format == "jsonl"
    page = read("\n".join([*good[:place], line, *good[place:]]) + "\n")
    assert [record.title for record in page.records] == ["A", "C"]
    (problem,) = page.problems
    assert (problem.file, problem.line, problem.entry) == ("x.jsonl", place + 1, line)
    assert read('{"title": "B"}').records[0].title == "B"


def test_a_single_line_can_be_read_without_the_rest() -> None:
    reader = JsonLines()
    assert reader.read_line("  \n", 5, 1) is None
    record = reader.read_line('{"title": "A"}\n', 6, 3)
    assert isinstance(record, Record)
    assert (record.line, record.position) == (6, 3)
    problem = reader.read_line("words\n", 7, 4)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.entry, problem.file) == (7, "words", "")


def test_a_line_longer_than_what_is_looked_at_is_known_and_read() -> None:
    text = json.dumps({"paper_title": "A", "text": "word " * 50_000}) + "\n" + '{"title": "B"}'
    page = read_source(Source("x", text.encode()))
    assert page.format == "jsonl"
    assert [record.title for record in page.records] == ["A", "B"]


def test_odd_numbers_surrogates_and_depth_do_no_harm() -> None:
    deep = "[" * 90 + "]" * 90
    odd = [r'"\udfff"', "9" * 5000, deep, "NaN"]
    page = read(
        "\n".join(f'{{"title": "{name}", "x": {x}}}' for name, x in zip([r"A\ud800", *"BCD"], odd, strict=True))
    )
    assert [record.title for record in page.records] == ["A\ud800", "B", "C", "D"]
    assert json.loads(page.records[0].raw) == {"x": "\udfff"}
    assert page.records[2].raw == f'{{"x":{deep}}}'


def test_the_listener_hears_of_every_line_and_may_call_it_off() -> None:
    text = '{"title": "A"}\n' * 1000
    heard: list[Step] = []
    JsonLines().read(text, "x", heard.append)
    assert (heard[-1].done, heard[-1].total) == (1000, 1000)

    def stop(step: Step) -> None:
        if step.done:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        JsonLines().read(text, "x", stop)


papers = st.fixed_dictionaries(
    {"title": st.text(min_size=1).filter(lambda text: text.strip() != "")},
    optional={
        "abstract": st.text(),
        "authors": st.lists(st.text(st.characters(exclude_characters=","), min_size=1), max_size=4),
        "year": st.integers(1500, 2100),
        "venue": st.text(),
        "keywords": st.lists(st.text(min_size=1), max_size=3),
        "upvotes": st.integers(0, 10**6),
        "odd": st.recursive(
            st.none() | st.text() | st.floats(allow_nan=False), lambda inner: st.lists(inner, max_size=3)
        ),
    },
)


@settings(deadline=None, max_examples=50)
@given(st.lists(papers, max_size=6), st.booleans())
def test_what_is_written_comes_back(given_papers: list[dict[str, Any]], plain: bool) -> None:
    page = read("\n".join(json.dumps(each, ensure_ascii=plain) for each in given_papers))
    assert page.problems == ()[: len(given_papers)] or not given_papers
    assert len(page.records) == len(given_papers)
    for each, record in zip(given_papers, page.records, strict=True):
        assert record.title == each["title"]
        assert record.abstract.strip() == each.get("abstract", "").strip()
        assert record.authors == tuple(each.get("authors", ()))
        assert record.published == (str(each["year"]) if "year" in each else None)
        assert record.keywords == tuple(each.get("keywords", ()))
        assert record.upvotes == each.get("upvotes")
        assert json.loads(record.raw or "{}").get("odd") == (each.get("odd") or (0.0 if each.get("odd") == 0 else None))


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the shared corpus is not at {CORPUS}")
def test_ten_thousand_papers_are_read_and_none_dropped() -> None:
    text = gzip.decompress(CORPUS.read_bytes()).decode()
    assert find("jsonl").sniff(text) > 0.5
    start = time.process_time()
    page = read(text)
    assert time.process_time() - start < 2  # a tenth of this is usual
    assert page.problems == ()
    items = [json.loads(line) for line in text.splitlines()]
    assert len(page.records) == len(items) == 10_000
    for item, record in zip(items, page.records, strict=True):
        assert (record.title, record.abstract) == (item["title"], item["abstract"])
        assert record.authors == tuple(item.get("authors", ()))
        assert (record.published, record.venue) == (str(item["year"]), item["venue"])
        assert record.identifiers.get("arxiv") == item.get("arxiv")
        assert not item.get("url") or item["url"] in record.urls
        assert record.upvotes == item.get("upvotes")
        assert json.loads(record.raw)["source"] == item["source"]
