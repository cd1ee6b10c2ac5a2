"""Triage on the screen: a key a decision, on at once, the way back, the end, and going on another time."""

from pathlib import Path

import pytest
from textual.widgets import Input

from papershelf import Library
from papershelf.config import Config
from papershelf.errors import DataError
from papershelf.tui.screens.day import DayScreen
from papershelf.tui.screens.note import NoteScreen
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.triage import TriageScreen
from papershelf.tui.screens.triage_dialogs import ResumeScreen
from papershelf.tui.triaging import Decision
from papershelf.tui.widgets.card import CardBody
from papershelf.tui.widgets.card_head import CardHead
from papershelf.tui.widgets.key_bar import KeyBar
from tests.app_tools import Stage, staged
from tests.conftest import FrozenClock
from tests.hostile_tools import assert_clean, hostile_library, screen_text
from tests.inbox_tools import read

FEW = (0, 2, 6, 10, 12, 13, 15, 30, 31)  # markup, an action, controls, bidi, a surrogate, line ends, long, empty


def triage(stage: Stage) -> TriageScreen:
    screen = stage.app.screen
    assert isinstance(screen, TriageScreen)
    return screen


def head(stage: Stage) -> str:
    return stage.app.screen.query_one(CardHead).words


def marks(library: Library) -> list[str]:
    """Status, star and day of each paper."""
    found = (entry.mark for entry in library.entries())
    return [f"{mark.status}{' *' if mark.starred else ''} {mark.snoozed}".strip() for mark in found]


async def test_a_key_decides_and_the_next_paper_is_there_and_each_is_one_change(library: Library) -> None:
    count, before = len(library), len(library.history())
    async with staged(library) as stage:
        await stage.press("T")
        assert head(stage) == f"1 of {count}  All"
        await stage.press("a", "s", "d", "x")
        assert marks(library)[:5] == ["queued", "queued *", "inbox 2026-03-02", "skipped", "inbox"]
        assert head(stage).startswith(f"5 of {count}  All  skipped: ")
        assert len(library.history()) == before + 4
        assert [unit.words.split("“")[0].strip() for unit in library.history()[:4]] == [
            "marked as skipped:",
            "snoozed until 2026-03-02:",
            "starred and kept",
            "kept",
        ]
        assert not stage.toasts, "nothing covers the paper"
        await stage.press("u")
        assert head(stage) == f"4 of {count}  All  taken back"
        assert marks(library)[3] == "inbox"
        await stage.press("b", "b")
        assert head(stage) == f"2 of {count}  All  is starred and kept"
        await stage.press("x")
        assert marks(library)[1] == "skipped *", "what was decided before is decided anew"
        assert head(stage).startswith(f"4 of {count}"), "on to the next that waits"
        await stage.press("u")
        assert marks(library)[1] == "queued *"


async def test_keeping_leaves_alone_what_is_being_read_or_read(library: Library) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.set_status(ids[:1], "reading")
    library.set_status(ids[1:2], "read")
    library.snooze(ids[2:3], "tomorrow")
    async with staged(library) as stage:
        await stage.press("T", "a", "s", "a")
        assert marks(library)[:3] == ["reading", "read *", "queued"]


async def test_undo_takes_back_whatever_came_last_a_tag_and_a_note_too(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("T", "a", "t")
        await stage.type("ferrets")
        await stage.press("enter", "enter")
        assert library.entries()[1].mark.tags == ("ferrets",)
        assert stage.toasts[-1].endswith("u takes it back.")
        await stage.press("n")
        assert isinstance(stage.app.screen, NoteScreen)
        await stage.type("so")
        await stage.press("escape")
        assert library.entries()[1].mark.note == "so"
        assert "Note" in screen_text(stage)
        await stage.press("x")
        assert head(stage).startswith("3 of")
        await stage.press("u", "u")
        assert (library.entries()[1].mark.note, library.entries()[1].mark.status) == ("", "inbox")
        assert head(stage).startswith("2 of")
        await stage.press("u")
        assert library.entries()[1].mark.tags == ()
        await stage.press("u")
        assert (head(stage)[:4], marks(library)[0]) == ("1 of", "inbox")


async def test_the_other_days_are_asked_for_and_said(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("T", "D")
        assert isinstance(stage.app.screen, DayScreen)
        words = stage.app.screen.query_one("#day-words")
        await stage.type("never")
        assert "is no day" in str(words.render())
        await stage.press("enter")
        assert isinstance(stage.app.screen, DayScreen)
        stage.app.screen.query_one(Input).value = "today"
        await stage.rest()
        assert "give a day after today" in str(words.render())
        stage.app.screen.query_one(Input).value = "mon"
        await stage.rest()
        assert "Mon 2 Mar, tomorrow" in str(words.render())
        stage.app.screen.query_one(Input).value = "+2w"
        await stage.press("enter")
        assert marks(library)[0] == "inbox 2026-03-15"
        assert "until Sun 15 Mar, in 14 days: " in head(stage)
        await stage.press("D", "escape")
        assert head(stage).startswith("2 of")


async def test_the_end_says_what_came_of_it_and_goes_to_the_queue(library: Library, clock: FrozenClock) -> None:
    async with staged(library) as stage:
        await stage.press("T")
        for key in "aasdxxxx":
            clock.advance(seconds=5)
            await stage.press(key)
        text = screen_text(stage)
        assert "Triage: all done" in text
        for line in (" 2  kept", " 1  starred and kept", " 1  put off", " 4  skipped", "8 papers in 40 seconds, 5 s"):
            assert line in text
        assert stage.app.screen.check_action("keep", ()) is None
        await stage.press("u")
        assert head(stage).startswith("8 of 8")
        await stage.press("x", "Q")
        assert stage.main.browsing.view_key == "queued"
        assert len(stage.papers.ids) == 3


async def test_what_is_left_is_gone_on_with_and_another_list_is_asked_about(library: Library) -> None:
    count = len(library)
    async with staged(library) as stage:
        await stage.press("1", "T", "q")
        assert stage.app.screen is stage.main, "where nothing was decided nothing is said"
        await stage.press("T", "a", "a", "q")
        assert "Triage: so far" in screen_text(stage)
        assert f"{count - 2}  left" in screen_text(stage)
        await stage.press("q", "T")
        assert head(stage) == f"3 of {count}  Inbox  gone on with"
        assert stage.toasts[-1] == f"Gone on with at 3 of {count}. A begins anew."
        await stage.press("A")
        assert head(stage) == f"1 of {count - 2}  Inbox  begun anew"
        await stage.press("f", "a", "q", "q")
        library.set_status([library.entries()[0].paper.id], "inbox")
        await stage.press("T")
        assert isinstance(stage.app.screen, ResumeScreen)
        assert f"Go on at 1 of {count - 2}" in screen_text(stage)
        await stage.press("down", "enter")
        assert head(stage) == f"1 of {count - 2}  Inbox"


async def test_what_was_taken_back_since_or_whose_day_has_come_waits_again(
    library: Library, clock: FrozenClock
) -> None:
    async with staged(library) as stage:
        await stage.press("1", "T", "a", "d", "x", "q", "q")
        library.undo()
        clock.advance(days=1)
        await stage.press("2", "1", "T")
        assert head(stage) == "2 of 8  Inbox  gone on with"
        await stage.press("a")
        assert head(stage).startswith("3 of 8")


async def test_a_selection_is_gone_through_and_not_remembered(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("space", "space", "T", "a", "q", "q", "T")
        assert head(stage) == "1 of 2  selection"
        await stage.press("q")
        stage.main.browsing.text = "nothing-has-this-word"
        await stage.press("escape", "3", "T")
        assert stage.toasts[-1] == "There is nothing here to triage."


async def test_what_others_delete_is_passed_over_and_what_they_change_is_shown(library: Library, folder: Path) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    async with staged(library) as stage:
        await stage.press("T")
        with Library.open(folder) as other:
            other.star([ids[1]])
            other.delete([ids[0], ids[2]])
        stage.app.take_in_changes()
        await stage.rest()
        assert triage(stage).front() == library.entry(ids[1])
        assert "starred" in screen_text(stage)
        assert any("passed over" in words for words in stage.toasts)
        await stage.press("x")
        assert triage(stage).round.current == ids[3]
        assert head(stage).startswith(f"4 of {len(ids)}"), "which papers these are stays fixed"


async def test_a_decision_that_cannot_be_written_leaves_the_paper_waiting(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(library) as stage:
        await stage.press("T")

        def fails(*_: object, **__: object) -> None:
            raise DataError("The disk is full.")

        with monkeypatch.context() as context:
            context.setattr(library, "take_up", fails)
            await stage.press("a")
            assert stage.toasts[-1] == "The disk is full."
            assert triage(stage).round.left[0] == library.entries()[0].paper.id
        await stage.press("b", "a")
        assert triage(stage).round.counts == {Decision.KEPT: 1}


async def test_reading_on_copying_and_opening_come_back_to_the_paper(library: Library) -> None:
    async with staged(library) as stage:
        await stage.press("T", "a", "enter")
        assert isinstance(stage.app.screen, ReaderScreen)
        await stage.press("escape", "o")
        assert len(stage.opened) == 1
        await stage.press("y", "enter")
        assert len(stage.clipboard.texts) == 1
        assert head(stage).startswith("2 of")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (160, 45)])
async def test_all_of_it_fits_and_the_abstract_scrolls(tmp_path: Path, size: tuple[int, int]) -> None:
    with hostile_library(tmp_path / "shelf") as library:
        async with staged(library, size, Config(signs="ascii")) as stage:
            await stage.press("T")
            screen = triage(stage)
            for number in FEW:
                screen.round.place = screen.round.ids.index(f"hostile{number:03}")
                screen.show_changes()
                await stage.rest()
                assert_clean(stage)
                assert screen.query_one("#card-title").size.height <= 3
                assert screen.query_one(CardBody).size.height >= size[1] // 3
                shown = [each.id for each in screen.query_one(KeyBar).shown()]
                assert {"triage.keep", "triage.star", "triage.later", "triage.skip", "triage.close"} <= {*shown}
            assert screen_text(stage).splitlines()[0].strip().startswith(f"{screen.round.place + 1} of ")
            assert "---" in screen_text(stage).splitlines()[0]
            screen.query_one(CardBody).scroll_to(y=0, animate=False)
            screen.round.place = screen.round.ids.index("hostile030")  # the long one
            screen.show_changes()
            await stage.press("j", "j")
            assert screen.query_one(CardBody).scroll_y == 2
            await stage.press("x")
            assert screen.query_one(CardBody).scroll_y == 0
            assert_clean(stage)
            await stage.press("u", "q")
            assert_clean(stage)


async def test_words_telling_for_stars_are_lit_up(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def ferrets(_library: Library, text: str) -> tuple[tuple[int, int], ...]:
        place = text.find("Ferrets")
        return ((place, place + 7), (10**6, 10**6 + 4)) if place >= 0 else ()

    monkeypatch.setattr(Library, "liked_spans", ferrets)
    async with staged(library, (60, 20)) as stage:
        await stage.press("T")
        lit = {
            segment.text.strip()
            for strip in stage.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline and segment.text.strip()
        }
        assert lit == {"Ferrets"}


@pytest.mark.usefixtures("entries")
async def test_what_was_imported_is_gone_through_at_once_or_later(library: Library) -> None:
    library.undo()
    async with staged(library) as stage:
        await read(stage)
        await stage.press("T")
        await stage.until(lambda: isinstance(stage.app.screen, TriageScreen))
        assert head(stage) == "1 of 8  small_page.txt"
        await stage.press("q", "v", "T")
        assert head(stage) == "1 of 8  small_page.txt"
        await stage.press("q", "u")
        await read(stage)
        await stage.press("i")
        await stage.until(lambda: len(library) == 8)
        assert "v T triages what came." in stage.toasts[-1]
