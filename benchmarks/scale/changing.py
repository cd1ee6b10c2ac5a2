"""Stars, tags and notes until they are on disk, on one paper and on ten thousand, and how long the screen stood."""

import statistics
import time
from collections.abc import Callable, Iterator

from benchmarks.report import percentile
from benchmarks.scale.keys import come_to_rest
from benchmarks.scale.shelf import BATCH, PATIENCE, Shelf
from benchmarks.scale.starting import PASTED
from benchmarks.terminal import Terminal
from papershelf import Library

FEW = 9  # tags and notes by way of their dialogs
BREATH = 0.05


def in_process(shelf: Shelf, times: int) -> dict[str, float]:
    """Medians of a change made through the library: when the call returns, it is on disk."""
    found: dict[str, list[float]] = {"star": [], "tag": [], "note": []}
    with Library.open(shelf.data) as library:
        ids = library.find("").ids
        for place in range(times + 1):
            one = ids[(place * 37 + 11) % len(ids)]
            star = library.unstar if (entry := library.entry(one)) and entry.mark.starred else library.star
            deeds: dict[str, Callable[[], object]] = {
                "star": lambda one=one, star=star: star([one]),  # type: ignore[misc]
                "tag": lambda one=one, place=place: library.tag([one], add=[f"t{place}"]),  # type: ignore[misc]
                "note": lambda one=one, place=place: library.set_note(one, f"Note {place}."),  # type: ignore[misc]
            }
            for name, deed in deeds.items():
                began = time.perf_counter()
                deed()
                found[name].append(1e3 * (time.perf_counter() - began))
    return {f"{name} on disk": statistics.median(taken[1:]) for name, taken in found.items()}


def until_written(app: Terminal, shelf: Shelf, keys: bytes, patience: float = PATIENCE) -> float:
    """Seconds from a key press until the line of the change stands whole in the history.

    The file is looked at all the time. The program waits for the disk after that, which nobody sees from outside:
    `in_process` has that wait in it.

    Raises:
        TimeoutError: No line came.
    """
    before = shelf.history.stat().st_size
    began = app.send(keys)
    while shelf.history.stat().st_size == before or not ends_whole(shelf):
        app.drain()
        if time.perf_counter() - began > patience:
            raise TimeoutError(f"{keys!r} wrote nothing")
    return time.perf_counter() - began


def ends_whole(shelf: Shelf) -> bool:
    """Whether the last line of the history has its end."""
    with shelf.history.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def until_shown(app: Terminal, words: bytes, patience: float = PATIENCE) -> float:
    """The moment when words are painted that were not there before the last `send`."""
    began = time.perf_counter()
    while words not in app.output:
        app.drain(0.001)
        if time.perf_counter() - began > patience:
            raise TimeoutError(f"{words!r} not painted; the last was {app.output[-300:]!r}")
    return time.perf_counter()


def steps(app: Terminal, papers: int, while_: Callable[[], bool], start: int = 1) -> Iterator[float]:
    """Seconds until a step of the cursor is painted, again and again; the head says on which paper it stands."""
    place = start
    while True:
        down = place < papers - 1 and place < 40
        place = place + 1 if down else 1
        began = app.send(b"j" if down else b"g")
        yield until_shown(app, b"m%d of %d\x1b" % (place, papers)) - began
        if not while_():
            return
        app.settle(BREATH, patience=BREATH)


def on_screen(shelf: Shelf, times: int) -> dict[str, float]:
    """Changes by key: until they stand in the history, and how long a step right behind a star has to wait."""
    stars, stalls = [], []
    with shelf.app() as app:
        come_to_rest(app, shelf)
        for _ in range(times):
            app.key(b"j")
            app.settle(BREATH, patience=0.5)
            stars.append(until_written(app, shelf, b"s"))
            app.settle(BREATH, patience=0.5)
        place = 1
        app.key(b"g")
        for _ in range(times):
            app.settle(0.1, patience=0.5)
            place += 1
            began = app.send(b"sj")
            stalls.append(until_shown(app, b"m%d of %d\x1b" % (place, shelf.papers)) - began)
        tags = list(by_dialog(app, shelf, b"t", PASTED % b"scaled", b"\r", b"\r"))
        notes = list(by_dialog(app, shelf, b"n", PASTED % b"A line more.", b"\x1b"))
    return {
        "star by key, written": 1e3 * statistics.median(stars),
        "star by key, written, p95": 1e3 * percentile(stars, 95),
        "tag by key, written": 1e3 * statistics.median(tags),
        "note by key, written": 1e3 * statistics.median(notes),
        "step behind a star, longest": 1e3 * max(stalls),
        "step behind a star, median": 1e3 * statistics.median(stalls),
    }


def by_dialog(app: Terminal, shelf: Shelf, *keys: bytes) -> Iterator[float]:
    """Seconds from the last of some keys to the line in the history, on one paper after the other."""
    for _ in range(FEW):
        for key in keys[:-1]:
            app.key(key)
            app.settle(0.15, patience=1.0)
        yield until_written(app, shelf, keys[-1])
        app.settle(0.4, patience=1.0)
        app.key(b"j")
        app.settle(BREATH, patience=0.5)


def bulk(shelf: Shelf, times: int) -> dict[str, float]:
    """A tag put on many selected papers, and taken back, each with steps of the cursor meanwhile."""
    count = min(BATCH, shelf.papers)
    taken: dict[str, list[float]] = {"bulk tag": [], "undo of it": [], "step during it, longest": []}
    with shelf.app() as app:
        come_to_rest(app, shelf)
        if shelf.batch:
            for key in (b"/", PASTED % shelf.batch.encode(), b"\r"):
                app.key(key)
                app.settle(0.5, patience=3.0)
            count = found_now(app)
        app.key(b"*")
        app.settle(0.5, patience=3.0)
        for turn in range(times):
            for key in (b"g", b"t", PASTED % b"bulk%d" % turn, b"\r"):
                app.key(key)
                app.settle(0.3, patience=2.0)
            for name, key in (("bulk tag", b"\r"), ("undo of it", b"u")):
                app.key(b"g") if name == "undo of it" else None
                app.settle(0.3, patience=2.0)
                written, longest = changed_many(app, shelf, key, count)
                taken[name].append(written)
                taken["step during it, longest"].append(longest)
    figures = {name: statistics.median(values) for name, values in taken.items()}
    figures["step during it, longest"] = 1e3 * max(taken["step during it, longest"])
    return {**figures, "papers tagged at once": count}


def found_now(app: Terminal) -> int:
    """How many papers the head says are listed."""
    import re

    found = re.findall(rb" (\d+) of \d+", app.output)
    return int(found[-1]) if found else 0


def changed_many(app: Terminal, shelf: Shelf, key: bytes, papers: int) -> tuple[float, float]:
    """Seconds until a change of many papers is written whole, and the longest that a step took meanwhile."""
    before, began = shelf.history.stat().st_size, app.send(key)
    written: list[float] = []

    def is_open() -> bool:
        if not written and shelf.history.stat().st_size > before and ends_whole(shelf):
            written.append(time.perf_counter() - began)
        return not written and time.perf_counter() - began < PATIENCE

    longest = max(steps(app, papers, is_open))
    app.settle(0.5, patience=3.0)
    if not written:
        raise TimeoutError(f"{key!r} wrote nothing")
    return written[0], longest
