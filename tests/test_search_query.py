"""The grammar of what is typed, and its way back to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search import Clause, Phrase, Query, Word, parse
from tests.hostile import HOSTILE

PIECES = st.sampled_from(
    [
        '""',
        "  ",
        "tag:",
        "is:starred",
        "has:note",
        "rating:>=4",
        "id:",
        "source:",
        "word",
        "OR",
        *"\"-: é\n()\\'\u00a0漢>4",
    ]
)
TYPED = st.one_of(st.text(), st.lists(PIECES).map("".join))


@pytest.mark.parametrize(
    ("typed", "terms", "half_typed"),
    [
        ("", (), False),
        ("   ", (), False),
        ("sparse", (Word("sparse"),), True),
        ("sparse ", (Word("sparse"),), False),
        ("sparse fine-tun", (Word("sparse"), Word("fine-tun")), True),
        ("sparse -moe", (Word("sparse"), Word("moe", negated=True)), True),
        ('"as typed"', (Phrase("as typed"),), False),
        ('"as  ty', (Phrase("as ty"),), True),
        ('"as ', (Phrase("as"),), False),
        ('-"not this" that', (Phrase("not this", negated=True), Word("that")), True),
        ('"a ""quoted"" word"', (Phrase('a "quoted" word'),), False),
        ("is:starred", (Clause("is", "starred"),), False),
        ("IS:Queued", (Clause("is", "queued"),), False),
        ("has:code -has:note", (Clause("has", "code"), Clause("has", "note", negated=True)), False),
        ("tag:nlp/rag x", (Clause("tag", "nlp/rag"), Word("x")), True),
        ('-tag:"two words"', (Clause("tag", "two words", negated=True),), False),
        ('tag:"unclosed one', (Clause("tag", "unclosed one"),), False),
        ("rating:>=4", (Clause("rating", ">=4"),), False),
        ("rating:5", (Clause("rating", "5"),), False),
        ("id:2310.06927", (Clause("id", "2310.06927"),), False),
        ("source:page.txt", (Clause("source", "page.txt"),), False),
    ],
)
def test_what_is_typed_means(typed: str, terms: tuple[Word | Phrase | Clause, ...], half_typed: bool) -> None:
    assert parse(typed) == Query(terms, half_typed)


@pytest.mark.parametrize(
    "typed",
    [
        "https://x.y/z",
        "10.1145/1.2",
        "Galactica:",
        "is:",
        "tag:",
        "a:b",
    ],
)
def test_what_is_no_clause_stays_a_word(typed: str) -> None:
    assert parse(typed).terms == (Word(typed),)


@pytest.mark.parametrize("typed", ["-", "--", '"', '""', "& ?", "( )", "…", '-""'])
def test_signs_alone_mean_nothing(typed: str) -> None:
    assert not parse(typed)
    assert str(parse(typed)) == ""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  sparse   TUNING", "sparse TUNING"),
        ("done  ", "done "),
        ("Tag:X  Is:READ", "tag:X is:read"),
        ('tag:"x"', "tag:x"),
        ('tag:"x y" more', 'tag:"x y" more'),
        ('"open   end', '"open end'),
        ('"closed"', '"closed"'),
        ("word & ", "word "),
    ],
)
def test_the_canonical_text(typed: str, printed: str) -> None:
    assert str(parse(typed)) == printed


@given(TYPED)
def test_a_printed_query_parses_back_to_itself(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_a_query_like_any_other(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


def test_a_query_tells_its_parts() -> None:
    query = parse('tag:x "one two" -three is:read four')
    assert query.clauses == (Clause("tag", "x"), Clause("is", "read"))
    assert query.wording == (Phrase("one two"), Word("three", negated=True), Word("four"))
    assert query.has_words
    assert not parse("tag:x").has_words
    assert hash(query) == hash(parse(str(query)))


def test_a_clause_is_added_without_touching_the_half_typed_word() -> None:
    query = parse("spar")
    narrowed = query.with_clause(Clause("is", "starred"))
    assert str(narrowed) == "is:starred spar"
    assert narrowed.with_clause(Clause("is", "starred")) is narrowed
