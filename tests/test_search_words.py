"""What a text is indexed as: the quick way gives what the plain way gives, and accents are kept beside the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.search.tokens import words_of
from papershelf.search.words import Analyser, accented, accents_of, forms_of
from tests.hostile import HOSTILE

ASCII = st.text(st.sampled_from("abzAZ019 -.'_/+,:()\t\n"), max_size=40)
MIXED = st.text(
    st.sampled_from("abZ09 -.'’_/ ÜüŁı漢字のภาहिन्दी🦜\u0301\u0308\u00ad\u200b\u202eﬁß½\u00a0\u2028م"), max_size=30
)


def _analysed(text: str, times: int = 1) -> tuple[list[str], list[str], list[str]]:
    """Words, forms and accented spellings, as texts."""
    known: list[str] = []

    def number_of(word: str) -> int:
        if word not in known:
            known.append(word)
        return known.index(word)

    analyser = Analyser(number_of)
    for _ in range(times):
        found = analyser.analyse(text)
    words, forms, accents = ([known[number] for number in part] for part in found)
    return words, forms, accents


@given(ASCII | MIXED | st.text(max_size=30))
def test_the_quick_way_gives_what_the_plain_way_gives(text: str) -> None:
    words, forms, accents = _analysed(text)
    assert words == words_of(text)
    assert set(forms) == set(forms_of(text))
    assert accents == list(accents_of(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_the_same_both_ways_and_each_time(text: str) -> None:
    words, forms, accents = _analysed(text, times=2)
    assert (words, set(forms), accents) == (words_of(text), set(forms_of(text)), list(accents_of(text)))


def test_more_pieces_than_are_remembered_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.search.words._MOST_REMEMBERED", 2)
    text = "Fine-tuning GPT-4 on one two three"
    assert _analysed(text, times=3) == _analysed(text)


@pytest.mark.parametrize(
    ("raw", "letters"),
    [
        ("plain", ""),
        ("Über", "über"),
        ("U\u0308ber", "über"),
        ("naïve", "naïve"),
        ("Łukasz", "łukasz"),
        ("ﬁne", ""),  # no accent: only written otherwise
        ("Straße", ""),
        ("na\u00adïve", "naïve"),
        ("漢", ""),
        ("пять", ""),
        ("й", "й"),
        ("모델", ""),  # syllables are taken apart, not accented
    ],
)
def test_a_word_keeps_its_accents_where_it_has_any(raw: str, letters: str) -> None:
    assert accented(raw) == letters


@given(st.text(max_size=12))
def test_spelling_a_word_with_its_accents_again_changes_nothing(raw: str) -> None:
    once = accented(raw)
    assert accented(once) in {once, ""}


def test_accents_are_met_whatever_stands_around_the_word() -> None:
    assert _analysed("Über-naïve Gewichte: Łukasz, (Zoë)")[2] == ["über", "naïve", "łukasz", "zoë"]
