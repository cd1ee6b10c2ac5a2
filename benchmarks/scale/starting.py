"""From the start of the process to the first painted list, and until a search is answered, beside an empty app."""

import shutil

from benchmarks.scale.figures import Found, median, repeated
from benchmarks.scale.shelf import PATIENCE, QUERY, Shelf, wait_for_files
from benchmarks.screen import READY
from benchmarks.terminal import Terminal

LINE = b"earch: words"  # what an empty search line says, beside its cursor
PASTED = b"\x1b[200~%b\x1b[201~"


def asked(terminal: Terminal, shelf: Shelf) -> float:
    """Ask `QUERY` as soon as the list is painted; seconds from the start until the number of its answers is painted.

    The search line is opened when the list is there, and the query pasted when the line is. The program answers no
    earlier than it can, and says meanwhile that it is getting ready: the head shows how many papers were found only
    for a query that was run.
    """
    terminal.until(shelf.first, PATIENCE)
    terminal.send(b"/")
    terminal.until(LINE, PATIENCE)
    terminal.send(PASTED % QUERY.encode())
    return terminal.until(shelf.answer, PATIENCE)


def first_start(shelf: Shelf, runs: int) -> Found:
    """The start after which the compiled files are there; they are deleted before each."""

    def once() -> tuple[float, float]:
        shutil.rmtree(shelf.cache, ignore_errors=True)
        with shelf.app() as app:
            painted = app.until(shelf.first, PATIENCE)
            ready = asked(app, shelf)
            wait_for_files(shelf.cache)
        return painted, ready

    painted, ready = zip(*repeated(once, runs), strict=True)
    return {"first start, no cache": median(painted), "first start, no cache, search ready": median(ready)}


def starts(shelf: Shelf, runs: int) -> Found:
    """Starts in turn with those of the empty app; the ratio is the median of those of neighbours."""
    pairs = []
    for _ in range(runs + 1):
        with shelf.floor() as floor:
            bare = floor.until(READY)
        with shelf.app() as app:
            painted = app.until(shelf.first, PATIENCE)
            pairs.append((bare, painted, asked(app, shelf)))
    pairs = pairs[1:]  # the first one warms what the system keeps of files
    bares, lists, answers = map(median, zip(*pairs, strict=True))
    return {
        "empty app, first paint": bares,
        "first list": lists,
        "first list ratio": median([pair[1] / pair[0] for pair in pairs]),
        "search ready": answers,
        "search ready ratio": median([pair[2] / pair[0] for pair in pairs]),
    }
