"""Stars, tags and notes until they are on disk, and how long a step right behind a star has to wait."""

import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.scale.figures import RUNS, Found, high, longest, median
from benchmarks.scale.keys import BREATH, come_to_rest
from benchmarks.scale.shelf import PATIENCE, Shelf
from benchmarks.scale.starting import PASTED
from benchmarks.terminal import Terminal
from papershelf import Library

GLANCE = 0.0005  # seconds between two looks at the history: the program has one of two cores, and the other works, too


def in_process(shelf: Shelf, times: int) -> Found:
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
                found[name].append(time.perf_counter() - began)
    return {f"{name} on disk": median(taken[1:], 1e3) for name, taken in found.items()}


def on_screen(shelf: Shelf, times: int) -> Found:
    """Changes by key: until they stand in the history, and how long a step right behind a star has to wait."""
    stars, stalls = [], []
    with shelf.app() as app:
        come_to_rest(app, shelf)
        for _ in range(times):
            app.key(b"j")
            app.settle(BREATH, patience=0.5)
            stars.append(until_written(app, shelf, b"s"))
            app.settle(BREATH, patience=0.5)
        app.key(b"g")
        for place in range(2, times + 2):
            app.settle(0.1, patience=0.5)
            began = app.send(b"sj")
            stalls.append(until_stands_on(app, place, shelf.papers) - began)
        tags = list(by_dialog(app, shelf, (b"t", PASTED % b"scaled", b"\r", b"\r")))
        # Escape would save a note, too, but a lone one is held back for a while, in case that it begins another key.
        notes = list(by_dialog(app, shelf, (b"n", PASTED % b"A line more.", b"\x13"), after=b"\x1b"))
    return {
        "star by key, written": median(stars, 1e3),
        "star by key, written, p95": high(stars, 1e3),
        "tag by key, written": median(tags, 1e3),
        "note by key, written": median(notes, 1e3),
        "step behind a star, median": median(stalls, 1e3),
        "step behind a star, longest": longest(stalls, 1e3),
    }


def by_dialog(app: Terminal, shelf: Shelf, keys: Sequence[bytes], after: bytes = b"") -> Iterator[float]:
    """Seconds from the last of some keys to the line in the history, on one paper after the other."""
    for _ in range(RUNS):
        for key in keys[:-1]:
            app.key(key)
            app.settle(0.15, patience=0.6)
        yield until_written(app, shelf, keys[-1])
        app.settle(0.3, patience=0.6)
        for key in filter(None, (after, b"j")):
            app.key(key)
            app.settle(0.15, patience=0.5)


def until_written(app: Terminal, shelf: Shelf, keys: bytes) -> float:
    """Seconds from a key press until the line of the change stands whole in the history.

    The program waits for the disk after that, which nobody sees from outside: `in_process` has that wait in it.

    Raises:
        TimeoutError: No line came.
    """
    before = shelf.history.stat().st_size
    began = app.send(keys)
    while not is_longer(shelf, before):
        app.drain(GLANCE)
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{keys!r} wrote nothing")
    return time.perf_counter() - began


def is_longer(shelf: Shelf, before: int) -> bool:
    """Whether the history has grown, and its last line has its end."""
    if shelf.history.stat().st_size == before:
        return False
    with shelf.history.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def until_stands_on(app: Terminal, place: int, papers: int, look: Callable[[], object] = lambda: None) -> float:
    """The moment when the head says that the cursor stands on a paper, as it did not before the last `send`.

    Args:
        app: The program.
        place: Which paper, the first being 1.
        papers: How many are listed.
        look: What is done again and again meanwhile.

    Raises:
        TimeoutError: It never did.
    """
    words, began = b"m%d of %d\x1b" % (place, papers), time.perf_counter()
    while words not in app.output:
        app.drain(GLANCE)
        look()
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{words!r} not painted; the last was {app.output[-300:]!r}")
    return time.perf_counter()
