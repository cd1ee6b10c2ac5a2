"""Long work on the screen: it is told at the head, listed, cancelled, queued, and waited for when leaving."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from papershelf import Library
from papershelf.errors import Cancelled, DataError
from papershelf.library.planning import ImportPlan
from papershelf.progress import Progress, Step
from papershelf.tui import jobs
from papershelf.tui.job_words import amount, bar, duration, pace, strip
from papershelf.tui.jobs import Ending, Job, State
from papershelf.tui.screens.report import ReportScreen
from papershelf.tui.screens.work import WorkScreen
from tests.app_tools import Stage, staged
from tests.hostile_tools import SIZED
from tests.inbox_tools import inbox
from tests.progress_tools import bytes_of, page_of


class Held:
    """Stands in for `Library.plan_import`: tells one step and waits to be let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.paths: list[Any] = []
        self.step = Step("importing", 3200, 10_000, "listing")
        self.plan = ImportPlan((), {}, {})

    def __call__(self, paths: tuple[Any, ...], *, progress: Progress) -> ImportPlan:
        self.paths.append(paths)
        for _ in range(3000):  # half a minute: a test that fails must not wait for ever
            progress(self.step)
            if self.go.wait(0.01):
                break
        return self.plan


@pytest.fixture
def held(library: Library, monkeypatch: pytest.MonkeyPatch) -> Held:
    """An import that takes as long as the test wants, of which one hears at once."""
    made = Held()
    monkeypatch.setattr(library, "plan_import", made)
    monkeypatch.setattr(library, "is_current", lambda _plan: True)
    monkeypatch.setattr(jobs, "SHOWN_AFTER", 0.0)
    monkeypatch.setattr(jobs, "LOOK_SECONDS", 0.02)
    return made


async def begin(stage: Stage, path: str = "page.txt") -> None:
    """Ask for an import by hand."""
    await stage.pilot.press("i")
    await stage.pilot.pause()
    stage.app.screen.query_one(Input).value = path
    await stage.pilot.press("enter")
    await stage.pilot.pause(0.1)


async def wait(stage: Stage, condition: Callable[[], bool]) -> None:
    """Wait for what a thread brings about, without waiting for the thread's end."""
    for _ in range(200):
        if condition():
            return
        await stage.pilot.pause(0.02)
    raise AssertionError("it did not come about")


def head(stage: Stage) -> str:
    """The line at the top."""
    return str(stage.app.screen.query_one("#head").render())


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


async def test_the_head_says_how_far_an_import_is_while_one_browses_on(library: Library, held: Held) -> None:
    async with staged(library) as stage:
        usual, size = head(stage), stage.papers.size
        await begin(stage)
        assert "Reading 3,200 of 10,000 listings" in head(stage)
        assert "W shows or cancels it" in head(stage)
        assert stage.papers.size == size, "nothing was laid out anew"
        first = stage.papers.cursor_id
        await stage.pilot.press("j", "s")
        assert stage.papers.cursor_id != first
        assert library.entries("is:starred")
        held.go.set()
        await inbox(stage)
        await stage.press("escape")
        assert "Reading" not in head(stage)
        assert head(stage).split("  ")[:2] == usual.split("  ")[:2]


async def test_what_is_short_is_not_told_of(library: Library, tmp_path: Path) -> None:
    async with staged(library) as stage:
        said: list[str] = []
        show = stage.main.show_work

        def tell(words: str) -> None:
            said.append(words)
            show(words)

        stage.main.show_work = tell  # type: ignore[method-assign]
        await begin(stage, str(page_of(tmp_path, 3)))
        await inbox(stage)
        await stage.press("enter")
        await stage.until(lambda: len(library) == 11)
        assert set(said) == {""}


async def test_an_import_is_cancelled_and_nothing_came_of_it(library: Library, held: Held, folder: Path) -> None:
    before = bytes_of(folder)
    async with staged(library) as stage:
        await begin(stage)
        await stage.pilot.press("W")
        await wait(stage, lambda: "32%" in painted(stage))
        screen = stage.app.screen
        assert isinstance(screen, WorkScreen)
        assert "Import of page.txt: importing · 3,200 of 10,000 listings" in painted(stage)
        assert "1 running" in head(stage)
        await stage.press("c")
        assert stage.app.jobs.all[0].state is State.CANCELLED
        assert "nothing was changed" in stage.toasts[-1]
        assert "cancelled" in painted(stage)
        await stage.press("c", "W")
        assert len(stage.app.screen_stack) == 1
    assert bytes_of(folder) == before


async def test_a_second_import_waits_for_the_first(library: Library, held: Held) -> None:
    async with staged(library) as stage:
        await begin(stage, "one.txt")
        await begin(stage, "two.txt")
        assert "after what is being imported" in stage.toasts[-1]
        assert [job.state for job in stage.app.jobs.all] == [State.RUNNING, State.WAITING]
        assert held.paths == [("one.txt",)]
        await stage.pilot.press("W", "j", "c")
        await stage.pilot.pause()
        assert [job.state for job in stage.app.jobs.all] == [State.RUNNING, State.CANCELLED]
        assert "Cancelled before it began" in stage.toasts[-1]
        await stage.pilot.press("escape")
        await begin(stage, "three.txt")
        held.go.set()
        await stage.rest()
        await stage.rest()
        assert held.paths == [("one.txt",), ("three.txt",)]
        assert [job.title for job in stage.app.jobs.all] == [
            "Import of three.txt",
            "Import of one.txt",
            "Import of two.txt",
        ]


async def test_what_is_being_written_is_not_cancelled(library: Library, held: Held) -> None:
    held.step = Step("writing", 1, 2, "paper", is_final=True)
    async with staged(library) as stage:
        await begin(stage)
        assert "W shows more" in head(stage)
        await stage.pilot.press("W", "c")
        await stage.pilot.pause()
        assert stage.app.screen.check_action("work_cancel", ()) is None
        assert [job.state for job in stage.app.jobs.all] == [State.RUNNING]
        stage.app.jobs.call_off(stage.app.jobs.all[0])
        held.go.set()
        await stage.rest()
        assert [job.state for job in stage.app.jobs.all] == [State.DONE]


async def test_the_inbox_does_not_come_between_a_person_and_their_note(library: Library, held: Held) -> None:
    async with staged(library) as stage:
        await begin(stage)
        await stage.pilot.press("n")
        await stage.pilot.pause()
        writing = stage.app.screen
        held.go.set()
        await stage.rest()
        assert stage.app.screen is writing
        assert "v i opens the import inbox" in stage.toasts[-1]
        await stage.press("escape", "v", "i")
        await inbox(stage)


async def test_nothing_is_done_yet(library: Library) -> None:
    async with staged(library, (60, 20)) as stage:
        await stage.press("W")
        assert "Nothing is being done" in painted(stage)
        await stage.press("enter", "c", "escape")
        assert len(stage.app.screen_stack) == 1


async def test_leaving_waits_for_the_work_or_cancels_it(library: Library, held: Held) -> None:
    async with staged(library) as stage:
        await begin(stage)
        await stage.pilot.press("q")
        await stage.pilot.pause()
        assert stage.app.is_running
        assert "Import of page.txt" in stage.toasts[-1]
        assert "q once more" in stage.toasts[-1]
        await stage.pilot.press("q")
        await wait(stage, lambda: stage.app._exit)
        assert stage.app.jobs.all[0].state is State.CANCELLED


async def test_leaving_comes_by_itself_when_the_work_is_done(library: Library, held: Held) -> None:
    async with staged(library) as stage:
        await begin(stage)
        await stage.pilot.press("q")
        await stage.pilot.pause()
        held.go.set()
        await wait(stage, lambda: stage.app._exit)
        assert stage.app.jobs.all[0].state is State.DONE


async def test_work_that_fails_is_told_and_listed(library: Library) -> None:
    def fails(_progress: Progress) -> None:
        raise DataError("the disk [/b] is \x1b[31mfull")

    async with staged(library) as stage:
        app = stage.app
        app.jobs.start(Job("export", "Export", "Exporting"), fails, lambda _: Ending(""), app.say_error)
        await stage.press("W")
        assert "failed" in painted(stage)
        assert "the disk [/b] is [31mfull" in painted(stage)


@pytest.mark.parametrize(("size", "texts"), SIZED)
async def test_hostile_names_are_text(library: Library, size: tuple[int, int], texts: Sequence[str]) -> None:
    def work(progress: Progress) -> str:
        for text in texts:
            progress(Step(text, 1, 2, text))
        return "done"

    async with staged(library, size) as stage:
        app = stage.app
        for text in texts:
            app.jobs.start(Job("export", text, text), work, lambda _, t=text: Ending(t, [t]), app.say_error)  # type: ignore[misc]
            app._show_work()
        await stage.until(lambda: not app.jobs.busy)
        await stage.press("W")
        for _ in app.jobs.all:
            await stage.press("enter")
            assert isinstance(app.screen, ReportScreen)
            text = painted(stage)
            assert not any(letter in text for letter in "\x1b\x9b\u202e\x07")
            await stage.pilot.press("escape", "j")


async def test_only_so_many_ended_jobs_are_remembered(library: Library) -> None:
    async with staged(library) as stage:
        app = stage.app
        for number in range(jobs.MOST_ENDED + 5):
            app.jobs.start(Job("x", str(number), "X"), lambda _: 1, lambda _: Ending("x"), app.say_error)
        await stage.until(lambda: not app.jobs.busy)
        assert len(app.jobs.all) == jobs.MOST_ENDED
        assert app.jobs._timer is None, "nothing ticks while nothing runs"


def test_figures_in_words() -> None:
    job = Job("import", "Import", "Importing")
    assert (amount(job), pace(job, 5.0), bar(job, ascii_only=True)) == ("", "", "")
    job.state, job.step, job.stage_begun = State.RUNNING, Step("importing", 3200, 10_000, "listing"), 10.0
    assert amount(job) == "3,200 of 10,000 listings"
    assert pace(job, 10.5) == ""
    assert pace(job, 12.0) == "1,600/s · 4 s left"
    assert bar(job, ascii_only=True) == "#####-----------  32%"
    job.step = Step("packing", 1, 1, "MB")
    assert amount(job) == "1 of 1 MB"
    assert pace(job, 20.0) == ""
    assert [duration(seconds) for seconds in (0.2, 5.4, 89, 180)] == ["1 s", "5 s", "89 s", "3 min"]
    assert strip([], "W") == ""
    assert strip([job, job], "W", 20.0) == "Importing 1 of 1 MB · and 1 more · W shows or cancels it"


def test_a_job_hears_that_it_is_called_off_but_not_while_it_writes() -> None:
    job = Job("import", "Import", "Importing", state=State.RUNNING)
    job.hear(Step("a", 1))
    begun = job.stage_begun
    assert begun <= time.monotonic()
    job.is_called_off.set()
    job.hear(Step("writing", is_final=True))
    with pytest.raises(Cancelled):
        job.hear(Step("b"))
