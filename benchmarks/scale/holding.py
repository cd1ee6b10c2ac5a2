"""The memory of the running app, and what it does while a big import runs in it."""

import gzip
import shutil
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.corpora import MissingCorpusError, file_of
from benchmarks.report import percentile
from benchmarks.scale.keys import come_to_rest, typed_queries
from benchmarks.scale.shelf import BATCH, PATIENCE, Shelf
from benchmarks.scale.starting import PASTED
from benchmarks.terminal import Terminal

EVERY = 0.1  # seconds between two keys meanwhile
TICK = "✓".encode()  # stands before each line of the inbox


def memory(shelf: Shelf) -> dict[str, float]:
    """Megabytes after the index is there and a few searches and moves, and how often the library file that is.

    `VmRSS` counts every page, `Pss` shares mapped ones among who maps them, `RssAnon` leaves mapped files out: those
    the system takes back when it needs room.
    """
    with shelf.app() as app:
        come_to_rest(app, shelf)
        app.key(b"/")
        for key in typed_queries(4):
            app.key(key)
        app.key(b"\x1b")
        app.settle()
        app.key(b"\x1b")
        for key in (b"G", b"g", b"1", b"0", *(b"j",) * 20):
            app.key(key)
        held = {"VmRSS": in_file(app, "status", "VmRSS"), "RssAnon": in_file(app, "status", "RssAnon")}
        held["Pss"] = in_file(app, "smaps_rollup", "Pss")
    with shelf.floor() as floor:
        floor.until(b"ready-to-measure")
        bare = in_file(floor, "status", "VmRSS")
    figures = {f"memory, {name}": value / 1e6 for name, value in held.items()}
    beyond = (held["VmRSS"] - bare) / shelf.library_bytes
    return {
        **figures,
        "memory, empty app": bare / 1e6,
        "library.json": shelf.library_bytes / 1e6,
        "memory ratio": held["VmRSS"] / shelf.library_bytes,
        "memory ratio, own pages": held["RssAnon"] / shelf.library_bytes,
        "memory ratio, beyond the empty app": beyond,
    }


def in_file(terminal: Terminal, file: str, name: str) -> int:
    """Bytes that the system tells of a process; 0 where it tells nothing."""
    path = Path(f"/proc/{terminal.pid}/{file}")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)


def newcomers(shelf: Shelf) -> Path | None:
    """Ten thousand real papers that the library has not; none where no collection has them."""
    try:
        name, skip = ("10k", 0) if not BATCH * 0.9 < shelf.papers < BATCH * 1.1 else ("100k", 80_000)
        packed = file_of(name)
    except MissingCorpusError:
        return None
    path = shelf.data.parent / "newcomers.jsonl"
    with gzip.open(packed, "rb") as lines, path.open("wb") as file:
        file.writelines(islice(lines, skip, skip + BATCH))
    return path


def while_open(app: Terminal, is_over: Callable[[], bool]) -> list[float]:
    """Seconds from a key to the next painted byte, ten times a second until it is over.

    Raises:
        TimeoutError: Nothing was painted for very long, or it never was over.
    """
    stalls, start = [], time.perf_counter()
    while True:
        began = app.send(b"j")
        while not app.drain(0.5):
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("nothing is painted any more")
        stalls.append(time.perf_counter() - began)
        until = began + max(EVERY, stalls[-1])
        while time.perf_counter() < until:
            app.drain(0.01)
        if is_over():
            return stalls
        if time.perf_counter() - start > 3 * PATIENCE:
            raise TimeoutError("it never was over")


def importing(shelf: Shelf) -> dict[str, float]:
    """An import of ten thousand papers by way of the screen, with a key ten times a second all the while.

    A stall is the time from a key to the next painted byte, be it the key's own answer or the progress: while the
    screen is stuck nothing is painted at all.
    """
    page = newcomers(shelf)
    if page is None:
        return {}
    before = shelf.data.with_name("before")
    shutil.copytree(shelf.data, before)
    try:
        with shelf.app() as app:
            come_to_rest(app, shelf)
            for key in (b"i", b"\x15", PASTED % str(page).encode()):
                app.key(key)
                app.settle()
            began = app.send(b"\r")
            stalls = while_open(app, lambda: TICK in app.output)
            read = time.perf_counter() - began
            app.settle(0.5, patience=3.0)
            lines = shelf.history.stat().st_size
            began = app.send(b"i")
            stalls += while_open(app, lambda: shelf.history.stat().st_size > lines)
            written = time.perf_counter() - began
            stalls += while_open(app, lambda: time.perf_counter() - began > written + 2.0)
    finally:
        shutil.rmtree(shelf.data)
        before.rename(shelf.data)
    return {
        "import of 10,000 in the app, read": read,
        "import of 10,000 in the app, written": written,
        "longest stall meanwhile": 1e3 * max(stalls),
        "stall meanwhile, p95": 1e3 * percentile(stalls, 95),
        "stall meanwhile, median": 1e3 * statistics.median(stalls),
    }
