"""Large files that are behind the history are brought up while nothing waits, and nobody notices."""

import pytest

from papershelf import Library
from papershelf.library import Changed
from papershelf.store import recordfile
from tests.app_tools import staged
from tests.disk_tools import Disk, press


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that none is replaced at every change."""
    monkeypatch.setattr(recordfile, "SMALL", 0)


@pytest.mark.usefixtures("every_file_is_large")
async def test_files_that_are_behind_are_brought_up_where_nothing_waits(library: Library, disk: Disk) -> None:
    heard: list[Changed] = []
    async with staged(library) as stage:
        await stage.press("s", "j", "s")  # the first one makes the file
        assert library.is_behind
        library.subscribe(heard.append)
        disk.lets_go.clear()
        await press(stage, "j", "s")
        waited = stage.app.saver.unsaved
        stage.app.saver.catch_up()
        assert stage.app.saver.unsaved == waited, "what waits comes first, and later will do"
        disk.lets_go.set()
        await stage.saved()
        stage.app.saver.catch_up()
        assert not stage.app.is_saving, "nobody waits for it"
        await stage.until(lambda: not library.is_behind)
        assert len(heard) == 1, "nothing changed by it"
        assert set(disk.waited) == {"papershelf-save"}


@pytest.mark.usefixtures("every_file_is_large")
async def test_who_cannot_catch_up_says_nothing_and_loses_nothing(library: Library, disk: Disk) -> None:
    async with staged(library) as stage:
        await stage.press("s", "j", "s")
        before = stage.toasts
        disk.is_full = True
        stage.app.saver.catch_up()
        await stage.pilot.pause(0.3)
        assert library.is_behind
        assert stage.toasts == before
        disk.is_full = False
        await stage.press("j", "s")
        assert len(library.entries("is:starred")) == 3
