"""Very many papers that come into the running app: they stand in the list at once, and are found soon after."""

import threading

import pytest

from papershelf import Library
from papershelf.library import indexing
from papershelf.library.shelving import Shelved
from papershelf.progress import Progress
from papershelf.search.index import Index
from papershelf.settings import seed_pages
from tests.app_tools import staged
from tests.inbox_tools import read


async def test_the_list_shows_them_before_the_index_is_made(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the index: not the list, not the screen, and a query is run again when it is there."""
    monkeypatch.setattr(indexing, "_MANY", 0)
    async with staged(library) as stage:
        await stage.until(lambda: library.is_warm)
        keeper = library._finder.indexing
        make, goes_on, made_on = keeper._make, threading.Event(), list[int]()

        def slow(shelved: Shelved, progress: Progress) -> Index:
            made_on.append(threading.get_ident())
            assert goes_on.wait(20)
            return make(shelved, progress)

        monkeypatch.setattr(keeper, "_make", slow)
        await read(stage, seed_pages()[0])
        await stage.pilot.press("i")
        await stage.came(lambda: len(stage.main.papers.ids) > 8)
        assert not stage.app.is_working, "the import is over"
        await stage.came(lambda: bool(made_on))
        assert made_on != [threading.get_ident()]
        await stage.pilot.press("slash", *"sparse", "space", *"finetuning")
        before = stage.main.papers.ids
        goes_on.set()
        await stage.until(lambda: stage.main.papers.ids != before)
        assert len(stage.main.papers.ids) > len(before)
