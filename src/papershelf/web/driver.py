"""The visitor's end of the screen: it ends in good order when the visitor is gone, and writes whole packets only."""

import os
from contextlib import suppress
from threading import Lock
from typing import Any, Protocol, cast

from textual import events
from textual.app import App
from textual.drivers.web_driver import WebDriver

PICTURE = 500  # letters; what sets a terminal up is shorter, what fills one is longer


class Leaves(Protocol):
    """What ends the app."""

    def hang_up(self) -> None:
        """Save what can be saved, and end."""


class Left(Protocol):
    """An app that can be left."""

    @property
    def leaving(self) -> Leaves:
        """What ends it."""


class VisitorDriver(WebDriver):
    """Textual's driver for browsers, over pipes to the server."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None):
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        lock = Lock()

        def write(data: bytes) -> int:
            # Files are delivered from another thread than the screen's: without a lock packets would mix. A server
            # that is gone takes nothing any more, and the app must be able to end all the same.
            with lock, suppress(BrokenPipeError):
                left = memoryview(data)
                while left:
                    left = left[os.write(self.fileno, left) :]
            return len(data)

        self._is_looked_at = False
        self._held: list[str] | None = []
        self._write = write  # type: ignore[assignment]  # Textual makes it a partial of os.write

    def start_application_mode(self) -> None:
        """Begin, and remember that the visitor is there already: Textual begins as if nobody looked."""
        super().start_application_mode()
        self._app.call_later(self._tell_focus)

    def _tell_focus(self) -> None:
        if self._is_looked_at:
            self._app.post_message(events.AppFocus())

    def write(self, data: str) -> None:
        """Send what is drawn. Nothing goes out before the first picture: with it the page lets the visitor type."""
        if self._held is not None:
            self._held.append(data)
            if len(data) < PICTURE:
                return
            data, self._held = "".join(self._held), None
        super().write(data)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Hear what the server says of the visitor."""
        if packet_type in {"focus", "blur"}:
            self._is_looked_at = packet_type == "focus"
        if packet_type == "quit":
            self._hang_up()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read what the visitor types; where that ends without a word, the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._hang_up()

    def _hang_up(self) -> None:
        self._app.call_later(cast(Left, self._app).leaving.hang_up)
