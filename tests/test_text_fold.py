"""Text reduced for comparing, and the key of a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import fold, title_key
from tests.hostile import HOSTILE
from tests.test_text_safe import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Über naïve Łukasz Ångström ß", "uber naive lukasz angstrom ss"),
        ("Ærøskøbing, Đorđe, Œuvre, Þór", "aeroskobing, dorde, oeuvre, thor"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁne ²ℝ Σς", "fine 2r σσ"),
        ("“quotes” ‘and’ dashes – —", "\"quotes\" 'and' dashes - -"),
        ("e\u0301\u0301\u0301 zalgo", "e zalgo"),
        ("❤️ 👩‍🔬", "❤ 👩🔬"),
        ("PLAIN ascii 42", "plain ascii 42"),
        ("漢字", "漢字"),
    ],
)
def test_accents_case_and_variants_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_single_character_folds_for_good() -> None:
    once = fold("\n".join(map(chr, range(0x110000))))
    assert [
        (line, again) for line, again in zip(once.split("\n"), fold(once).split("\n"), strict=True) if line != again
    ] == []


@given(st.text("ABcdßÄøİ"))
def test_case_never_matters(text: str) -> None:
    assert fold(text.lower()) == fold(fold(text).upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('T\\"ulu 3: Pushing Frontiers', "Tülu 3 – pushing  frontiers"),
        ("[Re] Reproducing a Result", "(re) reproducing a result."),
        ("Fine-\nTuning $k$-NN", "Fine-tuning k-NN"),
        ("\\textbf{D}irect \\alpha", "Direct α"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_a_digit_makes_another_title() -> None:
    assert title_key("Qwen 2 Technical Report") != title_key("Qwen 2.5 Technical Report")


def test_a_title_of_symbols_only_still_has_a_key() -> None:
    assert title_key(" ?  ! ") == "? !"
    assert title_key("") == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_a_key_is_letters_and_digits(text: str) -> None:
    key = title_key(text)
    assert key.isalnum() or not any(map(str.isalnum, text))
