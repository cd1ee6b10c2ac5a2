"""The watched folder on the screen: what is saved there is imported and told, as long as the setting says so."""

from pathlib import Path

import pytest

from papershelf import Library
from papershelf.config import Config
from papershelf.library.watching import Seen
from papershelf.tui import folder_watch
from papershelf.tui.folder_watch import _told
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE
from tests.hostile_tools import assert_clean
from tests.progress_tools import page_of


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often than a person needs it."""
    monkeypatch.setattr(folder_watch, "LOOK_SECONDS", 0.05)


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """The folder."""
    folder = tmp_path / "watched"
    folder.mkdir()
    return folder


def timers(stage: Stage) -> int:
    """How many timers look into a folder."""
    return int("watching" in vars(stage.app) and stage.app.watching._timer is not None)


async def test_what_is_saved_is_imported_and_told(library: Library, watched: Path) -> None:
    async with staged(library, config=Config(watch_folder=str(watched))) as stage:
        page_of(watched, 3, "papers.txt")
        await stage.until(lambda: len(library) == 11)
        await stage.until(lambda: any("papers.txt" in words for words in stage.toasts))
        assert "papers.txt: 3 new of 3.\nu takes it back." in stage.toasts
        await stage.press("u")
        assert len(library) == 8
        page_of(watched, 3, "again.txt")
        await stage.pilot.pause(0.4)
        assert len(library) == 8, "what was undone is not brought back"


async def test_nothing_looks_where_no_folder_is_set(library: Library, watched: Path) -> None:
    async with staged(library) as stage:
        assert not timers(stage)
        assert "watching" not in vars(stage.app)
        stage.app.apply_config(Config(watch_folder=str(watched)))
        assert timers(stage)
        page_of(watched, 3)
        await stage.until(lambda: len(library) == 11)
        stage.app.apply_config(Config())
        assert not timers(stage)
        page_of(watched, 5, "later.txt")
        await stage.pilot.pause(0.4)
        assert len(library) == 11


async def test_a_folder_that_is_not_there_is_told_once(library: Library, tmp_path: Path) -> None:
    async with staged(library, config=Config(watch_folder=str(tmp_path / "none [b]"))) as stage:
        await stage.until(lambda: bool(stage.toasts))
        await stage.pilot.pause(0.3)
        assert len(stage.toasts) == 1
        assert "none [b]: This folder cannot be looked into" in stage.toasts[0]


async def test_the_home_of_nobody_is_told_and_looked_for_no_more(library: Library) -> None:
    async with staged(library, config=Config(watch_folder="~nobody-of-that-name/x")) as stage:
        await stage.until(lambda: bool(stage.toasts))
        await stage.pilot.pause(0.2)
        assert len(stage.toasts) == 1


async def test_names_of_files_are_text(library: Library, watched: Path) -> None:
    async with staged(library, config=Config(watch_folder=str(watched))) as stage:
        for text in HOSTILE:
            stage.app.watching._looked([Seen(Path(text), None, text)])
            await stage.pilot.pause()
            assert_clean(stage)
            stage.app.clear_notifications()
        stage.app.watching._looked([Seen(Path(f"{n}"), None, "gone") for n in range(9)])
        await stage.rest()
        assert stage.toasts[-1].endswith("and 6 more.")


def test_what_could_not_be_read_is_told() -> None:
    from papershelf.importers import Problem
    from papershelf.library import ImportReport

    report = ImportReport(listings=40, new=12, problems=[Problem("papers.txt", 1, "broken")])
    assert _told(Seen(Path("papers.txt"), report)) == "papers.txt: 12 new of 40; 1 could not be read."
