"""A slow disk, a full one, a change while others are made: the screen goes on, and what it shows is saved."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.library import Changed
from papershelf.store import Unit
from papershelf.tui.screens.note import NoteScreen
from tests.app_tools import Stage, staged
from tests.disk_tools import Disk, press
from tests.progress_tools import page_of


def emptied(disk: Disk, now: bool, change: Callable[..., Unit | None], *args: object) -> Unit | None:
    """Make a change, perhaps after somebody made room on the disk."""
    disk.is_full = disk.is_full and not now
    return change(*args)


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


def history(library: Library) -> list[str]:
    """The verbs of the changes after the import, oldest first."""
    return [unit.words.split()[0] for unit in reversed(library.history())][1:]


def starred(library: Library) -> list[str]:
    """The ids of the starred papers."""
    return [entry.paper.id for entry in library.entries("is:starred")]


async def test_the_screen_goes_on_while_a_star_is_being_saved(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "j", "j")
        assert stage.app.is_saving
        assert stage.papers.cursor == 2
        assert "3 of 8" in painted(stage)
        assert not starred(library), "what is not on disk is not shown"
        disk.lets_go.set()
        await stage.saved()
        assert len(starred(library)) == 1
        assert set(disk.waited) == {"papershelf-save"}, "nobody else waited for the disk"


async def test_what_is_typed_quickly_ends_as_it_would_slowly(library: Library, disk: Disk) -> None:
    first, second = (entry.paper.id for entry in library.entries()[:2])
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "s", "s", "j", "s", "u", "u", "U", "m", "4")
        assert len(stage.app.saver.unsaved) == 8
        disk.lets_go.set()
        await stage.press("k")
        assert history(library) == [
            *("starred", "unstarred", "starred", "starred"),
            *("starred", "starred", "starred", "rated"),
        ]
        assert [unit.kind for unit in reversed(library.history())][-4:] == ["undo", "undo", "redo", "do"]
        assert starred(library) == [first]
        assert library.entries("rating:4")[0].paper.id == second
        assert stage.papers.cursor_id == first


async def test_undo_reaches_what_is_not_saved_yet(library: Library, disk: Disk) -> None:
    library.undo()
    library.redo()
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "u")
        assert stage.app.saver.unsaved == ["the star", "undo"]
        disk.lets_go.set()
        await stage.saved()
        assert not starred(library)
        assert len(library) == 8, "and nothing before it"


async def test_leaving_at_once_loses_nothing(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "q")
        assert "Not saved yet: the star. papershelf ends when this is saved." in stage.toasts[-1]
        assert not stage.app._exit
        disk.lets_go.set()
        await stage.until(lambda: stage.app._exit)
    assert len(starred(library)) == 1
    assert stage.app.return_code == 0
    assert not stage.app.saver.unsaved


async def test_an_app_that_ends_by_itself_makes_what_is_left(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "j", "s")
        assert len(stage.app.saver.unsaved) == 2
        end = stage.app.saver.end

        def let_go_and_end() -> None:
            disk.lets_go.set()
            end()

        stage.app.saver.end = let_go_and_end  # type: ignore[method-assign]
        stage.app.exit()
    assert disk.lets_go.is_set(), "and not before the app ended"
    assert len(starred(library)) == 2
    assert not stage.app.saver.unsaved


async def test_a_full_disk_is_told_and_the_rest_goes_on(library: Library, disk: Disk) -> None:
    first, second = (entry.paper.id for entry in library.entries()[:2])
    said: list[str] = []
    async with staged(library) as stage:
        say = stage.app.add_toast
        stage.app.add_toast = lambda words, *rest: (said.append(words), say(words, *rest))  # type: ignore[method-assign,assignment,func-returns-value]
        disk.is_full = True
        disk.lets_go.clear()
        star, library.star = library.star, lambda ids: emptied(disk, ids == [second], star, ids)  # type: ignore[method-assign]
        await press(stage, "s", "j", "s")
        assert len(stage.app.saver.unsaved) == 2
        disk.lets_go.set()
        await stage.saved()
        assert "the disk is full. Nothing was changed." in said[0]
        assert said[1].startswith("Starred")
        assert starred(library) == [second]
        await stage.press("k", "s")
        assert set(starred(library)) == {first, second}


async def test_a_note_that_fails_at_once_stays_open(
    library: Library, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(library) as stage:
        await stage.press("n", "a")
        disk.is_full = True
        monkeypatch.setattr("papershelf.tui.screens.note.LEAVE_SECONDS", 5.0)
        await stage.press("escape")
        assert isinstance(stage.app.screen, NoteScreen)
        assert "kept as a draft" in stage.toasts[-1]
        disk.is_full = False
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1
        assert library.entries()[0].mark.note == "a"


async def test_keys_after_a_dialog_wait_for_it_to_close(
    library: Library, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.tui.screens.note.LEAVE_SECONDS", 60.0)
    monkeypatch.setattr("papershelf.tui.typing_ahead.PATIENCE", 60.0)
    async with staged(library) as stage:
        await stage.press("n", "a")
        disk.lets_go.clear()
        await press(stage, "escape", "j", "s")
        assert len(stage.app.saver.unsaved) == 1
        assert len(stage.app.screen_stack) == 2
        disk.lets_go.set()
        await stage.saved()
        assert stage.app.screen is stage.main
        assert library.entries()[0].mark.note == "a", "no key was taken for a letter"
        assert starred(library) == [library.entries()[1].paper.id]


async def test_a_slow_disk_is_told_of(library: Library, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.tui.saving.TELL_SECONDS", 0.15)
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s")
        await stage.came(lambda: bool(stage.toasts))
        assert stage.toasts == ["Still saving the star…"]
        disk.lets_go.set()
        await stage.saved()
        assert "Starred" in stage.toasts[-1]


async def test_a_change_is_told_to_the_screen_once_and_on_its_thread(library: Library) -> None:
    told: list[str] = []
    async with staged(library) as stage:
        assert len(library._listeners) == 1
        show = stage.main.show_changes

        def shown() -> None:
            told.append(threading.current_thread().name)
            show()

        stage.main.show_changes = shown  # type: ignore[method-assign]
        await stage.press("s", "s")
        assert told == ["MainThread"] * 2
    assert not library._listeners


async def test_looking_what_others_did_neither_waits_nor_tells_what_is_ours(library: Library, disk: Disk) -> None:
    heard: list[Changed] = []
    async with staged(library) as stage:
        library.subscribe(heard.append)
        disk.lets_go.clear()
        await press(stage, "s")
        await stage.came(lambda: bool(disk.waited))
        for _ in range(5):
            stage.app.take_in_changes()
            await stage.pilot.pause(0.01)
        assert stage.app.is_saving
        disk.lets_go.set()
        await stage.saved()
        stage.app.take_in_changes()
        assert [change.outside for change in heard] == [False]
        assert set(disk.waited) == {"papershelf-save"}


async def test_a_star_while_an_import_runs(library: Library, disk: Disk, tmp_path: Path) -> None:
    async with staged(library) as stage:
        plan = library.plan_import([page_of(tmp_path, 30)])
        disk.lets_go.clear()
        done: list[Any] = []
        importing = threading.Thread(target=lambda: done.append(library.carry_out(plan)), name="importing")
        importing.start()
        await stage.came(lambda: "importing" in disk.waited)
        await press(stage, "s", "j")
        assert stage.papers.cursor == 1
        assert importing.is_alive()
        assert stage.app.saver.unsaved == ["the star"]
        disk.lets_go.set()
        await stage.until(lambda: not importing.is_alive() and not stage.app.is_saving)
        importing.join()
        assert len(library) == 38
        assert len(starred(library)) == 1


async def test_a_fault_of_the_program_is_not_hidden(library: Library) -> None:
    def broken() -> Unit | None:
        raise ZeroDivisionError("a fault")

    async def run() -> None:
        async with staged(library) as stage:
            stage.main.attempt(broken, "nothing")
            await stage.saved()
            await stage.pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await run()


async def test_a_step_back_in_triage_takes_what_was_typed_last(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await stage.press("T")
        paper_id = stage.app.screen.front().paper.id  # type: ignore[attr-defined]
        disk.lets_go.clear()
        await press(stage, "s", "u", "s", "u")
        assert len(stage.app.saver.unsaved) == 4
        disk.lets_go.set()
        await stage.saved()
        mark = library.entry(paper_id).mark  # type: ignore[union-attr]
        assert (mark.starred, mark.status) == (False, "inbox")
