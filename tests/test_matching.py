"""Typed letters found in short texts: words in any order, accents and typos forgiven, the matched letters marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import safe_line
from papershelf.tui.matching import LONGEST, folded, match, words_of
from tests.hostile import HOSTILE


def marked(typed: str, text: str) -> list[str] | None:
    """The marked letters, or None where nothing matches."""
    found = match(words_of(typed), folded(text))
    return None if found is None else [text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("typed", "text", "letters"),
    [
        ("export", "Export this view", ["Export"]),
        ("view exp", "Export this view", ["Exp", "view"]),
        ("exprot", "Export this view", ["Export"]),
        ("cafe", "Two Cafés", ["Café"]),
        ("port", "Export", ["port"]),
        ("xport", "Import", None),
        ("abc", "abd", None),
        ("", "anything", []),
    ],
)
def test_words_are_found(typed: str, text: str, letters: list[str] | None) -> None:
    assert marked(typed, text) == letters


def test_a_whole_word_is_surer_than_a_beginning_and_that_than_the_middle_and_that_than_a_typo() -> None:
    texts = ("undo it", "undone", "redundo", "unod it")
    scores = [found.score for text in texts if (found := match(["undo"], folded(text)))]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_typos_are_forgiven_only_where_asked() -> None:
    assert match(["exprot"], folded("Export"), forgives=False) is None


@given(st.sampled_from(HOSTILE) | st.text(max_size=40), st.sampled_from(HOSTILE) | st.text(max_size=400))
def test_spans_lie_within_the_text_whatever_it_is(typed: str, text: str) -> None:
    found = match(words_of(typed), folded(text))
    if found is not None:
        assert 0 < found.score <= 1
        assert all(0 <= start < end <= min(len(text), LONGEST) for start, end in found.spans)


@given(st.text(min_size=1, max_size=30))
def test_a_text_holds_its_own_words(text: str) -> None:
    line = safe_line(text)
    assert match(words_of(line), folded(line)) is not None
