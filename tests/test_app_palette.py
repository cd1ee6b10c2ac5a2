"""The palette: every command that works, and every place to go to, from wherever a person stands."""

import time

import pytest
from textual.command import CommandInput, CommandList

from papershelf import Library
from papershelf.tui.palette import Palette
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.settings import SettingsScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean, paste
from tests.test_app_hostile import hostile

__all__ = ["hostile"]  # the fixture: a library in which every text is hostile

SIZES = ((160, 45), (40, 12))


def offered(stage: Stage) -> list[str]:
    """What the palette lists, from the top."""
    listing = stage.app.screen.query_one(CommandList)
    return [str(option.prompt) for option in listing.options]


async def ask(stage: Stage, text: str) -> None:
    """Open the palette and type."""
    await stage.press("ctrl+p")
    assert isinstance(stage.app.screen, Palette)
    await put(stage, text)


async def put(stage: Stage, text: str) -> None:
    """Have a text stand in the palette's line, and wait for what it finds."""
    stage.app.screen.query_one(CommandInput).value = text
    await stage.pilot.pause(0.15)
    await stage.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_a_command_is_offered_with_its_keys_and_run(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await ask(stage, ">star the paper")
        assert offered(stage)[0] == "Star the paper, or take the star away.   s"
        await stage.press("enter")
        assert len(library.entries("is:starred")) == 1


async def test_only_what_works_now_is_offered(library: Library) -> None:
    async with staged(library) as stage:
        await ask(stage, ">redo what")
        assert offered(stage) == []
        await stage.press("escape", "s", "u")
        await ask(stage, ">redo what")
        assert offered(stage) == ["Redo what was undone.   U"]


async def test_a_chords_follower_is_run(library: Library) -> None:
    async with staged(library) as stage:
        await ask(stage, ">mark as read.")
        assert offered(stage)[0] == "Mark as read.   m d"
        await stage.press("enter")
        assert len(library.entries("status:read")) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_paper_is_found_in_spite_of_typos_and_gone_to(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await ask(stage, "/retreival gardning")
        assert offered(stage)[0].startswith("Retrieval Augmented Gardening with Small Models")
        await stage.press("enter")
        assert stage.title.startswith("Retrieval Augmented Gardening")
        assert stage.papers.has_focus


async def test_a_paper_outside_of_view_and_query_is_gone_to(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("queued")
        stage.main.search_bar.value = "zebra"
        await stage.rest()
        await ask(stage, "/graphpasta")
        await stage.press("enter")
        assert stage.title.startswith("GraphPasta")
        assert stage.main.browsing.view_key == "all"
        assert stage.main.search_bar.value == ""


@pytest.mark.parametrize("opener", [("enter",), ("H",), ("v", "t")])
async def test_from_another_screen_one_comes_back_to_the_list(library: Library, opener: tuple[str, ...]) -> None:
    async with staged(library) as stage:
        await stage.press(*opener)
        assert stage.app.screen is not stage.main
        await ask(stage, "/graphpasta")
        await stage.press("enter")
        assert stage.app.screen is stage.main
        assert stage.title.startswith("GraphPasta")


async def test_before_the_index_is_there_titles_are_found_as_they_are_typed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(library) as stage:
        monkeypatch.setattr(Library, "is_warm", False)
        monkeypatch.setattr(Library, "start_warming", lambda _self: pytest.fail("the index is another's work"))
        monkeypatch.setattr("papershelf.library.finding.Finder._search", lambda *_: pytest.fail("this builds it"))
        await ask(stage, "/graph pasta")
        assert [line.split(":")[0] for line in offered(stage)] == ["GraphPasta"]


async def test_views_tags_and_sources_are_gone_to(library: Library) -> None:
    library.tag([library.entries()[2].paper.id], add=["nlp/rag"])
    async with staged(library) as stage:
        await ask(stage, "#rag")
        assert offered(stage) == ["nlp/rag   tag  1"]
        await stage.press("enter")
        assert stage.main.browsing.view_key == "tag:nlp/rag"
        assert len(stage.papers.ids) == 1
        await ask(stage, "@stared")
        assert offered(stage)[0].startswith("Starred")
        await stage.press("enter")
        assert stage.main.browsing.view_key == "starred"
        await ask(stage, "@small page")
        await stage.press("enter")
        assert stage.main.browsing.view_key == "source:small_page.txt"


async def test_a_theme_is_set(library: Library) -> None:
    async with staged(library) as stage:
        await ask(stage, ",nord")
        assert "Theme: nord" in offered(stage)
        await stage.press("enter")
        assert stage.app.theme == "nord"


async def test_a_setting_is_gone_to(library: Library) -> None:
    async with staged(library) as stage:
        await ask(stage, ",toast")
        assert offered(stage)[0] == "Setting: toast seconds"
        await stage.press("enter")
        screen = stage.app.screen
        assert isinstance(screen, SettingsScreen)
        assert screen.chosen is not None
        assert screen.chosen.name == "toast_seconds"


async def test_a_letter_alone_narrows_to_a_kind(library: Library) -> None:
    async with staged(library) as stage:
        await ask(stage, "/")
        assert len(offered(stage)) == len(library)
        await put(stage, "@")
        assert offered(stage)[0].startswith("All")


async def test_colon_opens_it_too(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("colon")
        assert isinstance(stage.app.screen, Palette)


async def test_no_dialog_is_left_behind_by_a_jump(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter")
        reader = stage.app.screen
        assert isinstance(reader, ReaderScreen)
        stage.app.push_screen(ConfirmScreen("Sure?", "", "Go"))
        await stage.rest()
        stage.app.action_command_palette()
        await stage.rest()
        await put(stage, "graphpasta")
        assert offered(stage) == [], "a dialog waits for its answer"


async def test_hostile_names_in_every_kind(hostile: Library) -> None:
    async with staged(hostile) as stage:
        for prefix in ("/", "#", "@", ""):
            await ask(stage, prefix)
            assert_clean(stage)
            await stage.press("escape")
        for text in HOSTILE:
            await ask(stage, "/")
            await paste(stage, text)
            await stage.pilot.pause(0.1)
            assert_clean(stage)
            await stage.press("escape")
            assert stage.app.screen is stage.main
        await ask(stage, "/reproducing a result")
        assert offered(stage)[0].startswith("[Re] Reproducing a result")
        await stage.press("enter")
        assert stage.title == "[Re] Reproducing a result"


async def test_a_jump_to_a_hostile_tag(hostile: Library) -> None:
    async with staged(hostile) as stage:
        await ask(stage, "#bold")
        wanted = offered(stage)[0]
        assert "[bold]" in wanted
        await stage.press("enter")
        assert stage.main.browsing.view_key.startswith("tag:[bold]")
        assert len(stage.papers.ids) == 1


async def test_thousands_of_tags_are_searched_within_a_moment(library: Library) -> None:
    from papershelf.tui.destinations import Place, found, known

    places = known(Place("tag", f"subject-{number}/part {number % 7}", "", lambda: None) for number in range(5000))
    start = time.perf_counter()
    assert len(found(places, "subject-4999")) == 1
    assert time.perf_counter() - start < 2, "far more than it takes, and far less than a mistake would"
