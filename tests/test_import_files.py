"""Bytes to text: every accident a file can suffer ends in a plain sentence, and the other files are still read."""

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers import Problem, expand, files, load, load_bytes


def only_problem(problems: tuple[Problem, ...]) -> Problem:
    """The one problem; there must be no other."""
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    "data",
    [
        "Größe\nzwei\n".encode(),
        b"\xef\xbb\xbf" + "Größe\nzwei\n".encode(),
        b"\xff\xfe" + "Größe\nzwei\n".encode("utf-16-le"),
        b"\xfe\xff" + "Größe\r\nzwei\r\n".encode("utf-16-be"),
        "Größe\r\nzwei\r\n".encode(),
        "Größe\rzwei\r".encode(),
    ],
)
def test_encodings_and_line_ends_come_out_alike(data: bytes) -> None:
    source = load_bytes(data, "page.txt")
    assert source.text == "Größe\nzwei\n"
    assert source.problems == ()


def test_utf16_without_a_mark_is_recognised() -> None:
    words = "A plain page of papers, saved by a program of Windows.\n"
    assert load_bytes(words.encode("utf-16-le"), "page.txt").text == words
    assert load_bytes(words.encode("utf-16-be"), "page.txt").text == words


def test_invalid_utf8_is_read_and_reported_with_its_first_line() -> None:
    source = load_bytes(b"one\ntwo\nth\xffree and \xe9 more words, to be no binary\nfour\n", "page.txt")
    assert source.text.split("\n")[2] == "th\ufffdree and \ufffd more words, to be no binary"
    problem = only_problem(source.problems)
    assert (problem.file, problem.line) == ("page.txt", 3)
    assert problem.text.startswith("th\ufffdree")
    assert "UTF-8" in problem.reason


def test_nul_characters_are_reported_and_the_text_is_kept() -> None:
    source = load_bytes(b"a first line of words\nsecond\x00 line of words, quite long\nthird\n", "page.txt")
    assert source.text.count("\n") == 3
    problem = only_problem(source.problems)
    assert problem.line == 2
    assert "\x00" not in problem.text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (random.Random(1).randbytes(5000), "binary"),
        (bytes(1000), "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    source = load_bytes(data, "page.txt")
    assert source.text == ""
    assert word in only_problem(source.problems).reason


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\n \r\n"])
def test_an_empty_file_is_a_problem(data: bytes) -> None:
    source = load_bytes(data, "page.txt")
    assert source.text == ""
    assert "empty" in only_problem(source.problems).reason


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 1000)
    path = tmp_path / "huge.txt"
    path.write_bytes(b"x" * 1001)
    assert "larger" in only_problem(load(path).problems).reason
    path.write_bytes(b"x" * 1000)
    assert load(path).problems == ()


def test_missing_unreadable_and_nonsense_paths_are_problems(tmp_path: Path) -> None:
    assert "no file" in only_problem(load(tmp_path / "gone.txt").problems).reason
    assert "folder" in only_problem(load(tmp_path).problems).reason
    assert only_problem(load(Path("a\0b")).problems).line == 0
    locked = tmp_path / "locked.txt"
    locked.write_text("words")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):  # root may read anything
        assert "may not" in only_problem(load(locked).problems).reason


def test_every_reason_is_a_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    sources = [load(tmp_path / "gone.txt"), load(tmp_path), load_bytes(b"", "a"), load_bytes(b"%PDF-", "a")]
    for source in sources:
        reason = only_problem(source.problems).reason
        assert reason.endswith(".")
        assert reason.count(". ") >= 1


def test_a_folder_gives_its_files_in_order_and_says_what_it_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.TEXT", "d.pdf", ".hidden.txt"):
        (tmp_path / name).write_text("words")
    (tmp_path / "inner").mkdir()
    *found, last = expand([tmp_path])
    assert [path.name for path in found if isinstance(path, Path)] == ["a.md", "b.txt", "c.TEXT"]
    assert isinstance(last, Problem)
    assert last.text == "d.pdf, inner"
    assert "2 entries" in last.reason


def test_a_file_named_itself_is_taken_whatever_its_ending_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "page.saved"
    path.write_text("words")
    assert list(expand([path, path, tmp_path / "." / "page.saved"])) == [path]


def test_an_empty_or_missing_folder_does_not_stop_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words")
    empty = tmp_path / "empty"
    empty.mkdir()
    problem, gone, last = expand([empty, tmp_path / "gone", page])
    assert isinstance(problem, Problem)
    assert gone == tmp_path / "gone"
    assert last == page


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_left_out_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (problem,) = expand([tmp_path])
    assert isinstance(problem, Problem)
    assert "pipe.txt" in problem.text


def test_fifty_megabytes_are_decoded_in_bounded_time() -> None:
    data = (b"words and words and more words " * 40 + b"\xff\n") * 41_000
    assert len(data) > 50_000_000
    start = time.perf_counter()
    source = load_bytes(data, "large.txt")
    assert time.perf_counter() - start < 10
    assert only_problem(source.problems).line == 1


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    source = load_bytes(data, "any.txt")
    assert source.text.strip() or source.problems
    assert "\r" not in source.text
