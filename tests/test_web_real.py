"""`papershelf serve` as it is: two visitors on one library lose nothing, and no process stays behind."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="papershelf[web] is not installed")
if not sys.platform.startswith("linux"):
    pytest.skip("whose process is whose is read from /proc", allow_module_level=True)

import aiohttp

from papershelf import Library
from papershelf.marks import Entry
from tests.conftest import PAGE
from tests.web_tools import PATIENCE, Served, served, until

KEY_PAUSE = 0.02  # seconds; a person is slower, but not a storm


def entries(data: Path) -> list[Entry]:
    """Every paper with its mark, as another process sees them."""
    with Library.open(data) as library:
        return list(library.entries())


def screens(server: int) -> list[int]:
    """The processes that a server runs for its visitors."""
    lists = Path(f"/proc/{server}/task").glob("*/children")
    return [int(number) for path in lists for number in path.read_text().split()]


def runs(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Person:
    """A visitor who types."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seen = bytearray()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.seen += message.data

    async def type(self, *texts: str) -> None:
        """Type key after key."""
        for text in texts:
            await self.socket.send_json(["stdin", text])
            # An escape that another key follows at once is the beginning of a longer sequence to any terminal.
            await asyncio.sleep(KEY_PAUSE if text != "\x1b" else 0.3)


async def come(session: aiohttp.ClientSession, server: Served) -> Person:
    """Come in, and wait for the first picture."""
    address = f"{server.address}socket?width=120&height=40"
    person = Person(await session.ws_connect(address, headers={"Origin": server.origin}))
    await until(lambda: b"papershelf" in person.seen and b"All" in person.seen)
    await person.socket.send_json(["focus"])  # as the page does: until then no pane takes keys
    return person


async def test_two_visitors_lose_nothing_and_ctrl_c_ends_all(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Library.open(data) as library:
        library.import_files([PAGE])
        papers = len(list(library.entries()))
    assert papers > 5
    with served(data) as server:
        async with aiohttp.ClientSession() as session:
            one, two = await asyncio.gather(come(session, server), come(session, server))
            pids = screens(server.process.pid)
            assert len(pids) == 2
            stars = one.type(*("s", "j") * 6)
            notes = two.type(*[key for n in range(6) for key in ("n", *f"note {n}", "\x1b", "j")])
            await asyncio.gather(stars, notes)
            await until(lambda: sum(bool(each.mark.note) and each.mark.starred for each in entries(data)) == 6)
            await one.socket.close()
            await until(lambda: len(screens(server.process.pid)) == 1)
            server.process.send_signal(signal.SIGINT)
            assert await asyncio.to_thread(server.process.wait, PATIENCE) == 0
            assert not any(map(runs, pids))
            assert server.process.stderr is not None
            said = server.process.stderr.read()
    marked = [each.mark for each in entries(data) if each.mark.note]
    assert [mark.note for mark in marked] == [f"note {n}" for n in range(6)]
    assert all(mark.starred for mark in marked)
    assert "Traceback" not in said
    assert said.endswith("papershelf: ended; every visitor's screen is closed.\n")


async def test_a_server_that_is_killed_leaves_no_screen_behind(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        async with aiohttp.ClientSession() as session:
            await come(session, server)
            (pid,) = screens(server.process.pid)
            os.kill(server.process.pid, signal.SIGKILL)
            await until(lambda: not runs(pid))
