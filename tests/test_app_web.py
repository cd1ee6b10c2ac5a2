"""The screen where the person sits before a browser: what happens there, and what is not offered."""

import base64
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Static

from papershelf import Library
from papershelf.commands import COMMANDS
from papershelf.tui.app import PapershelfApp
from papershelf.tui.reasons import reason
from papershelf.tui.screens.importing import ImportScreen
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.system.clipboard import OSC52_LIMIT, WEB_LIMIT, ClipboardLadder
from tests.app_tools import staged


@pytest.fixture
def in_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the driver were Textual's for browsers."""
    monkeypatch.setattr(PapershelfApp, "is_web", True)


@pytest.mark.usefixtures("in_browser")
async def test_no_editor_of_the_server_is_offered(library: Library) -> None:
    async with staged(library) as stage:
        assert stage.main.check_action("note_in_editor", ()) is False
        command = next(each for each in COMMANDS if each.id == "paper.note_editor")
        assert reason(command, stage.main) == "not in a browser"
        await stage.press("e")
        assert stage.app.screen == stage.main
        await stage.press("n")
        note = stage.app.screen_stack[-1]
        assert isinstance(note, NoteScreen)
        assert note.check_action("editor", ()) is False
        await stage.press("ctrl+e")
        assert stage.editor.seen == []


@pytest.mark.usefixtures("in_browser")
async def test_paths_are_said_to_be_the_servers(library: Library) -> None:
    async with staged(library) as stage:
        for key in ("i", "x"):
            await stage.press(key)
            title = stage.app.screen.query(".dialog-title").first(Static)
            assert "machine that serves" in str(title.visual)
            await stage.press("escape")


async def test_paths_are_ones_own_in_a_terminal(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("i")
        assert isinstance(stage.app.screen, ImportScreen)
        assert "machine" not in str(stage.app.screen.query(".dialog-title").first(Static).visual)


@pytest.mark.usefixtures("in_browser")
async def test_a_file_that_was_exported_is_handed_over(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[str] = []
    monkeypatch.setattr(PapershelfApp, "deliver_binary", lambda _app, path: handed.append(path))
    async with staged(library) as stage:
        target = tmp_path / "out.md"
        await stage.press("x", "ctrl+u")
        stage.app.screen.query_one("#export-path", Input).value = str(target)
        await stage.press("enter")
        await stage.until(lambda: bool(handed))
    assert handed == [str(target)]


async def test_who_comes_to_a_page_without_focus_finds_the_list_ready(library: Library) -> None:
    async with staged(library) as stage:
        stage.main.set_focus(None)
        stage.app.post_message(events.AppBlur())
        await stage.rest()
        stage.app.post_message(events.AppFocus())
        await stage.rest()
        assert stage.main.focused is stage.papers


def test_a_browser_takes_longer_texts_than_terminals() -> None:
    sent: list[str] = []
    text = "x" * OSC52_LIMIT
    assert ClipboardLadder(sent.append, is_web=True, environ={"TMUX": "x", "DISPLAY": ":0"}).copy(text).words == (
        "sent to the browser, which does not say whether it took it"
    )
    assert sent == [text]
    assert ClipboardLadder(sent.append, is_web=False, environ={"TERM": "xterm"}).copy(text).route == "manual"
    longest = "x" * WEB_LIMIT
    assert len(base64.b64encode(longest.encode())) > WEB_LIMIT
    assert ClipboardLadder(sent.append, is_web=True, environ={}).copy(longest).route == "manual"
