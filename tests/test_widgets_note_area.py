"""The text of a note: colours that follow each edit, lists that go on, letters that harm nobody."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from papershelf.text import safe
from papershelf.tui.widgets.note_area import NoteArea
from tests.hostile import HOSTILE


class Page(App[None]):
    """Nothing but the area."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.area = NoteArea(text)

    def compose(self) -> ComposeResult:
        """The area."""
        yield self.area


@asynccontextmanager
async def paged(text: str) -> AsyncIterator[tuple[NoteArea, Pilot[None]]]:
    """The area with a text, its cursor at the end."""
    page = Page(text)
    async with page.run_test(size=(60, 20)) as pilot:
        page.area.focus()
        page.area.move_cursor(page.area.document.end)
        await pilot.pause()
        yield page.area, pilot


def style_of(area: NoteArea, y: int, word: str) -> Style:
    """The style in which a word is painted."""
    for segment in area.render_line(y):
        if word in segment.text:
            return segment.style or Style()
    raise AssertionError(f"{word!r} is not in {painted(area.render_line(y))!r}")


def painted(strip: Strip) -> str:
    """What a line shows."""
    return "".join(segment.text for segment in strip)


async def test_markdown_is_told_apart_without_colours_too() -> None:
    text = "# head\n**fat** *slant* `code` [[id|Title]] #tag ~~no~~\n- item\nplain\n\n"
    async with paged(text) as (area, _):
        assert style_of(area, 0, "head").bold
        assert style_of(area, 1, "fat").bold
        assert style_of(area, 1, "slant").italic
        assert style_of(area, 1, "Title").underline
        assert style_of(area, 1, "tag").bold
        assert style_of(area, 1, "no").strike
        assert style_of(area, 2, "-").bold
        plain, code = style_of(area, 3, "plain"), style_of(area, 1, "code")
        assert not any((plain.bold, plain.italic, plain.underline))
        assert code.color != plain.color


async def test_colours_follow_an_edit_and_its_undo() -> None:
    async with paged("a\nb *c* d\n\n") as (area, pilot):
        area.render_line(1)
        area.insert("```\n", (0, 0))
        await pilot.pause()
        assert not style_of(area, 2, "c").italic
        area.undo()
        await pilot.pause()
        assert style_of(area, 1, "c").italic


async def test_colours_follow_the_theme() -> None:
    async with paged("# head\nx\n") as (area, pilot):
        dark = style_of(area, 0, "head").color
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert style_of(area, 0, "head").color != dark


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_keeps_its_letters_and_harms_no_terminal(text: str) -> None:
    async with paged(text) as (area, pilot):
        shown = "".join(painted(area.render_line(y)) for y in range(20))
        assert safe(shown.replace("\n", "")) == shown.replace("\n", "")
        await pilot.press("x")
        assert area.text.endswith("x")
        assert area.text[:-1].split() == text.split()
        for row, line in enumerate(area.document.lines):
            assert len(area.get_line(row)) == len(line)


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("- a", ["enter", "b"], "- a\n- b"),
        ("- a\n- ", ["enter", "b"], "- a\nb"),
        ("9. a", ["enter", "b", "enter", "enter"], "9. a\n10. b\n"),
        ("- [x] a", ["enter"], "- [x] a\n- [ ] "),
        ("> a", ["enter", "enter"], "> a\n"),
        ("- a", ["tab"], "  - a"),
        ("  - a", ["shift+tab"], "- a"),
        ("```\n- a", ["enter"], "```\n- a\n"),
        ("a", ["enter"], "a\n"),
    ],
)
async def test_lists_go_on(text: str, keys: list[str], expected: str) -> None:
    async with paged(text) as (area, pilot):
        await pilot.press(*keys)
        assert area.text == expected
        for _ in keys:
            await pilot.press("ctrl+z")
        assert area.text == text, "undo takes each of them back"


async def test_items_of_a_selection_go_in_together() -> None:
    async with paged("- a\ntext\n- b") as (area, pilot):
        area.select_all()
        await pilot.press("tab")
        assert area.text == "  - a\ntext\n  - b"


async def test_a_long_note_is_no_burden() -> None:
    text = "\n".join("- **strong** and *slant* with `code` and [[abc|A title]] #tag" for _ in range(1000))
    async with paged(text) as (area, pilot):
        start = time.perf_counter()
        for _ in range(10):
            area.insert("x")
            for y in range(20):
                area.render_line(y)
        assert time.perf_counter() - start < 3
        await pilot.pause()


async def test_a_link_being_typed_is_seen_but_not_in_code() -> None:
    async with paged("see [[some") as (area, pilot):
        half = area.half_link
        assert half is not None
        assert (half.start, half.query) == ((0, 4), "some")
        area.finish_link("[[abc|Some title]]")
        assert area.text == "see [[abc|Some title]]"
        assert area.link_here == "abc"
        assert area.half_link is None
        await pilot.press("ctrl+z")
        assert area.text == "see [[some"
        area.text = "```\n[[x"
        area.move_cursor(area.document.end)
        assert area.half_link is None
