"""What holds for RIS, CSL-JSON, JSON Lines and tables alike: nothing raises, nothing is dropped, none is another."""

import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papershelf.errors import Cancelled
from papershelf.importers import Importer, draft, find, importers, sniff
from papershelf.progress import Step
from tests.hostile import HOSTILE
from tests.import_tools import NOW, PAGES, SAMPLES, SEEDS, needs_samples

NAMES = ("ris", "csl-json", "jsonl", "csv")
GOOD = {
    "ris": "TY  - JOUR\nTI  - {}\nER  - \n",
    "csl-json": '{{"type": "article", "title": "{}", "issued": {{}}}}',
    "jsonl": '{{"title": "{}", "authors": ["A"]}}\n',
    "csv": '"{}",2020\n',
}
FRAME = {"ris": ("", "", ""), "csl-json": ("[", ",\n", "]"), "jsonl": ("", "", ""), "csv": ("title,year\n", "", "")}
PIECES = (
    *("TY  - JOUR", "TY - X", "ER  - ", "TI  - A", "AU  - ;,;", "PT J", "   x", "FN a", "UR  - https://;https://"),
    *("[", "]", "{", "}", '"title"', ":", ",", '{"title": "A"}', '"', "\\", '{"items": [', '{"schema": 1, "papers": ['),
    *('"issued": {"date-parts": [[', "9" * 400, "title,year", "sep=;", "\0", "\r", "\ufeff", "\ud800", "a;b\tc", '""'),
)
texts = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(HOSTILE), st.text(max_size=9)), max_size=30).map(
        "\n".join
    ),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@pytest.fixture(params=NAMES)
def reader(request: pytest.FixtureRequest) -> Importer:
    """Each of the readers."""
    return find(request.param)


@settings(deadline=None, max_examples=150)
@given(texts)
@example("\n".join(HOSTILE))
@example("[" * 3000)
@example('{"title":' * 3000)
def test_any_text_is_read_without_a_failure(text: str) -> None:
    for name in NAMES:
        reader = find(name)
        assert 0 <= reader.sniff(text) <= 1
        page = reader.read(text, "x")
        assert page.records or page.problems or (name == "jsonl" and not text.strip())
        assert [record.position for record in page.records] == list(range(1, len(page.records) + 1))
        last = text.count("\n") + 1
        for record in page.records:
            assert 1 <= record.line <= last
            assert record.title.strip()
            draft(record, page, NOW)
        for problem in page.problems:
            assert 0 <= problem.line <= last
            assert problem.reason
            reader.read(problem.entry, "x")


def joined(name: str, entries: list[str]) -> str:
    """A whole text of entries."""
    before, between, after = FRAME[name]
    return before + between.join(entries) + after


@pytest.mark.parametrize("place", [0, 3, 6])
def test_one_broken_entry_among_good_ones_costs_only_itself(reader: Importer, place: int) -> None:
    entries = [GOOD[reader.name].format(f"Title {number}") for number in range(6)]
    entries.insert(place, GOOD[reader.name].format(" "))
    page = reader.read(joined(reader.name, entries), "x")
    assert [record.title for record in page.records] == [f"Title {number}" for number in range(6)]
    (problem,) = page.problems
    assert "no title" in problem.reason
    mended = reader.read(problem.entry.replace(" ", "Mended", 1) if reader.name != "ris" else problem.entry + "x", "x")
    assert len(mended.records) + len(mended.problems) == 1


def test_a_hundred_thousand_entries_are_read_in_time_and_can_be_called_off(reader: Importer) -> None:
    text = joined(reader.name, [GOOD[reader.name].format("T")] * 20_000)
    beats = [time.monotonic()]

    def hear(_step: Step) -> None:
        beats.append(time.monotonic())

    assert len(reader.read(text, "x", hear).records) == 20_000
    assert len(beats) > 20

    def stop(step: Step) -> None:
        if step.done >= 250:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        reader.read(text, "x", stop)


HUGE = {
    "ris": [
        "TY  - J\n" + "TI  - a\n" * 50_000,
        "TY  - J\nTI  - a\n" + "x\n" * 100_000,
        "TY  - J\nKW  - " + "; " * 100_000,
    ],
    "csl-json": [
        '[{"title": "a' + "<b " * 100_000,
        '[{"type":"book","title": "' + "&a" * 99_999 + '"}]',
        "{[" * 99_999,
    ],
    "jsonl": [
        '{"title": "a", "authors": "' + " and" * 99_999 + '"}',
        '{"title": "' + " " * 200_000 + '"}',
        "[" * 200_000,
    ],
    "csv": ["title,year\n" + '"' * 200_001, "title\n" + "," * 200_000, "," * 200_000 + "\n", '"' + "\n" * 200_000],
}


def test_long_texts_take_no_more_than_their_length(reader: Importer) -> None:
    start = time.process_time()
    for text in HUGE[reader.name]:
        page = reader.read(text, "x")
        for record in page.records:
            draft(record, page, NOW)
        reader.sniff(text)
    assert time.process_time() - start < 4


records = st.fixed_dictionaries(
    {"TI": st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)},
    optional={
        "AB": st.text(st.sampled_from("ab -\n"), max_size=200),
        "KW": st.lists(st.text(st.sampled_from("abc"), min_size=1), unique=True, max_size=3),
        "AU": st.lists(st.text(st.sampled_from("abc"), min_size=1), max_size=3),
        "PY": st.integers(1500, 2100).map(str),
        "XX": st.text(st.sampled_from("abc")),
    },
)


@settings(deadline=None, max_examples=60)
@given(st.lists(records, max_size=5), st.sampled_from(["\n", "\n\n"]), st.booleans())
def test_ris_that_is_written_comes_back(given_records: list[dict[str, str | list[str]]], gap: str, ends: bool) -> None:
    entries = []
    for fields in given_records:
        values = (
            (tag, each) for tag, value in fields.items() for each in ([value] if isinstance(value, str) else value)
        )
        entries.append("\n".join(["TY  - JOUR", *(f"{tag}  - {value}" for tag, value in values), *["ER  - "][:ends]]))
    page = find("ris").read(gap.join(entries), "x")
    assert len(page.records) == len(given_records)
    for fields, record in zip(given_records, page.records, strict=True):
        assert record.title == fields["TI"]
        assert "".join(record.abstract.split()) == "".join(str(fields.get("AB", "")).split())
        assert list(record.authors) == fields.get("AU", [])
        assert list(record.keywords) == fields.get("KW", [])
        assert record.published == fields.get("PY")


@pytest.mark.parametrize("path", [*SEEDS, *sorted(PAGES.glob("*"))], ids=lambda path: path.name)
def test_a_page_of_papers_is_none_of_these(path: object) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")  # type: ignore[attr-defined]  # parametrize knows no types
    assert all(find(name).sniff(text) == 0 for name in NAMES)


OTHERS = {
    "bibtex": "@article{a,\n  title = {A, B; C},\n}\n",
    "atom": '<?xml version="1.0"?>\n<feed><entry><title>A</title></entry></feed>\n',
    "daily": json.dumps([{"paper": {"id": "2105.01234", "title": "A", "summary": "S"}, "title": "A", "summary": "S"}]),
    "crossref": json.dumps({"status": "ok", "message": {"title": ["A"], "DOI": "10.1234/a"}}),
    "prose": "Title, year and authors\nstand in the first line; this is prose.\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_are_none_of_these(name: str) -> None:
    assert {each: find(each).sniff(OTHERS[name]) for each in NAMES if find(each).sniff(OTHERS[name])} == {}


def test_a_list_of_hugging_faces_command_is_left_to_its_own_reader() -> None:
    flat = json.dumps([{"id": "2105.01234", "title": "A", "summary": "S", "published_at": "2021", "upvotes": 3}])
    assert find("jsonl").sniff(flat) < 0.3


@pytest.mark.parametrize("name", NAMES)
def test_each_knows_its_own(name: str) -> None:
    text = joined(name, [GOOD[name].format("A Title")] * 3)
    assert sniff(text) is find(name)


@needs_samples
def test_every_sample_goes_to_the_reader_of_its_kind() -> None:
    kinds = {".ris": "ris", ".csl.json": "csl-json", "EricMFink.json": "csl-json", ".jsonl": "jsonl"}
    seen = 0
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and "truth" not in path.name:
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            kind = next((kind for ending, kind in kinds.items() if path.name.endswith(ending)), None)
            best = max(importers(), key=lambda importer: importer.sniff(text))
            assert (best.name if best.sniff(text) > 0.5 and best.name in NAMES else None) == kind, path
            seen += kind is not None
    assert seen == 1 + 15 + 3 + 2 + 1
