"""The mouse: what a click means by where it falls, what lies under the pointer, and the wheel."""

import pytest
from rich.style import Style
from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from papershelf import Library
from papershelf.marks import Status
from papershelf.tui.screens.chord import ChordScreen
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.help import HelpScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.report import ReportScreen
from papershelf.tui.screens.view_dialog import ViewScreen
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.glyphs import UNICODE
from papershelf.tui.widgets.paper_row import Row, RowPainter
from papershelf.tui.widgets.pointing import Part, part_at
from tests.app_tools import Stage, staged
from tests.detail_tools import place_of
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean, screen_text
from tests.test_app_hostile import hostile

__all__ = ["hostile"]  # the fixture: a library in which every text is hostile

SIZES = ((160, 45), (40, 12))


async def click(stage: Stage, x: int, y: int, *, times: int = 1, shift: bool = False, control: bool = False) -> None:
    """Click at a cell of the list."""
    await stage.pilot.click(stage.papers, offset=(x, y), times=times, shift=shift, control=control)
    await stage.rest()


@pytest.fixture
def tagged(library: Library) -> Library:
    """The small page, its first paper tagged."""
    library.tag([library.entries()[0].paper.id], add=["nlp"])
    return library


def part(row: Row, x: int, line: int, *, width: int = 60, height: int = 2) -> Part:
    """What lies at a cell of a row."""
    painter = RowPainter(width, lambda *_: Style(), UNICODE)
    strips = painter.paint(row, height, cursor=False, selected=False)
    return part_at(strips, row, UNICODE, x, line)


def test_the_parts_of_a_row() -> None:
    row = Row("x", "A title", starred=True, status=Status.READ, tags=("nlp", "graph"))
    assert [part(row, x, 0).kind for x in range(6)] == ["margin", "margin", "star", "star", "row", "row"]
    assert [part(row, x, 1).kind for x in (0, 3, 4, 9, 11)] == ["margin", "margin", "status", "status", "row"]
    text = RowPainter(60, lambda *_: Style(), UNICODE).paint(row, 2, cursor=False, selected=False)[1].text
    assert part(row, text.index("nlp"), 1) == Part("tag", "nlp")
    assert part(row, text.index("graph") + 4, 1) == Part("tag", "graph")
    assert part(row, text.index("graph") + 7, 1).kind == "row"


def test_tags_without_room_are_told() -> None:
    row = Row("x", "A title", tags=("one", "two", "three", "four"))
    kinds = {part(row, x, 1, width=30) for x in range(30)}
    assert Part("tag", "one") in kinds
    assert any(each.kind == "more" and "#four" in each.value for each in kinds)


def test_a_title_or_a_snippet_that_looks_like_a_tag_is_none() -> None:
    row = Row("x", "#nlp", tags=("nlp",), badge="note", snippet="#nlp")
    assert {part(row, x, line).kind for x in range(4, 60) for line in (0, 1)} <= {"row", "status"}


def test_a_row_of_one_line_has_its_status_at_the_end() -> None:
    row = Row("x", "A title", status=Status.READ, tags=("nlp",))
    kinds = [part(row, x, 0, height=1).kind for x in range(60)]
    assert kinds.count("status") == 1
    assert kinds.index("status") > 50


@pytest.mark.parametrize("text", HOSTILE)
def test_any_row_can_be_pointed_at(text: str) -> None:
    for height in (1, 2):
        row = Row("x", text, tags=(text, "plain"), badge=text, snippet="", starred=True)
        for x in range(0, 60, 3):
            assert part(row, x, height - 1, height=height).kind


# Clicks


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_moves_and_a_double_click_reads(tagged: Library, size: tuple[int, int]) -> None:
    async with staged(tagged, size) as stage:
        await click(stage, 12, 4)
        assert stage.title.startswith("GraphPasta")
        assert stage.app.screen is stage.main
        await click(stage, 12, 2, times=2)
        screen = stage.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.paper_id == stage.papers.ids[1]


@pytest.mark.parametrize("size", SIZES)
async def test_the_margin_ticks_and_shift_ticks_a_range(tagged: Library, size: tuple[int, int]) -> None:
    async with staged(tagged, size) as stage:
        await click(stage, 0, 2)
        assert stage.papers.selected == {stage.papers.ids[1]}
        await click(stage, 12, 6, shift=True)
        assert stage.papers.selected == set(stage.papers.ids[1:4])
        await click(stage, 12, 0, control=True)
        assert stage.papers.selected == set(stage.papers.ids[:4])
        await click(stage, 1, 1)
        assert stage.papers.selected == set(stage.papers.ids[1:4])


async def test_the_star_stars_this_paper_alone(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.press("space", "space")
        await click(stage, 2, 4)
        assert [entry.paper.id for entry in tagged.entries("is:starred")] == [stage.papers.ids[2]]
        await click(stage, 2, 4)
        assert tagged.entries("is:starred") == []


async def test_the_status_opens_its_chord(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await click(stage, 5, 5)
        assert isinstance(stage.app.screen, ChordScreen)
        await stage.press("d")
        assert [entry.paper.id for entry in tagged.entries("status:read")] == [stage.papers.ids[2]]


async def test_a_tag_in_the_row_narrows_the_list(tagged: Library) -> None:
    async with staged(tagged) as stage:
        x, y = stage.papers.region.offset + Offset(0, 1)
        line = screen_text(stage).splitlines()[y]
        await stage.pilot.click(offset=(line.index("nlp", x), y))
        await stage.rest()
        assert stage.main.search_bar.value == "tag:nlp"
        assert len(stage.papers.ids) == 1


@pytest.mark.parametrize("is_reading", [False, True])
async def test_a_tag_in_the_detail_narrows_the_list(tagged: Library, is_reading: bool) -> None:
    async with staged(tagged) as stage:
        if is_reading:
            await stage.press("enter")
        x, y = place_of(stage.app.screen.query_one(Detail), "tags")
        await stage.pilot.click(offset=(x + 1, y))
        await stage.rest()
        assert stage.app.screen is stage.main
        assert stage.main.search_bar.value == "tag:nlp"


async def test_a_tag_of_any_letters_narrows_to_its_papers(hostile: Library) -> None:
    async with staged(hostile) as stage:
        for entry in hostile.entries():
            for tag in entry.mark.tags:
                stage.main.search_bar.value = ""
                stage.main.filter_by_tag(tag)
                await stage.rest()
                assert entry.paper.id in stage.papers.ids
                assert_clean(stage)


async def test_a_click_on_the_head_goes_back(tagged: Library) -> None:
    async with staged(tagged) as stage:
        stage.main.show_view("queued")
        await stage.rest()
        await stage.pilot.click("#head", offset=(20, 0))
        await stage.rest()
        assert stage.main.browsing.view_key == "all"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_beside_a_dialog_leaves_it_unless_something_was_typed(
    tagged: Library, size: tuple[int, int]
) -> None:
    answers: list[bool | None] = []
    async with staged(tagged, size) as stage:
        stage.app.push_screen(ConfirmScreen("Sure?", "", "Go"), answers.append)
        await stage.rest()
        await stage.pilot.click(offset=(0, 0))
        await stage.rest()
        assert answers == [False]
        dialog = ViewScreen("Name", "name", None, lambda *_: None)
        stage.app.push_screen(dialog)
        await stage.rest()
        await stage.press("x")
        await stage.pilot.click(offset=(0, 0))
        await stage.rest()
        assert stage.app.screen is dialog
        dialog.query_one("#view-name", Input).value = "name"
        await stage.pilot.click(offset=(0, 0))
        await stage.rest()
        assert not dialog.is_attached, "nothing is typed any more"


async def test_a_click_on_the_search_line_focuses_it(tagged: Library) -> None:
    async with staged(tagged) as stage:
        stage.main.search_bar.put("graph")
        stage.main.search_bar.display = True
        await stage.rest()
        await stage.press("tab")
        await stage.pilot.click("#search")
        await stage.rest()
        assert stage.main.search_bar.has_focus


# The wheel and the pointer


async def wheel(stage: Stage, widget: Widget) -> None:
    """Turn the wheel over a widget, towards its end."""
    x, y = widget.region.offset + Offset(2, 2)
    style = stage.app.screen.get_style_at(x, y)
    widget.post_message(
        events.MouseScrollDown(
            widget, x, y, 0, 1, 0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y, style=style
        )
    )
    await stage.until(lambda: widget.scroll_y > 0)


async def test_the_wheel_scrolls_list_detail_help_and_dialogs(tagged: Library) -> None:
    async with staged(tagged, (100, 12)) as stage:
        for widget in (stage.papers, stage.detail):
            await wheel(stage, widget)
            assert widget.scroll_y > 0
        await stage.press("question_mark")
        screen = stage.app.screen
        assert isinstance(screen, HelpScreen)
        await wheel(stage, screen.listing)
        assert screen.listing.scroll_y > 0
        await stage.press("escape")
        stage.app.push_screen(ReportScreen("A report", "", ["line"] * 100))
        await stage.rest()
        report = stage.app.screen.query_one("#report", VerticalScroll)
        await wheel(stage, report)
        assert report.scroll_y > 0


async def test_a_sign_under_the_pointer_says_what_it_is(tagged: Library) -> None:
    async with staged(tagged) as stage:
        await stage.pilot.hover(stage.papers, offset=(2, 0))
        assert str(stage.papers.tooltip) == "star"
        await stage.pilot.hover(stage.papers, offset=(20, 0))
        assert stage.papers.tooltip is None, "a title says itself what it is"


async def test_hostile_rows_under_the_pointer(hostile: Library) -> None:
    async with staged(hostile) as stage:
        for y in range(0, 40):
            for x in (0, 2, 5, 20, 40):
                await stage.pilot.hover(stage.papers, offset=(x, y))
        assert_clean(stage)
