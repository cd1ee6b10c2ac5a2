"""Every dialog alike: its keys at the foot and in help, its way out by key and by click, room for it in 40 by 12."""

from collections.abc import Sequence

import pytest
from textual.widgets import Input, OptionList, Select

from papershelf import Library
from papershelf.config import Config
from papershelf.text.linking import link_text
from papershelf.tui.screens.dialog import Dialog
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import Stage, staged
from tests.inbox_tools import read

SIZES = ((120, 40), (40, 12))
# How each is opened, and what its foot says first.
DIALOGS = {
    "tags": (["t"], "enter Done"),
    "tick": (["plus"], "enter Select"),
    "import": (["i"], "enter Import"),
    "export": (["x"], "enter Export"),
    "view": (["slash", "p", "enter", "v", "s"], "enter Save"),
    "links": (["O"], "enter Open"),
    "report": (["H", "enter"], "esc Close"),
    "row": (["i", *"/nowhere", "enter", "j", "enter"], "esc Close"),
    "status": (["i", *"/nowhere", "enter", "m"], "enter Choose"),
    "confirm": (["D", "v", "t", "D"], "y Yes"),
}


async def open_dialog(stage: Stage, name: str) -> Dialog[object]:
    """Bring a dialog to the front."""
    await stage.press(*DIALOGS[name][0])
    screen = stage.app.screen
    assert isinstance(screen, Dialog)
    return screen


def foot(stage: Stage) -> list[str]:
    """What the foot of the screen shows, as far as there is room."""
    return [f"{each.keys} {each.label}".strip() for each in stage.app.screen.query_one(KeyBar).shown()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DIALOGS)
async def test_a_dialog_shows_its_keys_and_stays_within_the_screen(
    library: Library, name: str, size: tuple[int, int]
) -> None:
    library.star([library.entries()[0].paper.id])
    async with staged(library, size) as stage:
        dialog = await open_dialog(stage, name)
        assert foot(stage)[0] == DIALOGS[name][1] or size == (40, 12)
        assert any(entry.startswith("esc") for entry in foot(stage))
        box = dialog.query_one(".dialog").region
        assert box.x >= 0
        assert box.right <= size[0]
        assert box.bottom <= size[1] - 1, "the foot stays visible"
        for line in dialog.query(Input):
            assert line.region.height == 1 or size != (40, 12)
            assert line.region.bottom < size[1]
        for choice in dialog.query(Select):
            assert choice.region.bottom < size[1] or not choice.display


@pytest.mark.parametrize("name", [name for name in DIALOGS if name not in {"report", "row", "status", "confirm"}])
async def test_a_click_outside_leaves_unless_something_was_typed(library: Library, name: str) -> None:
    async with staged(library) as stage:
        dialog = await open_dialog(stage, name)
        line = dialog.query(Input).first()
        line.focus()
        before = line.value
        await stage.rest()
        await stage.type("z")
        typed = line.value
        await stage.pilot.click(offset=(1, 1))
        await stage.rest()
        assert stage.app.screen is dialog
        assert line.value == typed != before
        line.value = before
        await stage.rest()
        await stage.pilot.click(offset=(1, 1))
        await stage.rest()
        assert stage.app.screen is not dialog


async def test_tags_that_were_chosen_are_not_lost_by_a_click_outside(library: Library) -> None:
    async with staged(library) as stage:
        dialog = await open_dialog(stage, "tags")
        await stage.type("nlp")
        await stage.press("enter")
        await stage.pilot.click(offset=(1, 1))
        await stage.rest()
        assert stage.app.screen is dialog


@pytest.mark.parametrize("name", DIALOGS)
async def test_help_opens_over_a_dialog_and_names_its_keys(library: Library, name: str) -> None:
    async with staged(library) as stage:
        dialog = await open_dialog(stage, name)
        await stage.press("f1")
        assert stage.app.screen is not dialog
        await stage.press("escape")
        assert stage.app.screen is dialog
        await stage.press("escape")
        assert stage.app.screen is not dialog


async def test_keys_of_a_form_can_be_others(library: Library) -> None:
    async with staged(library, config=Config(keys={"form.take": ("ctrl+y",), "form.cancel": ("ctrl+b",)})) as stage:
        await open_dialog(stage, "tick")
        assert foot(stage)[0] == "ctrl+y Select"
        await stage.type("pasta")
        await stage.press("ctrl+y")
        assert len(stage.papers.selected) == 1
        await open_dialog(stage, "import")
        await stage.press("escape")
        assert isinstance(stage.app.screen, Dialog), "this key was taken away"
        await stage.press("ctrl+b")
        assert not isinstance(stage.app.screen, Dialog)


async def test_keys_of_the_tag_picker_can_be_others(library: Library) -> None:
    async with staged(library, config=Config(keys={"tags.toggle": ("ctrl+y",)})) as stage:
        await open_dialog(stage, "tags")
        await stage.type("nlp")
        await stage.press("ctrl+y", "ctrl+s")
        assert library.tags() == {"nlp": 1}


def options(stage: Stage) -> Sequence[str]:
    """What a choice offers."""
    listing = stage.app.screen.query_one(OptionList)
    return [str(listing.get_option_at_index(place).prompt) for place in range(listing.option_count)]


async def test_a_choice_moves_and_takes_by_keys_that_can_be_others(library: Library) -> None:
    one, two, three = (entry.paper for entry in library.entries()[:3])
    library.set_note(one.id, f"{link_text(two.id, two.title)} and {link_text(three.id, three.title)}")
    keys = {"move.down": ("w",), "offer.choose": ("z",)}
    async with staged(library, config=Config(keys=keys)) as stage:
        stage.papers.move_to(one.id)
        await stage.rest()
        await stage.press("v", "l")
        assert len(options(stage)) == 2
        await stage.press("j", "enter")
        assert len(options(stage)) == 2, "these keys were taken away"
        await stage.press("w", "z")
        assert stage.papers.cursor_id == three.id


async def test_what_was_read_stands_alone(library: Library) -> None:
    async with staged(library) as stage:
        await read(stage, "/nowhere/page.txt")
        assert list(stage.app._notifications) == []


async def test_key_capture_keeps_its_own_keys_and_asks_in_the_foot(library: Library) -> None:
    async with staged(library, (40, 12)) as stage:
        await stage.press("comma", "slash")
        await stage.type("paper.star")
        await stage.press("enter", "enter")
        dialog = stage.app.screen
        assert isinstance(dialog, Dialog)
        assert foot(stage)[-1] == "esc Cancel"
        await stage.press("question_mark", "y", "backspace")
        assert getattr(dialog, "pressed", None) == ("question_mark",), "help is a key to be set like any other"
        await stage.press("backspace", "u", "enter")
        assert foot(stage)[0] == "y Take it"
        await stage.press("escape")
        assert stage.app.screen is dialog, "out of the question first"
        await stage.press("escape")
        assert stage.app.screen is not dialog
