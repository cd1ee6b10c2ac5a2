"""The history on the screen: every change in words, looked into, undone and redone one by one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from papershelf import Library
from papershelf.paper import Paper
from papershelf.store import Kind, Standing, UnitHeader
from papershelf.tui.past_words import when
from papershelf.tui.screens.past import HistoryScreen
from papershelf.tui.screens.report import ReportScreen
from papershelf.tui.widgets.line_list import Line
from tests.app_tools import Stage, staged
from tests.hostile import HOSTILE


def past(stage: Stage) -> HistoryScreen:
    """The history."""
    screen = stage.app.screen
    assert isinstance(screen, HistoryScreen)
    return screen


def painted(stage: Stage) -> str:
    """Every letter on the screen."""
    return "\n".join(strip.text for strip in stage.app.screen._compositor.render_strips())


async def marked(stage: Stage) -> None:
    """A star, a status and a rating, each on another paper."""
    await stage.press("s", "j", "m", "q", "j", "m", "4", "H")


async def test_changes_stand_newest_first_in_words(library: Library) -> None:
    async with staged(library) as stage:
        await marked(stage)
        screen = past(stage)
        words = [screen.line(index).text for index in range(4)]
        assert [text.split()[0] for text in words] == ["Rated", "Marked", "Starred", "Imported"]
        assert "4 changes" in painted(stage)
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_one_change_is_undone_and_redone_alone(library: Library) -> None:
    async with staged(library) as stage:
        await marked(stage)
        await stage.press("j", "j", "u")
        assert not library.entries("is:starred")
        assert library.entries("rating:4")
        screen = past(stage)
        assert screen.lines.cursor == 2
        assert screen.line(2).text.startswith("undone: starred")
        assert screen.line(2).is_dim
        assert "Undid: starred" in stage.toasts[-1]
        await stage.press("u")
        assert "undone already" in stage.toasts[-1]
        await stage.press("U")
        assert library.entries("is:starred")
        assert not screen.line(2).is_dim
        assert len(screen._shown) == 4, "undo and redo show as state, not as changes of their own"
        await stage.press("U")
        assert "It stands" in stage.toasts[-1]


async def test_what_later_changes_build_on_is_named(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("m", "q", "m", "d", "H", "j", "u")
        assert "builds on it" in stage.toasts[-1]
        assert "marked as read" in stage.toasts[-1]
        await stage.press("escape", "m", "s", "m", "r", "H", "G", "k", "u")
        report = stage.app.screen
        assert isinstance(report, ReportScreen)
        assert len(report.lines) == 3
        assert report.lines[0].startswith("Marked as reading")
        await stage.press("escape", "escape")
        assert library.entries("is:reading")


async def test_enter_tells_fields_before_and_after(library: Library) -> None:
    paper_id = library.entries()[0].paper.id
    library.set_note(paper_id, "first words")
    library.set_note(paper_id, "other words")
    library.set_status([paper_id], "queued")
    async with staged(library, (80, 24)) as stage:
        await stage.press("H", "enter")
        assert isinstance(stage.app.screen, ReportScreen)
        assert "status inbox → queued" in painted(stage)
        await stage.press("escape", "j", "enter")
        text = painted(stage)
        assert "before: “first words”" in text
        assert "after:  “other words”" in text
        await stage.press("escape", "G", "enter")
        assert "the paper came" in painted(stage)


async def test_the_filter_narrows_and_escape_gives_it_up(library: Library) -> None:
    async with staged(library) as stage:
        await marked(stage)
        await stage.press("slash")
        await stage.type("star")
        screen = past(stage)
        assert len(screen._shown) == 1
        assert "1 of 4 changes" in painted(stage)
        await stage.press("enter", "u", "slash")
        screen.query_one("#filter", Input).value = "undone"
        await stage.rest()
        assert [each.unit.words.split()[0] for each in screen._shown] == ["starred"]
        screen.query_one("#filter", Input).value = "nothing of the sort"
        await stage.rest()
        assert "No change says that" in painted(stage)
        await stage.press("escape")
        assert len(screen._shown) == 4
        await stage.press("escape")
        assert stage.app.screen is stage.main


async def test_a_change_made_outside_joins_the_list_and_the_cursor_stays(library: Library, folder: Path) -> None:
    async with staged(library) as stage:
        await marked(stage)
        await stage.press("j")
        before = past(stage).lines.cursor_key
        with Library.open(folder) as other:
            other.star([other.entries()[5].paper.id])
        stage.app.take_in_changes()
        await stage.rest()
        assert len(past(stage)._shown) == 5
        assert past(stage).lines.cursor_key == before


async def test_it_opens_from_the_reader_too_and_an_empty_one_says_so(folder: Path, library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("enter", "H")
        assert past(stage)
        await stage.press("q")
        assert not isinstance(stage.app.screen, HistoryScreen)


async def test_ten_thousand_changes_cost_no_more_than_ten(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        Standing(UnitHeader(f"u{n:05}", "2026-03-01T09:00:00Z", Kind.DO, f"starred “Paper {n}”"), n % 7 == 0)
        for n in range(10_000)
    ]
    monkeypatch.setattr(library, "timeline", lambda: many)
    async with staged(library, (80, 24)) as stage:
        asked: set[int] = set()
        line = HistoryScreen.line

        def ask(self: HistoryScreen, index: int) -> Line:
            asked.add(index)
            return line(self, index)

        monkeypatch.setattr(HistoryScreen, "line", ask)
        await stage.press("H")
        assert len(asked) < 60, "only what is visible is rendered"
        await stage.press("G")
        assert past(stage).lines.cursor == 9_999
        await stage.press("slash")
        await stage.type("9998")
        assert [each.unit.id for each in past(stage)._shown] == ["u09998"]


@pytest.mark.parametrize("size", [(160, 45), (60, 20)])
async def test_hostile_words_are_text(folder: Path, size: tuple[int, int]) -> None:
    with Library.open(folder) as library:
        for number, text in enumerate(HOSTILE):
            with library._store.transaction(text) as edits:
                edits.put_paper(Paper(f"h{number:03}", text, text, text, text, "2026-03-01T09:00:00Z"))
            library.set_note(f"h{number:03}", text + "x")
        async with staged(library, size) as stage:
            await stage.press("H")
            for _ in range(2 * len(HOSTILE)):
                await stage.pilot.press("enter")
                assert "\x1b" not in painted(stage)
                await stage.pilot.press("escape", "j")
            text = painted(stage)
            assert not any(letter in text for letter in "\x1b\x9b\u202e\x07")
            await stage.press("k", "u", "U")
            assert past(stage)


def test_moments_in_words() -> None:
    now = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
    assert when("2026-03-01T00:05:00Z", now) == "today 00:05"
    assert when("2026-02-28T23:59:59.123Z", now) == "yesterday 23:59"
    assert when((now - timedelta(days=2)).isoformat(), now) == "2026-02-27"
    assert when("2026-03-02T01:00:00Z", now) == "2026-03-02"
    assert when("some\x1b time", now) == "some time"
