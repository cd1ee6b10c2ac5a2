"""The panes: how many there are, how wide they are, what a person made of them, and what a resize must not lose."""

import json
import stat
from pathlib import Path

import pytest
from textual.geometry import Offset

from papershelf import Library
from papershelf.tui.layout import FILE, MIDDLE, NARROWEST, SIDES, Layout, mode_of
from papershelf.tui.screens.panes import SAVE_SECONDS
from papershelf.tui.screens.tags import TagScreen
from papershelf.tui.widgets.splitter import Splitter
from tests.app_tools import Stage, staged

SIZES = [(160, 45), (120, 40), (119, 30), (100, 30), (80, 24), (79, 24), (60, 20), (40, 12), (30, 8)]


def widths(stage: Stage) -> tuple[int, int, int]:
    """Of sidebar, list and detail; 0 for one that is not there."""
    main = stage.main
    return tuple(main.query_one(f"#{name}").region.width for name in ("sidebar", "middle", "detail"))  # type: ignore[return-value]


def pane(stage: Stage) -> str:
    """The one the person is in."""
    return stage.main.pane


async def resize(stage: Stage, columns: int, rows: int) -> None:
    """Make the terminal another size."""
    await stage.pilot.resize_terminal(columns, rows)
    await stage.rest()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_there_are_as_many_panes_as_there_is_room_for(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        there = {"three": 3, "two": 2, "one": 1}[mode_of(size[0])]
        assert sum(width > 0 for width in widths(stage)) == there
        assert sum(widths(stage)) + there - 1 == size[0]
        for _ in range(3):
            await stage.press("tab")
            assert stage.app.focused is not None
            assert stage.app.focused.region.width > 0
        assert stage.app.focused is stage.papers
        await stage.press("enter", "escape", "question_mark", "escape", "t", "escape", "z", "escape", "n", "escape")
        assert stage.app.screen is stage.main


async def test_keys_make_the_pane_one_is_in_narrower_and_wider(library: Library) -> None:
    async with staged(library) as stage:
        sidebar, middle, detail = widths(stage)
        await stage.press("greater_than_sign")
        assert widths(stage) == (sidebar, middle + 4, detail - 4)
        await stage.press("less_than_sign", "tab", "greater_than_sign")
        assert widths(stage)[2] == detail + 4
        await stage.press("tab", "less_than_sign")
        assert widths(stage)[0] == sidebar - 4
        await stage.press("z", "z")
        assert widths(stage) == (sidebar, middle, detail)


async def test_no_pane_is_ever_pushed_out(library: Library) -> None:
    async with staged(library, (120, 30)) as stage:
        await stage.press("tab", *["greater_than_sign"] * 30)
        assert widths(stage)[1] >= MIDDLE
        assert "no room" in stage.toasts[-1]
        await stage.press(*["less_than_sign"] * 40)
        assert widths(stage)[2] == NARROWEST["detail"]
        assert "cannot be narrower" in stage.toasts[-1]
        await stage.press("tab", *["less_than_sign"] * 20)
        assert widths(stage)[0] == NARROWEST["sidebar"]


async def test_where_there_is_one_pane_the_keys_say_so(library: Library) -> None:
    async with staged(library, (60, 20)) as stage:
        await stage.press("greater_than_sign")
        assert "one pane" in stage.toasts[-1]


@pytest.mark.parametrize(("side", "moved"), [("sidebar", 9), ("detail", -12)])
async def test_a_splitter_is_dragged_and_put_back(library: Library, side: str, moved: int) -> None:
    async with staged(library) as stage:
        before = widths(stage)
        splitter = stage.main.query_one(f"#split-{side}", Splitter)
        column, row = splitter.region.x, splitter.region.y + 5
        await stage.pilot.mouse_down(offset=Offset(column, row))
        assert splitter.is_dragged
        await stage.pilot.hover(offset=Offset(column + moved // 2, row + 1))
        await stage.pilot.hover(offset=Offset(column + moved, row + 2))
        await stage.pilot.mouse_up(offset=Offset(column + moved, row + 2))
        await stage.rest()
        assert "-dragging" not in splitter.classes
        assert splitter.region.x == column + moved
        assert sum(widths(stage)) == sum(before)
        assert stage.app.focused is stage.papers, "a drag takes no focus"
        await stage.pilot.click(splitter, times=2)
        await stage.rest()
        assert widths(stage) == before


async def test_panes_are_hidden_and_shown(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("z", "s")
        assert widths(stage)[0] == 0
        assert stage.toasts[-1] == "The sidebar is hidden. z s shows it again."
        await stage.press("tab", "tab")
        assert pane(stage) == "list", "what is hidden is passed over"
        await stage.press("z", "d")
        assert widths(stage)[1] == 160
        await resize(stage, 60, 20)
        await stage.press("tab")
        assert pane(stage) == "detail", "one pane at a time: there is nothing to hide"
        await resize(stage, 160, 45)
        assert pane(stage) == "list"
        assert stage.app.focused is stage.papers
        await stage.press("z", "z")
        assert all(widths(stage))


async def test_what_was_made_of_the_panes_is_there_at_the_next_start(library: Library) -> None:
    folder = library.places.data
    async with staged(library) as stage:
        await stage.press("tab", *["less_than_sign"] * 3, "z", "s")
        three = widths(stage)
        await stage.pilot.pause(SAVE_SECONDS + 0.1)
        path = folder / FILE
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await resize(stage, 100, 30)
        await stage.press("greater_than_sign")
        two = widths(stage)
    assert [each.name for each in folder.glob(f"{FILE}*")] == [FILE]
    async with staged(library) as stage:
        assert widths(stage) == three
        await resize(stage, 100, 30)
        assert widths(stage) == two


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"{", b"\xff\x00", b'{"three": 5, "two": {"detail": "x"}, "hidden": 7}']
)
async def test_a_damaged_file_is_passed_over(library: Library, content: bytes) -> None:
    (library.places.data / FILE).write_bytes(content)
    async with staged(library) as stage:
        assert all(widths(stage))
        await stage.press("tab", "less_than_sign")
        await stage.pilot.pause(SAVE_SECONDS + 0.1)
    assert Layout(library.places.data).widths(160)["detail"] is not None


def test_what_another_version_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"three": {"sidebar": 30, "deep": 1}, "later": [1], "hidden": ["detail", "moon"]}')
    layout = Layout(tmp_path)
    assert layout.hidden == {"detail"}
    layout.set_width("sidebar", 40, 160)
    layout.save()
    document = json.loads((tmp_path / FILE).read_bytes())
    assert document["three"] == {"deep": 1, "sidebar": 40}
    assert document["later"] == [1]


@pytest.mark.parametrize("columns", range(80, 200, 7))
@pytest.mark.parametrize("wanted", [1, 25, 60, 5000])
def test_whatever_is_asked_for_fits(tmp_path: Path, columns: int, wanted: int) -> None:
    layout = Layout(tmp_path)
    for side in SIDES:
        layout.set_width(side, wanted, columns)
    sidebar, detail = (layout.widths(columns)[side] or 0 for side in ("sidebar", "detail"))
    assert sidebar >= NARROWEST["sidebar"]
    assert detail >= NARROWEST["detail"]
    taken = sidebar + 1 + detail + 1 if mode_of(columns) == "three" else max(sidebar, detail) + 1
    assert columns - taken >= MIDDLE


async def test_a_resize_keeps_the_person_where_they_are(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("e")
        await stage.press("down", "down")
        title, value = stage.title, stage.main.search_bar.value
        for columns, rows in ((100, 30), (60, 20), (40, 12), (30, 8), (160, 45)):
            await resize(stage, columns, rows)
            assert (stage.title, stage.main.search_bar.value) == (title, value)
            assert stage.app.focused is stage.main.search_bar
            assert stage.papers.is_in_view(stage.papers.cursor)


async def test_a_resize_keeps_the_place_in_the_list(library: Library) -> None:
    async with staged(library, (160, 12)) as stage:
        await stage.press("G", "k", "k")
        place = round(stage.papers.scroll_y)
        assert place
        for columns, rows in ((100, 8), (160, 45), (40, 12), (160, 12)):
            await resize(stage, columns, rows)
        assert round(stage.papers.scroll_y) == place


async def test_a_resize_keeps_an_open_dialog(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("t", *"nlp")
        for columns, rows in ((40, 12), (160, 45)):
            await resize(stage, columns, rows)
            assert isinstance(stage.app.screen, TagScreen)
            assert stage.app.screen.query_one("#tag-input").value == "nlp"  # type: ignore[attr-defined]
            assert stage.app.screen.focused is stage.app.screen.query_one("#tag-input")


async def test_a_click_into_a_pane_is_being_there(library: Library) -> None:
    async with staged(library) as stage:
        await stage.pilot.click(stage.detail, offset=(5, 5))
        await stage.rest()
        assert pane(stage) == "detail"
        await resize(stage, 60, 20)
        assert stage.app.focused is stage.detail
        assert stage.detail.region.width == 60
