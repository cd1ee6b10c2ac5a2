"""The ways out: q, which waits for what is not saved yet, and signals, which wait for it a few seconds."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.tui.app import PapershelfApp

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
SAVE_SECONDS = 3.0  # what waits for another process gets so long after a signal
STUCK_SECONDS = 8.0  # after so long the program ends even if its terminal is gone and takes no more output


class Leaving:
    """Ends the app in good order: what can be saved is saved, what cannot is said.

    Args:
        app: The app to end.

    Attributes:
        is_lent: Whether another program has the terminal.
    """

    def __init__(self, app: "PapershelfApp") -> None:
        self._app = app
        self._former: dict[int, Any] = {}
        self._watchdog: threading.Timer | None = None
        self._is_warned = False  # whether the person heard that an import waits
        self._is_asked = False  # whether the person wants to leave as soon as the work is done
        self.is_lent = False

    # By key

    def ask(self) -> None:
        """The person wants to leave: at once, or when work is done and all is saved; asked again, without it."""
        app = self._app
        if app.is_working:
            self._ask_at_work()
        elif app.unfinished and not self._is_warned:
            self._is_warned = True
            app.say(f"{app.unfinished} {self._again} leaves without it.", title="Not imported yet", severity="warning")
        elif not app.is_saving:
            app.exit()
        elif app.saver.is_wished_empty:
            app.saver.call_off()
            app.exit(return_code=1)
        else:
            if what := ", ".join(app.saver.unsaved):
                why = "Another papershelf is writing; papershelf" if app.saver.is_kept_out else "papershelf"
                app.say(
                    f"Not saved yet: {what}. {why} ends when this is saved. {self._again} leaves without it.",
                    title="Waiting to leave",
                    severity="warning",
                    timeout=15,
                )
            app.saver.when_empty(app.exit)

    @property
    def _again(self) -> str:
        """The key that leaves, pressed once more."""
        key = self._app.keys.shown("app.quit")
        return f"{key} once more" if key else "Leaving once more"

    def _ask_at_work(self) -> None:
        app = self._app
        what = ", ".join(job.title for job in app.jobs.busy)
        if self._is_asked:
            app.say(f"Ending: {what}. What is being written now is written whole.", title="Waiting to leave")
            app.jobs.call_all_off()
            return
        self._is_asked = True
        app.say(
            f"Not done yet: {what}. papershelf ends when it is. {self._again} cancels it and leaves.",
            title="Waiting to leave",
            severity="warning",
            timeout=15,
        )
        app.jobs.when_idle(self._end)

    def _end(self) -> None:
        app = self._app
        if app.is_saving:
            app.saver.when_empty(app.exit)
        else:
            app.exit()

    # By signal

    def listen(self) -> None:
        """Let signals end the app; without this they would leave the terminal in disorder."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()

        def hear(number: int, _frame: object) -> None:
            self.watch(number)
            with contextlib.suppress(RuntimeError):  # the loop has ended: the app is leaving already
                loop.call_soon_threadsafe(self._app.call_later, self._signalled, number)

        # Not asyncio's own handlers: they would hear a ctrl+c that was meant for $EDITOR as soon as it is back.
        for number in SIGNALS:
            self._former[number] = signal.signal(number, hear)

    def watch(self, number: int) -> None:
        """Make sure that the program ends; but not under an editor that has the terminal: it ends after that."""
        if self._watchdog is None and not self.is_lent:
            self._watchdog = threading.Timer(STUCK_SECONDS, os._exit, (128 + number,))
            self._watchdog.daemon = True
            self._watchdog.start()

    def hang_up(self) -> None:
        """Whoever looked at the screen is gone, and no signal says so: end as one would make it."""
        self.watch(signal.SIGTERM)
        self._signalled(signal.SIGTERM)

    def unlisten(self) -> None:
        """Leave signals to whoever had them before."""
        for number, former in self._former.items():
            signal.signal(number, former)
        self._former.clear()
        if self._watchdog is not None:
            self._watchdog.cancel()

    def _signalled(self, number: int) -> None:
        app = self._app

        def leave() -> None:
            if app.is_saving:
                app.saver.call_off()
            app.exit(return_code=128 + number)

        if not (app.is_saving or app.is_working):
            leave()
            return
        if app.is_working:
            app.jobs.call_all_off()
            app.jobs.when_idle(lambda: app.saver.when_empty(leave))
        else:
            app.saver.when_empty(leave)
        app.set_timer(SAVE_SECONDS, leave)


def tell_unsaved(unsaved: list[str], write: Callable[[str], object] | None = None) -> None:
    """Say on stderr what was not saved; the screen is gone by now."""
    if unsaved:
        with contextlib.suppress(OSError):  # the terminal may be gone too
            (write or sys.stderr.write)(f"papershelf: not saved: {', '.join(unsaved)}\n")
