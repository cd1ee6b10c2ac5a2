"""What random keys found, each with the shortest way to it."""

import pytest
from textual import events

from papershelf import Library
from papershelf.marks import Status
from papershelf.tui.screens.chord import ChordScreen
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.trash import TrashScreen
from tests.app_tools import Stage, staged

TYPED = {"slash": "/"}


async def burst(stage: Stage, *keys: str) -> None:
    """Keys that arrive in one piece, as over a slow line, or typed while the program was busy."""
    driver = stage.app._driver
    assert driver is not None
    for key in keys:
        event = events.Key(key, TYPED.get(key, key if len(key) == 1 else None))
        event.set_sender(stage.app)
        driver.send_message(event)
    await stage.until(lambda: not stage.app.type_ahead.is_busy)


async def test_what_is_typed_ahead_into_the_search_line_is_no_command(library: Library) -> None:
    async with staged(library) as stage:
        await burst(stage, "slash", "s", "D", "x")
        assert stage.main.search_bar.value == "sDx"
        assert len(library) == 8
        assert not library.history()[1:]


async def test_the_second_key_of_a_chord_is_not_taken_for_a_command(library: Library) -> None:
    async with staged(library) as stage:
        await burst(stage, "m", "s", "j", "v", "t")
        first = library.entries()[0].mark
        assert (first.status, first.starred) == (Status.SKIPPED, False)
        assert isinstance(stage.app.screen, TrashScreen)


async def test_a_note_gets_every_letter_typed_ahead(library: Library) -> None:
    async with staged(library) as stage:
        await burst(stage, "n", *"heDo")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "heDo"
        assert len(library) == 8


@pytest.mark.parametrize(
    "opener", [("v",), ("enter",), ("question_mark",), ("ctrl+p",), ("H",), ("full_stop",), ("y",)]
)
async def test_escape_pressed_once_too_often_leaves_one_screen_each(library: Library, opener: tuple[str, ...]) -> None:
    async with staged(library) as stage:
        await burst(stage, *opener, "escape", "escape", "escape")
        assert stage.app.screen is stage.main
        assert stage.toasts == ["This is the top level; q leaves papershelf."]


async def test_a_paste_waits_for_what_the_key_before_it_opens(library: Library) -> None:
    async with staged(library) as stage:
        driver = stage.app._driver
        assert driver is not None
        for event in (events.Key("slash", "/"), events.Paste("pruning"), events.Key("enter", None)):
            event.set_sender(stage.app)
            driver.send_message(event)
        await stage.until(lambda: not stage.app.type_ahead.is_busy)
        assert stage.main.search_bar.value == "pruning"
        assert stage.papers.has_focus


async def test_a_screen_beneath_another_is_not_left_in_its_place(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter")
        reader = stage.app.screen
        assert isinstance(reader, ReaderScreen)
        answers: list[bool | None] = []
        question = ConfirmScreen("Sure?", "It is a question.", "Yes")
        stage.app.push_screen(question, answers.append)
        await stage.press("y")
        question.dismiss(True)  # as a click does that was on its way
        assert len(stage.app.screen_stack) == 2
        stage.app.push_screen(question := ConfirmScreen("Sure?", "It is a question.", "Yes"), answers.append)
        reader.dismiss(None)
        await stage.rest()
        assert stage.app.screen_stack[-1] is question
        assert answers == [True]
        await stage.press("escape", "escape")
        assert len(stage.app.screen_stack) == 1


async def test_a_key_that_came_late_to_a_chord_is_no_error(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("v")
        chord = stage.app.screen
        assert isinstance(chord, ChordScreen)
        chord._take("escape")
        chord._take("escape")
        chord._take("_")
        await stage.rest()
        assert stage.app.screen is stage.main
