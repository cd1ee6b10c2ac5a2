"""Presses random keys, clicks, wheels, pastes and resizes for hours: `python -m tools.monkey --keys 50000`."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textual.events import Paste
from textual.pilot import OutOfBounds, Pilot

from papershelf import Library
from papershelf.commands import COMMANDS
from papershelf.settings import seed_pages
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.seams import Seams
from papershelf.tui.system.clipboard import Outcome
from papershelf.tui.system.editor import EditOutcome

SIZES = ((160, 45), (100, 30), (80, 24), (60, 20), (40, 12))
# What leaves the app is left out; what ends in a menu of the terminal's cannot be pressed here.
KEYS = tuple(
    dict.fromkeys(
        [key for command in COMMANDS if command.id != "app.quit" for key in command.keys if key not in ("q", "ctrl+q")]
        + [*"abcdefghijklmnoprstuvwxyz0123456789 #:-*_[]", "enter", "escape", "tab", "backspace", "up", "down"]
        + ["enter", "escape", "escape", "left", "right", "shift+down", "shift+up", "ctrl+s", "ctrl+a", "ctrl+k"]
    )
)
PASTES = ("[/b] [Re]", "x\x1b[31m\u202e\ud800", "漢字👩‍🔬", "tag:nlp is:starred", "\n\n- a\n- b", "../../etc/x")
STUCK_SECONDS = 30.0
LEAVE_KEYS = 25  # dialogs in dialogs, and filters in them


@dataclass
class Run:
    """One monkey.

    Attributes:
        seed: What it is drawn from.
        size: How large its terminal is at first.
        steps: How many things it does.
        recent: The last of them, for a report.
    """

    seed: int
    size: tuple[int, int]
    steps: int
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=60))


class Clipboard:
    """Takes whatever is copied."""

    def copy(self, text: str) -> Outcome:
        """Keep nothing."""
        text.encode()
        return Outcome("clipboard", True, "copied")


def edit(text: str, *, suspend: object, environ: Mapping[str, str], keep_dir: Path) -> EditOutcome:  # noqa: ARG001
    """An editor in which a line is added."""
    return EditOutcome(text=f"{text}\nfrom the editor")


async def play(run: Run, folder: Path) -> str:
    """Let one monkey play; what was wrong in the end, or nothing."""
    chance = random.Random(run.seed)
    with Library.open(folder) as library:
        library.import_files(seed_pages()[:2])
        app = PapershelfApp(library, Seams(clipboard=lambda _sink, _is_web: Clipboard(), edit=edit))
        app.open_url = lambda _url, **_: None  # type: ignore[method-assign]
        async with app.run_test(size=run.size, notifications=True, tooltips=True) as pilot:
            await app.workers.wait_for_complete()
            for number in range(run.steps):
                await asyncio.wait_for(_step(run, pilot, chance), STUCK_SECONDS)
                if app.return_code is not None or not app.is_running:
                    return f"the app left at step {number}"
                if number % 500 == 499 and (wrong := await _come_home(pilot)):
                    return f"step {number}: {wrong}"
            if wrong := await _come_home(pilot):
                return wrong
            await app.workers.wait_for_complete()
        return _compare(library, folder)


def _compare(library: Library, folder: Path) -> str:
    """What is on disk must be what was shown."""
    shown, views, units = library.entries(), library.views(), [standing.unit.id for standing in library.timeline()]
    with Library.open(folder) as again:
        if again.entries() != shown:
            return "papers or marks on disk are others than those on the screen"
        if [(view.key, view.query) for view in again.views()] != [(view.key, view.query) for view in views]:
            return "views on disk are others than those on the screen"
        if [standing.unit.id for standing in again.timeline()] != units:
            return "the history on disk is another"
        return "; ".join(f"{finding.file}: {finding.reason}" for finding in again.findings)


async def _come_home(pilot: Pilot[int]) -> str:
    """Escape until the main screen is there; what is wrong if that never happens."""
    for _ in range(LEAVE_KEYS):
        if isinstance(pilot.app.screen, MainScreen):
            return ""
        await pilot.press("escape")
        await pilot.pause()
    return f"stuck in {pilot.app.screen!r}"


async def _step(run: Run, pilot: Pilot[int], chance: random.Random) -> None:
    luck = chance.random()
    width, height = pilot.app.size
    place = (chance.randrange(width), chance.randrange(height))
    try:
        if luck < 0.9:
            key = chance.choice(KEYS)
            run.recent.append(key)
            await pilot.press({" ": "space"}.get(key, key))
        elif luck < 0.95:
            run.recent.append(f"click{place}")
            await pilot.click(offset=place, times=chance.choice((1, 1, 2)), button=chance.choice((1, 1, 3)))
        elif luck < 0.97:
            run.recent.append(f"drag{place}")
            await pilot.mouse_down(offset=place)
            await pilot.hover(offset=(chance.randrange(width), chance.randrange(height)))
            await pilot.mouse_up(offset=place)
        elif luck < 0.985:
            text = chance.choice(PASTES)
            run.recent.append(f"paste {text!r}")
            pilot.app.post_message(Paste(text))
            await pilot.pause()
        else:
            size = chance.choice(SIZES)
            run.recent.append(f"resize{size}")
            await pilot.resize_terminal(*size)
    except OutOfBounds:
        run.recent.append("(outside)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Play as often as is asked for; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=50_000, help="how many things are done in all")
    parser.add_argument("--each", type=int, default=2_000, help="how many a run does")
    parser.add_argument("--seed", type=int, default=None, help="the first run's seed; drawn if left out")
    options = parser.parse_args(arguments)
    first = options.seed if options.seed is not None else random.randrange(1_000_000)
    runs = [
        Run(first + number, SIZES[number % len(SIZES)], min(options.each, options.keys - number * options.each))
        for number in range(-(-options.keys // options.each))
    ]
    bad = 0
    for run in runs:
        began = time.perf_counter()
        wrong = _play_apart(run)
        bad += bool(wrong)
        took = f"{time.perf_counter() - began:.0f} s"
        print(f"seed {run.seed}, {run.size[0]}×{run.size[1]}, {run.steps} steps, {took}: {wrong or 'fine'}", flush=True)
    print(f"{sum(run.steps for run in runs):,} steps in {len(runs)} runs, {bad} wrong")
    return 1 if bad else 0


def _play_apart(run: Run) -> str:
    """Play in a folder of its own, which is also where relative paths and the home directory lead."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["HOME"] = name
        os.chdir(folder)
        try:
            wrong = asyncio.run(play(run, folder / "data"))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            import traceback

            wrong = "".join(traceback.format_exception(error)[-12:])
        finally:
            os.chdir(before)
    return f"{wrong}\n  the last steps: {' '.join(run.recent)}" if wrong else ""


if __name__ == "__main__":
    sys.exit(main())
