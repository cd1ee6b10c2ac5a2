"""The reader: where one is, the measure, the raw text, what was seen when, finding in the paper, what can be copied."""

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.screens.reader import MARGIN, ReaderScreen
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.raw_text import RawText
from papershelf.tui.widgets.reader_head import ReaderHead
from tests.app_tools import Stage, staged
from tests.conftest import FrozenClock
from tests.detail_tools import place_of, text_of


def reader(stage: Stage) -> ReaderScreen:
    """The screen in front, which is the reader."""
    screen = stage.app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def head(stage: Stage) -> str:
    return reader(stage).query_one(ReaderHead).words


def shown(stage: Stage) -> str:
    """Everything that is on the terminal now."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


async def test_the_head_says_which_paper_of_how_many_and_how_far_it_was_read(library: Library) -> None:
    async with staged(library, (40, 12)) as stage:
        await stage.press("j", "enter")
        count = len(library)
        assert head(stage) == f"2 of {count}  All  0 %"
        await stage.press("G")
        assert head(stage).endswith("100 %")
        await stage.press("l")
        assert head(stage) == f"3 of {count}  All  0 %"
        assert f"3 of {count}" in shown(stage).splitlines()[0]
    async with staged(library, (160, 60)) as stage:
        await stage.press("enter")
        assert head(stage) == f"1 of {count}  All", "what fits whole has no percentage"


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12)])
async def test_nothing_is_wider_than_the_measure_nor_than_the_terminal(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        stage.app.config = Config(measure=50)
        await stage.press("enter")
        pane = reader(stage).detail
        assert pane.region.width == min(size[0], 50 + MARGIN)
        assert abs(pane.region.x - (size[0] - pane.region.right)) <= 1, "it stands in the middle"
        assert pane.page.width <= 50
        assert pane.content_region.x + pane.page.width <= pane.region.right - 1
        place = [flow.name for flow in pane.page.flows].index("abstract")
        lines = [line for line in pane.page.lines if line.flow == place and line.stop >= 0]
        assert len(lines) > len(text_of(pane, "abstract")) / 50, "it is wrapped, not clipped"


async def test_raw_shows_title_and_abstract_as_they_were_and_each_view_keeps_its_place(library: Library) -> None:
    async with staged(library, (60, 12)) as stage:
        await stage.press("enter", "j", "j", "j")
        before = reader(stage).detail.scroll_y
        assert before == 3
        await stage.press("r")
        raw = reader(stage).query_one(RawText)
        paper = library.entries()[0].paper
        assert raw.has_focus
        assert f"── The title, as it stood on page small_page.txt\n\n{paper.raw_title}\n" in raw.text
        assert raw.text.endswith(f"── The abstract, as it stood on page small_page.txt\n\n{paper.raw_abstract}")
        assert "raw text" in head(stage)
        await stage.press("j", "j", "right")
        await stage.press("r")
        assert reader(stage).detail.scroll_y == before
        await stage.press("r")
        assert raw.cursor_location == (2, 1)
        await stage.press("l")
        assert library.entries()[1].paper.raw_title in raw.text, "a neighbour is shown raw too"
        await stage.press("escape")
        assert reader(stage).query_one("#reading").display
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_without_a_mouse_a_sentence_is_selected_and_copied_unwrapped(library: Library) -> None:
    async with staged(library, (50, 20)) as stage:
        await stage.press("enter", "r", "G", *["shift+up"] * 9, "shift+home", "y", "s")
        copied = stage.clipboard.texts[-1]
        assert copied == library.entries()[0].paper.raw_abstract
        assert "\n" not in copied
        assert stage.toasts[-1] == f"The selection ({len(copied)} letters): copied to the clipboard."
        await stage.press("shift+down", "ctrl+c")
        assert stage.clipboard.texts[-1] != copied
        assert "copied to the clipboard" in stage.toasts[-1]


async def test_what_the_mouse_selects_goes_the_same_way_without_wraps_or_padding(library: Library) -> None:
    async with staged(library, (60, 30)) as stage:
        await stage.press("enter")
        abstract = place_of(reader(stage).detail, "abstract")
        await stage.pilot.mouse_down(offset=abstract + Offset(3, 1))
        await stage.pilot.hover(offset=abstract + Offset(10, 3))
        await stage.pilot.mouse_up(offset=abstract + Offset(10, 3))
        await stage.press("y", "s")
        copied = stage.clipboard.texts[-1]
        assert copied.startswith("study whether a language model")
        assert copied in library.entries()[0].paper.abstract
        assert len(copied) > 70
        await stage.press("ctrl+c")
        assert stage.clipboard.texts[-1] == copied
        stage.clipboard.route = "manual"
        await stage.press("ctrl+c")
        assert stage.app.screen.query_one("TextArea").text == copied  # type: ignore[attr-defined]
        await stage.press("ctrl+c")
        assert stage.toasts[-1].startswith("No clipboard within reach"), "no second dialog over the first"
        assert len(stage.app.screen_stack) == 3


async def test_nothing_selected_is_said_with_the_way_to_select(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("y", "s")
        assert stage.clipboard.texts == []
        assert stage.toasts[-1].startswith("Nothing is selected.")
        assert " r shows the text" in stage.toasts[-1]


async def test_the_report_is_selected_from_with_the_mouse_too(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("s", "H", "enter")
        line = stage.app.screen.query_one("#report Static")
        await stage.pilot.mouse_down(line, offset=(0, 0))
        await stage.pilot.hover(line, offset=(14, 0))
        await stage.pilot.mouse_up(line, offset=(14, 0))
        await stage.press("ctrl+c")
        assert stage.clipboard.texts == ["Sparse Ferrets:"]


async def test_when_and_where_it_was_seen_stands_in_readable_lines(library: Library, clock: FrozenClock) -> None:
    clock.advance(days=3)
    async with staged(library) as stage:
        await stage.press("enter")
        seen = text_of(reader(stage).detail, "seen")
        size = max(listing.position for entry in library.entries() for listing in entry.paper.sources)
        assert f"page small_page.txt · 1st of {size} · " in seen
        assert "imported 1 March 2026, 09:00 (3 days ago)" in seen


async def test_a_text_is_found_in_the_paper_whatever_the_query_was(library: Library) -> None:
    async with staged(library, (70, 14)) as stage:
        await stage.press("enter", "slash")
        await stage.type("the layers")
        assert head(stage).startswith(f"1 of {len(library)}  2 matches")
        await stage.press("enter")
        assert "match 1 of 2" in head(stage)
        assert reader(stage).detail.has_focus
        assert not reader(stage).query_one("#find", Input).display
        await stage.press("right_square_bracket", "right_square_bracket")
        assert stage.toasts[-1] == "Round to the first match."
        await stage.press("escape")
        assert "match" not in head(stage)
        await stage.press("slash")
        await stage.type("zzz")
        assert "not found" in head(stage)
        await stage.press("escape", "escape")
        assert stage.app.screen is stage.main


async def test_marking_works_and_keeps_the_place(library: Library) -> None:
    async with staged(library, (50, 12)) as stage:
        await stage.press("enter", "j", "j", "s", "m", "d", "m", "4")
        mark = library.entries()[0].mark
        assert (mark.starred, mark.status, mark.rating) == (True, "read", 4)
        assert reader(stage).query_one("#reading", Detail).scroll_y == 2
