"""Foreign text made harmless: what goes, what stays, and that a second time changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import safe, safe_line
from tests.hostile import HOSTILE

# Written down once more and otherwise than in the program, as an independent witness.
_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_INVISIBLE = {0xAD, 0x200B, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)}
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def is_forbidden(char: str) -> bool:
    """Whether a character must never reach a terminal."""
    code = ord(char)
    if unicodedata.category(char) in {"Cc", "Cs"}:
        return char not in "\n\t"
    noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return noncharacter or code in _BIDI or code in _INVISIBLE or char in "\u2028\u2029"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert safe(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize(
    ("raw", "harmless"),
    [
        ("esc \x1b[31mred\x1b[0m", "esc [31mred[0m"),
        ("\x1b]0;own the title\x07", "]0;own the title"),
        ("C1 \x9b31m", "C1 31m"),
        ("NUL \x00 and DEL \x7f", "NUL  and DEL "),
        ("bidi \u202egnirts\u202c \u2066isolate\u2069 \u200emark\u061c", "bidi gnirts isolate mark"),
        ("lone surrogate \ud800 here", "lone surrogate  here"),
        ("zero\u200bwidth and \ufeff mark", "zerowidth and  mark"),
        ("soft\u00adhyphen, word\u2060joiner", "softhyphen, wordjoiner"),
        ("hidden \U000e0041\U000e0042 tags", "hidden  tags"),
        ("\ufdd0\uffff\U0001ffff", ""),
    ],
)
def test_what_could_deceive_a_terminal_or_an_eye_goes(raw: str, harmless: str) -> None:
    assert safe(raw) == harmless


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand\nnewline",
        "emoji 👩‍🔬🧪 and ❤️",
        "می‌خواهم",
        "漢字かな ﷽",
        "e\u0301",
        "[/b] <i> & 100 %",
        "Übergröße",
        "",
    ],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert safe(text) == text


def test_the_safe_line_is_one_line_with_single_blanks() -> None:
    assert safe_line("  one\r\n two\t\tthree\u00a0\u2003four\u2028 ") == "one two three four"


def test_every_single_character_is_judged_rightly() -> None:
    kept = safe("".join(map(chr, range(0x110000))))
    assert not [hex(ord(char)) for char in kept if is_forbidden(char)]
    lost = set(map(chr, range(0x110000))) - set(kept)
    assert not [hex(ord(char)) for char in lost if char.isalnum()]


def test_the_short_way_past_visible_text_is_right_for_every_character() -> None:
    # Beside a NUL nothing is taken for visible text, so that every character is looked at.
    everything = [*map(chr, range(0x110000))]
    kept = set(safe("\x00" + "".join(everything)))
    assert [hex(ord(char)) for char in everything if (safe(char) == char) != (char in kept)] == []


@given(ANY_TEXT)
def test_safe_text_holds_nothing_forbidden_and_stays_as_it_is(text: str) -> None:
    harmless = safe(text)
    assert not any(map(is_forbidden, harmless))
    assert safe(harmless) == harmless
    assert harmless.encode("utf-8").decode("utf-8") == harmless
    assert safe_line(safe_line(text)) == safe_line(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_harmless(text: str) -> None:
    assert not any(map(is_forbidden, safe(text)))
    assert "\n" not in safe_line(text)
