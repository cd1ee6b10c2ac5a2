"""The memory of the running app, and what it does while a big import runs in it."""

import gzip
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path

import orjson

from benchmarks.corpora import file_of
from benchmarks.scale.figures import Figure, Found, high, longest, median
from benchmarks.scale.keys import come_to_rest, typed_queries
from benchmarks.scale.shelf import PATIENCE, Shelf
from benchmarks.scale.starting import PASTED
from benchmarks.screen import READY
from benchmarks.terminal import Terminal
from papershelf import Library

EVERY = 0.1  # seconds between two keys meanwhile
TICK = "✓".encode()  # stands before each line of the inbox


def memory(shelf: Shelf) -> Found:
    """Megabytes after the index is there and a few searches and moves, and how often the library file that is.

    `VmRSS` counts every page, `Pss` shares mapped ones among who maps them, `RssAnon` leaves mapped files out: those
    the system takes back when it needs room.
    """
    with shelf.app() as app:
        come_to_rest(app, shelf)
        app.key(b"/")
        for key in typed_queries(40):
            app.key(key)
        for key in (b"\x1b", b"\x1b", b"G", b"g", b"1", b"0", *(b"j",) * 20):
            app.press(key)
            app.settle(0.15)
        held = {"VmRSS": in_file(app, "status", "VmRSS"), "RssAnon": in_file(app, "status", "RssAnon")}
        held["Pss"] = in_file(app, "smaps_rollup", "Pss")
    with shelf.floor() as floor:
        floor.until(READY)
        bare = in_file(floor, "status", "VmRSS")
    return {
        **{f"memory, {name}": Figure(value / 1e6) for name, value in held.items()},
        "memory, empty app": Figure(bare / 1e6),
        "library.json": Figure(shelf.library_bytes / 1e6, 0),
        "memory ratio": Figure(held["VmRSS"] / shelf.library_bytes),
    }


def in_file(terminal: Terminal, file: str, name: str) -> int:
    """Bytes that the system tells of a process.

    Raises:
        RuntimeError: It tells nothing of the kind.
    """
    path = Path(f"/proc/{terminal.pid}/{file}")
    lines = path.read_text().splitlines() if path.exists() else []
    for line in lines:
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"this system does not tell the {name} of a process")


def newcomers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Papers that no library has, made of real ones, as JSON Lines; the same for every size of library.

    Half the title is the paper's own and half that of the next, the authors are those of the one after that, and there
    is no link and no identifier: nothing matches, and words, names and lengths are those of real papers. Real papers
    that are in none of the libraries do not do: the largest one has all that the other collection has.
    """
    papers = [orjson.loads(line) for line in lines]
    count = len(papers)
    for place, paper in enumerate(papers):
        own, other = paper["title"].split(), papers[(place + 1) % count]["title"].split()
        title = [*own[: (len(own) + 1) // 2], *other[len(other) // 2 :]]
        authors = papers[(place + 2) % count]["authors"]
        made = {"title": " ".join(title), "authors": authors, "abstract": paper["abstract"], "year": paper["year"]}
        yield orjson.dumps(made) + b"\n"


def while_open(app: Terminal, is_over: Callable[[], bool]) -> list[float]:
    """Seconds from a key to the next painted byte, ten times a second until it is over.

    One step down and one up in turn: the cursor must stand neither first nor last, so that each has something to paint.

    Raises:
        TimeoutError: Nothing was painted for very long, or it never was over.
    """
    stalls: list[float] = []
    start = time.perf_counter()
    for key in cycle((b"j", b"k")):
        while app.drain():  # what is there already is no answer
            pass
        began = app.press(key)
        while not app.drain(0.5):
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError("nothing is painted any more")
        stalls.append(time.perf_counter() - began)
        until = began + max(EVERY, stalls[-1])
        while time.perf_counter() < until and not is_over():
            app.drain(0.01)
        if is_over():
            break
        if time.perf_counter() - start > 3 * PATIENCE:
            raise TimeoutError("it never was over")
    return stalls


def importing(shelf: Shelf) -> Found:
    """An import of ten thousand papers by way of the screen, with a key ten times a second all the while.

    A stall is the time from a key to the next painted byte, be it the key's own answer or the progress: while the
    screen is stuck nothing is painted at all.

    Raises:
        MissingCorpusError: The collection of which they are made is not on this machine.
        TimeoutError: It never came to its end.
    """
    page = shelf.data.parent / "newcomers.jsonl"
    with gzip.open(file_of("10k"), "rb") as lines, page.open("wb") as file:
        file.writelines(newcomers(lines))
    before = shelf.data.with_name("before")
    shutil.copytree(shelf.data, before)
    try:
        with shelf.app() as app:
            read, written, stalls = imported_on_screen(app, shelf, page)
        with Library.open(shelf.data) as library:
            new = len(library) - shelf.papers
    finally:
        shutil.rmtree(shelf.data)
        before.rename(shelf.data)
    return {
        "import in the app, new": Figure(new, 0),
        "import in the app, read": Figure(read),
        "import in the app, written": Figure(written),
        "stall meanwhile, median": median(stalls, 1e3),
        "stall meanwhile, p95": high(stalls, 1e3),
        "stall meanwhile, longest": longest(stalls, 1e3),
    }


def imported_on_screen(app: Terminal, shelf: Shelf, page: Path) -> tuple[float, float, list[float]]:
    """Seconds until the inbox shows what was read, seconds until that is written, and the stalls meanwhile."""
    come_to_rest(app, shelf)
    for key in (b"j", b"j", b"i", b"\x15", PASTED % str(page).encode()):
        app.press(key)
        app.settle()
    began = app.send(b"\r")
    stalls = while_open(app, lambda: TICK in app.output)
    read = time.perf_counter() - began
    for key in (b"j", b"j"):
        app.settle(0.5, patience=3.0)
        app.press(key)
    app.settle(0.5, patience=3.0)
    size = shelf.history.stat().st_size
    began = app.send(b"i")
    stalls += while_open(app, lambda: shelf.history.stat().st_size > size)
    written = time.perf_counter() - began
    stalls += while_open(app, lambda: time.perf_counter() - began > written + 2.0)
    return read, written, stalls
