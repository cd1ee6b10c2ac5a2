"""Templates on the screen: the list of all that can be copied, of one paper or several; what is wrong in one."""

import pytest

from papershelf import Library
from papershelf.tui.screens.menu import MenuScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean
from tests.template_tools import own


async def choose(stage: Stage, label: str) -> None:
    """Choose an entry of the list of what can be copied."""
    await stage.press("y", "y")
    screen = stage.app.screen
    assert isinstance(screen, MenuScreen)
    place = [entry.label for entry in screen.entries].index(label)
    await stage.press(*["down"] * place, "enter")


async def test_the_list_names_the_templates_after_what_has_a_key(library: Library) -> None:
    own(library.places.config, "{{ paper.title|upper }}", "Loud.txt", "copy")
    async with staged(library) as stage:
        await stage.press("y", "y")
        screen = stage.app.screen
        assert isinstance(screen, MenuScreen)
        labels = [entry.label for entry in screen.entries]
        assert labels[0] == "repository"
        assert labels[-3:] == ["citation", "Loud", "message"]
        assert screen.entries[0].keys == "y r"


async def test_a_template_copies_what_it_makes(library: Library) -> None:
    own(library.places.config, "{{ paper.title|upper }}", "loud.txt", "copy")
    async with staged(library) as stage:
        await choose(stage, "loud")
        assert stage.clipboard.texts == [stage.title.upper()]
        assert stage.toasts[-1] == "“loud”: copied to the clipboard."


async def test_a_template_copies_all_that_are_selected(library: Library) -> None:
    own(library.places.config, "{{ paper.id }}", "ids.txt", "copy")
    async with staged(library) as stage:
        await stage.press("space", "space")
        chosen = stage.main.targets()
        assert len(chosen) == 2
        await choose(stage, "ids")
        assert stage.clipboard.texts == ["\n".join(chosen)]
        assert stage.toasts[-1].startswith("“ids” of 2 papers: copied")


async def test_what_is_wrong_in_a_template_is_said_with_its_line(library: Library) -> None:
    own(library.places.config, "\n{{ papr.title }}", "mine.txt", "copy")
    async with staged(library) as stage:
        await choose(stage, "mine")
        assert stage.clipboard.texts == []
        assert stage.toasts[-1] == "templates/copy/mine.txt, line 2: there is no “papr”; did you mean “paper”?"


NAMES = [text for text in HOSTILE if text.strip() and "/" not in text and "\0" not in text]


@pytest.mark.parametrize("text", NAMES[:16])
async def test_no_name_of_a_template_is_read_as_markup(library: Library, text: str) -> None:
    name = text.encode("utf-8", "replace").decode()[:60]
    own(library.places.config, "x", f"{name}.txt", "copy")
    async with staged(library) as stage:
        await stage.press("y", "y")
        assert_clean(stage)
