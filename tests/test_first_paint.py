"""What the first paint costs, counted: modules loaded, sheets read; so that it cannot creep up again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library
from papershelf.commands import COMMANDS
from papershelf.commands.keymap import Keymap
from tests.app_tools import staged
from tests.conftest import PAGE

# Ours, and those beyond an empty Textual app's, with what the first frame may cost at most. Whoever needs more thinks
# first about what can wait; whoever needs less lowers these.
MOST_OF_OURS = 188
MOST_BEYOND = 201
SHEETS = 20  # of CSS: ours, and one for each kind of widget that is there

PROBE = """
import asyncio, json, sys
from papershelf.library import Library
from papershelf.tui.app import PapershelfApp
from papershelf.tui.widgets.paper_list import PaperList

seen = {}

shown = PapershelfApp._display

def display(self, screen, renderable):
    shown(self, screen, renderable)
    if not seen and screen.query(PaperList):
        papers = screen.query_one(PaperList)
        title = "".join(segment.text for segment in papers.render_line(0))
        modules, sources = sorted(sys.modules), list(self.stylesheet.source)
        seen.update(modules=modules, sources=sources, top=papers.scroll_y, title=title)

PapershelfApp._display = display

async def main():
    with Library.open(sys.argv[1]) as library:
        async with PapershelfApp(library).run_test(size=(160, 45)) as pilot:
            await pilot.pause()

asyncio.run(main())
print(json.dumps(seen))
"""

EMPTY = """
import asyncio, json, sys
from textual.app import App
from textual.widgets import Input, Static

class Empty(App):
    def compose(self):
        yield Static("ready")
        yield Input()

async def main():
    async with Empty().run_test() as pilot:
        await pilot.pause()

asyncio.run(main())
print(json.dumps(sorted(sys.modules)))
"""


def told(code: str, *arguments: str) -> Any:
    """What a process of its own prints."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was there when the list was painted first, and which modules an empty app does not load."""
    data = tmp_path_factory.mktemp("data")
    with Library.open(data) as library:
        library.import_files([PAGE])
    found: dict[str, Any] = told(PROBE, str(data))
    return {**found, "beyond": set(found["modules"]) - set(told(EMPTY))}


def test_the_first_paint_loads_no_more_than_it_did(frame: dict[str, Any]) -> None:
    ours = {name for name in frame["beyond"] if name.split(".")[0] == "papershelf"}
    assert len(ours) <= MOST_OF_OURS, sorted(ours)
    assert len(frame["beyond"]) <= MOST_BEYOND, sorted(frame["beyond"] - ours)


@pytest.mark.parametrize(
    "room",
    [
        "numpy",
        "rapidfuzz",
        "tomllib",
        "importlib.metadata",
        "subprocess",
        "papershelf.cli.arguments",
        "papershelf.exporters",
        "papershelf.importers",
        "papershelf.plugins",
        "papershelf.search",
        "papershelf.search.language",
        "papershelf.store.care",
        "papershelf.store.spans",
        "papershelf.tui.jobs",
        "papershelf.tui.saving",
        "papershelf.tui.screens.dialog",
        "papershelf.tui.starting",
        "textual.document",
        "textual.widgets._markdown",
        "textual.widgets._text_area",
    ],
)
def test_what_the_first_paint_does_without(room: str, frame: dict[str, Any]) -> None:
    assert room not in frame["beyond"]


def test_the_first_frame_reads_one_sheet_of_ours_and_shows_the_list_from_its_first_line(frame: dict[str, Any]) -> None:
    paths = [path for path, _ in frame["sources"]]
    assert len(paths) == SHEETS, frame["sources"]
    assert [Path(path).name for path in paths if path.endswith(".tcss")] == ["app.tcss"]
    assert frame["top"] == 0
    assert frame["title"].strip(" ▌")


async def test_what_waited_for_the_first_paint_is_there_afterwards(tmp_path: Path) -> None:
    with Library.open(tmp_path / "data") as library:
        library.import_files([PAGE])
        async with staged(library) as stage:
            assert stage.detail.visible
            assert stage.detail.view is not None
            assert stage.sidebar.cursor_key == "all"
            assert any(path.endswith("screens.tcss") for path, _ in stage.app.stylesheet.source)


def test_the_keys_of_the_registry_never_clash_which_is_why_they_are_not_compared_at_every_start() -> None:
    first = next(command for command in COMMANDS if not command.chord)
    same = Keymap({first.id: first.keys})  # set to what it is anyway: all are compared
    assert same.losses == ()
    assert same.singles() == {}
    assert {each.id: same.sequences(each.id) for each in COMMANDS} == {
        each.id: Keymap().sequences(each.id) for each in COMMANDS
    }
