"""How tests of the screen start the app, and what they look at."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from textual.pilot import Pilot

from papershelf import Library
from papershelf.config import Config
from papershelf.tui import save_line
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.seams import Seams
from papershelf.tui.widgets.detail import Detail
from papershelf.tui.widgets.paper_list import PaperList
from papershelf.tui.widgets.sidebar import Sidebar
from tests.conftest import FakeClipboard, FakeEditor


@dataclass
class Stage:
    """A running app with everything that a test asks of it."""

    app: PapershelfApp
    pilot: Pilot[int]
    library: Library
    clipboard: FakeClipboard
    editor: FakeEditor
    opened: list[str] = field(default_factory=list)

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def papers(self) -> PaperList:
        """The list of papers."""
        return self.main.papers

    @property
    def sidebar(self) -> Sidebar:
        """The views."""
        return self.main.query_one(Sidebar)

    @property
    def detail(self) -> Detail:
        """The detail pane."""
        return self.main.query_one("#detail", Detail)

    @property
    def title(self) -> str:
        """The title under the cursor."""
        entry = self.main.front()
        return entry.paper.title if entry else ""

    @property
    def toasts(self) -> list[str]:
        """What was said, the latest last."""
        return [notification.message for notification in self.app._notifications]

    async def press(self, *keys: str) -> None:
        """Press keys and let everything they cause come to rest."""
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "/": "slash", "-": "minus", ":": "colon"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that a worker brings about.

        Raises:
            AssertionError: It did not come about.
        """
        await self.came(condition)
        await self.rest()

    async def came(self, condition: Callable[[], bool]) -> None:
        """The same, and whatever else is under way goes on.

        Raises:
            AssertionError: It did not come about.
        """
        for _ in range(200):
            if condition():
                return
            await self.pilot.pause(0.05)
        raise AssertionError("what was waited for did not come about within 200 looks")

    async def rest(self) -> None:
        """Wait for workers, changes and messages."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        await self.saved()
        await self.pilot.pause()

    async def saved(self) -> None:
        """Wait until every change is on disk and what it leads to is shown; not for longer than a change may wait."""
        end = time.monotonic() + save_line.LIMIT_SECONDS + 5
        while self.app.is_running and (self.app.is_saving or self.app.type_ahead.is_busy):
            assert time.monotonic() < end, "it was never saved"
            await self.pilot.pause(0.005)


@asynccontextmanager
async def staged(
    library: Library, size: tuple[int, int] = (160, 45), config: Config | None = None
) -> AsyncIterator[Stage]:
    """Run the app on a library, with toasts and tooltips as in real life and fakes for the outside world."""
    clipboard, editor = FakeClipboard(), FakeEditor()
    app = PapershelfApp(library, Seams(clipboard=lambda _sink, _is_web: clipboard, edit=editor), config)
    opened: list[str] = []
    app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign]
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        stage = Stage(app, pilot, library, clipboard, editor, opened)
        await stage.rest()
        yield stage
