"""The served screen in a real browser: load, search, star, note, copy and open, all on the visitor's side."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="papershelf[web] is not installed")

from papershelf import Library
from papershelf.marks import Entry
from tests.conftest import PAGE
from tests.web_tools import BROWSER, PATIENCE, Browser, Page, Served, browsing, served, until

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is on PATH")

READ_BOARD = "Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard').get.call(navigator).readText()"
OFFERED = "(document.getElementById('offer').hidden ? '' : document.getElementById('offer-text').value)"
SHOWN = "document.body !== null && document.body.classList.contains('-first-byte')"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library of a few papers."""
    with Library.open(tmp_path / "data") as library:
        library.import_files([PAGE])
    return tmp_path / "data"


@pytest.fixture
def server(data: Path) -> Iterator[Served]:
    """A server of it."""
    with served(data) as running:
        yield running


def found(data: Path, words: str) -> Entry:
    """The paper whose title has some words, as another process sees it."""
    with Library.open(data) as library:
        return next(entry for entry in library.entries() if words in entry.paper.title)


async def came(browser: Browser, server: Served) -> Page:
    """A visitor who sees the list."""
    page = await browser.visit(server.address)
    await page.until(SHOWN)
    return page


async def opened_by(browser: Browser) -> list[str]:
    """The addresses of pages that pages opened."""
    pages = (await browser.tell("Target.getTargets"))["targetInfos"]
    return [each["url"] for each in pages if each["url"] and each.get("openerId") and not each["canAccessOpener"]]


async def first_opened_by(browser: Browser) -> str:
    """The same for the first one, which is waited for."""
    async with asyncio.timeout(PATIENCE):
        while not (opened := await opened_by(browser)):
            await asyncio.sleep(0.1)
    return opened[0]


async def test_a_visitor_searches_stars_notes_copies_and_opens(data: Path, server: Served, tmp_path: Path) -> None:
    async with browsing(tmp_path) as browser:
        page = await came(browser, server)
        empty = await page.picture(tmp_path / "opened.png")
        assert await page.run("document.activeElement.className") == "xterm-helper-textarea"
        await page.press("/", *"gardening", "Enter", "s")
        await until(lambda: found(data, "Gardening").mark.starred)
        await page.press("n", *"seen in a browser", "Escape")
        await until(lambda: found(data, "Gardening").mark.note == "seen in a browser")
        picture = await page.picture(tmp_path / "noted.png")
        assert picture != empty
        assert min(map(len, (picture, empty))) > 20_000, "a page of one colour is smaller"
        may = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        here: dict[str, Any] = {"origin": server.origin, "browserContextId": page.context}
        await browser.tell("Browser.grantPermissions", permissions=may, **here)
        await page.press("y", "t")
        title = found(data, "Gardening").paper.title
        await page.until(f"{READ_BOARD}.then((text) => text === {title!r})")
        assert await page.run("navigator.clipboard.readText()") == "", "no text of a paper may ask what is there"
        await page.press("o")
        assert (await first_opened_by(browser)).startswith("https://")
        assert browser.complaints() == []
        assert {address.split("?")[0].rpartition("/")[0] for address in browser.asked()} <= own(server)


def own(server: Served) -> set[str]:
    """The folders that a page may ask of."""
    base = server.address.rstrip("/")
    return {base, f"{base}/static", base.replace("http:", "ws:")}


async def test_what_a_browser_refuses_is_offered_and_an_export_is_handed_over(
    data: Path, server: Served, tmp_path: Path
) -> None:
    async with browsing(tmp_path) as browser:
        page = await came(browser, server)
        deny: dict[str, Any] = {"permission": {"name": "clipboard-write"}, "setting": "denied", "origin": server.origin}
        await browser.tell("Browser.setPermission", browserContextId=page.context, **deny)
        await page.press("y", "t")
        await page.until(f"{OFFERED} === {found(data, 'Ferrets').paper.title!r}")
        await page.press("Escape")
        await page.until(f"{OFFERED} === ''")
        # An address that is none of the web's is never opened.
        assert await page.run("[window.open('javascript:alert(1)'), window.open('file:///etc/passwd')].join()") == ","
        assert await opened_by(browser) == []
        kept = tmp_path / "kept"
        down: dict[str, Any] = {"behavior": "allow", "downloadPath": str(kept), "browserContextId": page.context}
        await browser.tell("Browser.setDownloadBehavior", **down)
        target = tmp_path / "list.md"
        await page.press("x")
        await page.run("document.activeElement.className")
        await page.press_control("u")
        await page.press(*str(target), "Enter")
        await until(target.exists)
        await until(lambda: (kept / "list.md").exists() and (kept / "list.md").read_bytes() == target.read_bytes())
        await page.press("q")
        await page.until("document.body.classList.contains('-closed')")
