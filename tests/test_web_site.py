"""The door of `papershelf serve` as strangers knock at it, and what becomes of the processes behind it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple

import pytest

pytest.importorskip("textual_serve", reason="papershelf[web] is not installed")

from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from papershelf.web import visitor as visiting
from papershelf.web.gate import Gate
from papershelf.web.site import LARGEST, Site
from tests.web_tools import until

TOKEN = "tell-nobody"
STUB = r"""
import json, os, sys
def put(kind, data):
    data = data.encode()
    os.write(1, kind + len(data).to_bytes(4, "big") + data)
def get(size):
    data = sys.stdin.buffer.read(size)
    if len(data) < size:
        raise SystemExit
    return data
print("__GANGLION__", flush=True)
put(b"D", json.dumps([os.environ["COLUMNS"], os.environ["ROWS"], os.environ["TEXTUAL_DRIVER"], os.getpid()]))
while True:
    kind, size = get(1), int.from_bytes(get(4), "big")
    said = get(size).decode()
    if said == "fall":
        sys.exit("\x1b[2Jfallen")
    if said == "open":
        put(b"M", '{"type": "open_url", "url": "http://x.example", "new_tab": true}')
    elif kind == b"M" and json.loads(said)["type"] == "quit":
        sys.exit(int(sys.argv[1]) and [put(b"D", "x" * 50_000) for _ in range(100)] and 0)
    else:
        put(b"D", said)
"""
DEAF = 'import time\nprint("__GANGLION__", flush=True)\ntime.sleep(60)'


class Door(NamedTuple):
    """A site that is served in this process."""

    client: "TestClient[web.Request, web.Application]"
    site: Site
    said: list[str]

    async def enter(self, **headers: str) -> ClientWebSocketResponse:
        """Come in as the page does."""
        base = self.client.make_url("").origin()
        return await self.client.ws_connect(
            f"/{TOKEN}/socket?width=100&height=30", headers={"Origin": str(base), **headers}, autoping=True
        )


@asynccontextmanager
async def opened(program: str = STUB, most: int = 2) -> AsyncIterator[Door]:
    """Serve a program that is no screen but speaks as one."""
    said: list[str] = []
    site = Site(Gate(TOKEN, frozenset({"127.0.0.1"})), (sys.executable, "-c", program, "1"), most, said.append)
    async with TestClient(TestServer(site.application(), host="127.0.0.1")) as client:
        yield Door(client, site, said)


async def heard(socket: ClientWebSocketResponse) -> Any:
    """The next frame."""
    message = await socket.receive(timeout=20)
    return message.json() if message.type is WSMsgType.TEXT else message.data


TRICKS = [
    "/", "//", "/wrong/", f"/{TOKEN}x/", f"/{TOKEN.upper()}/", f"//{TOKEN}/", f"/x/../{TOKEN}/../", "/socket",
    "/static/page.js", "/wrong/static/page.js", "/wrong/download/x", f"/?token={TOKEN}", "/%00/", "/%ff/",
    "/%ED%A0%80/",
    f"/{TOKEN}/static/", f"/{TOKEN}/static/nothing.js", f"/{TOKEN}/static/../page/page.html",
    f"/{TOKEN}/static/..%2f..%2fsite.py", f"/{TOKEN}/static/%2e%2e/site.py", f"/{TOKEN}/static/..%5csite.py",
    f"/{TOKEN}/static//etc/passwd", f"/{TOKEN}/static/%2fetc%2fpasswd", f"/{TOKEN}/static/page.js/",
    f"/{TOKEN}/static/page.js%00.css", f"/{TOKEN}/download/", f"/{TOKEN}/download/..%2f..%2fetc%2fpasswd",
    f"/{TOKEN}/../../../../etc/passwd", f"/{TOKEN}/page.html", f"/{TOKEN}/socket/..",
]  # fmt: skip


async def test_tricks_wrong_tokens_and_strangers_get_nothing() -> None:
    async with opened() as door:
        for path in TRICKS:
            assert await spoken(door, f"GET {path} HTTP/1.1") == (404, "nothing here\n"), path
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
            assert await spoken(door, f"{method} /{TOKEN}/ HTTP/1.1") == (404, "nothing here\n")
        for lines in (
            ("Host: evil.example",), (), ("Host: 127.0.0.1", "Host: 127.0.0.1"), ("Host: 127.0.0.1", "Origin: null"),
            ("Host: 127.0.0.1", "Origin: http://evil.example"), ("Host: 127.0.0.1:1", "Origin: http://127.0.0.1:2"),
        ):  # fmt: skip
            for path in (f"/{TOKEN}/", f"/{TOKEN}/static/page.js", "/", f"/{TOKEN}/socket"):
                status, text = await spoken(door, f"GET {path} HTTP/1.1", *lines, host="")
                assert status in {400, 403}, (lines, path)
                assert TOKEN not in text
        status, _ = await spoken(door, f"GET /{'x' * 20_000} HTTP/1.1")
        assert status in {400, 404, 414}


async def spoken(door: Door, first: str, *lines: str, host: str = "Host: 127.0.0.1") -> tuple[int, str]:
    """What the server answers to a request as it stands: a client would tidy its path."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.client.port)
    head = [first, *([host] if host else []), *lines, "Connection: close"]
    writer.write("\r\n".join([*head, "", ""]).encode())
    answer = (await asyncio.wait_for(reader.read(), 20)).decode()
    writer.close()
    head_text, _, body = answer.partition("\r\n\r\n")
    if "200" not in head_text.split("\r\n")[0]:
        assert TOKEN not in answer
    return int(head_text.split()[1]), body


async def test_the_page_and_its_files_come_from_here_alone_and_give_nothing_away() -> None:
    async with opened() as door:
        page = await door.client.get(f"/{TOKEN}/")
        text = await page.text()
        assert page.status == 200
        assert "http:" not in text
        assert "https:" not in text
        assert TOKEN not in text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        for name in ("page.js", "page.css", "textual.js", "xterm.css", "mono.ttf", "mono-italic.ttf"):
            file = await door.client.get(f"/{TOKEN}/static/{name}")
            assert (file.status, file.headers["X-Content-Type-Options"]) == (200, "nosniff"), name
        bare = await door.client.get(f"/{TOKEN}", allow_redirects=False)
        assert (bare.status, bare.headers["Location"]) == (308, f"/{TOKEN}/")


async def test_a_socket_is_for_the_own_page_alone() -> None:
    async with opened() as door:
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", "https://localhost"):
            with pytest.raises(WSServerHandshakeError) as refused:
                await door.enter(Origin=origin)
            assert refused.value.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await door.client.ws_connect("/wrong/socket", headers={"Origin": str(door.client.make_url("").origin())})
        assert refused.value.status == 404
        with pytest.raises(WSServerHandshakeError) as refused:
            await door.client.ws_connect(f"/{TOKEN}/socket")
        assert refused.value.status == 403


async def test_each_visitor_has_a_process_that_ends_when_they_leave() -> None:
    async with opened() as door:
        one, two = await door.enter(), await door.enter()
        (*first, pid), (*_, other) = await frame(one), await frame(two)
        assert first == ["100", "30", "papershelf.web.driver:VisitorDriver"]
        assert pid != other
        with pytest.raises(WSServerHandshakeError) as refused:
            await door.enter()
        assert refused.value.status == 503
        assert (await door.client.get(f"/{TOKEN}/")).status == 503
        await one.send_str('["stdin", "ä"]')
        assert await heard(one) == "ä".encode()
        await one.send_str('["resize", {"width": 5, "height": 999999}]')
        assert b'"height": 500' in await heard(one)
        await one.send_str('["stdin", "open"]')
        assert await heard(one) == ["open_url", {"url": "http://x.example", "new_tab": True}]
        await one.close()
        await until(lambda: len(door.site._visitors) == 1)
        assert not alive(pid)
        assert alive(other)
        third = await door.enter()
        assert (await frame(third))[-1] != other
    assert not alive(other)
    assert two.closed or (await two.receive()).type in {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED}
    assert door.said == []


async def test_nonsense_and_what_is_too_long_end_only_the_visitor_who_sent_it() -> None:
    async with opened(most=4) as door:
        well = await door.enter()
        await frame(well)
        for nonsense in ('["quit"]', "[[[", b"bytes", '["stdin", "' + "x" * LARGEST + '"]'):
            ill = await door.enter()
            await frame(ill)
            with suppress(ConnectionError):  # it is cut short while it is still being sent
                await (ill.send_bytes(nonsense) if isinstance(nonsense, bytes) else ill.send_str(nonsense))
                assert (await ill.receive(timeout=20)).type in {WSMsgType.CLOSE, WSMsgType.CLOSED}
            await ill.close()
            await until(lambda: len(door.site._visitors) == 1)
        await well.send_str('["stdin", "still here"]')
        assert await heard(well) == b"still here"


async def test_a_screen_that_falls_is_told_in_one_harmless_line_and_the_page_hears_of_it() -> None:
    async with opened() as door:
        socket = await door.enter()
        await frame(socket)
        await socket.send_str('["stdin", "fall"]')
        assert (await socket.receive(timeout=20)).type is WSMsgType.CLOSE
        await until(lambda: bool(door.said))
    assert door.said == ["papershelf: a visitor's screen ended with 1: [2Jfallen"]
    async with opened("print('no screen'); raise SystemExit(3)") as door:
        socket = await door.enter()
        assert (await socket.receive(timeout=20)).type is WSMsgType.CLOSE
        assert door.said == ["papershelf: a visitor's screen ended with 3: it said nothing"]


async def test_a_screen_that_hears_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "PATIENCE", 0.3)
    async with opened(DEAF) as door:
        socket = await door.enter()
        visitors = door.site._visitors
        await until(lambda: bool(visitors) and next(iter(visitors))._process is not None)
        process = next(iter(visitors))._process
        await socket.close()
        await until(lambda: not visitors)
    assert process is not None
    assert process.returncode == -9


async def frame(socket: ClientWebSocketResponse) -> Any:
    """The first frame: what the process was given, and its number."""
    return json.loads(await heard(socket))


def alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
