"""Lets monkeys at the screen, and holds what they leave against promises: `python -m tools.monkey --keys 50000`."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot

from papershelf import Library
from papershelf.commands.configured import configured
from papershelf.errors import PapershelfError
from papershelf.settings import seed_pages
from papershelf.tui.app import PapershelfApp
from papershelf.tui.screens.main import MainScreen
from papershelf.tui.seams import Seams
from papershelf.tui.system.clipboard import Outcome
from papershelf.tui.system.editor import EditOutcome
from tools.monkey_fence import Fence, left_over
from tools.monkey_hand import SIZES, STUCK_KEYS, Hand, Run

STUCK_SECONDS = 60.0
OUTSIDE_EVERY = 200  # steps after which another process writes
LOOK_EVERY = 500  # steps after which disk and memory are compared
RESTART_ODDS = 1 / 400
FENCE = Fence()


class State(NamedTuple):
    """Everything that undo must bring back."""

    entries: list[Any]
    views: list[Any]
    trash: list[Any]


class Clipboard:
    """Takes whatever is copied."""

    def copy(self, text: str) -> Outcome:
        """Keep nothing."""
        text.encode()
        return Outcome("clipboard", True, "copied")


def edit(text: str, **_: Any) -> EditOutcome:
    """An editor in which a line is added."""
    return EditOutcome(text=f"{text}\nfrom the editor")


def state_of(library: Library) -> State:
    """What the papers, marks, views and the trash are."""
    views = [(view.key, view.label, view.query) for view in library.views() if not view.key.startswith("tag:")]
    entries = sorted(library.entries(), key=lambda entry: entry.paper.id)
    return State(entries, views, library.trash())


async def play(run: Run, folder: Path) -> str:
    """Let one monkey play; what was wrong in the end, or nothing."""
    chance = random.Random(run.seed)
    with Library.open(folder) as library:
        library.import_files(seed_pages()[:2])
        first, before = library.timeline()[0].unit.id, state_of(library)
    done = 0
    while done < run.steps:
        done, wrong = await _sit(run, folder, chance, done)
        if wrong := wrong or _damage(folder):
            return f"step {done}: {wrong}"
    return _undo_all(folder, first, before)


async def _sit(run: Run, folder: Path, chance: random.Random, done: int) -> tuple[int, str]:
    """From one start of the program to its end; how many steps are done then, and what was wrong."""
    with Library.open(folder) as library:
        settings = configured(library.places.config, os.environ)
        seams = Seams(clipboard=lambda _sink, _is_web: Clipboard(), edit=edit)
        app = PapershelfApp(library, seams, settings=settings)
        app.open_url = lambda _url, **_: None  # type: ignore[method-assign]
        async with app.run_test(size=run.size, notifications=True, tooltips=True) as pilot:
            await app.workers.wait_for_complete()
            hand = Hand(run, pilot, chance)
            while done < run.steps:
                await asyncio.wait_for(hand.act(), STUCK_SECONDS)
                done += 1
                if app.return_code is not None or not app.is_running:  # by palette, help or menu
                    return done, f"left with {app.return_code}" if app.return_code else ""
                if done % OUTSIDE_EVERY == 0:
                    await asyncio.to_thread(_write_outside, run, folder, chance)
                if chance.random() < RESTART_ODDS:
                    run.recent.append("(restart)")
                    return done, await _leave(pilot) if chance.random() < 0.5 else ""
                if (done % LOOK_EVERY == 0 or done == run.steps) and (wrong := await _look(pilot, library, folder)):
                    return done, wrong
    return done, ""


async def _look(pilot: Pilot[int], library: Library, folder: Path) -> str:
    """Come home and hold the disk against the memory."""
    if wrong := await _come_home(pilot):
        return wrong
    app = pilot.app
    assert isinstance(app, PapershelfApp), "it is ours"
    await _until(pilot, lambda: not app.is_saving and not app.is_working)
    app.take_in_changes()
    await pilot.pause()
    shown, views, units = library.entries(), library.views(), [standing.unit.id for standing in library.timeline()]
    with Library.open(folder) as again:
        if (there := again.entries()) != shown:
            mine, theirs = ({entry.paper.id: entry for entry in each} for each in (shown, there))
            others = [
                (mine.get(key), theirs.get(key)) for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)
            ]
            return f"papers or marks on disk are others than those on the screen: {others or 'their order is'}"[:3000]
        if again.views() != views:
            return "views on disk are others than those on the screen"
        if [standing.unit.id for standing in again.timeline()] != units:
            return "the history on disk is another"
    main = app.screen
    listed = main.papers.ids if isinstance(main, MainScreen) else []
    gone = [paper_id for paper_id in listed if library.entry(paper_id) is None]
    return f"papers are listed that are gone: {gone}" if gone else ""


async def _come_home(pilot: Pilot[int]) -> str:
    """Escape until the main screen is there; what is wrong if that never happens."""
    app = pilot.app
    assert isinstance(app, PapershelfApp), "it is ours"
    (app.configuring.folder / "config.toml").unlink(missing_ok=True)  # in which escape may be another key
    app.configuring.look()
    for _ in range(STUCK_KEYS):
        if isinstance(app.screen, MainScreen):
            return ""
        await pilot.press("escape")
        await pilot.pause()
    return f"stuck in {app.screen!r}"


async def _leave(pilot: Pilot[int]) -> str:
    """Leave as a person does."""
    if wrong := await _come_home(pilot):
        return wrong
    app = pilot.app
    assert isinstance(app, PapershelfApp), "it is ours"
    app.screen.set_focus(None)  # a line to search in would take it for a letter
    await pilot.press("q")
    await _until(pilot, lambda: app.return_code is not None)
    return "" if app.return_code == 0 else f"q did not leave: {app.return_code}"


async def _until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)


def _write_outside(run: Run, folder: Path, chance: random.Random) -> None:
    """Do something in another process's place."""
    with Library.open(folder) as other:
        papers = [entry.paper.id for entry in other.entries()]
        if not papers:
            return
        one = [chance.choice(papers)]
        changes: dict[str, Callable[[], object]] = {
            "star": lambda: other.star(one),
            "unstar": lambda: other.unstar(one),
            "note": lambda: other.set_note(one[0], "from outside", append=True),
            "tag": lambda: other.tag(one, add=["outside", "nlp"]),
            "delete": lambda: other.delete(one),
            "undo": other.undo,
        }
        what = chance.choice([*changes])
        run.recent.append(f"(outside: {what})")
        try:
            changes[what]()
        except PapershelfError as error:
            run.recent.append(f"({error.message})")


def _damage(folder: Path) -> str:
    """What an opening program complains of, and files that nobody cleared away."""
    with Library.open(folder) as library:
        words = [f"{finding.file}: {finding.reason}" for finding in library.findings]
        words += [f"doctor: {finding}" for finding in library.doctor().findings]
    words += [f"left over: {name}" for name in left_over(folder)]
    return "; ".join([*words, *(f"outside: {tried}" for tried in FENCE.tried)])


def _undo_all(folder: Path, first: str, before: State) -> str:
    """Take everything back up to the import that came first: all must be as it was then."""
    with Library.open(folder) as library:
        for _ in range(100_000):
            standing = next((each.unit.id for each in library.timeline() if not each.undone), first)
            if standing == first:
                break
            library.undo()
        if library.timeline()[-1].undone:
            library.redo(first)
        after = state_of(library)
    for name in State._fields:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b][:1]
            counts = f"{len(one)} and {len(other)}"
            return f"after undoing everything {name} are not as at the start: {counts}, {differing}"[:2000]
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Play as often as is asked for; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=50_000, help="how many things are done in all")
    parser.add_argument("--each", type=int, default=2_000, help="how many a run does")
    parser.add_argument("--seed", type=int, default=None, help="the first run's seed; drawn if left out")
    options = parser.parse_args(arguments)
    first = options.seed if options.seed is not None else random.randrange(1_000_000)
    runs = [
        Run(
            first + number,
            SIZES[(first + number) % len(SIZES)],
            min(options.each, options.keys - number * options.each),
        )
        for number in range(-(-options.keys // options.each))
    ]
    bad = 0
    for run in runs:
        began = time.perf_counter()
        wrong = play_apart(run)
        bad += bool(wrong)
        took = f"{time.perf_counter() - began:.0f} s"
        print(f"seed {run.seed}, {run.size[0]}×{run.size[1]}, {run.steps} steps, {took}: {wrong or 'fine'}", flush=True)
    print(f"{sum(run.steps for run in runs):,} steps in {len(runs)} runs, {bad} wrong")
    return 1 if bad else 0


def play_apart(run: Run) -> str:
    """Play within a fence, inside which home, temporary files and relative paths lead; what was wrong, or nothing."""
    sys.dont_write_bytecode = True
    before, environ, temporary = Path.cwd(), dict(os.environ), tempfile.tempdir
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        here, home, spare = root / "a" / "b" / "here", root / "home", root / "spare"
        for folder in (here, home, spare):
            folder.mkdir(parents=True)
        os.environ["HOME"], tempfile.tempdir = str(home), str(spare)
        os.chdir(here)
        try:
            with FENCE.around(root):
                wrong = asyncio.run(play(run, root / "data"))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            wrong = "".join(traceback.format_exception(error)[-12:])
        finally:
            os.chdir(before)
            os.environ["HOME"], tempfile.tempdir = environ.get("HOME", ""), temporary
        if not wrong and (left := [*spare.iterdir(), *left_over(root)]):
            wrong = f"files were left: {left}"
    return f"{wrong}\n  the last steps: {' | '.join(run.recent)}" if wrong else ""


if __name__ == "__main__":
    sys.exit(main())
