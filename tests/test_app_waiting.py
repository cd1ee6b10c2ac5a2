"""Somebody else is writing: the screen never waits, changes keep their order, and nobody leaves without knowing."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock

from papershelf import Library
from papershelf.tui import save_line, saving
from papershelf.tui.leaving import tell_unsaved
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.reader import ReaderScreen
from tests.app_tools import Stage, staged


@pytest.fixture
def busy(library: Library, folder: Path) -> Iterator[FileLock]:
    """The lock as another process holds it; a test lets go of it."""
    lock = FileLock(folder / "lock", thread_local=False)
    yield lock
    lock.release(force=True)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "TELL_SECONDS", 0.3)


async def press(stage: Stage, *keys: str) -> None:
    """Press without waiting for what waits."""
    await stage.pilot.press(*keys)
    await stage.pilot.pause()


def history(library: Library) -> list[str]:
    """The verbs of the changes, oldest first."""
    return [unit.words.split()[0] for unit in reversed(library.history())]


async def test_keys_are_taken_while_a_change_waits(library: Library, busy: FileLock) -> None:
    async with staged(library) as stage:
        busy.acquire()
        began = time.monotonic()
        await press(stage, "s")
        assert time.monotonic() - began < 1, "the screen did not stand in the lock"
        assert stage.app.is_saving
        await press(stage, "j", "j", "slash")
        await stage.pilot.press(*"pasta")
        assert stage.title.startswith("GraphPasta")
        await stage.came(lambda: any("Another papershelf is writing" in toast for toast in stage.toasts))
        assert not library.entries("is:starred")
        busy.release()
        await stage.until(lambda: not stage.app.is_saving)
        assert len(library.entries("is:starred")) == 1
        assert "Starred" in stage.toasts[-1]


async def test_changes_keep_their_order(library: Library, busy: FileLock) -> None:
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s", "m", "q", "m", "4", "u", "u")
        assert stage.app.saver.unsaved == ["the star", "the status queued", "the rating", "undo", "undo"]
        busy.release()
        await stage.until(lambda: not stage.app.is_saving)
        assert history(library) == ["imported", "starred", "marked", "rated", "rated", "marked"]
        assert [unit.kind for unit in library.history()[:2]] == ["undo", "undo"]
        mark = library.entries("is:starred")[0].mark
        assert (mark.status, mark.rating) == ("inbox", None)


async def test_what_others_write_is_seen_while_a_change_waits(library: Library, busy: FileLock, folder: Path) -> None:
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s")
        busy.release()
        with Library.open(folder) as other:
            other.rate([library.entries()[0].paper.id], 3)
            await stage.came(lambda: library.refresh() or library.entries()[0].mark.rating == 3)
        await stage.until(lambda: not stage.app.is_saving)
        assert library.entries()[0].mark.starred


async def test_after_the_limit_it_is_an_error_and_the_next_change_has_its_turn(
    library: Library, busy: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_line, "LIMIT_SECONDS", 0.3)
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s")
        await stage.came(lambda: any("the star could not be saved" in toast for toast in stage.toasts))
        assert not stage.app.is_saving
        busy.release()
        await stage.press("s")
        assert len(library.entries("is:starred")) == 1


async def test_a_note_that_waits_lets_the_pane_go_and_keeps_its_draft(library: Library, busy: FileLock) -> None:
    paper_id = library.entries()[0].paper.id
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("precious")
        busy.acquire()
        await press(stage, "escape")
        await stage.came(lambda: stage.app.screen is stage.main)
        assert library.drafts.read(paper_id) == "precious"
        busy.release()
        await stage.until(lambda: not stage.app.is_saving)
        assert library.entries()[0].mark.note == "precious"
        assert library.drafts.read(paper_id) is None


async def test_a_note_that_is_never_let_in_stays_a_draft(
    library: Library, busy: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_line, "LIMIT_SECONDS", 0.8)
    paper_id = library.entries()[0].paper.id
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("precious")
        busy.acquire()
        await press(stage, "escape")
        await stage.came(lambda: any("kept as a draft" in toast for toast in stage.toasts))
        assert library.drafts.read(paper_id) == "precious"
        busy.release()
        await stage.press("n")
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "precious"


async def test_more_typed_while_it_waits_stays_a_draft(library: Library, busy: FileLock) -> None:
    paper_id = library.entries()[0].paper.id
    async with staged(library) as stage:
        await stage.press("n")
        await stage.type("one")
        busy.acquire()
        await press(stage, "ctrl+s", "t", "w", "o")
        busy.release()
        await stage.until(lambda: not stage.app.is_saving)
        assert isinstance(stage.app.screen, NoteScreen)
        assert stage.app.screen.text == "onetwo"
        assert library.entries()[0].mark.note == "one"
        assert library.drafts.read(paper_id) == "onetwo"
        await stage.press("escape")
        assert library.entries()[0].mark.note == "onetwo"
        assert len(stage.app.screen_stack) == 1


async def test_a_dialog_of_a_view_closes_when_it_is_saved(library: Library, busy: FileLock) -> None:
    async with staged(library) as stage:
        await stage.press("slash")
        await stage.type("pasta")
        await stage.press("enter", "v", "s")
        busy.acquire()
        await press(stage, "enter", "enter")
        assert stage.app.screen is not stage.main
        busy.release()
        await stage.until(lambda: isinstance(stage.app.screen, ReaderScreen))  # the second Enter was for the list
        assert [view.label for view in library.views()].count("pasta") == 1


async def test_leaving_waits_and_says_so(library: Library, busy: FileLock) -> None:
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s", "q")
        assert "Not saved yet: the star" in stage.toasts[-1]
        assert stage.app._exit is False
        busy.release()
        await stage.came(lambda: stage.app._exit)
    assert len(library.entries("is:starred")) == 1
    assert stage.app.return_code == 0


async def test_leaving_twice_leaves_without_it_and_tells(library: Library, busy: FileLock) -> None:
    told: list[str] = []
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s", "m", "q", "q", "q")
        assert stage.app._exit
    tell_unsaved(stage.app.saver.unsaved, told.append)
    assert told == ["papershelf: not saved: the star, the status queued\n"]
    assert stage.app.return_code == 1
    busy.release()
    library.refresh()
    assert not library.entries("is:starred"), "and it is true"


async def test_a_failure_keeps_the_person_here(
    library: Library, busy: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(save_line, "time", SimpleNamespace(monotonic=lambda: now))
    async with staged(library) as stage:
        busy.acquire()
        await press(stage, "s", "q")
        assert "Not saved yet: the star" in stage.toasts[-1]
        now = save_line.LIMIT_SECONDS + 1
        await stage.came(lambda: any("could not be saved" in toast for toast in stage.toasts))
        assert stage.app._exit is False
