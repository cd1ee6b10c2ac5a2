"""A tag on ten thousand papers at once and its undo, until they are written, with steps of the cursor meanwhile."""

import re
import time
from collections.abc import Callable, Iterator

from benchmarks.scale.changing import is_longer, until_stands_on
from benchmarks.scale.figures import Figure, Found, longest, median, repeated
from benchmarks.scale.keys import come_to_rest
from benchmarks.scale.shelf import BATCH, PATIENCE, Shelf
from benchmarks.scale.starting import PASTED
from benchmarks.terminal import Terminal

LOWEST = 40  # how far down steps go before they begin again at the top
BREATH = 0.05


def bulk(shelf: Shelf, runs: int) -> Found:
    """A tag put on many selected papers, and taken back, each with steps of the cursor meanwhile."""
    count = min(BATCH, shelf.papers)
    taken: dict[str, list[float]] = {"bulk tag": [], "undo of it": []}
    stalls: list[float] = []
    with shelf.app() as app:
        come_to_rest(app, shelf)
        if shelf.batch:
            for key in (b"/", PASTED % shelf.batch.encode(), b"\r"):
                app.key(key)
                app.settle(0.5, patience=3.0)
            count = found_now(app.output)
        app.key(b"*")
        app.settle(0.5, patience=3.0)

        def once() -> None:
            for key in (b"g", b"t", PASTED % b"bulk%d" % len(stalls), b"\r"):
                app.key(key)
                app.settle(0.2, patience=1.0)
            for name, key in (("bulk tag", b"\r"), ("undo of it", b"u")):
                if name == "undo of it":
                    app.key(b"g")
                app.settle(0.2, patience=1.0)
                written, stall = changed_many(app, shelf, key, count)
                taken[name].append(written)
                stalls.append(stall)

        repeated(once, runs, seconds=18.0)
    figures = {name: median(values) for name, values in taken.items()}
    return {**figures, "step during it, longest": longest(stalls, 1e3), "papers tagged at once": Figure(count, 0)}


def found_now(output: bytes) -> int:
    """How many papers the head said last are listed.

    Raises:
        RuntimeError: It said nothing of the kind.
    """
    found = re.findall(rb" (\d+) of \d+", output)
    if not found:
        raise RuntimeError(f"the head does not say how many are listed: {output[-300:]!r}")
    return int(found[-1])


def steps(app: Terminal, papers: int, is_open: Callable[[], bool]) -> Iterator[float]:
    """Seconds until a step of the cursor is painted, again and again as long as something is open."""
    place = 1
    while True:
        is_down = place < min(papers, LOWEST)
        place = place + 1 if is_down else 1
        began = app.send(b"j" if is_down else b"g")
        yield until_stands_on(app, place, papers, is_open) - began
        if not is_open():
            return
        end = time.perf_counter() + BREATH
        while is_open() and time.perf_counter() < end:
            app.drain(0.001)


def changed_many(app: Terminal, shelf: Shelf, key: bytes, papers: int) -> tuple[float, float]:
    """Seconds until a change of many papers is written whole, and the longest that a step took meanwhile.

    Raises:
        TimeoutError: Nothing was written.
    """
    before = shelf.history.stat().st_size
    began = app.send(key)
    written: list[float] = []

    def is_open() -> bool:
        # Asked while a step is waited for, too: the moment of writing must not wait for what the screen does.
        if not written and is_longer(shelf, before):
            written.append(time.perf_counter() - began)
        return not written and time.perf_counter() - began < PATIENCE

    stall = max(steps(app, papers, is_open))
    app.settle(0.5, patience=3.0)
    if not written:
        raise TimeoutError(f"{key!r} wrote nothing")
    return written[0], stall
