"""Running the server until somebody ends it, and ending it so that no process stays behind."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from papershelf.web.site import Site
from papershelf.web.visitor import PATIENCE

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def serve(site: Site, listening: socket.socket, begun: Callable[[], object]) -> None:
    """Serve until a signal comes; then every visitor's screen saves and ends first.

    Args:
        site: What is served.
        listening: Where.
        begun: Called when visitors may come.
    """
    asyncio.run(_serve(site, listening, begun))


async def _serve(site: Site, listening: socket.socket, begun: Callable[[], object]) -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    def hear(_number: int, _frame: object) -> None:
        with suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(over.set)

    # Not asyncio's own handlers, which Windows lacks.
    former = {number: signal.signal(number, hear) for number in SIGNALS}
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=PATIENCE, keepalive_timeout=15.0)
    try:
        await runner.setup()
        await web.SockSite(runner, listening).start()
        begun()
        await over.wait()
    finally:
        await runner.cleanup()
        for number, handler in former.items():
            signal.signal(number, handler)
