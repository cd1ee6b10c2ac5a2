"""What the server answers to whoever brings the token: the page, its files, the websocket, downloads; else nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from urllib.parse import quote

from aiohttp import WSMsgType, web
from textual_serve.download_manager import DownloadManager

from papershelf.web.assets import read_assets, read_page
from papershelf.web.gate import Gate
from papershelf.web.page_words import size_asked, understood
from papershelf.web.visitor import Visitor

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of one message: a page that is pasted has room in it."""
_HEARTBEAT = 40.0  # seconds between two looks at whether a visitor is still there; what is pasted takes its time
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DOWNLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the key: no other page may hear of it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Answers requests.

    Args:
        gate: Who may come in.
        argv: What runs for each visitor.
        most: Visitors at a time.
        say: Tells the person who serves what went wrong.
    """

    def __init__(self, gate: Gate, argv: Sequence[str], most: int, say: Callable[[str], object]) -> None:
        self._gate, self._argv, self._most, self._say = gate, argv, most, say
        self._page, self._assets = read_page(), read_assets()
        self._downloads = DownloadManager()
        self._visitors: set[Visitor] = set()
        self._coming = 0

    def application(self) -> web.Application:
        """What aiohttp runs."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        application = web.Application(middlewares=[guard], client_max_size=1024)
        application.add_routes(
            [
                web.get("/{token}", self._without_slash),
                web.get("/{token}/", self._give_page),
                web.get("/{token}/socket", self._speak, name="socket", allow_head=False),
                web.get("/{token}/static/{name}", self._give_asset),
                web.get("/{token}/download/{key}", self._give_download, allow_head=False),
            ]
        )
        application.on_response_prepare.append(_dress)
        application.on_shutdown.append(self._part)
        return application

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who may; whoever may not learns nothing of what there is."""
        headers, match = request.headers, request.match_info
        is_socket = match.route.name == "socket"
        hosts, origins = headers.getall("Host", []), headers.getall("Origin", [])
        if not self._gate.is_asked_rightly(hosts, origins, needs_origin=is_socket):
            return web.Response(status=403, text="not from here\n")
        if match.http_exception is not None or not self._gate.knows(match.get("token", "")):
            return _nothing()
        return await handler(request)

    # The page

    async def _without_slash(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPPermanentRedirect(f"/{self._gate.token}/")

    async def _give_page(self, request: web.Request) -> web.StreamResponse:
        if self._is_full:
            return self._refusal()
        answer = web.Response(body=self._page, content_type="text/html", charset="utf-8")
        # Some browsers take 'self' for http alone; the gate has judged the host, so it can be said here.
        answer.headers["Content-Security-Policy"] = _POLICY.format(sockets=f"ws://{request.host} wss://{request.host}")
        return answer

    async def _give_asset(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["name"])
        return web.Response(body=asset.body, content_type=asset.kind) if asset else _nothing()

    async def _give_download(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        try:
            download = await self._downloads.get_download_metadata(key)
        except KeyError:
            return _nothing()
        answer = web.StreamResponse()
        answer.content_type = download.mime_type or "application/octet-stream"
        answer.headers["Content-Security-Policy"] = _DOWNLOAD_POLICY
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(download.file_name, safe='')}"
        await answer.prepare(request)
        async for chunk in self._downloads.download(key):
            await answer.write(chunk)
        await answer.write_eof()
        return answer

    # Visitors

    @property
    def _is_full(self) -> bool:
        return len(self._visitors) + self._coming >= self._most

    def _refusal(self) -> web.Response:
        places = "The only place is" if self._most == 1 else f"All {self._most} places are"
        return web.Response(status=503, text=f"{places} taken; try again when a visitor has left.\n")

    async def _speak(self, request: web.Request) -> web.StreamResponse:
        """The websocket of a visitor, for as long as they stay."""
        if self._is_full:
            return self._refusal()
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=LARGEST)
        self._coming += 1
        try:
            await socket.prepare(request)
        finally:
            self._coming -= 1
        visitor = Visitor(self._argv, socket, self._downloads, self._say)
        self._visitors.add(visitor)
        try:
            await visitor.start(*size_asked(request.query.get("width", ""), request.query.get("height", "")))
            await self._attend(socket, visitor)
        except TimeoutError:
            self._say("papershelf: a visitor's screen took no keys any more, and was ended.")
        except OSError as error:
            self._say(f"papershelf: no screen could be started for a visitor: {error.strerror or error}.")
        finally:
            # The connection may call this off while it waits; the place is free when the process has ended.
            visitor.end().add_done_callback(lambda _: self._visitors.discard(visitor))
            await visitor.stop()
        return socket

    async def _attend(self, socket: web.WebSocketResponse, visitor: Visitor) -> None:
        async for message in socket:
            word = understood(message.data) if message.type is WSMsgType.TEXT else None
            if word is None:
                await socket.close(code=1003, message=b"not understood")
                return
            await visitor.take(word)

    async def _part(self, _application: web.Application) -> None:
        """End every visitor's process when the server ends."""
        await asyncio.gather(*(visitor.part() for visitor in tuple(self._visitors)))


async def _dress(_request: web.Request, answer: web.StreamResponse) -> None:
    """Put on every answer what keeps the address secret and others out."""
    for name, value in _HEADERS.items():
        answer.headers[name] = value
    answer.headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox")
    answer.headers["Server"] = "papershelf"


def _nothing() -> web.Response:
    return web.Response(status=404, text="nothing here\n")
