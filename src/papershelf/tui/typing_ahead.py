"""Keys that come faster than the screen follows: each waits for what the one before it opens, closes or focuses."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump

Handle = Callable[[events.Event], Awaitable[None]]
PATIENCE = 1.0  # seconds for one widget; one that is gone, or busy so long, holds no key back for ever


class TypeAhead:
    """Lets keys and pastes through one by one, in their order.

    Textual hands a key to whatever has the focus at that moment, and what it does comes later, by messages. So of
    keys that a terminal sends in one piece, as over a slow line, all would go where the first went: of `/` and a
    word each letter would be a command.

    Args:
        app: Whose keys they are.

    Attributes:
        is_busy: Whether a key is still on its way, so that others wait.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[tuple[events.Event, Handle]] = deque()
        self._following: asyncio.Task[None] | None = None
        self._holds: deque[asyncio.Event] = deque()
        self.is_busy = False

    async def take(self, event: events.Event, handle: Handle) -> None:
        """Handle an event now, or when those before it have done all they do.

        Args:
            event: A key or a paste.
            handle: What the app does with it.
        """
        if self.is_busy:
            self._waiting.append((event, handle))
            return
        self.is_busy = True
        await self._handle(event, handle)

    def hold(self) -> Callable[[], None]:
        """Let further keys wait, but for no longer than a moment; what is returned lets them go on."""
        done = asyncio.Event()
        self._holds.append(done)
        if not self.is_busy:
            self.is_busy = True
            self._following = asyncio.create_task(self._follow(()))
        return done.set

    async def _handle(self, event: events.Event, handle: Handle) -> None:
        path = self._path()
        try:
            await handle(event)
        finally:
            self._following = asyncio.create_task(self._follow(path))

    def _path(self) -> Sequence[MessagePump]:
        """Whoever hears of a key now, one after the other, up to the app."""
        try:
            return (self._app.focused or self._app.screen).ancestors_with_self
        except ScreenStackError:  # there is no screen any more: the app ends
            return ()

    async def _follow(self, path: Sequence[MessagePump]) -> None:
        """Wait until a key has gone its way, and what it caused as well; then it is the next one's turn."""
        await _passed(path)
        await _passed(self._path())
        while self._holds:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._holds.popleft().wait()
            await _passed(self._path())
        if self._waiting:
            self._app.call_later(self._handle, *self._waiting.popleft())
        else:
            self.is_busy = False


async def _passed(path: Sequence[MessagePump]) -> None:
    """Wait until everyone on a path has done what waited for them, in the order in which messages rise."""
    for pump in path:
        done = asyncio.Event()
        # `call_later` would wrap it, and Textual look at the parameters of every wrapped call anew, ten times a key.
        if pump.post_message(events.Callback(callback=done.set)):
            with suppress(TimeoutError):  # gone, or at something long that no key must wait for
                async with asyncio.timeout(PATIENCE):  # unlike `wait_for` no task of its own, of which a key had ten
                    await done.wait()
