"""The review on the screen: why a paper comes up, keep, read, let go, and where one hears of it."""

from pathlib import Path

from papershelf import Library
from papershelf.config import Config
from papershelf.library.reviewing import Review
from papershelf.marks import NEVER
from papershelf.tui.screens.reader import ReaderScreen
from papershelf.tui.screens.review import ReviewScreen
from papershelf.tui.widgets.card_head import CardHead
from tests.app_tools import Stage, staged
from tests.conftest import FrozenClock
from tests.hostile_tools import assert_clean, hostile_library, screen_text

FEW = (0, 2, 6, 10, 12, 13, 15, 30, 31)  # markup, an action, controls, bidi, a surrogate, line ends, long, empty


def review(stage: Stage) -> ReviewScreen:
    screen = stage.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def head(stage: Stage) -> str:
    return review(stage).query_one(CardHead).words


async def test_a_key_keeps_reads_or_lets_go(library: Library, clock: FrozenClock) -> None:
    ids = sorted(entry.paper.id for entry in library.entries())[:6]
    library.star(ids)
    clock.advance(days=61)
    async with staged(library, (80, 24)) as stage:
        await stage.press("r")
        assert head(stage) == "1 of 5  Review"
        assert "You starred this 61 days ago." in screen_text(stage)
        await stage.press("a", "x")
        await stage.press("enter")
        assert [type(screen) for screen in stage.app.screen_stack[1:]] == [ReviewScreen, ReaderScreen]
        await stage.press("escape")
        assert head(stage).startswith("4 of 5")
        marks = [entry.mark for entry in map(library.entry, ids) if entry]
        assert [mark.review for mark in marks[:2]] == ["2026-08-29", NEVER]
        assert [mark.status for mark in marks[1:4]] == ["inbox", "reading", "inbox"]
        assert marks[1].starred
        await stage.press("u", "u")
        assert head(stage) == "2 of 5  Review  taken back"
        assert [each.entry.paper.id for each in library.reviews()] == ids[1:]
        await stage.press("x", "a", "a", "a")
        text = screen_text(stage)
        assert "Review: all done" in text
        assert " 4  kept" in text
        assert " 1  let go" in text
        assert "1 more wait for another day." in text
        await stage.press("q", "r")
        assert stage.app.screen is stage.main
        assert stage.toasts[-1] == "That is enough for today; 1 more wait."


async def test_an_empty_inbox_tells_of_it_and_it_can_be_off(library: Library, clock: FrozenClock) -> None:
    ids = [entry.paper.id for entry in library.entries()]
    library.set_status(ids, "read")
    library.set_note(ids[0], "worth it")
    async with staged(library) as stage:
        await stage.press("r")
        assert stage.toasts[-1] == "No paper waits to be looked at again."
        await stage.press("1")
        assert "looks again" not in screen_text(stage)
        clock.advance(days=60)
        await stage.press("2", "1")
        assert "r looks again at 1 paper of old" in screen_text(stage)
        await stage.press("r")
        assert "You wrote a note 60 days ago." in screen_text(stage)
        await stage.press("q")
        stage.app.apply_config(Config(review_days=0))
        await stage.press("2", "1")
        assert "looks again" not in screen_text(stage)
        await stage.press("r")
        assert "The review is off" in stage.toasts[-1]


async def test_nothing_foreign_steers_the_terminal(tmp_path: Path) -> None:
    with hostile_library(tmp_path / "shelf") as library:
        asked = [f"hostile{number:03}" for number in FEW]
        for size in ((160, 45), (40, 12)):
            async with staged(library, size) as stage:
                found = [
                    Review(entry, "you wrote a note today", library.now.date())
                    for entry in map(library.entry, asked)
                    if entry
                ]
                stage.app.push_screen(ReviewScreen(library, stage.main.browsing, found, 60))
                await stage.rest()
                for key in "axaxafffb":
                    assert_clean(stage)
                    await stage.press(key)
                await stage.press("u")
                assert_clean(stage)
