"""The queue on the screen: its keys, the line for a day, what next, and what rows and detail say."""

from pathlib import Path

from textual.widgets import Input, OptionList, Static

from papershelf import Library
from papershelf.config import Config
from papershelf.marks import Priority
from papershelf.tui.screens.day import DayScreen
from papershelf.tui.screens.next import NextScreen
from papershelf.tui.screens.reader import ReaderScreen
from tests.app_tools import Stage, staged
from tests.conftest import FrozenClock
from tests.hostile_tools import assert_clean, hostile_library, screen_text
from tests.test_queue import queued


def said(stage: Stage) -> str:
    """What the line for a day says of it."""
    return str(stage.app.screen.query_one("#day-words", Static).render())


async def test_the_queue_is_put_in_order_and_undone(library: Library) -> None:
    a, b, c, *_ = queued(library, 3)
    async with staged(library) as stage:
        await stage.press("2")
        assert list(stage.papers.ids) == [a, b, c]
        assert "by queue" in stage.main.browsing.head()[1]
        await stage.press("j", "j", "Q", "t")
        assert list(stage.papers.ids) == [c, a, b]
        assert stage.papers.cursor_id == c, "the cursor stays on the paper"
        assert "to the top of the queue. u takes it back." in stage.toasts[-1]
        await stage.press("Q", "j")
        assert list(stage.papers.ids) == [a, c, b]
        await stage.press("asterisk", "Q", "h")
        assert {entry.mark.priority for entry in library.queue()} == {Priority.HIGH}
        await stage.press("u", "u", "u")
        assert list(stage.papers.ids) == [a, b, c]
        assert {entry.mark.priority for entry in library.queue()} == {Priority.NORMAL}
        await stage.press("escape", "1", "Q", "k")
        assert "Not in the queue" in stage.toasts[-1]


async def test_a_day_is_asked_for_and_said_while_it_is_typed(library: Library) -> None:
    async with staged(library, size=(60, 20)) as stage:
        paper = stage.main.front()
        assert paper is not None
        await stage.press("Q", "d")
        assert isinstance(stage.app.screen, DayScreen)
        assert "tomorrow, mon, next week" in said(stage)
        await stage.type("+9d")
        assert said(stage) == "Due on Tue 10 Mar, in 9 days."
        await stage.press("enter")
        assert library.entry(paper.paper.id).mark.due == "2026-03-10"  # type: ignore[union-attr]  # it is there
        await stage.press("Q", "d")
        assert "an empty line takes the due day away" in said(stage)
        await stage.type("03/04")
        await stage.press("enter")
        assert isinstance(stage.app.screen, DayScreen), "what may be two days keeps it open"
        assert "Wed 4 Mar" in said(stage)
        assert "Fri 3 Apr" in said(stage)
        stage.app.screen.query_one(Input).value = ""
        await stage.press("enter")
        assert library.entries("has:due") == []
        assert "Took the due day from" in stage.toasts[-1]
        await stage.press("Q", "s", "enter")
        assert isinstance(stage.app.screen, DayScreen), "an empty line is no day to sleep until"
        await stage.type("yesterday")
        assert "give a day after today" in said(stage)
        await stage.press("escape")
        assert library.entries("is:snoozed") == []


async def test_snoozed_papers_leave_and_come_back_with_the_day(library: Library, clock: FrozenClock) -> None:
    async with staged(library) as stage:
        await stage.press("1", "space", "space", "Q", "s")
        await stage.type("tomorrow")
        await stage.press("enter")
        assert "Snoozed until 2026-03-02: 2 papers" in stage.toasts[-1]
        assert len(stage.papers.ids) == 6
        await stage.press("escape")
        stage.main.show_view("snoozed")
        await stage.rest()
        assert stage.main.browsing.view_key == "snoozed"
        assert "☾ asleep until tomorrow" in screen_text(stage)
        await stage.press("1")
        clock.advance(hours=15)
        stage.app.take_in_changes()
        await stage.rest()
        counts = {item.label: item.count for item in stage.main.browsing.sidebar()}
        assert (counts["Inbox"], counts["Snoozed"], len(stage.papers.ids)) == (8, 0, 8)
        assert "↺ back" in screen_text(stage)
        await stage.press("g", "Q", "w")
        assert "Woke “" in stage.toasts[-1]


async def test_what_next_is_explained_and_read(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("w")
        assert "Nothing is queued, being read, due or back. m q puts a paper" in stage.toasts[-1]
        a, b, *_ = queued(library, 3)
        library.set_due([b], "yesterday")
        library.prioritise([a], "high")
        await stage.press("w")
        assert isinstance(stage.app.screen, NextScreen)
        assert [pick.entry.paper.id for pick in stage.app.screen.picks][:2] == [b, a]
        assert "1 day over" in screen_text(stage)
        assert "high priority" in screen_text(stage)
        await stage.press("j", "o")
        assert stage.papers.cursor_id == a
        await stage.press("w", "enter")
        assert isinstance(stage.app.screen, ReaderScreen)
        assert stage.app.screen.paper_id == b
        await stage.press("escape")
        assert stage.papers.cursor_id == b


async def test_one_more_being_read_than_was_set_is_said(library: Library) -> None:
    async with staged(library, config=Config(most_reading=1)) as stage:
        await stage.press("m", "r", "j", "m", "r")
        assert "That makes 2 papers being read; you set 1 as the most." in stage.toasts
        assert len(library.entries("is:reading")) == 2, "it is done all the same"


async def test_rows_and_detail_say_it_in_signs_and_words(library: Library) -> None:
    (a,) = queued(library, 1)
    library.set_due([a], "2026-02-27")
    library.prioritise([a], "high")
    for signs, due, high in (("unicode", "⚑ 2 days over", "↑ high"), ("ascii", "@ 2 days over", "^ high")):
        for size in ((120, 34), (80, 24), (40, 12)):
            async with staged(library, size=size, config=Config(signs=signs)) as stage:  # type: ignore[arg-type]  # either
                await stage.press("2")
                text = screen_text(stage)
                assert due in text, size
                assert high in text or size == (40, 12), size
                assert stage.detail.view is not None
                assert stage.detail.view.when[0].words == "2 days over: due Fri 27 Feb, 2 days ago"
    async with staged(library, config=Config(density="compact")) as stage:
        await stage.press("2")
        assert "⚑ 2 days over" in screen_text(stage)


async def test_hostile_titles_are_harmless_in_both_dialogs(folder: Path) -> None:
    with hostile_library(folder) as library:
        ids = [entry.paper.id for entry in library.entries()][:9]
        library.set_status(ids, "queued")
        async with staged(library, size=(80, 24)) as stage:
            await stage.press("w")
            assert isinstance(stage.app.screen, NextScreen)
            for _ in range(stage.app.screen.query_one(OptionList).option_count):
                await stage.press("j")
                assert_clean(stage)
            await stage.press("escape")
            for paper_id in ids:
                stage.main.go_to_paper(paper_id)
                await stage.press("Q", "d")
                assert_clean(stage)
                await stage.press("escape")
