"""Lines by terminal cells: cutting, highlighting, padding, whatever the letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.style import Style

from papershelf.tui.widgets import cells
from papershelf.tui.widgets.cells import LineBuilder, centred, clean, cut, pieces, ruled, window, wrapped
from papershelf.tui.widgets.glyphs import ASCII, UNICODE, Glyphs
from papershelf.tui.widgets.lines import Lines
from tests.hostile import HOSTILE

PLAIN, HIT = Style(), Style(bold=True)
WIDE = "漢字かな 👩‍🔬 e\u0301\u0301 ✈\ufe0f #\ufe0f\u20e3 naïve"


@pytest.mark.parametrize("text", [*HOSTILE, WIDE])
@pytest.mark.parametrize("width", [0, 1, 2, 7, 30])
def test_cut_text_never_takes_more_cells_than_given(text: str, width: int) -> None:
    safe, _ = clean(text)
    assert cell_len(cut(safe, width)) <= width


def test_text_that_fits_is_not_touched_and_what_is_cut_says_so() -> None:
    assert cut("漢字", 4) == "漢字"
    assert cut("漢字", 3) == "漢…"
    assert cut("one two", 5) == "one…"


def test_a_highlight_never_splits_a_visible_character() -> None:
    assert list(pieces("ae\u0301b", ((1, 2),))) == [("a", False), ("e\u0301", True), ("b", False)]
    assert list(pieces("plain", ())) == [("plain", False)]
    assert list(pieces("abc", ((-3, 1), (2, 99)))) == [("a", True), ("b", False), ("c", True)]


SPANS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=4)


@given(st.text(st.characters(max_codepoint=0x7E), max_size=30) | st.sampled_from([WIDE, *HOSTILE]), SPANS)
def test_a_letter_is_highlighted_where_a_span_touches_what_it_belongs_to(
    text: str, spans: list[tuple[int, int]]
) -> None:
    runs = list(pieces(text, spans))
    assert "".join(run for run, _ in runs) == text
    assert all(one[1] != other[1] for one, other in pairwise(runs))
    lit = [inside for run, inside in runs for _ in run]
    touched = {place for start, stop in spans for place in range(max(start, 0), min(stop, len(text)))}
    for start, stop, _ in split_graphemes(text)[0]:
        assert lit[start:stop] == [bool(touched & set(range(start, stop)))] * (stop - start)


PLAIN_LETTERS = "".join(letter for letter in map(chr, range(0x3000)) if cells._is_plain(letter))


def test_plain_letters_are_cells_of_their_own() -> None:
    """In a text, and to whoever cuts it into what a person takes for a letter."""
    assert {*"aZ~é…—’Ωж"} <= {*PLAIN_LETTERS}
    assert split_graphemes(PLAIN_LETTERS)[0] == [(place, place + 1, 1) for place in range(len(PLAIN_LETTERS))]


@given(st.text(PLAIN_LETTERS, max_size=60), SPANS, st.integers(-1, 40))
def test_plain_letters_are_cut_and_highlighted_as_any_other(
    text: str, spans: list[tuple[int, int]], width: int
) -> None:
    """To count them by the cell is spared, and may not be seen."""
    quick = cut(text, width), list(pieces(text, spans))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "_is_plain", lambda _: False)
        assert quick == (cut(text, width), list(pieces(text, spans)))


def test_highlights_are_given_up_where_cleaning_moved_the_letters() -> None:
    assert clean("a b", ((0, 1),)) == ("a b", ((0, 1),))
    assert clean("a\x1b\x07b", ((0, 1),)) == ("ab", ())


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=3),
    st.integers(0, 40),
)
def test_a_line_is_exactly_as_wide_as_asked(text: str, spans: list[tuple[int, int]], width: int) -> None:
    safe, kept = clean(text, spans)
    line = LineBuilder(width, PLAIN)
    line.space(2)
    line.add_right("end", PLAIN)
    line.add(safe, PLAIN, kept, HIT)
    strip = line.strip()
    assert strip.cell_length == width
    assert cell_len(strip.text) == width == sum(segment.cell_length for segment in strip)


@given(st.text(max_size=40), st.integers(0, 30))
def test_centred_and_ruled_lines_are_as_wide_as_asked(text: str, width: int) -> None:
    safe, _ = clean(text)
    assert cell_len(centred(safe, width, PLAIN, PLAIN).text) == width
    assert cell_len(ruled(safe, width, PLAIN).text) == width


def test_words_are_wrapped_by_cells_and_empty_lines_stay() -> None:
    assert wrapped("one two three\n\nfour", 8) == ["one two", "three", "", "four"]
    assert wrapped("漢字 漢字 漢字", 9) == ["漢字 漢字", "漢字"]
    assert wrapped("x" * 9, 4) == ["xxx…"]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_sign_is_one_cell_wide(glyphs: Glyphs) -> None:
    signs = [glyphs.bar, glyphs.tick, glyphs.star, glyphs.no_star, glyphs.code, glyphs.note, glyphs.active]
    assert all(cell_len(sign) == 1 for sign in (*signs, *glyphs.status.values()))
    assert cell_len(glyphs.rating(3)) == 5
    assert glyphs.rating(None) == ""


@given(st.integers(1, 50), st.integers(1, 3), st.none() | st.integers(-1, 60))
def test_lines_and_items_map_onto_each_other(count: int, height: int, divider: int | None) -> None:
    lines = Lines(count, height, divider)
    owners = [lines.item_at(line) for line in range(lines.total)]
    assert [owner for owner in owners if owner is not None] == [i for i in range(count) for _ in range(height)]
    assert owners.count(None) == (lines.divider_line is not None)
    assert all(lines.item_at(lines.line_of(index)) == index for index in range(count))
    assert lines.item_at(-1) is None
    assert lines.item_at(lines.total) is None


TEXTS = st.text(alphabet=st.sampled_from("ab  é漢👩\u200d🔬e\u0301"), max_size=60)


@given(text=TEXTS, width=st.integers(0, 30), data=st.data())
def test_a_window_keeps_its_letters_and_where_they_are_marked(text: str, width: int, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    shown, moved = window(text, width, spans)
    assert shown == text or (shown.startswith("…") and text.endswith(shown[1:]))
    kept = list(moved)
    assert [shown[a:b] for a, b in kept] == [text[a:b] for a, b in spans], "the first is where it begins"
    if kept and shown != text and cell_len(shown) > width + 1:
        assert kept[0][0] - 1 <= max(width // 4, 0), "near the front"


def test_a_match_at_the_end_keeps_the_words_before_it() -> None:
    text = "we look at the representations of models that share one embedding space."
    shown, moved = window(text, 40, [(text.index("space"), text.index("space") + 5)])
    assert shown == "…models that share one embedding space."
    assert [shown[a:b] for a, b in moved] == ["space"]


def test_the_first_label_that_fits_is_ruled() -> None:
    assert ruled(("a long label", "short"), 40, PLAIN).text.startswith("── a long label ──")
    assert ruled(("a long label", "short"), 12, PLAIN).text.startswith("── short ")
    assert ruled(("a long label", "short"), 5, PLAIN).text == "── s…"
    assert ruled((), 5, PLAIN).cell_length == 5
