"""Which words of the library begin like, or are spelt much like, a typed one: beside trying every word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search.arrays import letter_set, letter_sets
from papershelf.search.lexicon import LONGEST, Lexicon
from papershelf.search.spelling import same_digits

LETTERS = st.text(st.sampled_from("abcde"), min_size=1, max_size=7)
WORDS = (
    LETTERS
    | st.text(st.sampled_from("abß漢é12"), min_size=1, max_size=7)
    | st.text(st.sampled_from("ab"), min_size=22, max_size=28)
)
BUDGETS = st.integers(1, 2)


def _edits(one: str, other: str) -> int:
    """Optimal string alignment, by the book."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _lexicon(known: set[str], later: set[str]) -> Lexicon:
    lexicon = Lexicon.of(sorted(known))
    for word in later:
        lexicon.add(word)
    return lexicon


@given(
    st.sets(WORDS, max_size=25), st.sets(WORDS, max_size=5), WORDS.filter(lambda word: len(word) <= LONGEST), BUDGETS
)
def test_no_word_within_so_many_edits_is_missed(known: set[str], later: set[str], word: str, budget: int) -> None:
    near = {
        other: edits
        for other in known | later
        if 0 < (edits := _edits(word, other)) <= budget and same_digits(word, other)
    }
    found = _lexicon(known, later).near(word, budget)
    assert dict(found) == near
    assert len(found) == len(near)


@given(
    st.sets(LETTERS, max_size=25),
    st.sets(LETTERS, max_size=8),
    st.text(st.sampled_from("abcde"), min_size=4, max_size=6),
)
def test_no_word_is_missed_whose_beginning_is_one_edit_away(known: set[str], later: set[str], start: str) -> None:
    starts = _lexicon(known, later).near_starts(start)
    words = known | later
    assert all(_edits(start, other) == 1 for other in starts)
    assert all(any(word.startswith(other) for word in words) for other in starts)
    for word in words:
        if any(_edits(start, word[:end]) == 1 for end in range(1, len(word) + 1)):
            assert any(map(word.startswith, starts)), word
    assert len(starts) == len(set(starts))


def test_a_number_is_no_slip_for_another() -> None:
    lexicon = _lexicon({"gpt3", "gpt4", "gpt"}, {"gpt5"})
    assert lexicon.near("gpt4", 1) == []
    assert "gpt3" not in lexicon.near_starts("gpt4")


@given(st.sets(WORDS, max_size=25), st.sets(WORDS, max_size=5), WORDS)
def test_words_that_begin_so_are_those_that_begin_so(known: set[str], later: set[str], word: str) -> None:
    lexicon = _lexicon(known, later)
    for start in (word, word[:1], word[:2], ""):
        first, end = lexicon.starting_with(start)
        assert lexicon.words.between(first, end) == sorted(other for other in known if other.startswith(start))
        behind = {lexicon.word(number) for number in lexicon.later_starting_with(start)}
        assert behind == {other for other in later - known if other.startswith(start) and other != start}


@given(st.sets(WORDS, max_size=25), st.sets(WORDS, max_size=5))
def test_every_word_has_one_number(known: set[str], later: set[str]) -> None:
    lexicon = _lexicon(known, later)
    assert len(lexicon) == len(known | later)
    for word in known | later:
        number = lexicon.number(word)
        assert number is not None
        assert lexicon.word(number) == word
        assert lexicon.add(word) == number
    assert lexicon.number("never there") is None


@pytest.mark.parametrize("word", ["", "a", "zebra", "gpt4", "漢字", "über", "a" * 30, "\U0001f99c", "ß9z"])
def test_the_letters_of_one_word_are_those_that_arrays_give(word: str) -> None:
    assert letter_set(word, LONGEST) == letter_sets([word], LONGEST)[0]


@pytest.mark.parametrize("start", ["dstil", "diastil", "dsitil", "dixtil"])
def test_a_slip_in_a_beginning_is_forgiven_for_later_words_too(start: str) -> None:
    assert any(map("distillation".startswith, _lexicon({"distillation"}, set()).near_starts(start)))
    assert any(map("distillation".startswith, _lexicon(set(), {"distillation"}).near_starts(start)))
