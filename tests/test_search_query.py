"""The grammar of what is typed, and its way back to text."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from papershelf.search import Clause, Field, Force, Group, Phrase, Query, Term, Word, is_clauses_only, parse, read
from papershelf.search.language.nodes import any_of, leaves
from papershelf.search.language.reading import MOST_TERMS
from tests.hostile import HOSTILE

PIECES = st.sampled_from(
    [
        *('""', "  ", "tag:", "is:starred", "is:", "has:note", "rating:>=4", "id:", "source:", "word", "f(x", "漢 字"),
        *(" OR ", "OR", " (", ") ", "-(", "title:", "author:(", "note:~", "titel:", "sort:-title ", "added:<3d "),
        *"\"-: é\n()~=\\'\u00a0漢>4",
    ]
)
TYPED = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))

LETTERS = st.text("ab漢-~=:.()/'\"é", min_size=1, max_size=6)
TEXTS = LETTERS.map(lambda text: "x" + text)
FIELDS = st.sampled_from([None, Field.TITLE, Field.ABSTRACT, Field.AUTHORS, Field.NOTE])
VALUES = [
    ("is", "read"),
    ("has", "pdf"),
    ("seen", "2..4"),
    ("rating", "none"),
    ("added", "<14d"),
    ("published", "2024.."),
]
LEAVES = st.one_of(
    # A word of letters alone may stand anywhere; others are read in `TYPED`.
    st.builds(
        Word,
        st.sampled_from(["lora", "GPT-4", "or", "f(x)", "f(x", "3:1"]),
        st.booleans(),
        FIELDS,
        st.sampled_from(Force),
    ),
    st.builds(Phrase, TEXTS, st.booleans(), FIELDS),
    st.builds(lambda pair, negated: Clause(pair[0], pair[1], negated), st.sampled_from(VALUES), st.booleans()),
    st.builds(lambda text, negated: Clause("tag", text, negated), TEXTS, st.booleans()),
)


def _options(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[list[list[Term]]]:
    return st.lists(st.lists(terms, min_size=1, max_size=3), min_size=1, max_size=3)


GROUPS: st.SearchStrategy[Term] = st.recursive(
    LEAVES,
    lambda inner: _options(inner).map(lambda options: Group(tuple(map(tuple, options)), negated=True)),
    max_leaves=8,
)


def _tidy(term: Term) -> tuple[Term, ...]:
    """A term as a reader would give it."""
    if not isinstance(term, Group):
        return (term,)
    options = [[one for inner in option for one in _tidy(inner)] for option in term.options]
    return any_of(options, term.negated)


QUERIES = st.builds(
    lambda options, sort: Query(
        any_of([[one for term in option for one in _tidy(term)] for option in options]), sort=sort
    ),
    _options(GROUPS),
    st.sampled_from(["", "title", "-added"]),
)


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


@settings(deadline=None)  # the first misspelling loads rapidfuzz
@given(TYPED)
def test_a_printed_query_parses_back_to_itself(typed: str) -> None:
    query = parse(typed)
    printed = str(query)
    assert parse(printed) == query
    assert str(parse(printed)) == printed
    assert all(problem.words.startswith("No `)` yet") for problem in read(printed).problems)


@settings(deadline=None)  # the first misspelling loads rapidfuzz
@given(QUERIES)
def test_a_query_made_otherwise_prints_what_it_means(query: Query) -> None:
    assume(len(list(leaves(query.terms))) <= MOST_TERMS)  # nobody can type a longer one
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)


A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")
NOT_B = Word("b", negated=True)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("a b OR c d ", (Group(((A, B), (C, D))),)),
        ("(a OR b) c ", (Group(((A,), (B,))), C)),
        ("(a b) c ", (A, B, C)),
        ("((a)) ", (A,)),
        ("a OR (b OR c) ", (Group(((A,), (B,), (C,))),)),
        ("a (b OR c d) ", (A, Group(((B,), (C, D))))),
        ("a OR b -(c d) ", (Group(((A,), (B, Group(((C, D),), negated=True)))),)),
        ("-(a OR b) ", (Group(((A,), (B,)), negated=True),)),
        ("-(b) ", (NOT_B,)),
        ("-(-b) ", (B,)),
        ("-(-(a b)) ", (A, B)),
        ("(a OR b)(c OR d)", (Group(((A,), (B,))), Group(((C,), (D,))))),
        ("(a OR b)c ", (Group(((A,), (B,))), C)),
        ("OR a OR OR b OR ", (Group(((A,), (B,))),)),
        ("a OR () OR -() ", (A,)),
        ("a or b ", (A, Word("or"), B)),
        ('"a OR b"', (Phrase("a OR b"),)),
        ('"OR" a ', (Phrase("OR"), A)),
        ("-OR a ", (Phrase("OR", negated=True), A)),
        ("ORACLE a ", (Word("ORACLE"), A)),
        ("f(x) GPT(4) ", (Word("f(x)"), Word("GPT(4)"))),
        ("-(f(x) GPT(4)) ", (Group(((Word("f(x)"), Word("GPT(4)")),), negated=True),)),
        ("a) b ", (Word("a)"), B)),
        (
            "~a =b -~c ",
            (Word("a", force=Force.SIMILAR), Word("b", force=Force.LITERAL), Word("c", True, None, Force.SIMILAR)),
        ),
        ("~(a OR b) ", (Group(((Word("a", force=Force.SIMILAR),), (Word("b", force=Force.SIMILAR),))),)),
        ("--b ", (NOT_B,)),
        ("title:a ", (Word("a", field=Field.TITLE),)),
        ("TI:a ", (Word("a", field=Field.TITLE),)),
        ("authors:a ab:b ", (Word("a", field=Field.AUTHORS), Word("b", field=Field.ABSTRACT))),
        ('note:"a b"', (Phrase("a b", field=Field.NOTE),)),
        ("-title:~a ", (Word("a", True, Field.TITLE, Force.SIMILAR),)),
        (
            "~title:a title:=b ",
            (Word("a", False, Field.TITLE, Force.SIMILAR), Word("b", False, Field.TITLE, Force.LITERAL)),
        ),
        (
            'title:(a OR "b c" author:d) ',
            (
                Group(
                    (
                        (Word("a", field=Field.TITLE),),
                        (Phrase("b c", field=Field.TITLE), Word("d", field=Field.AUTHORS)),
                    )
                ),
            ),
        ),
        ("title:is:read ", (Word("is:read", field=Field.TITLE),)),
        ("title:… ", (Word("title:…"),)),
        ("tag:(nlp OR cv)", (Group(((Clause("tag", "nlp"),), (Clause("tag", "cv"),))),)),
        ("-is:(read OR star)", (Group(((Clause("is", "read"),), (Clause("is", "starred"),)), negated=True),)),
        ("is:sel has:data has:notes", (Clause("is", "selected"), Clause("has", "dataset"), Clause("has", "note"))),
        ("status:read tags:x year:2024", (Clause("is", "read"), Clause("tag", "x"), Clause("published", "2024"))),
        ("has:repo", (Clause("has", "code"),)),
        ("rating:=4 rating:5..3 rating:4..4", (Clause("rating", "4"), Clause("rating", "3..5"), Clause("rating", "4"))),
        ("rating:no rating:ANY", (Clause("rating", "none"), Clause("rating", "any"))),
        ("seen:>01 seen:2.. seen:..3", (Clause("seen", ">1"), Clause("seen", "2.."), Clause("seen", "..3"))),
        ("is:foo has:legs rating:6 rating:many added:x", ()),
        ("tag: x ", (Word("tag:"), Word("x"))),
        ("(tag:) a ", (Word("tag:"), A)),
    ],
)
def test_groups_fields_and_signs(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse(typed) == Query(terms)


@pytest.mark.parametrize(
    ("typed", "printed", "half_typed"),
    [
        ("(a OR b", "a OR b", True),
        ("x (a OR b", "x (a OR b", True),
        ("x (a OR b ", "x (a OR b)", False),
        ("x -(a (b OR c", "x -(a (b OR c", True),
        ("x (a OR f(b ", "x (a OR f(b )", False),
        ('x (a OR "b  c', 'x (a OR "b c', True),
        ("title:(a OR b)", "title:a OR title:b ", False),
        ("au:x", "author:x", True),
        ("(a OR b) OR c", "a OR b OR c", True),
        ("(((a OR b)) c)", "(a OR b) c ", False),
        ("lora sort:ti ", "lora sort:title", False),
        ("sort:ti lora", "sort:title lora", True),
        ("sort:title (a OR sort:-seen b)", "a OR b sort:-seen", False),
        ("-sort:added a ", "a sort:-added", False),
        ("a sort:seen sort:relevance", "a ", False),
        ("sort:-", "", False),
        ('tag:"f(x)"', 'tag:"f(x)"', False),
        ("titel:x", "x", True),
    ],
)
def test_the_canonical_text_of_groups(typed: str, printed: str, half_typed: bool) -> None:
    query = parse(typed)
    assert str(query) == printed
    assert query.half_typed is half_typed
    assert parse(printed) == query


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        '"',
        "-",
        "OR ",
        "a ",
        "(a OR ",
        "-(",
        "(a)",
        "a) ",
        '"a" ',
        "title:(",
        "titel:",
        "is:foo ",
        "漢 ",
        "~=-( ",
    ],
)
def test_endless_texts_are_read_printed_and_compared(piece: str) -> None:
    typed = (piece * 10_000)[:10_000]
    reading = read(typed)
    assert parse(str(reading.query)) == reading.query
    assert hash(reading.query) == hash(parse(typed))
    assert repr(reading.query)
    assert len(reading.problems) <= 8


def test_parentheses_beyond_the_deepest_keep_their_words() -> None:
    query = parse("(" * 5000 + "-(a b" + ")" * 5001 + " c ")
    assert query.terms == (A, B, C)
    nested = parse("(a OR x " * 200)
    assert str(nested).count("a") == MOST_TERMS // 2


def test_a_query_tells_words_from_clauses_in_groups() -> None:
    clauses = parse("is:read OR -(has:code tag:x)")
    assert not clauses.has_words
    assert clauses.clauses == ()
    assert clauses.filters == clauses.terms
    assert all(map(is_clauses_only, clauses.terms))
    mixed = parse("is:read (has:code OR -lora)")
    assert mixed.has_words
    assert mixed.filters == (Clause("is", "read"),)


def test_a_clause_beside_options_puts_them_in_parentheses() -> None:
    narrowed = Query((Clause("is", "read"), *parse("a) b OR c ").terms))
    assert str(narrowed) == 'is:read ("a)" b OR c)'  # the bare word would close the group


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_a_query_like_any_other(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


def test_a_query_tells_its_parts() -> None:
    query = parse('tag:x "one two" -three is:read four')
    assert query.clauses == (Clause("tag", "x"), Clause("is", "read"))
    assert query.has_words
    assert not parse("tag:x").has_words
    assert hash(query) == hash(parse(str(query)))
