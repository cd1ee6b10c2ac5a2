"""From a key press to its painted frame, in turn with a key that the empty app echoes."""

import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.corpora import seed_papers
from benchmarks.queries import make
from benchmarks.report import percentile
from benchmarks.scale.shelf import READY, Shelf
from benchmarks.scale.starting import PASTED, asked
from benchmarks.terminal import Terminal
from papershelf.library.sorting import SORTS

BREATH = 0.03  # seconds between two keys, so that none is answered together with the one before
CLEAR = b"\x15"


class Gesture(NamedTuple):
    """Something a person does over and over.

    Attributes:
        name: What the table calls it.
        keys: What is pressed and timed, in turn.
        before: What is pressed once beforehand.
        after: What is pressed after each of them, untimed.
        finally_: What is pressed at the end, key by key, to be back at the list.
    """

    name: str
    keys: Sequence[bytes]
    before: bytes = b""
    after: bytes = b""
    finally_: Sequence[bytes] = ()


BACK = (b"\x1b", b"\x1b", b"\x1b")
SORTING = tuple(PASTED % f"sort:{name}".encode() for name in SORTS)
GESTURES = (
    Gesture("move", (b"j",) * 20 + (b"k",) * 10),
    Gesture("page", (b"\x1b[6~", b"\x1b[6~", b"\x1b[5~", b"\x04", b"\x15")),
    Gesture("jump to the end", (b"G", b"g")),
    Gesture("switch view", (b"1", b"2", b"0", b"3", b"0")),
    Gesture("sort", SORTING, before=b"/", after=CLEAR, finally_=BACK),
    Gesture("star, painted", (b"s", b"s", b"s")),
)


def typed_queries(most: int) -> tuple[bytes, ...]:
    """Known-item queries, typed key by key; a cleared line after each."""
    texts = [query.typed for query in make(seed_papers(), seed=20, per_kind=2) if query.typed.isascii()]
    return tuple(key for text in texts[:most] for key in (*(letter.encode() for letter in text), CLEAR))


def timed(gesture: Gesture, app: Terminal, floor: Terminal, rounds: int) -> Iterator[tuple[float, float]]:
    """Seconds of the floor's key and of the gesture's, one pair after the other."""
    if gesture.before:
        app.key(gesture.before)
        app.settle()
    for place in range(rounds):
        key = gesture.keys[place % len(gesture.keys)]
        bare = floor.key(b"a" if place % 60 else CLEAR)
        floor.settle(BREATH)
        took = app.key(key)
        app.settle(BREATH)
        if key != CLEAR:
            yield bare, took
        if gesture.after:
            app.key(gesture.after)
            app.settle(BREATH)
    for key in gesture.finally_:
        app.key(key)
        app.settle()


def keys(shelf: Shelf, rounds: int) -> dict[str, float]:
    """The 95th percentile over the median of the empty app's key, ms, and the median, of each gesture."""
    figures: dict[str, float] = {}
    typing = Gesture("search key", typed_queries(max(3, rounds // 3)), before=b"/", finally_=BACK)
    with shelf.floor() as floor, shelf.app() as app:
        floor.until(READY)
        come_to_rest(app, shelf)
        floor.settle()
        for gesture in (*GESTURES, typing):
            # Each text of the queries is typed to its end: short and long words cost differently.
            count = max(rounds, len(gesture.keys)) if gesture is typing else max(rounds, 3 * len(gesture.keys) // 2)
            pairs = list(timed(gesture, app, floor, count))
            base = statistics.median(bare for bare, _ in pairs)
            over = [1e3 * (took - base) for _, took in pairs]
            figures[f"{gesture.name}, p95"] = percentile(over, 95)
            figures[f"{gesture.name}, median"] = statistics.median(over)
            figures.setdefault("empty app, key", 1e3 * base)
    return figures


def come_to_rest(app: Terminal, shelf: Shelf) -> None:
    """Wait until the index is there, and be back at the list."""
    asked(app, shelf)
    app.settle(1.0, patience=5.0)
    for key in BACK:
        app.key(key)
        app.settle()
