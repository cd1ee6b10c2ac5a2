"""The import dialog: names offered and completed as in a shell, what is dragged or pasted, the last folder."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from papershelf import Library
from papershelf.tui.screens.importing import ImportScreen, folder_of
from tests.app_tools import Stage, staged
from tests.conftest import PAGE
from tests.hostile_tools import assert_clean, paste, screen_text
from tests.inbox_tools import inbox
from tests.progress_tools import page_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a few pages."""
    folder = tmp_path / "home"
    (folder / "My Papers").mkdir(parents=True)
    page_of(folder / "My Papers", 3, "one two.txt")
    page_of(folder, 2, "other.txt")
    monkeypatch.chdir(folder)
    return folder


def line(stage: Stage) -> Input:
    """The line to type in."""
    return stage.app.screen.query_one(Input)


def offered(stage: Stage) -> list[str]:
    """What is offered below it."""
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt) for place in range(listing.option_count)]


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_names_are_offered_and_completed(library: Library, home: Path, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("i")
        assert offered(stage) == ["My Papers/", "other.txt"]
        await stage.type("~/M")
        assert offered(stage) == ["My Papers/"]
        await stage.press("tab")
        assert line(stage).value == "~/My Papers/"
        await stage.press("tab")
        assert line(stage).value == "~/My Papers/one two.txt"
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.counts_words() == "3 new"


async def test_one_goes_to_a_name_and_enter_takes_it(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i", "down", "enter")
        assert line(stage).value == "My Papers/"
        assert isinstance(stage.app.screen, ImportScreen), "a folder is gone into"
        await stage.press("down", "enter")
        screen = await inbox(stage)
        assert screen.review.title == "one two.txt"


async def test_a_click_takes_a_name(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await stage.pilot.click(OptionList, offset=(3, 1))
        screen = await inbox(stage)
        assert screen.review.title == "other.txt"


async def test_a_folder_is_imported_with_all_its_pages(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await stage.type("~/My Papers")
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.counts_words() == "3 new"


@pytest.mark.parametrize("form", ["'{}' ", "{}", "file://{}"])
async def test_a_file_dragged_into_the_line_is_understood(library: Library, home: Path, form: str) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        path = str(home / "other.txt")
        await paste(stage, form.format(path))
        assert line(stage).value == path
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.counts_words() == "2 new"


async def test_part_of_a_path_can_be_pasted(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await stage.type("~/")
        await paste(stage, "oth")
        assert line(stage).value == "~/oth"


async def test_several_files_dragged_at_once_are_one_import(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await paste(stage, f"'{home}/other.txt' '{home}/My Papers/one two.txt'")
        assert "2 files: other.txt, one two.txt" in screen_text(stage)
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.counts_words() == "3 new · 2 known"
        assert screen.review.title == "other.txt and 1 more"


async def test_a_pasted_page_is_imported_itself(library: Library, home: Path) -> None:
    library.undo()
    text = PAGE.read_text("utf-8")
    async with staged(library) as stage:
        await stage.press("i")
        await paste(stage, text.replace("\n", "\r"))
        assert f"pasted: {text.count(chr(10))} lines, Hugging Face Papers page" in screen_text(stage)
        assert line(stage).value == ""
        await stage.pilot.click(offset=(1, 1))
        assert isinstance(stage.app.screen, ImportScreen), "a slip of the hand loses no paste"
        await stage.press("enter")
        screen = await inbox(stage)
        assert screen.review.counts_words() == "8 new"
        await stage.press("enter")
        await stage.until(lambda: len(library) == 8)
        assert library.entries()[0].paper.sources[0].file == "pasted text"


async def test_whoever_types_means_no_longer_what_was_pasted(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await paste(stage, "one\ntwo\n")
        assert "pasted: 2 lines, of no format known" in screen_text(stage)
        await stage.type("~/o")
        assert "pasted" not in screen_text(stage)
        assert offered(stage) == ["other.txt"]


async def test_the_next_import_begins_where_the_last_came_from(library: Library, home: Path) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        await stage.type("~/My Papers/one two.txt")
        await stage.press("enter")
        await inbox(stage)
        await stage.press("escape", "i")
        assert line(stage).value == "~/My Papers/"
        assert offered(stage) == ["one two.txt"]
        await stage.press("enter")
        assert isinstance(stage.app.screen, ImportScreen)
        assert "only where the last import came from" in stage.toasts[-1]
        await stage.type("~/other.txt")
        assert line(stage).value == "~/other.txt", "it is marked, so that typing replaces it"


async def test_very_many_names_are_offered_in_part(library: Library, home: Path) -> None:
    for number in range(300):
        (home / f"page {number:03}.txt").touch()
    async with staged(library) as stage:
        await stage.press("i")
        assert offered(stage)[-1] == "… 102 more; type to narrow"
        await stage.press("up", "up", "tab")
        assert_clean(stage)


def test_the_folder_of_a_path(home: Path) -> None:
    assert folder_of(str(home / "other.txt")) == "~/"
    assert folder_of(str(home / "My Papers")) == "~/My Papers/"
    assert folder_of("/no/such/file.txt") == "/no/such/"
    assert folder_of("/") == "/"
