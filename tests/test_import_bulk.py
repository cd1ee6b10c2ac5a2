"""Big imports: line by line, piece by piece, called off soon, and the same in the end as if taken whole."""

import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.identity.near import _CROWD, SCAN_LIMIT, TitleIndex
from papershelf.importers import Page, files, load, load_bytes, read_source
from papershelf.importers.lines import LONGEST
from papershelf.links import find_links
from papershelf.links.find import may_hold_links
from papershelf.progress import Step
from papershelf.store import disk
from papershelf.store.layout import Layout, Tables, decode
from papershelf.store.units import Change, Kind, Unit, encode_unit
from tests.progress_tools import Heard, bytes_of
from tests.test_links_find import SOUP


def line_of(number: int) -> bytes:
    """A paper in plain words, as a line."""
    words = f"paper {number} has words of its own, {number * 7919 % 10_007}"
    return json.dumps({"title": words.title(), "abstract": f"We show that {words} is so. " * 8}).encode() + b"\n"


def lines_of(count: int) -> bytes:
    """So many of them."""
    return b"".join(map(line_of, range(count)))


def read(data: bytes) -> Page:
    """What an importer finds in it."""
    return read_source(load_bytes(data, "big.jsonl"))


def test_lines_are_read_without_the_text_of_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(*_: object) -> None:
        raise AssertionError("the whole file was decoded")

    monkeypatch.setattr(files.Source, "decoded", whole)
    page = read(lines_of(300))
    assert (page.format, len(page.records), page.problems) == ("jsonl", 300, ())
    assert [record.line for record in page.records] == list(range(1, 301))


def test_reading_lines_takes_little_more_memory_than_what_they_hold() -> None:
    data = lines_of(6_000)
    assert len(data) > 2_000_000
    read(lines_of(10))  # what is imported at the first use is no part of it
    tracemalloc.start()
    try:
        page = read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(page.records) == 6_000
    assert peak < 4 * len(data)


def test_a_line_with_bytes_of_another_encoding_is_a_problem_and_the_rest_is_read() -> None:
    bad = '{"title": "Über Laternen"}'.encode("latin-1")
    page = read(lines_of(400) + bad + b"\n" + lines_of(400))
    (problem,) = page.problems
    assert len(page.records) == 800
    assert (problem.file, problem.line, problem.format) == ("big.jsonl", 401, "jsonl")
    assert problem.entry == '{"title": "\ufffdber Laternen"}'
    assert read(problem.entry.replace("\ufffd", "Ü").encode()).records[0].title == "Über Laternen"


def test_a_file_cut_in_the_middle_of_a_line_loses_that_line_only() -> None:
    data = lines_of(50)
    page = read(data[:-20])
    assert len(page.records) == 49
    (problem,) = page.problems
    assert (problem.line, problem.entry) == (50, line_of(49)[:-20].decode())


def test_a_line_of_a_hundred_megabytes_is_not_even_parsed() -> None:
    long = b'{"title": "' + b"x" * 100_000_000 + b'"}\n'
    assert len(long) > LONGEST
    page = read(line_of(1) + long + line_of(2))
    assert len(page.records) == 2
    (problem,) = page.problems
    assert (problem.line, problem.entry) == (2, "")
    assert len(problem.text) <= 500


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_in_any_of_three_ways(end: bytes) -> None:
    page = read(end.join((line_of(1).strip(), b"", line_of(2).strip(), b"{broken", line_of(3).strip())))
    assert [record.line for record in page.records] == [1, 3, 5]
    assert [problem.line for problem in page.problems] == [4]


@given(st.text(st.sampled_from("ab é😀\r\n\ufeff"), min_size=1), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
def test_a_text_decoded_in_pieces_is_the_text(text: str, encoding: str) -> None:
    source = files.Source("a.txt", text.encode(encoding), encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_PIECE", 3)
        found = source.text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert found == ("" if not plain or plain.isspace() else plain)


def test_bad_bytes_are_told_by_line_wherever_the_pieces_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "one\ntwo é\nthree ".encode() + b"\xff here\nfour\n"
    for size in range(1, len(data) + 1):
        monkeypatch.setattr(files, "_PIECE", size)
        text, (problem,) = load_bytes(data, "a.txt").decoded()
        assert text == "one\ntwo é\nthree \ufffd here\nfour\n"
        assert problem.line == 3


def test_reading_and_decoding_a_big_file_can_be_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PIECE", 100)
    path = tmp_path / "big.txt"
    path.write_bytes(b"words and more words\n" * 500)
    heard = Heard()
    source = load(path, heard)
    reading = len(heard.steps)
    assert reading > 90
    source.decoded(heard)
    assert len(heard.steps) > reading + 90
    assert {step.unit for step in heard.steps} == {"MB"}
    with pytest.raises(Cancelled):
        load(path, Heard(10))
    with pytest.raises(Cancelled):
        load(path).decoded(Heard(10))


def test_whoever_watches_an_import_hears_of_it_often(library: Library, tmp_path: Path) -> None:
    path, heard = tmp_path / "big.jsonl", Heard()
    path.write_bytes(lines_of(3_000))
    report = library.import_files([path], progress=heard)
    assert report.new == 3_000
    for stage in ("reading", "importing", "writing"):
        assert sum(step.stage == stage for step in heard.steps) >= 12, stage


def test_files_are_the_same_whatever_pieces_they_are_written_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "big.jsonl"
    path.write_bytes(lines_of(700))
    with Library.open(tmp_path / "whole") as library:
        library.import_files([path])
        papers = dict(library._store.papers)
    monkeypatch.setattr(disk, "_PIECE", 1_000)
    monkeypatch.setattr("papershelf.store.layout._AT_A_TIME", 7)
    monkeypatch.setattr("papershelf.store.layout._KEEP_AT_MOST", 5_000)
    with Library.open(tmp_path / "pieces") as library:
        library.import_files([path])
        assert library._store.papers.keys() == papers.keys()
    with Library.open(tmp_path / "pieces") as library:
        assert {each.id: each.title for each in library._store.papers.values()} == {
            each.id: each.title for each in papers.values()
        }
        assert not library.findings
        library.undo()
        assert len(library) == 0


def test_the_parts_of_a_file_make_the_same_bytes() -> None:
    tables: Tables = {
        "_meta": {"head": {"unit": "x"}},
        "papers": {f"p{number}": {"n": number} for number in range(1_234)},
        "a": {},
    }
    layout = Layout()
    first = b"".join(layout.encode(tables))
    assert decode(first) == tables
    assert b"".join(layout.encode(tables)) == first
    tables["papers"] = {**tables["papers"], "p7": {"n": "other"}, "new": {}}
    assert decode(b"".join(layout.encode(tables))) == tables
    assert b"".join(layout.encode(tables)) == b"".join(Layout().encode(tables))


def test_the_parts_of_a_unit_make_one_line_of_json() -> None:
    changes = tuple(Change("papers", f"p{number}", None, {"title": "“T”\n"}) for number in range(3))
    for unit in (
        Unit("u", "now", Kind.DO, "words", None, ("papers",), changes),
        Unit("u", "now", Kind.DO, "", None, ()),
    ):
        line = b"".join(encode_unit(unit))
        assert line.endswith(b"}\n")
        assert line.count(b"\n") == 1
        assert len(json.loads(line)["changes"]) == len(unit.changes)


def test_pieces_lose_nothing() -> None:
    parts = [b"a" * size for size in (0, 5, 3_000_000, 1, 1_048_575, 2)]
    pieces = list(disk.in_pieces(parts))
    assert b"".join(pieces) == b"".join(parts)
    assert len(pieces) == 3


def test_titles_alike_are_found_in_a_crowd_of_one_ending() -> None:
    words = [
        f"{chr(97 + number % 26)}{number * 7919 % 99_991}x{number * 104_729 % 99_991}"
        for number in range(SCAN_LIMIT + 500)
    ]
    index = TitleIndex()
    for word in words:
        index.add(f"on{word}methodsforthestudyofdeeprepresentationlearning")
    assert len(words) > _CROWD
    for word in words[::50]:
        key = f"towardson{word}methodforthestudyofdeeprepresentationlearning"
        found = [other for other, score in index.like(key) if score >= 90]
        assert f"on{word}methodsforthestudyofdeeprepresentationlearning" in found


@given(SOUP, SOUP)
def test_no_look_for_addresses_is_left_out_where_there_is_one(one: str, other: str) -> None:
    if find_links(f"{one}\n{other}"):
        assert may_hold_links(one) or may_hold_links(other)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_import_that_is_interrupted_leaves_nothing_half_done(tmp_path: Path) -> None:
    path, data = tmp_path / "big.jsonl", tmp_path / "data"
    path.write_bytes(lines_of(30_000))
    words = [sys.executable, "-m", "papershelf", "--data-dir", str(data), "import", str(path)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not data.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in told
    assert bytes_of(data) == {}
    with Library.open(data) as library:
        assert len(library) == 0


def test_a_wish_to_end_is_heeded_up_to_the_last_moment(library: Library, tmp_path: Path) -> None:
    path, before = tmp_path / "big.jsonl", len(library)
    path.write_bytes(lines_of(600))

    def at_last(step: Step) -> None:
        if step.stage == "about to write":
            raise Cancelled

    with pytest.raises(Cancelled):
        library.import_files([path], progress=at_last)
    assert len(library) == before
