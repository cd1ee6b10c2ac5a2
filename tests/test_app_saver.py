"""What the saver says of what waits: whose turn it is, who keeps it out, and why nothing can be changed."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from papershelf import Library
from papershelf.errors import DataError, PapershelfError
from papershelf.progress import Progress
from papershelf.store.care.findings import Report
from papershelf.tui import save_line, saving
from papershelf.tui.app import PapershelfApp
from papershelf.tui.jobs import Ending, Job
from papershelf.tui.screens.doctor import DoctorScreen
from papershelf.tui.screens.duplicates import PairsScreen
from tests.app_tools import Stage, staged
from tests.disk_tools import Disk, press


@pytest.fixture
def busy(library: Library, folder: Path) -> Iterator[FileLock]:
    """The lock as another holds it; a test lets go of it."""
    lock = FileLock(folder / "lock", thread_local=False)
    yield lock
    lock.release(force=True)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is said, in its order."""
    words: list[str] = []
    add_toast = PapershelfApp.add_toast

    def heard(app: PapershelfApp, text: str, *rest: object) -> None:
        words.append(text)
        add_toast(app, text, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(PapershelfApp, "add_toast", heard)
    return words


async def until(stage: Stage, condition: Callable[[], bool]) -> None:
    """Wait for something, and not for what waits."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it never became so"
        await stage.pilot.pause(0.02)


def work(stage: Stage, title: str, verb: str) -> Callable[[], None]:
    """Let long work run until what is returned is called."""
    done = threading.Event()
    stage.app.jobs.start(
        Job("work", title, verb), lambda _progress: done.wait(30), lambda _: Ending("done"), lambda _: None
    )
    return done.set


class Clock:
    """Stands in for the timer after which slowness is told: it goes off when a test says so."""

    def __init__(self, seconds: float, off: Callable[[], None]) -> None:
        self.seconds = seconds
        self.off = off
        self.is_stopped = False

    def stop(self) -> None:
        self.is_stopped = True


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> list[Clock]:
    """The timers that savers set, in their order."""
    made: list[Clock] = []
    set_timer = PapershelfApp.set_timer

    def timer(app: PapershelfApp, seconds: float, off: Callable[[], None], **rest: object) -> object:
        if getattr(off, "__name__", "") != "_tell_waiting":
            return set_timer(app, seconds, off, **rest)  # type: ignore[arg-type]  # handed on as it came
        made.append(Clock(seconds, off))
        return made[-1]

    monkeypatch.setattr(PapershelfApp, "set_timer", timer)
    return made


# Whose turn it is


async def test_slowness_is_told_of_each_change_by_its_own_time(
    library: Library, said: list[str], clocks: list[Clock]
) -> None:
    turns = [threading.Event(), threading.Event()]

    def slow(turn: threading.Event) -> None:
        assert turn.wait(30)

    async with staged(library) as stage:
        for turn, what in zip(turns, ("the star", "the rating"), strict=True):
            stage.main.attempt(partial(slow, turn), what)
        assert len(clocks) == 1
        turns[0].set()
        await until(stage, lambda: stage.app.saver.unsaved == ["the rating"] and len(clocks) == 2)
        assert clocks[0].is_stopped, "it was that of the first"
        assert not said
        clocks[1].off()
        assert said == ["Still saving the rating…"]
        turns[1].set()
        await stage.saved()
        assert len(clocks) == 2


async def test_a_time_that_was_told_of_is_set_anew_for_the_next(
    library: Library, disk: Disk, said: list[str], clocks: list[Clock]
) -> None:
    async with staged(library) as stage:
        disk.lets_go.clear()
        await press(stage, "s", "m", "4")
        await until(stage, lambda: len(stage.app.saver.unsaved) == 2)
        clocks[0].off()
        assert said == ["Still saving the star…"]
        disk.lets_go.set()
        await stage.saved()
        assert [clock.is_stopped for clock in clocks] == [False, True], "one went off, and nothing is left to tell"


async def test_of_very_many_papers_it_is_told_sooner(
    library: Library, disk: Disk, said: list[str], clocks: list[Clock]
) -> None:
    ids = [library.entries()[0].paper.id]
    async with staged(library) as stage:
        disk.lets_go.clear()
        stage.main.attempt(lambda: library.star(ids), "the star", size=saving.MANY + 1)
        stage.main.attempt(lambda: library.rate(ids, 4), "the rating")
        disk.lets_go.set()
        await stage.saved()
        assert [clock.seconds for clock in clocks] == [saving.TELL_MANY_SECONDS, saving.TELL_SECONDS]
        assert stage.app.saver.size_of(library.history()[1]) > saving.MANY, "its undo takes as long"
        assert stage.app.saver.size_of(library.history()[0]) == 1
        assert stage.app.saver.size_of(None) == 1


# Who keeps it out


@pytest.mark.parametrize(
    ("title", "verb", "who"),
    [
        ("Import of page.txt", "Importing", "Import of page.txt"),
        ("Repair of the files", "Repairing", "Repair of the files"),
        ("Import of page.txt", "Reading", "Another papershelf"),
        ("Check of the files", "Checking", "Another papershelf"),
    ],
)
async def test_who_is_writing_is_named(
    library: Library,
    busy: FileLock,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    title: str,
    verb: str,
    who: str,
) -> None:
    monkeypatch.setattr(saving, "TELL_SECONDS", 0.2)
    monkeypatch.setattr(save_line, "LIMIT_SECONDS", 0.6)
    async with staged(library) as stage:
        end = work(stage, title, verb)
        busy.acquire()
        await press(stage, "s")
        await until(stage, lambda: f"{who} is writing; waiting for it…" in said)
        if is_ours := who == title:
            await stage.pilot.pause(0.8)
            assert stage.app.is_saving, "no time is too long for what this program does itself"
        else:
            await until(stage, lambda: not stage.app.is_saving)
        busy.release()
        end()
        await stage.saved()
        assert bool(library.entries("is:starred")) is is_ours
        await stage.rest()


async def test_a_repair_that_runs_is_the_one_that_is_writing(
    library: Library, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "TELL_SECONDS", 0.2)
    holds, go = threading.Event(), threading.Event()

    def doctor(*, fix: bool, progress: Progress) -> Report:
        if fix:
            with library._store._lock.held():
                holds.set()
                assert go.wait(30)
        return Report()

    monkeypatch.setattr(library, "doctor", doctor)
    async with staged(library) as stage:
        screen = DoctorScreen(library)
        await stage.app.push_screen(screen)
        await stage.rest()
        screen._look(fix=True)
        await until(stage, holds.is_set)
        stage.main.action_star()
        await until(stage, lambda: "Repair of the files is writing; waiting for it…" in said)
        go.set()
        await stage.until(lambda: not stage.app.is_saving)
        assert library.entries("is:starred")


# Why nothing can be changed


async def test_a_library_that_cannot_even_say_whether_it_may_be_changed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_library: Library) -> str | None:
        raise DataError("shelf.json cannot be read.")

    told: list[bool] = []
    async with staged(library) as stage:
        with monkeypatch.context() as patched:
            patched.setattr(type(library), "read_only", property(unreadable))
            stage.app.saver.attempt(lambda: library.star([]), "the star", then=told.append)
            assert told == [False]
            await stage.rest()
            assert stage.toasts == ["shelf.json cannot be read."]


async def test_an_error_may_be_told_in_another_way(library: Library) -> None:
    def broken() -> None:
        raise DataError("it cannot be written.")

    async with staged(library) as stage:
        refused: list[str] = []
        told: list[bool] = []

        def refuse(error: PapershelfError) -> bool:
            refused.append(error.message)
            return len(refused) == 1

        for count in (1, 2):
            stage.app.saver.attempt(broken, "it", refused=refuse, then=told.append)
            await stage.rest()
            assert len(stage.toasts) == count - 1
        assert refused == ["it cannot be written."] * 2
        assert told == [False, False]


# The pairs


async def test_undo_works_among_pairs_while_the_first_change_is_being_saved(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        while library.can_undo:
            library.undo()
        await stage.press("v", "p")
        screen = stage.app.screen
        assert isinstance(screen, PairsScreen)
        assert screen.check_action("pairs_undo", ()) is None
        disk.lets_go.clear()
        stage.main.attempt(library.redo, "redo")
        assert screen.check_action("pairs_undo", ()) is True
        disk.lets_go.set()
        await stage.saved()
