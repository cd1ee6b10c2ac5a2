"""How tests serve a library, knock at its door, and drive a real browser over its debugging protocol."""

import asyncio
import base64
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import aiohttp

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SILENT = (
    "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--window-size=1280,800", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--enable-unsafe-swiftshader", "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
PATIENCE = 40.0  # seconds; only a test that fails needs them


class Served(NamedTuple):
    """A server that runs.

    Attributes:
        process: Its process.
        address: What a visitor opens.
    """

    process: "subprocess.Popen[str]"
    address: str

    @property
    def origin(self) -> str:
        """Where it is, without the token."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def port(self) -> int:
        """Where it listens."""
        port = urlsplit(self.address).port
        assert port is not None
        return port


@contextmanager
def served(folder: Path, *more: str) -> Iterator[Served]:
    """`papershelf serve` on a free port, ended afterwards."""
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder), "serve", "--port", "0", *more]
    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        try:
            yield Served(process, process.stdout.readline().strip())
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            process.kill()


class Page:
    """A page in a browser."""

    def __init__(self, browser: "Browser", session: str, context: str) -> None:
        self.browser, self.session, self.context = browser, session, context

    async def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Tell the page to do something."""
        return await self.browser.tell(method, self.session, **parameters)

    async def run(self, script: str) -> Any:
        """What a script comes to."""
        done = await self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Press keys: a letter, or a name such as `Enter`."""
        for key in keys:
            codes = {"Enter": 13, "Escape": 27, "Tab": 9}
            text = "\r" if key == "Enter" else key if len(key) == 1 else ""
            named = {"key": key, "windowsVirtualKeyCode": codes.get(key, 0), "text": text}
            await self.tell("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **named)
            await self.tell("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def press_control(self, letter: str) -> None:
        """Press a letter with ctrl held."""
        named = {"key": letter, "modifiers": 2, "windowsVirtualKeyCode": ord(letter.upper())}
        await self.tell("Input.dispatchKeyEvent", type="rawKeyDown", **named)
        await self.tell("Input.dispatchKeyEvent", type="keyUp", **named)

    async def picture(self, path: Path) -> bytes:
        """Take a screenshot."""
        data = base64.b64decode((await self.tell("Page.captureScreenshot"))["data"])
        path.write_bytes(data)
        return data

    async def until(self, script: str) -> None:
        """Wait until a script says yes."""
        async with asyncio.timeout(PATIENCE):
            while not await self.run(script):
                await asyncio.sleep(0.1)


class Browser:
    """A browser, spoken to over a websocket."""

    def __init__(self, socket: "aiohttp.ClientWebSocketResponse") -> None:
        self._socket = socket
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []
        self._hearing = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            else:
                self.events.append(told)

    async def tell(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Tell the browser to do something; what came of it."""
        number = next(self._numbers)
        self._waiting[number] = future = asyncio.get_running_loop().create_future()
        words = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(words | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE):
            told = await future
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def visit(self, address: str) -> Page:
        """Open a page as a visitor of its own: nothing is shared with other pages."""
        context = (await self.tell("Target.createBrowserContext"))["browserContextId"]
        target = (await self.tell("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        session = (await self.tell("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = Page(self, session, context)
        await page.tell("Network.enable")
        await page.tell("Runtime.enable")
        await page.tell("Log.enable")
        await page.tell("Page.navigate", url=address)
        return page

    async def close(self, page: Page) -> None:
        """Close a page, as a visitor who goes away."""
        await self.tell("Target.disposeBrowserContext", browserContextId=page.context)

    def asked(self) -> set[str]:
        """Every address that was asked for over the network, websockets too."""
        named = ("Network.requestWillBeSent", "Network.webSocketCreated")
        found = [each["params"] for each in self.events if each["method"] in named]
        return {each["request"]["url"] if "request" in each else each["url"] for each in found}

    def complaints(self) -> list[str]:
        """What the browser logged as wrong."""
        logged = [each["params"]["entry"]["text"] for each in self.events if each["method"] == "Log.entryAdded"]
        thrown = [str(each["params"]) for each in self.events if each["method"] == "Runtime.exceptionThrown"]
        return logged + thrown


@asynccontextmanager
async def browsing(folder: Path) -> AsyncIterator[Browser]:
    """A real browser without a window."""
    import aiohttp

    profile = folder / "profile"
    command = [str(BROWSER), *SILENT, f"--user-data-dir={profile}", "about:blank"]
    process = await asyncio.create_subprocess_exec(*command, stdout=-3, stderr=-3)
    try:
        port = profile / "DevToolsActivePort"
        await until(lambda: port.exists() and port.read_text().count("\n") > 0)
        number, path = port.read_text().split("\n")[:2]
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"ws://127.0.0.1:{number}{path}", max_msg_size=0) as socket,
        ):
            yield Browser(socket)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another process brings about."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.05)
