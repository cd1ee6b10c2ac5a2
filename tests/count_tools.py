"""Libraries of two sizes, and what keys cost in them: counts that are the same on every machine."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from textual._compositor import Compositor

from papershelf import Library
from papershelf.paper import Paper
from papershelf.store import Store
from papershelf.store.packed.layered import Layered
from papershelf.store.records import PAPERS
from papershelf.tui.widgets.paper_list import PaperList
from tests.app_tools import Stage, staged

WORDS = ("sparse", "attention", "retrieval", "diffusion", "graph", "vision", "speech", "planning", "memory", "robust")
DAY = "2026-03-01T09:00:00+00:00"
FEW, MANY = 300, 3_000
MARKED = 30  # papers, however many there are: what a star writes shall grow with the marks only
Costs = dict[str, Counter[str]]


def a_paper(number: int) -> Paper:
    """A paper unlike the others, in words that many share; long enough that a few hundred of them are packed."""
    words = [WORDS[(number // step) % len(WORDS)] for step in (1, 3, 12, 50)]
    title = f"{' '.join(words).title()} for Task {number}"
    abstract = f"We study {' and '.join(words)} in setting {number}. " * 16
    return Paper(f"p{number:05}", title, abstract, title, abstract, DAY)


def filled(folder: Path, papers: int) -> None:
    """A library of so many papers, some of them marked, whose compiled files are there."""
    with Store.open(folder) as store, store.transaction("papers") as edits:
        for number in range(papers):
            edits.put_paper(a_paper(number))
    for _ in range(3):  # what one opening compiles is found by the next
        with Library.open(folder) as library:
            ids = [f"p{number:05}" for number in range(MARKED)]
            library.tag(ids, add=["nlp/rag"])
            library.warmed(library.start_warming()())


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What is done from now on: papers decoded and touched, rows built, layouts, frames, bytes of JSON parsed."""
    calls: Counter[str] = Counter()

    def telling(name: str, plain: Callable[..., Any], weigh: Callable[..., int]) -> Callable[..., Any]:
        def told(*words: Any, **named: Any) -> Any:
            calls[name] += weigh(*words)
            return plain(*words, **named)

        return told

    def one(*_: Any) -> int:
        return 1

    with monkeypatch.context() as patch:
        for name, owner, method, weigh in (
            ("papers", PAPERS, "_read", one),
            ("touched", Layered, "__getitem__", one),
            ("rows", PaperList, "render_item", one),
            ("layouts", Compositor, "reflow", one),
            ("frames", Compositor, "render_update", one),
            ("parsed", orjson, "loads", len),
        ):
            patch.setattr(owner, method, telling(name, getattr(owner, method), weigh))
        yield calls


KEYS = {
    "move": ("j", "j", "k"),
    "page": ("pagedown", "pagedown", "pageup"),
    "end": ("G",),
    "top": ("g",),
    "switch view": ("1", "2", "0"),
    "star": ("s", "s"),
    "search": ("slash", *"sparse"),
}


async def costs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Costs:
    """What the start costs, and at the worst each key of every kind; bytes written count under `written`."""
    found: Costs = {}
    with Library.open(folder) as library, counting(monkeypatch) as calls:
        async with staged(library) as stage:
            await stage.until(lambda: library.is_warm)
            found["start"] = Counter(calls)
            for name, keys in KEYS.items():
                found[name] = Counter()
                for key in keys:
                    calls.clear()
                    before = sizes(folder)
                    await stage.press(key)
                    await settled(stage)
                    calls["written"] = written_since(folder, before)
                    found[name] = found[name] | calls  # the greater of both, count by count
    return found


async def settled(stage: Stage) -> None:
    """Wait until a change made on a thread is on disk."""
    saver = getattr(stage.app, "saver", None)
    for _ in range(100):
        if saver is None or not saver.is_waiting:
            break
        await asyncio.sleep(0.01)
    await stage.rest()


def sizes(folder: Path) -> dict[Path, tuple[int, int]]:
    """The files of a data directory that are no cache: which they are and how large."""
    files = (path for path in folder.iterdir() if path.is_file())
    return {path: (path.stat().st_ino, path.stat().st_size) for path in files}


def written_since(folder: Path, before: dict[Path, tuple[int, int]]) -> int:
    """Bytes that came since: by how much files grew, and all of those that others stand in the place of."""
    written = 0
    for path, (number, size) in sizes(folder).items():
        known, length = before.get(path, (number, 0))
        written += max(size - length, 0) if known == number else size
    return written
