"""Joining two notes: both texts stay, under headings, and joining again adds nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papershelf.store.joining.notes import Told, join_notes, parts_of

TEXTS = some.text(some.sampled_from("ab \n#-"), max_size=12) | some.sampled_from(["---", "### Kept from x (y)\n\nz"])


def _both(one: str, two: str) -> str:
    return join_notes(Told(one, "laptop", "2026-01-01"), Told(two, "desk", "2026-01-02"))


def test_two_texts_stand_under_headings_the_older_first() -> None:
    assert _both("first words", "other words\n") == (
        "### Kept from laptop (2026-01-01)\n\nfirst words\n\n---\n\n### Kept from desk (2026-01-02)\n\nother words\n"
    )


@pytest.mark.parametrize(
    ("one", "two", "joined"), [("", "x", "x"), ("x", "x y", "x y"), ("x", "x", "x"), ("\n", "", "\n")]
)
def test_where_one_holds_the_other_it_stands_alone(one: str, two: str, joined: str) -> None:
    assert _both(one, two) == joined


def test_who_had_the_other_text_before_has_gone_on_from_it() -> None:
    now = Told("new", "laptop", "2026-01-02", ["old", "older"])
    assert join_notes(now, Told("old", "desk", "2026-01-03")) == "new"
    assert join_notes(Told("old", "desk", "2026-01-03"), now) == "new"


def test_names_of_sides_cannot_break_a_heading() -> None:
    joined = join_notes(Told("a b", "x\n\n---\n(y)", ""), Told("c d", "\x1b" * 99, "("))
    assert {part.text for part in parts_of(Told(joined, "z", ""))} == {"a b", "c d"}


@given(TEXTS, TEXTS)
def test_nothing_is_lost_whoever_asks_and_again_is_once(one: str, two: str) -> None:
    joined = _both(one, two)
    for part in (*parts_of(Told(one, "", "")), *parts_of(Told(two, "", ""))):
        assert part.text in joined
    turned = join_notes(Told(two, "desk", "2026-01-02"), Told(one, "laptop", "2026-01-01"))
    assert turned == joined
    for text in (one, two, joined):
        assert _both(joined, text) == joined


def test_a_huge_note_of_headings_is_one_text() -> None:
    huge = "### Kept from x (y)\n\nz\n\n---\n\n" * 20_000
    assert huge.strip() in _both(huge, "other")
