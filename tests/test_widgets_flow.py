"""Texts in lines: no letter is lost, none stands twice, no line is wider than it may be, whatever the text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from papershelf.text import safe
from papershelf.tui.widgets.flow import Flow, laid_out, lead_of, parts, text_of
from papershelf.tui.widgets.note_flow import note_flows
from tests.hostile import HOSTILE

LINE = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=80) | st.text("ab  é漢🔬\u200d", max_size=80)


def assert_shown(text: str, width: int) -> None:
    """Every letter stands on one line, in order; only blanks are on none, and no line is too wide."""
    at = 0
    for start, stop in parts(text, width):
        assert at <= start <= stop <= len(text)
        assert not text[at:start].strip(), "only blanks are left out"
        assert cell_len(text[start:stop].rstrip()) <= width
        at = stop
    assert not text[at:].strip()


def letters(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


@settings(max_examples=200)
@given(LINE, st.integers(2, 30))
@example("0 \u200d\u200d0🌭", 2)
def test_every_letter_stands_on_one_line_that_is_no_wider_than_it_may_be(text: str, width: int) -> None:
    assert_shown(text, width)


@settings(max_examples=100)
@given(st.text("ab c\n", max_size=200), st.integers(1, 30))
def test_plain_words_are_wrapped_where_textual_wraps_them(text: str, width: int) -> None:
    for line in text.split("\n"):
        first = line[: len(line) - len(line.lstrip())] + next(iter(line.split()), "")
        if any(len(word) > width for word in (first, *line.split())):
            continue  # Textual leaves an empty line where a broken word ends with the line
        theirs = [each.plain.rstrip() for each in Content(line).wrap(width)]
        assert [line[start:stop].rstrip() for start, stop in parts(line, width)] == theirs


@settings(max_examples=100)
@given(st.lists(st.text("ab c\n漢", max_size=60), min_size=1, max_size=4), st.integers(2, 20))
def test_what_is_copied_is_what_was_shown_and_letters_are_found_on_their_line(texts: list[str], width: int) -> None:
    page = laid_out([Flow("t", Content(text), above=1) for text in texts], width)
    assert "\n".join(page.rows) == "\n\n".join(texts)
    for number, line in enumerate(page.lines):
        if line.stop > line.start:
            shown = text_of(page.flows[line.flow], line).plain
            assert page.rows[line.row][line.column :].startswith(shown)
            assert page.line_of(line.flow, line.start) == number


@pytest.mark.parametrize(
    "text", ["x" * 100_000, " " * 100_000, "a " * 50_000, "漢" * 50_000], ids=["word", "blanks", "words", "wide"]
)
def test_very_long_texts_are_wrapped_in_one_go(text: str) -> None:
    assert_shown(text, 60)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [2, 9, 60])
def test_notes_of_any_letters_become_lines(text: str, width: int) -> None:
    note = f"# {text}\n\n- {text}\n  1. {text}\n\n> {text}\n\n```\n{text}\n```\n\n"
    note += f"| {text} | x |\n|---|---|\n| 1 | {text} |\n\n{text}"
    page = laid_out(note_flows(note, width)[0], width)
    seen: dict[int, list[str]] = {}
    for line in page.lines:
        flow, shown = page.flows[line.flow], text_of(page.flows[line.flow], line)
        if flow.way == "wrap":  # rules and tables are cut, where the width ends
            assert lead_of(flow, line, width).cell_length + cell_len(shown.plain.rstrip()) <= max(width, 2)
            seen.setdefault(line.flow, []).append(shown.plain)
    code = safe(text.replace("\0", "\ufffd"))  # which is what Markdown has in its place
    assert letters(code) in letters("".join("".join(pieces) for pieces in seen.values()))
    for place, pieces in seen.items():
        assert letters("".join(pieces)) == letters(page.flows[place].content.plain)
