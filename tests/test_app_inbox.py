"""The import inbox: what was read, row by row, ticked, filtered, given tags and a status, and imported."""

from pathlib import Path

import pytest

from papershelf import Library
from tests.app_tools import staged
from tests.conftest import PAGE
from tests.inbox_tools import entries, inbox, mixed_file, read, shown  # noqa: F401 - a fixture


async def test_a_path_and_enter_twice_import_it(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        screen = await read(stage)
        assert shown(screen)[:2] == ["  enter Import 8 of 8 records", "x new GraphPasta: Sparse Ferrets Dream of Electric Graphs"]
        assert screen.review.counts_words() == "8 new"
        await stage.press("enter")
        await stage.until(lambda: len(library) == 8)
        assert stage.app.screen is stage.main
        assert "8 new" in stage.toasts[-1]
        assert stage.toasts[-1].endswith("u takes it back.")
