"""The menu of what can be done with one thing: by key and by the right button, at any size, and for hostile names."""

import pytest
from textual.geometry import Region

from papershelf import Library
from papershelf.tui.screens.chord import ChordScreen
from papershelf.tui.screens.menu import MenuScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.view_dialog import ViewScreen
from tests.app_tools import Stage, staged
from tests.detail_tools import place_of
from tests.hostile_tools import assert_clean, screen_text
from tests.test_app_hostile import hostile

__all__ = ["hostile"]  # the fixture: a library in which every text is hostile

SIZES = ((160, 45), (40, 12))


def menu_of(stage: Stage) -> MenuScreen:
    """The menu that is open."""
    screen = stage.app.screen
    assert isinstance(screen, MenuScreen)
    return screen


def labels(stage: Stage) -> list[str]:
    """What the menu offers."""
    return [entry.label for entry in menu_of(stage).entries]


async def right_click(stage: Stage, x: int, y: int) -> None:
    """Click with the right button at a cell of the screen."""
    await stage.pilot.click(offset=(x, y), button=3)
    await stage.rest()


def find(stage: Stage, text: str) -> tuple[int, int]:
    """The cell of the screen at which a text begins."""
    for y, line in enumerate(screen_text(stage).splitlines()):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text} is not on the screen")


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_offers_what_can_be_done_with_the_paper(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("j", "full_stop")
        assert menu_of(stage).head == stage.title
        assert labels(stage)[:5] == ["Read", "Star", "Status", "Queue", "Tags"]
        box = stage.app.screen.query_one("#menu").region
        assert Region(0, 0, *size).contains_region(box)
        await stage.press("j", "enter")
        assert [entry.paper.title for entry in library.entries("is:starred")] == [stage.title]


async def test_keys_and_letters_choose(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("full_stop", "s")
        assert len(library.entries("is:starred")) == 1, "the key of an entry does it"
        await stage.press("full_stop", "c")
        assert menu_of(stage).entries[menu_of(stage).listing.cursor].label == "Copy", "a letter goes there"
        await stage.press("escape", "full_stop", "m")
        assert isinstance(stage.app.screen, ChordScreen)
        await stage.press("d")
        assert len(library.entries("status:read")) == 1


async def test_what_does_not_work_now_is_not_offered(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("queued")
        await stage.rest()
        await stage.press("full_stop")
        assert stage.app.screen is stage.main, "there is no paper"


@pytest.mark.parametrize("size", SIZES)
async def test_the_right_button_on_a_row(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await right_click(stage, *find(stage, "GraphPasta"))
        assert stage.title.startswith("GraphPasta"), "the cursor goes there"
        assert menu_of(stage).head == stage.title
        box = stage.app.screen.query_one("#menu").region
        assert Region(0, 0, *size).contains_region(box)
        away = (size[0] - 1, 0) if box.right < size[0] else (0, size[1] - 2)
        if not box.contains(*away):
            await stage.pilot.click(offset=away)
            await stage.rest()
            assert stage.app.screen is stage.main, "a click beside it leaves"


async def test_the_right_button_on_a_selected_row_means_all_selected(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space")
        await right_click(stage, *find(stage, "Sparse Ferrets"))
        assert menu_of(stage).head == "2 papers selected"
        await stage.press("s")
        assert len(library.entries("is:starred")) == 2
        await right_click(stage, *find(stage, "GraphPasta"))
        assert not stage.papers.selected, "one beside the selection is meant alone"
        assert menu_of(stage).head.startswith("GraphPasta")


async def test_the_right_button_on_a_view_a_tag_and_all(library: Library) -> None:
    library.tag([library.entries()[0].paper.id], add=["zebra"])
    async with staged(library) as stage:
        await right_click(stage, *find(stage, "Queue"))
        assert labels(stage) == ["Show", "Rename", "Edit the query", "Delete", "Move up", "Move down"]
        await stage.press("r")
        assert labels(stage)[menu_of(stage).listing.cursor] == "Rename"
        await stage.press("enter")
        assert isinstance(stage.app.screen, ViewScreen)
        assert stage.app.screen.view_name == "Queue"
        await stage.press("escape")
        await right_click(stage, *find(stage, "    zebra"))
        assert labels(stage) == ["Show", "Rename", "Delete"]
        await stage.press("enter")
        assert stage.main.browsing.view_key == "tag:zebra"
        await right_click(stage, *find(stage, "small_page.txt  "))
        assert labels(stage) == ["Show"]


async def test_the_key_in_the_sidebar_means_the_view(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("shift+tab", "j", "full_stop")
        assert menu_of(stage).head == "Inbox"
        await stage.press("enter")
        assert stage.main.browsing.view_key == "inbox"


async def test_a_tag_in_the_detail(library: Library) -> None:
    first = library.entries()[0].paper.id
    library.tag([first], add=["zebra"])
    async with staged(library) as stage:
        x, y = place_of(stage.detail, "tags")
        await right_click(stage, x + 2, y)
        assert menu_of(stage).head == "#zebra"
        await stage.press("j", "enter")
        assert library.entry(first).mark.tags == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("is_reading", [False, True])
async def test_a_link_is_opened_or_copied(library: Library, is_reading: bool) -> None:
    async with staged(library) as stage:
        if is_reading:
            await stage.press("enter")
        await right_click(stage, *find(stage, "https://github.com/sleepy-ferret"))
        assert labels(stage) == ["Open in the browser", "Copy the link"]
        assert stage.opened == [], "the right button opens nothing by itself"
        await stage.press("enter")
        assert stage.opened == ["https://github.com/sleepy-ferret/sleepprune"]
        await right_click(stage, *find(stage, "https://github.com/sleepy-ferret"))
        await stage.press("c", "enter")
        assert stage.clipboard.texts == ["https://github.com/sleepy-ferret/sleepprune"]


async def test_the_menu_in_the_reader_is_the_papers(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter", "full_stop")
        assert "Star" in labels(stage)
        assert "Select" not in labels(stage), "there is nothing to select among"
        await stage.press("s")
        assert isinstance(stage.app.screen, ReaderScreen)
        assert len(library.entries("is:starred")) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_as_heads(hostile: Library, size: tuple[int, int]) -> None:
    async with staged(hostile, size) as stage:
        for _ in range(len(hostile)):
            await stage.press("full_stop")
            assert_clean(stage)
            assert isinstance(stage.app.screen, MenuScreen)
            await stage.press("escape", "j")
        for _ in range(12):
            await stage.press("shift+tab", "k", "full_stop")
            assert_clean(stage)
            await stage.press("escape", "tab")
