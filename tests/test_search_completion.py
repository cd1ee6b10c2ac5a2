"""What a half-typed query is offered to go on with."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.search import Clause, parse
from papershelf.search.language.completion import Known, complete
from papershelf.search.language.grammar import PREFIXES, Kind
from tests.hostile import HOSTILE
from tests.test_search_query import TYPED

PAGE = (Path(__file__).parent.parent / "docs" / "queries.md").read_text("utf-8")
KNOWN = Known(
    tags={"nlp": 3, "nlp/rag": 12, "robots": 1, "vision/nets": 5, "Größe": 2, "two words": 4},
    sources={"my page.txt": 40, "page_2.html": 7, "old_page.txt": 50},
    searches=("lora survey", "lora adapters is:starred", "is:starred has:code", "lora survey"),
)


def offered(text: str, cursor: int | None = None) -> list[str]:
    """The whole texts that the options of a completion would make."""
    found = complete(text, len(text) if cursor is None else cursor, KNOWN)
    return [text[: found.start] + option.text + text[found.end :] for option in found.options] if found else []


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("tit", ["title:"]),
        ("TIT", ["title:"]),
        ("x -tit", ["x -title:"]),
        ("(a OR tit", ["(a OR title:"]),
        ("abs", ["abstract:"]),
        ("see", ["seen:"]),
        ("is:s", ["is:starred", "is:skipped", "is:selected", "is:snoozed", "is:starred has:code"]),
        ("is:REA", ["is:reading", "is:read"]),
        ("-has:", [f"-has:{value}" for value in ("code", "model", "dataset", "note", "pdf", "link", "tag", "rating")]),
        ("has:set", ["has:dataset"]),
        ("is:(read OR sta", ["is:(read OR starred"]),
        ("sort:-ti", ["sort:-title"]),
        ("rating:", ["rating:>=4", "rating:3..5", "rating:5", "rating:any", "rating:none"]),
        ("added:y", ["added:yesterday"]),
        ("seen:>", ["seen:>1"]),
        ("tag:n", ["tag:nlp/rag", "tag:nlp", "tag:vision/nets"]),
        ("tag:r", ["tag:robots", "tag:nlp/rag"]),
        ("tag:n/r", ["tag:nlp/rag"]),
        ("tags:gro", ["tags:Größe"]),
        ("-tag:(nlp OR tw", ['-tag:(nlp OR "two words"']),
        ('tag:"two w', ['tag:"two words"']),
        ("source:", ["source:old_page.txt", 'source:"my page.txt"', "source:page_2.html"]),
        ("source:page", ["source:page_2.html", "source:old_page.txt", 'source:"my page.txt"']),
        ("lora s", ["lora survey"]),
        ("lora sur", ["lora survey"]),
        ("lora", ["lora survey", "lora adapters is:starred"]),
        ("lora ", ["lora survey", "lora adapters is:starred"]),
        ("is:st", ["is:starred", "is:starred has:code"]),
    ],
)
def test_what_is_offered(typed: str, becomes: list[str]) -> None:
    assert offered(typed) == becomes


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "lor",
        "x",
        "tit el",
        "ti",
        "ta",
        '"tit',
        "tit ",
        "title:",
        "title:lo",
        "is:starred ",
        "is:foo",
        "id:2",
        "tag:zz",
        "()",
        'tag:"nlp"',
        "foo:ti",
        "~",
        "lora survey",
        "a)",
        "sort:title",
    ],
)
def test_where_nothing_is_offered(typed: str) -> None:
    known = Known(KNOWN.tags, KNOWN.sources, ("lora survey",) if typed == "lora survey" else ())
    assert complete(typed, len(typed), known) is None


def test_only_the_term_at_the_cursor_is_replaced() -> None:
    assert offered("tit lora", 3) == ["title: lora"]
    assert offered("(is:sta) x", 7) == ["(is:starred) x"]
    assert offered("title lora", 2) == []  # within a word
    assert offered("lora x", 4) == []  # former queries go on with the whole text only


def test_options_tell_what_they_are() -> None:
    found = complete("tag:", 4, Known(tags={"one": 1, "two": 2, "a\x1bb": 1}))
    assert found
    assert [(option.label, option.help) for option in found.options] == [
        ("two", "2 papers"),
        ("ab", "1 paper"),
        ("one", "1 paper"),
    ]
    former = complete("lora", 4, KNOWN)
    assert former
    assert former.options[0].label == "lora survey"


def test_at_most_eight_are_offered_and_former_queries_are_among_them() -> None:
    many = Known(
        tags={f"t{number}": number for number in range(50)}, searches=[f"tag:t{number} x" for number in range(9)]
    )
    found = complete("tag:t", 5, many)
    assert found
    assert [option.text for option in found.options] == ["t49", "t48", "t47", "t46", "t45", "t0 x", "t1 x", "t2 x"]


def test_a_tag_that_is_taken_is_read_as_that_tag() -> None:
    for tag in ("two words", 'a"b', "f(x)", "plain", "Größe"):
        found = complete("tag:", 4, Known(tags={tag: 1}))
        assert found
        assert parse(f"tag:{found.options[0].text}").terms == (Clause("tag", tag),)


@settings(deadline=None)  # the first misspelling loads rapidfuzz
@given(TYPED | st.sampled_from(HOSTILE), st.integers(-2, 40))
def test_completing_never_fails(typed: str, cursor: int) -> None:
    known = Known({typed: 1, "nlp": 2}, {typed: 1}, (typed + "x", typed))
    found = complete(typed, cursor, known)
    if found:
        assert 0 <= found.start <= found.end <= len(typed)
        assert 1 <= len(found.options) <= 8


def test_the_page_of_queries_says_all_that_may_be_typed() -> None:
    for prefix in PREFIXES:
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{prefix.name}:`")]
        assert prefix.help in row
        for alias in prefix.aliases:
            assert f"`{alias}:`" in row
        if prefix.kind in {Kind.CHOICE, Kind.SORT}:
            for value in prefix.values:
                assert f"`{value}`" in row


def test_every_example_of_the_page_is_understood() -> None:
    from papershelf.search import read

    for example in PAGE.split("```")[1].strip().splitlines():
        reading = read(example.split("    ")[0].rstrip())
        assert reading.query, example
        assert not reading.problems, example


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda prefix: prefix.name)
def test_every_value_of_the_table_can_be_typed(prefix: object) -> None:
    from papershelf.search import read
    from papershelf.search.language.grammar import Prefix

    assert isinstance(prefix, Prefix)
    for value in prefix.values:
        reading = read(f"{prefix.name}:{value}")
        assert not reading.problems
        assert str(reading.query) == ("" if value == "relevance" else f"{prefix.name}:{value}")
