"""A morning's triage: a whole seed page, a key a paper, and how long a key takes."""

import time
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.tui.screens.triage import TriageScreen
from papershelf.tui.triaging import Decision
from tests.app_tools import staged
from tests.hostile_tools import screen_text
from tests.import_tools import SEEDS


async def test_fifty_papers_of_a_seed_page_a_key_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(folder) as library:
        library.import_files(SEEDS[:1])
        count = len(library)
        assert count >= 50
        async with staged(library, (80, 24)) as stage:
            await stage.press("1", "T")
            begun = time.perf_counter()
            for number in range(count):
                await stage.pilot.press("asdx"[number % 4])
            took = (time.perf_counter() - begun) / count
            await stage.rest()
            assert "Triage: all done" in screen_text(stage)
            screen = stage.app.screen
            assert isinstance(screen, TriageScreen)
            counts = screen.round.counts
            assert (counts.total(), counts[Decision.SKIPPED]) == (count, count // 4)
            await stage.press("q")
            assert not [entry for entry in library.entries("is:inbox") if not entry.mark.snoozed]
        with capsys.disabled():
            print(f"\n{count} papers, {1000 * took:.0f} ms a key with its frame")
