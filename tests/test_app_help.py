"""Help and the foot: what works now is listed, found, and done; what does not says why."""

import pytest
from textual.widgets import Input

from papershelf import Library
from papershelf.config import Config
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.help import HelpScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.view_dialog import ViewScreen
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean, paste, screen_text

SIZES = ((160, 45), (40, 12))


def help_of(stage: Stage) -> HelpScreen:
    """The help that is open."""
    screen = stage.app.screen
    assert isinstance(screen, HelpScreen)
    return screen


def listed(stage: Stage) -> list[str]:
    """The ids that help lists, from the top."""
    return [asked.topic.id for asked in help_of(stage).asked if asked.topic]


def foot(stage: Stage) -> list[str]:
    """What the foot of the screen shows, as far as there is room."""
    return [f"{each.keys} {each.label}".strip() for each in stage.app.screen.query_one(KeyBar).shown()]


@pytest.mark.parametrize("size", SIZES)
async def test_typing_finds_and_enter_does(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("question_mark")
        await stage.type("star the")
        assert help_of(stage).chosen is not None
        assert help_of(stage).chosen.id == "paper.star"  # type: ignore[union-attr]
        await stage.press("enter")
        assert stage.app.screen is stage.main
        assert len(library.entries("is:starred")) == 1


async def test_typos_are_forgiven_and_the_letters_marked(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        await stage.type("exprot")
        assert listed(stage) == ["main.export"]
        item = next(asked.item for asked in help_of(stage).asked if asked.topic)
        assert [item.text[start:end] for start, end in item.spans] == ["Export"]


async def test_a_key_typed_as_it_is_finds_what_it_does(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        await stage.type("y r")
        assert help_of(stage).chosen.id == "copy.repo"  # type: ignore[union-attr]
        await stage.press("enter")
        assert stage.clipboard.texts == ["https://github.com/sleepy-ferret/sleepprune"]


async def test_a_capital_letter_is_another_key(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        await stage.press("question_mark", "U")
        assert help_of(stage).chosen.id == "paper.redo"  # type: ignore[union-attr]


async def test_what_follows_a_chord_stands_under_its_opener(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        names = listed(stage)
        at = names.index("paper.copy")
        assert names[at + 1 : at + 4] == ["copy.repo", "copy.paper", "copy.pdf"]


async def test_escape_clears_the_filter_then_closes(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        await stage.type("star")
        await stage.press("escape")
        assert help_of(stage).query_one(Input).value == ""
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_everything_says_why_not(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.show_view("queued")
        await stage.rest()
        await stage.press("question_mark")
        assert "paper.star" not in listed(stage)
        assert "paper.redo" not in listed(stage)
        await stage.press("tab")
        topics = {asked.topic.id: asked.topic for asked in help_of(stage).asked if asked.topic}
        assert topics["paper.star"].why == "needs a paper"
        assert topics["paper.redo"].why == "nothing to redo"
        assert topics["reader.next"].why == "in the reader"
        await stage.type("redo what")
        assert "nothing to redo" in screen_text(stage)
        await stage.press("enter")
        assert help_of(stage).is_current, "what does not work stays where it says why"
        await stage.press("tab")
        assert listed(stage) == []


async def test_only_what_works_in_the_reader_is_listed_there(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter", "question_mark")
        assert "reader.next" in listed(stage)
        assert "main.search" not in listed(stage)
        await stage.type("next paper of")
        await stage.press("enter")
        screen = stage.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.paper_id == screen.ids[1]


async def test_while_typing_f1_lists_what_works_there(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("slash", "f1")
        names = listed(stage)
        assert "search.down" in names
        assert "paper.star" not in names, "a letter would be typed"


async def test_a_dialog_has_help_and_a_foot_of_its_own(library: Library) -> None:
    async with staged(library) as stage:
        stage.app.push_screen(ConfirmScreen("Sure?", "It goes.", "Purge"))
        await stage.rest()
        assert foot(stage) == ["y Yes", "esc No", "? Help"]
        await stage.press("question_mark")
        assert set(listed(stage)) == {"confirm.yes", "confirm.no", "app.help"}
        await stage.press("escape", "escape")
        assert stage.app.screen is stage.main
        stage.app.push_screen(ViewScreen("Rename", "name", None, lambda *_: None))
        await stage.rest()
        assert foot(stage) == ["enter Save", "esc Cancel", "f1 Help"]


@pytest.mark.parametrize("size", SIZES)
async def test_help_lists_by_mouse(library: Library, size: tuple[int, int]) -> None:
    async with staged(library, size) as stage:
        await stage.press("question_mark")
        await stage.type("star the")
        listing = help_of(stage).listing
        await stage.pilot.click(listing, offset=(6, listing.cursor))
        await stage.rest()
        assert len(library.entries("is:starred")) == 1


async def test_anything_may_be_typed(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("question_mark")
        for text in HOSTILE:
            await paste(stage, text)
            assert_clean(stage)
            help_of(stage).query_one(Input).value = ""


# The foot


@pytest.mark.parametrize("width", [40, 60, 80, 160])
async def test_the_ways_out_and_on_are_there_at_every_width(library: Library, width: int) -> None:
    async with staged(library, (width, 12)) as stage:
        assert {"? Help", "ctrl+p Palette", "esc Back"} <= set(foot(stage))
        await stage.press("enter")
        assert {"? Help", "ctrl+p Palette", "esc Back"} <= set(foot(stage))


async def test_where_even_those_have_no_room_the_keys_stay(library: Library) -> None:
    async with staged(library, (24, 10)) as stage:
        assert [entry.split()[0] for entry in foot(stage)] == ["esc", "?", "ctrl+p"]


async def test_with_papers_selected_the_foot_says_first_what_is_done_to_all(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space")
        assert foot(stage)[:3] == ["t Tags", "m Status", "s Star"]
        assert "esc Clear" in foot(stage)
        await stage.press("escape")
        assert foot(stage)[0] == "enter Read"
        assert "esc Back" in foot(stage)


async def test_in_an_empty_library_the_foot_begins_with_import(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        assert foot(stage)[0] == "i Import"


async def test_a_click_runs_and_the_mouse_explains(library: Library) -> None:
    async with staged(library) as stage:
        bar = stage.main.query_one(KeyBar)
        at = screen_text(stage).splitlines()[-1].index("s Star")
        await stage.pilot.hover(bar, offset=(at, 0))
        assert str(bar.tooltip) == "Star the paper, or take the star away. (s)"
        await stage.pilot.click(bar, offset=(at, 0))
        await stage.rest()
        assert len(library.entries("is:starred")) == 1


async def test_what_follows_a_chord_stands_below_it_wherever_the_person_put_both(library: Library) -> None:
    keys = {"paper.copy": ("Z",), "copy.pdf": ("Z z",), "view.trash": ("ctrl+t",)}
    async with staged(library, config=Config(keys=keys)) as stage:
        await stage.press("question_mark")
        topics = {topic.id: topic for topic in help_of(stage).topics}
        order = [topic.id for topic in help_of(stage).topics]
        assert topics["paper.copy"].keys == ("Z",)
        assert topics["copy.title"].keys == ("Z t",)
        assert topics["copy.title"].live is not None, "it works, by the keys that are shown"
        assert topics["copy.pdf"].keys == ("Z z",)
        assert topics["view.trash"].keys == ("ctrl+t",)
        assert order.count("copy.title") == 1
        assert order.index("paper.copy") < order.index("copy.title") < order.index("copy.selection")
        assert topics["copy.title"].depth == 1
