"""The settings on the screen: shown, changed, written down with every comment kept, and in force at once."""

import os
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from papershelf import Library
from papershelf.commands.configured import configured
from papershelf.config.place import FILE
from papershelf.config.schema import OWN_THEMES, THEMES
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.key_capture import KeyCaptureScreen
from papershelf.tui.screens.setting_dialogs import AskScreen, ThemeScreen
from papershelf.tui.screens.settings import SettingsScreen
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


def file_of(library: Library) -> Path:
    """The file of settings."""
    return library.places.config / FILE


def write(library: Library, text: str) -> None:
    """Write it as an editor would."""
    library.places.config.mkdir(parents=True, exist_ok=True)
    file_of(library).write_bytes(text.encode("utf-8", "replace"))


async def go_to(stage: Stage, name: str) -> SettingsScreen:
    """Open the settings at a row."""
    if not isinstance(stage.app.screen, SettingsScreen):
        await stage.press("comma")
    screen = stage.app.screen
    assert isinstance(screen, SettingsScreen)
    screen.lines.cursor = [row.name for row in screen.rows].index(name)
    await stage.rest()
    return screen


def shown(screen: SettingsScreen, name: str) -> str:
    """How a row looks."""
    line = screen.line([row.name for row in screen.rows].index(name))
    return f"{line.when} {line.text} {line.end}"


def pressed(stage: Stage) -> str:
    """What the dialog that waits for keys says."""
    assert isinstance(stage.app.screen, KeyCaptureScreen)
    return str(stage.app.screen.query_one("#pressed", Static).content)


async def test_a_choice_is_written_down_and_its_comment_stays(library: Library) -> None:
    write(library, '# mine\ntheme = "nord" # cold\nunknown = 3\n')
    async with staged(library) as stage:
        screen = await go_to(stage, "density")
        await stage.press("enter")
        assert "compact" in shown(screen, "density")
        assert "changed" in shown(screen, "density")
        assert file_of(library).read_text() == '# mine\ntheme = "nord" # cold\nunknown = 3\ndensity = "compact"\n'
        await stage.press("r")
        assert stage.app.config.density == "comfortable"
        assert file_of(library).read_text() == '# mine\ntheme = "nord" # cold\nunknown = 3\n'


async def test_what_is_changed_is_in_force_at_once(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "density")
        await stage.press("space")
        assert stage.app.config.density == "compact"
        await go_to(stage, "motion")
        await stage.press("space")
        assert stage.app.animation_level == "none"


async def test_numbers_go_up_and_down_and_stop_at_their_ends(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "measure")
        await stage.press("l", "l", "h")
        assert stage.app.config.measure == 89
        await go_to(stage, "toast_seconds")
        await stage.press(*["h"] * 12)
        assert stage.app.config.toast_seconds == 0.5


async def test_a_number_is_typed_and_nonsense_is_refused(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "measure")
        await stage.press("enter")
        assert isinstance(stage.app.screen, AskScreen)
        stage.app.screen.query_one(Input).value = "9000"
        await stage.press("enter")
        assert "from 40 to 200" in str(stage.app.screen.query_one(".dialog-hint", Static).content)
        stage.app.screen.query_one(Input).value = "100"
        await stage.press("enter")
        assert stage.app.config.measure == 100
        await stage.press("enter", "escape")
        assert stage.app.config.measure == 100


async def test_a_theme_is_seen_while_it_is_looked_at(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "theme")
        await stage.press("enter")
        assert isinstance(stage.app.screen, ThemeScreen)
        names = stage.app.screen.names
        await stage.press("j")
        assert stage.app.theme == names[1]
        assert not file_of(library).exists()
        await stage.press("escape")
        assert stage.app.theme == "papershelf"
        await stage.press("enter", "j", "j", "enter")
        assert stage.app.theme == stage.app.config.theme == names[2]
        assert f'theme = "{names[2]}"' in file_of(library).read_text()


async def test_the_names_of_themes_are_those_that_there_are(library: Library) -> None:
    app = PapershelfApp(library)
    assert set(app.available_themes) <= set(THEMES)
    assert set(THEMES) - set(app.available_themes) <= set(OWN_THEMES)


async def test_settings_are_found_by_word_and_by_key(library: Library) -> None:
    async with staged(library) as stage:
        screen = await go_to(stage, "theme")
        await stage.press("slash")
        await stage.type("star")
        assert "keys.paper.star" in [row.name for row in screen.rows]
        assert "measure" not in [row.name for row in screen.rows]
        await stage.press("escape", "slash")
        await stage.type("m q")
        assert screen.rows[0].name == "keys.status.queued"
        await stage.press("escape", "escape")
        assert stage.app.screen is stage.main


async def test_a_key_is_set_by_pressing_it(library: Library) -> None:
    async with staged(library) as stage:
        screen = await go_to(stage, "keys.paper.star")
        await stage.press("enter", "b", "enter")
        assert "b" in shown(screen, "keys.paper.star")
        assert file_of(library).read_text() == '[keys]\n"paper.star" = "b"\n'
        await stage.press("a", "b", "backspace", "f", "s", "enter")
        assert file_of(library).read_text() == '[keys]\n"paper.star" = ["b", "f s"]\n'
        await stage.press("escape", "f", "s")
        assert len(library.entries("is:starred")) == 1
        await stage.press("comma")
        await go_to(stage, "keys.paper.star")
        await stage.press("x")
        assert stage.app.keys.sequences("paper.star") == ()
        await stage.press("backspace")
        assert stage.app.keys.shown("paper.star") == "s"


async def test_the_key_of_another_command_is_taken_only_if_one_says_so(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "keys.paper.star")
        await stage.press("enter", "t")
        assert "paper.tags" in pressed(stage)
        await stage.press("enter")
        assert "Take it from there?" in pressed(stage)
        await stage.press("n", "escape")
        assert not file_of(library).exists()
        await stage.press("enter", "t", "enter", "y")
        assert stage.app.keys.shown("paper.star") == "t"
        assert stage.app.keys.shown("paper.tags") == ""
        await go_to(stage, "keys.paper.tags")
        await stage.press("enter", "t", "enter", "y")
        assert stage.app.keys.shown("paper.tags") == "t"
        assert stage.app.keys.shown("paper.star") == "", "what the person set is taken from it too"


async def test_no_command_that_leaves_is_left_without_a_key(library: Library) -> None:
    async with staged(library) as stage:
        await go_to(stage, "keys.settings.close")
        await stage.press("x")
        assert "no way out" in stage.toasts[-1]
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_what_is_to_be_said_of_keys_stands_below_them(library: Library) -> None:
    write(library, '[keys]\n"paper.star" = "g s"\n')
    async with staged(library) as stage:
        stage.app.take_in_changes()
        screen = await go_to(stage, "keys.move.top")
        assert "g s now runs Star" in str(screen.query_one("#settings-help", Static).content)
        await stage.press("j")
        assert "g s now" not in str(screen.query_one("#settings-help", Static).content)


async def test_a_broken_file_is_told_and_left_alone(library: Library) -> None:
    text = "theme = \n# mine\n"
    write(library, text)
    async with staged(library) as stage:
        stage.app.take_in_changes()
        screen = await go_to(stage, "density")
        assert "config.toml, line 1" in str(screen.query_one("#settings-problems", Static).content)
        await stage.press("enter")
        assert "left as it is" in stage.toasts[-1]
        assert file_of(library).read_text() == text
        assert stage.app.config.density == "comfortable"


async def test_what_an_editor_writes_is_taken_in(library: Library) -> None:
    async with staged(library) as stage:
        write(library, 'theme = "nord"\n[keys]\n"paper.star" = "w"\n')
        stage.app.take_in_changes()
        await stage.press("w")
        assert stage.app.theme == "nord"
        assert len(library.entries("is:starred")) == 1
        write(library, "theme = ")
        stage.app.take_in_changes()
        await stage.rest()
        assert stage.app.theme == "nord", "a file half written changes nothing"
        assert "config.toml, line 1" in stage.toasts[-1]
        write(library, 'thme = "nord"\n')
        stage.app.take_in_changes()
        await stage.rest()
        assert stage.app.theme == "papershelf"
        assert 'did you mean "theme"' in stage.toasts[-1]
        os.unlink(file_of(library))
        stage.app.take_in_changes()
        await stage.rest()
        assert stage.app.keys.shown("paper.star") == "s"


async def test_bad_settings_never_keep_the_app_from_starting(library: Library) -> None:
    write(library, 'theme = "nrod"\nmeasure = 90\n[keys]\n"paper.sta" = "w"\n')
    app = PapershelfApp(library, settings=configured(library.places.config))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        said = [each.message for each in app._notifications]
        assert any('line 1: theme cannot be "nrod"' in each and '"nord"' in each for each in said)
        assert any('line 4: there is no command "paper.sta"; did you mean "paper.star"?' in each for each in said)
        assert app.config.measure == 90


@pytest.mark.parametrize("foreign", HOSTILE)
async def test_foreign_text_in_the_file_stays_text(library: Library, foreign: str) -> None:
    import tomlkit

    quoted = foreign.encode("utf-8", "replace").decode()
    write(library, tomlkit.dumps({"theme": quoted, "note_template": quoted, quoted: 1, "keys": {quoted: quoted}}))
    app = PapershelfApp(library, settings=configured(library.places.config))
    async with app.run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
        await pilot.press("comma")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert app.screen.query_one("#settings-problems", Static).display
