"""Statistics on the screen: counted beside it, laid out for every size, followed while papers change, left any time."""

import threading
from typing import Any

import pytest

from papershelf import Library
from papershelf.config import Config
from papershelf.errors import DataError
from papershelf.progress import Progress
from papershelf.tui.screens.statistics import StatisticsScreen
from papershelf.tui.themes import OWN
from tests.app_tools import Stage, staged
from tests.conftest import FrozenClock
from tests.contrast_tools import pairs
from tests.hostile_tools import assert_clean, hostile_library, screen_text


def painted(stage: Stage) -> list[str]:
    """The lines of the screen."""
    return screen_text(stage).splitlines()


async def opened(stage: Stage) -> StatisticsScreen:
    """The statistics, counted."""
    await stage.press("S")
    screen = stage.app.screen
    assert isinstance(screen, StatisticsScreen)
    await stage.until(lambda: screen.found is not None)
    return screen


async def test_figures_follow_what_changes_and_the_days_show_what_is_asked_for(
    library: Library, clock: FrozenClock
) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    clock.advance(days=2)
    async with staged(library, (100, 30)) as stage:
        screen = await opened(stage)
        assert any(f"{len(ids)} papers: {len(ids)} inbox" in row for row in painted(stage))
        library.set_status(ids[:2], "read")
        await stage.until(lambda: bool(screen.found and screen.found.by_status["read"] == 2))
        await stage.press("G")
        assert any("2.0 days in the median" in row for row in painted(stage))
        await stage.press("g")
        for words in ("Papers saved", "Papers starred", "Papers read: 2", "Papers noted on: 0", "Saved, starred, read"):
            await stage.press("s")
            assert any(words in row for row in painted(stage)), words
        before = painted(stage)
        await stage.press("G")
        assert painted(stage) != before
        await stage.press("g", "ctrl+d", "ctrl+u")
        assert painted(stage) == before
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (60, 20), (40, 12)])
async def test_every_size_shows_it_whole_and_a_new_one_lays_it_out_anew(
    library: Library, size: tuple[int, int]
) -> None:
    library.set_status([library.entries()[0].paper.id], "read")
    async with staged(library, size) as stage:
        screen = await opened(stage)
        assert screen.view.room[0] in (size[0] - 3, size[0] - 2)
        rows: list[str] = []
        for _ in range(8):
            rows += painted(stage)
            await stage.press("pagedown")
        text = "\n".join(rows)
        assert ("┤" in text) == (size[1] >= 20), "plots where there is room, figures else"
        for words in ("Mon ", "none", "Not read yet", "From saved to read"):
            assert words in text
        await stage.pilot.resize_terminal(60, 30)
        await stage.rest()
        await stage.press("g", "pagedown")
        assert any(row.rstrip(" ▁▂▃▄▅▆▇█").endswith("┐") for row in painted(stage))


async def test_without_colours_and_with_plain_signs_it_says_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    library.set_status([library.entries()[0].paper.id], "read")
    async with staged(library, (160, 60), Config(signs="ascii")) as stage:
        await opened(stage)
        text = screen_text(stage)
        assert text.isascii()
        assert "Mon .." in text
        assert "####" in text
        for strip in stage.app.screen._compositor.render_strips():
            assert not any(style and (style.color or style.bgcolor) for _, style, _ in strip)


async def test_it_can_be_read_in_our_themes(library: Library) -> None:
    library.set_status([library.entries()[0].paper.id], "read")
    async with staged(library, (120, 60)) as stage:
        await opened(stage)
        for name in OWN:
            stage.app.theme = name
            await stage.pilot.pause()
            least = 7.0 if "contrast" in name else 4.5
            assert [pair for pair in pairs(stage.app) if pair.ratio < least] == [], name


class Held:
    """Stands in for `Library.statistics`: waits to be let go, or to be called off."""

    def __init__(self, library: Library) -> None:
        self.go, self.ended, self.called = threading.Event(), threading.Event(), 0
        self.really = library.statistics

    def __call__(self, *, progress: Progress) -> Any:
        self.called += 1
        try:
            for _ in range(1000):
                if self.go.wait(0.01):
                    break
                self.really(1, progress=progress)
            return self.really(progress=progress)
        finally:
            self.ended.set()


async def test_whoever_leaves_meanwhile_is_not_followed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.star([library.entries()[0].paper.id])
    held = Held(library)
    monkeypatch.setattr(library, "statistics", held)
    async with staged(library) as stage:
        await stage.pilot.press("S")
        await stage.pilot.pause()
        assert any("Counting" in row for row in painted(stage))
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1
        await stage.until(held.ended.is_set)
        assert (held.called, stage.toasts) == (1, [])
        assert stage.app.jobs.all == [], "nobody needs to know of it"


async def test_what_changes_while_it_counts_is_counted_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(library)
    monkeypatch.setattr(library, "statistics", held)
    async with staged(library) as stage:
        await stage.pilot.press("S")
        await stage.pilot.pause()
        screen = stage.app.screen
        assert isinstance(screen, StatisticsScreen)
        for entry in library.entries()[:3]:
            library.star([entry.paper.id])
        await stage.pilot.pause()
        held.go.set()
        await stage.until(lambda: bool(screen.found and screen.found.starred == 3))
        assert held.called == 2, "once for all of them"


async def test_what_cannot_be_read_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: Any) -> None:
        raise DataError("the history [/b] is \x1b[31mgone")

    monkeypatch.setattr(library, "statistics", fails)
    async with staged(library, (60, 20)) as stage:
        await stage.press("S")
        assert "the history [/b] is [31mgone" in screen_text(stage)
        assert_clean(stage)


@pytest.mark.parametrize("size", [(120, 70), (40, 12)])
async def test_hostile_tags_and_titles_are_text(tmp_path: Any, size: tuple[int, int]) -> None:
    with hostile_library(tmp_path / "hostile") as library:
        for entry in library.entries():
            with library._store.transaction("seen twice") as edits:
                record = dict(edits.record("papers", entry.paper.id) or {})
                again = {"file": "another", "position": 1, "imported_at": ""}
                edits.put_record("papers", entry.paper.id, {**record, "sources": [*record["sources"], again]})
        async with staged(library, size) as stage:
            await opened(stage)
            seen = ""
            for _ in range(8):
                seen += screen_text(stage)
                assert_clean(stage)
                await stage.press("pagedown")
            assert "Seen often" in seen
            assert "[MASK] is all you need"[: size[0] - 20] in seen
