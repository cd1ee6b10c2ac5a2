"""What is said where something typed was passed over, and how it is pointed at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.search import Clause, Group, Phrase, Problem, Query, Word, caret, parse, read
from papershelf.search.language.reading import MOST_TERMS
from tests.hostile import HOSTILE
from tests.test_search_query import TYPED


def only(typed: str) -> Problem:
    """The one problem of a text."""
    (problem,) = read(typed).problems
    return problem


@pytest.mark.parametrize(
    ("typed", "marked", "mended"),
    [
        ("titel:lora x", "titel", "title:lora x"),
        ("x -auther:hu", "auther", "x -author:hu"),
        ("stauts:read", "stauts", "status:read"),
        ("publishd:2024", "publishd", "published:2024"),
        ("ratng:>=4", "ratng", "rating:>=4"),
        ('abstact:"a b"', "abstact", 'abstract:"a b"'),
        ("(titel:lora OR x)", "titel", "(title:lora OR x)"),
        ("is:stared x", "stared", "is:starred x"),
        ("has:datset", "datset", "has:dataset"),
        ("sort:titel", "titel", "sort:title"),
        ("is:(read OR skiped)", "skiped", "is:(read OR skipped)"),
        ("is:s", "s", ""),
        ("has:legs", "legs", ""),
        ("rating:6", "6", ""),
        ("seen:many", "many", ""),
        ("added:2024-13 x", "2024-13", ""),
        ('tag:"" x', '""', ""),
        ("x (a OR b", "(", "x (a OR b)"),
        ('((a "b', "(", '((a "b"))'),
        ("a b) c ) d", ")", ""),
    ],
)
def test_what_is_wrong_is_pointed_at_and_mended(typed: str, marked: str, mended: str) -> None:
    problem = only(typed)
    assert typed[problem.start : problem.end] == marked
    assert problem.suggestion == mended
    if mended:
        assert not read(mended).problems


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("titel:lora x", Query((Word("lora"), Word("x")), half_typed=True)),
        ('titel:"a b" x ', Query((Phrase("a b"), Word("x")))),
        ("is:sl lora", Query((Word("lora"),), half_typed=True)),
        ("lora is:s", Query((Word("lora"),))),
        ("added:soon", Query()),
        ("is:foo OR has:code", Query((Clause("has", "code"),))),
        ("(a OR b", Query((Group(((Word("a"),), (Word("b"),))),), half_typed=True)),
    ],
)
def test_what_is_passed_over_leaves_the_rest(typed: str, query: Query) -> None:
    reading = read(typed)
    assert reading.query == query
    assert reading.problems


@pytest.mark.parametrize(
    "typed",
    [
        "data:x",
        "nasa:x",
        "seed:42",
        "node:js",
        "dating:x",
        "foo:bar",
        "http://x.y",
        "https://x.y/z",
        "BERT: a title",
        "titel: x",
        "Note: x",
        "10.1145/3.4",
        "3:1",
        "a - b ~ = x",
        "OR a OR OR b OR",
        '"open',
        "()",
        "f(x) GPT(4)",
        "is:star -has:data",
        "has:notes",
    ],
)
def test_nothing_is_said_where_nothing_is_wrong(typed: str) -> None:
    assert read(typed).problems == ()


def test_the_sentence_says_what_was_expected() -> None:
    statuses = "inbox, queued, reading, read, skipped"
    assert only("is:foo").words == f"`is:` takes starred, {statuses}, selected, snoozed, back, due, again."
    assert only("due:soon").words.startswith("`due:` takes a time ahead such as <7d, today, tomorrow, or a date")
    assert only("sort:quee").suggestion == "sort:queue"
    assert only("rating:9").words == "`rating:` takes 1 to 5 such as >=4 or 3..5, any or none."
    assert only("titel:x").words == "There is no `titel:`; `title:` may be meant."


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("is:stared x", "is:stared x\n   ^~~~~~"),
        ("漢字 is:stared", "漢字 is:stared\n        ^~~~~~"),
        ("e\u0301 is:foo", "e\u0301 is:foo\n     ^~~"),
        ("\x1b[31m is:foo", "\ufffd[31m is:foo\n         ^~~"),
        ("a\tis:foo", "a is:foo\n     ^~~"),
        ("x (a", "x (a\n  ^"),
    ],
)
def test_the_caret_stands_under_the_problem(typed: str, lines: str) -> None:
    assert caret(typed, only(typed)) == lines


def test_a_long_text_is_cut_around_the_problem() -> None:
    typed = '"' + "word " * 100 + '" is:stared "' + "漢字 " * 100
    line, mark = caret(typed, only(typed)).split("\n")
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) < 73
    assert line[mark.index("^") :].startswith("stared")
    long = "tag:x is:" + "y" * 5000
    line, mark = caret(long, only(long)).split("\n")
    assert len(line) <= 72
    assert len(mark) <= 72


@settings(deadline=None)  # the first misspelling loads rapidfuzz
@given(TYPED)
def test_problems_lie_in_the_text_and_can_be_pointed_at(typed: str) -> None:
    for problem in read(typed).problems:
        assert 0 <= problem.start < problem.end <= len(typed)
        line, mark = caret(typed, problem).split("\n")
        assert mark.strip().startswith("^")
        assert "\x1b" not in line


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_pointed_at_without_harm(typed: str) -> None:
    for start, end in ((0, 0), (0, len(typed)), (len(typed), len(typed)), (-5, 10**6)):
        line, mark = caret(typed, Problem(start, end, "")).split("\n")
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in line)
        assert set(mark) <= set(" ^~")


@settings(deadline=None)  # the first misspelling loads rapidfuzz
@given(st.text(max_size=30), st.integers(-3, 33), st.integers(-3, 33))
def test_a_caret_is_two_lines_whatever_is_pointed_at(text: str, start: int, end: int) -> None:
    assert len(caret(text, Problem(start, end, "")).split("\n")) == 2


def test_of_a_pasted_page_the_first_words_count() -> None:
    words = [f"w{number}" for number in range(200)]
    reading = read(" ".join(words))
    assert [str(term) for term in reading.query.terms] == words[:MOST_TERMS]
    (problem,) = reading.problems
    assert f"first {MOST_TERMS} " in problem.words
    assert " ".join(words)[problem.start :].startswith(f"w{MOST_TERMS} ")


def test_a_query_of_as_many_words_as_count_survives_its_printing() -> None:
    words = " OR ".join(f"w{number}" for number in range(MOST_TERMS))
    for text in (words, f"(x OR {words}) sort:title", f"-({words}) sort:-added", f"({words})"):
        query = parse(text)
        assert parse(str(query)) == query
        assert not read(str(query)).problems
