"""The doctor on the screen: what it finds, what it repairs after a question, and that it only looks until then."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Static

from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.progress import Progress
from papershelf.store.care.findings import Ailment, Report
from papershelf.tui.screens.confirm import ConfirmScreen
from papershelf.tui.screens.doctor import DoctorScreen
from papershelf.tui.screens.report import ReportScreen
from tests.app_tools import Stage, staged
from tests.hostile_tools import SIZED


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


def head(stage: Stage) -> str:
    """The line at the top."""
    return str(stage.app.screen.query_one("#head", Static).render())


def check(stage: Stage) -> DoctorScreen:
    """The screen of the doctor."""
    assert isinstance(stage.app.screen, DoctorScreen)
    return stage.app.screen


def spoil(folder: Path) -> None:
    """Leave what two ailments are made of: one that is repaired, one that a person must see to."""
    (folder / "drafts").mkdir(exist_ok=True, mode=0o700)
    (folder / "shelf.json").chmod(0o644)
    (folder / "shelf.sync-conflict-1.json").write_text("{}", "utf-8")
    (folder / "shelf.sync-conflict-1.json").chmod(0o600)


async def test_there_is_nothing_to_find(library: Library) -> None:
    async with staged(library, (80, 24)) as stage:
        await stage.press("v", "c")
        assert check(stage).report == Report(notes=check(stage).report.notes)  # type: ignore[union-attr]
        assert "all is well" in head(stage)
        for _ in check(stage).report.notes:  # type: ignore[union-attr]
            assert "note" in painted(stage)
        await stage.press("f")
        check(stage)
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1
        assert not stage.toasts


async def test_with_no_note_either_it_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "doctor", lambda **_: Report())
    async with staged(library, (60, 20)) as stage:
        await stage.press("v", "c")
        assert "Nothing to find" in painted(stage)
        await stage.press("enter", "q")
        assert len(stage.app.screen_stack) == 1


async def test_findings_are_listed_explained_and_repaired_after_a_question(library: Library, folder: Path) -> None:
    library.star([library.entries()[0].paper.id])
    spoil(folder)
    async with staged(library) as stage:
        await stage.press("v", "c")
        assert "2 findings" in head(stage)
        assert "can be repaired" in painted(stage)
        assert "by hand" in painted(stage)
        await stage.press("enter")
        assert isinstance(stage.app.screen, ReportScreen)
        assert "others than you may read" in stage.app.screen.lines[0]
        await stage.press("escape", "f")
        assert isinstance(stage.app.screen, ConfirmScreen)
        assert "Repair 1 finding?" in painted(stage)
        await stage.press("n")
        assert (folder / "shelf.json").stat().st_mode & 0o077
        await stage.press("f", "y")
        assert not (folder / "shelf.json").stat().st_mode & 0o077
        assert "1 repaired, 1 finding" in stage.toasts[-1]
        assert "repaired" in painted(stage)
        assert "sync-conflict" in painted(stage)
        (folder / "shelf.sync-conflict-1.json").unlink()
        await stage.press("r")
        assert "all is well" in head(stage)
        await stage.press("escape", "W")
        assert painted(stage).count("Check of the files") == 2
        assert "Repair of the files: 1 repaired, 1 finding" in painted(stage)


async def test_a_check_that_was_cancelled_can_be_made_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = [Cancelled()]
    real = library.doctor

    def doctor(*, fix: bool, progress: Progress) -> Report:
        if wishes:
            raise wishes.pop()
        return real(fix=fix, progress=progress)

    monkeypatch.setattr(library, "doctor", doctor)
    async with staged(library) as stage:
        await stage.press("v", "c")
        assert "nothing was changed" in painted(stage)
        assert "r looks again" in painted(stage)
        await stage.press("r")
        assert "all is well" in head(stage)


async def test_whoever_went_away_meanwhile_hears_of_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    go, real = threading.Event(), library.doctor

    def doctor(*, fix: bool, progress: Progress) -> Report:
        go.wait(5)
        return real(fix=fix, progress=progress)

    monkeypatch.setattr(library, "doctor", doctor)
    async with staged(library) as stage:
        await stage.pilot.press("v", "c")
        await stage.pilot.pause()
        assert "Checking" in painted(stage)
        await stage.pilot.press("escape")
        await stage.pilot.pause()
        await stage.pilot.press("v", "c")
        await stage.pilot.pause()
        assert len(stage.app.jobs.busy) == 1, "it is looked at again, not begun again"
        await stage.pilot.press("escape")
        await stage.pilot.pause()
        go.set()
        await stage.until(lambda: bool(stage.toasts))
        assert "All is well" in stage.toasts[-1] or "all is well" in stage.toasts[-1]


async def test_work_that_tells_a_screen_being_taken_down_is_no_error(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("v", "c")
        screen = stage.app.screen
        assert isinstance(screen, DoctorScreen)
        await screen.query("#head").remove()
        screen.reload()
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_nothing_is_repaired_where_nothing_may_be_changed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ailment = Ailment("shelf.json", "damaged", "it is", "repair it", 3, is_fixable=True)
    monkeypatch.setattr(library, "doctor", lambda **_: Report([ailment]))
    monkeypatch.setattr(type(library), "read_only", "A newer version wrote here.")
    async with staged(library) as stage:
        await stage.press("v", "c", "f")
        check(stage)
        assert "newer version" in stage.toasts[-1]


@pytest.mark.parametrize(("size", "texts"), SIZED)
async def test_hostile_names_are_text(
    library: Library, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], texts: Sequence[str]
) -> None:
    ailments = [Ailment(text, text, text, text, 1, is_fixable=True) for text in texts]
    monkeypatch.setattr(library, "doctor", lambda **_: Report(ailments, list(texts), ailments))
    async with staged(library, size) as stage:
        await stage.press("v", "c")
        for _ in range(0, 2 * len(texts), 3):
            await stage.pilot.press("enter")
            await stage.pilot.pause()
            text = painted(stage)
            assert not any(letter in text for letter in "\x1b\x9b\u202e\x07")
            await stage.pilot.press("escape", "j", "j", "j")
