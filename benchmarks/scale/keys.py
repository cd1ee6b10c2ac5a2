"""From a key press to the last byte painted, in turn with a key that the empty app echoes."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

from benchmarks.corpora import seed_papers
from benchmarks.queries import make
from benchmarks.scale.figures import Found, high, median, over
from benchmarks.scale.shelf import Shelf
from benchmarks.scale.starting import PASTED, asked
from benchmarks.screen import READY
from benchmarks.terminal import Terminal
from papershelf.library.sorting import SORTS

BREATH = 0.03  # seconds more than the quiet that ends a burst, so that nothing late is taken for the next answer
CLEAR = b"\x15"  # empties a line that is typed in; in the list it is half a page up
MOST_LETTERS = 60  # in the line of the empty app


class Gesture(NamedTuple):
    """Something a person does over and over; every key has something to paint.

    Attributes:
        name: What the table calls it.
        keys: What is pressed and timed, in turn.
        before: What is pressed once beforehand, key by key.
        after: What is pressed after each of them, untimed.
        between: Which of the keys are pressed untimed.
        finally_: What is pressed at the end, key by key, to be back at the list.
    """

    name: str
    keys: Sequence[bytes]
    before: Sequence[bytes] = (b"g",)
    after: bytes = b""
    between: Sequence[bytes] = ()
    finally_: Sequence[bytes] = ()


BACK = (b"\x1b", b"\x1b", b"\x1b")
SORTING = tuple(PASTED % f"sort:{name}".encode() for name in SORTS)
GESTURES = (
    Gesture("move", (b"j",) * 20 + (b"k",) * 20),
    Gesture("page", (b"\x1b[6~", b"\x04", b"\x1b[5~", b"\x15")),  # a page down, half a one, and back
    Gesture("jump to the end", (b"G", b"g")),
    Gesture("switch view", (b"1", b"2", b"3", b"0")),
    Gesture("sort", SORTING, before=(b"/",), after=CLEAR, finally_=BACK),
)
# Its messages come and go for a while: nothing else is measured after it.
STAR = Gesture("star", (b"s",))


def typed_queries(presses: int) -> tuple[bytes, ...]:
    """Known-item queries typed key by key, so many keys at least; the line is cleared after each.

    Each is typed to its end: short and long words cost differently.
    """
    typed: list[bytes] = []
    letters = 0
    for query in make(seed_papers(), seed=20, per_kind=2):
        if query.typed.isascii() and letters < presses:
            typed += [*(letter.encode() for letter in query.typed), CLEAR]
            letters += len(query.typed)
    return tuple(typed)


def typing(presses: int) -> Gesture:
    """Queries of every kind, so many keys at least."""
    return Gesture("search key", typed_queries(presses), before=(b"/",), between=(CLEAR,), finally_=BACK)


class Floor:
    """The empty app's line, which is emptied when it is full.

    Args:
        terminal: It is open there.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.letters = 0

    def press(self) -> float:
        """Seconds until a letter is echoed."""
        if self.letters == MOST_LETTERS:
            self.terminal.key(CLEAR)
            self.letters = 0
        self.letters += 1
        return self.terminal.key(b"a")


def sequence(gesture: Gesture, presses: int) -> Iterator[tuple[bytes, bool]]:
    """The keys of a gesture and whether each is timed: so many in turn, or all where some are not timed."""
    if gesture.between:
        yield from ((key, key not in gesture.between) for key in gesture.keys)
    else:
        yield from ((key, True) for key in islice(cycle(gesture.keys), presses))


def timed(gesture: Gesture, app: Terminal, floor: Floor, presses: int) -> Iterator[tuple[float, float]]:
    """Seconds of the floor's key and of the gesture's, one pair after the other."""
    for key in gesture.before:
        app.press(key)
        app.settle()
    for key, is_timed in sequence(gesture, presses):
        bare = floor.press() if is_timed else 0.0
        app.settle(BREATH)
        took = app.key(key)
        if is_timed:
            yield bare, took
        if gesture.after:
            app.settle(BREATH)
            app.key(gesture.after)
    for key in gesture.finally_:
        app.press(key)
        app.settle()


def keys(shelf: Shelf, presses: int) -> Found:
    """Of each gesture, ms: the median less the empty app's median, the 95th percentile less its 95th percentile."""
    figures: Found = {}
    echoes: list[float] = []
    with shelf.floor() as terminal, shelf.app() as app:
        terminal.until(READY)
        come_to_rest(app, shelf)
        terminal.settle()
        floor = Floor(terminal)
        for gesture in (*GESTURES, typing(presses), STAR):
            bare, took = zip(*timed(gesture, app, floor, presses), strict=True)
            echoes += bare
            figures[f"{gesture.name}, median"], figures[f"{gesture.name}, p95"] = over(took, bare, 1e3)
    return {"empty app, key": median(echoes, 1e3), "empty app, key, p95": high(echoes, 1e3), **figures}


def come_to_rest(app: Terminal, shelf: Shelf) -> None:
    """Wait until the index is there, and be back at the list, at its top."""
    asked(app, shelf)
    for key in (*BACK, b"g"):
        app.press(key)
        app.settle()
    app.settle(1.0, patience=5.0)
