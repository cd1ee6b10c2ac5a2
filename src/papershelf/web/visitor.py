"""One visitor: a process of their own, and the websocket that it speaks through."""

import asyncio
import os
import shlex
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from papershelf.text import safe_line
from papershelf.web.page_words import Looked, Pinged, Resized, Typed, Word

PATIENCE: Final = 10.0
"""Seconds that a process gets to save and end; the screen gives up waiting for others after eight."""
_STUCK = 60.0  # seconds after which a process that takes no key any more is given up
_LAST_WORDS = 4096  # bytes of what a process said before it ended badly
_PRELUDE, _PRELUDE_LINES = b"__GANGLION__\n", 10
# What these say of the terminal that the server was started in is not true of the visitor's browser.
_ELSEWHERE = ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "VISUAL", "EDITOR")
# Ctrl+c in the server's terminal is the server's alone: it ends its visitors one by one.
_APART: dict[str, Any] = (
    {"start_new_session": True}
    if os.name == "posix"
    else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
)


class Visitor(AppService):
    """Runs the screen for one visitor.

    Args:
        argv: The command, which no shell sees.
        socket: Where the visitor is.
        downloads: Passes files on.
        say: Tells the person who serves what went wrong.
    """

    def __init__(
        self,
        argv: Sequence[str],
        socket: web.WebSocketResponse,
        downloads: DownloadManager,
        say: Callable[[str], object],
    ) -> None:
        super().__init__(
            shlex.join(argv),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._argv = tuple(argv)
        self._socket = socket
        self._say = say
        self._is_leaving = False
        self._ending: asyncio.Task[None] | None = None

    async def take(self, word: Word) -> None:
        """Pass on what the page says.

        Raises:
            TimeoutError: The process takes nothing any more.
        """
        async with asyncio.timeout(_STUCK):
            match word:
                case Typed(data):
                    await self.send_bytes(data)
                case Resized(width, height):
                    await self.set_terminal_size(width, height)
                case Looked(how):
                    await self.send_meta({"type": how})
                case Pinged(stamp):
                    await self._socket.send_json(["pong", stamp])

    def end(self) -> asyncio.Task[None]:
        """End the process: it saves what waits to be saved; what does not end then is ended. Done when it is."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end())
        return self._ending

    async def stop(self) -> None:
        """End the process; whoever waits for this may be called off, the ending is not."""
        await asyncio.shield(self.end())

    async def _end(self) -> None:
        process, task = self._process, self._task
        if process is None or task is None:
            return
        self._is_leaving = True
        await self._download_manager.cancel_app_downloads(self.app_service_id)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send_meta({"type": "quit"})
                self.stdin.close()
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
        await task

    async def part(self) -> None:
        """End the process, and then let the page know."""
        await self.stop()
        await self._close()

    async def _close(self) -> None:
        """Let the page know that it is over."""
        with suppress(ConnectionError):
            await self._socket.close()

    # The process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        made = super()._build_environment(width, height)
        for name in _ELSEWHERE:
            made.pop(name, None)
        return made | {"TEXTUAL_DRIVER": "papershelf.web.driver:VisitorDriver", "TERM": "xterm-256color"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width, height)
        process = await asyncio.create_subprocess_exec(
            *self._argv, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, **_APART
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Pass on what the process writes until it ends; it is read to the end, so that it never waits for us."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        hearing = asyncio.create_task(_last_of(process.stderr))
        with suppress(asyncio.IncompleteReadError):
            if await _has_begun(process.stdout):
                while True:
                    kind = await process.stdout.readexactly(1)
                    size = int.from_bytes(await process.stdout.readexactly(4), "big")
                    await self._pass_on(kind, await process.stdout.readexactly(size))
            else:
                await _last_of(process.stdout)
        words, code = await hearing, await process.wait()
        if code and not self._is_leaving:
            told = safe_line(words.strip().rpartition("\n")[2])[:200] or "it said nothing"
            self._say(f"papershelf: a visitor's screen ended with {code}: {told}")
        if not self._is_leaving:
            await self._close()

    async def _pass_on(self, kind: bytes, payload: bytes) -> None:
        # A visitor who is gone hears nothing any more, but their process must be able to write and end.
        if self._is_leaving or self._socket.closed:
            return
        with suppress(ConnectionError):
            if kind == b"D":
                await self.on_data(payload)
            elif kind == b"M":
                await self.on_meta(payload)
            elif kind == b"P":
                await self.on_packed(payload)


async def _has_begun(stdout: asyncio.StreamReader) -> bool:
    """Whether the process says that a screen follows."""
    for _ in range(_PRELUDE_LINES):
        line = await stdout.readline()
        if not line or line == _PRELUDE:
            return bool(line)
    return False


async def _last_of(stream: asyncio.StreamReader) -> str:
    """The end of what a stream holds, in text."""
    kept = b""
    while data := await stream.read(_LAST_WORDS):
        kept = (kept + data)[-_LAST_WORDS:]
    return kept.decode("utf-8", "replace")


def command(data_dir: str | os.PathLike[str] | None) -> tuple[str, ...]:
    """What runs for each visitor."""
    return (sys.executable, "-m", "papershelf.web.visit", os.fspath(data_dir or ""))
