"""Toasts that take one another's place: each stays for its own time, in its own colour, and none stands twice."""

import time
from collections.abc import Callable

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Label

from papershelf.config import Config
from papershelf.tui.toast_rack import SteadyToast
from papershelf.tui.toasts import Toasting

SHORT, LONG = 1.5, 60.0  # seconds; the shorter one is to be seen on a busy machine too, before it is over


class ToastApp(Toasting):
    """Says what a test wants."""

    config = Config(toast_seconds=0)

    def compose(self) -> ComposeResult:
        yield Label("papers")

    @property
    def standing(self) -> list[SteadyToast]:
        """The toasts on the screen, but those that are being taken down."""
        return [toast for toast in self.screen.query(SteadyToast) if not toast.is_leaving]

    @property
    def words(self) -> list[str]:
        """What they say."""
        return [toast.shown.message for toast in self.standing]


async def until(pilot: Pilot[int], condition: Callable[[], bool], seconds: float = 20.0) -> float:
    """Wait for something; how many seconds it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it never came"
        await pilot.pause(0.02)
    return time.monotonic() - began


async def said(pilot: Pilot[int], app: ToastApp, words: str, timeout: float = LONG) -> None:
    """Say something of a change that is painted before it, as most are."""
    app.query_one(Label).update(words)
    app.say(words, timeout=timeout)
    await until(pilot, lambda: words in app.words)


async def test_a_short_one_after_a_long_one_is_short() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        await said(pilot, app, "long")
        first = app.standing
        app.query_one(Label).update("short")
        app.say("short", timeout=SHORT)
        await until(pilot, lambda: first[0].shown.message == "short")
        assert app.standing == first, "the same widget"
        await until(pilot, lambda: not app.standing)
        assert not list(app._notifications)


async def test_a_long_one_after_a_short_one_is_long() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        await said(pilot, app, "short", SHORT)
        await said(pilot, app, "long")
        await pilot.pause(2 * SHORT)
        assert app.words == ["long"]


async def test_a_click_takes_what_is_shown_away() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        await said(pilot, app, "one")
        await said(pilot, app, "other")
        await pilot.click(SteadyToast)
        await until(pilot, lambda: not app.standing)
        assert not list(app._notifications)


async def test_other_words_bring_their_own_colour() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        for severity in ("information", "warning", "error", "information"):
            app.say(severity, severity=severity, timeout=LONG)
            await until(pilot, lambda severity=severity: app.words == [severity])  # type: ignore[misc]  # bound now
            (toast,) = app.standing
            kinds = {f"-{each}" for each in ("information", "warning", "error")}
            assert toast.classes & kinds == {f"-{severity}"}


async def test_news_stand_below_a_warning_and_both_give_way_to_what_is_said() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        app.say("warning", severity="warning", timeout=LONG)
        app.add_toast("news", "", "information", LONG)
        await until(pilot, lambda: app.words == ["warning", "news"])
        app.add_toast("short news", "", "information", SHORT)
        await until(pilot, lambda: app.words == ["warning", "news", "short news"])
        await until(pilot, lambda: app.words == ["warning", "news"])
        await said(pilot, app, "said")
        assert app.words == ["said"]


async def test_one_that_is_leaving_is_not_given_other_words() -> None:
    app = ToastApp()
    async with app.run_test(notifications=True) as pilot:
        await said(pilot, app, "leaves")
        (toast,) = app.standing
        app.clear_notifications()
        toast.holder.remove()
        assert toast.is_leaving
        app.say("stays", timeout=LONG)
        await until(pilot, lambda: app.words == ["stays"])
        assert app.standing != [toast]
