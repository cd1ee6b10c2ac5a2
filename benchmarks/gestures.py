"""From a key press to its painted frame, gesture by gesture, in turn with a key that an empty Textual app echoes."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import MissingCorpusError, corpus
from benchmarks.report import Table, left_out
from benchmarks.scale.figures import high, median, over
from benchmarks.scale.keys import Floor
from benchmarks.screen import EMPTY, PAPERSHELF, READY
from benchmarks.terminal import Terminal
from papershelf import Library
from papershelf.paper import Paper
from papershelf.settings import DATA_VARIABLE, seed_pages
from papershelf.store import Store

ROUNDS = 40
SIZES = (526, 10_000)
MANY = "10k"  # the collection that the larger library is made of
DAY = "2026-03-01T09:00:00+00:00"
BREATH = 0.03  # seconds between two keys, so that none is answered together with the one before


class Gesture(NamedTuple):
    """Something a person does over and over.

    Attributes:
        name: What the table calls it.
        keys: What is pressed and timed, in turn.
        before: What is pressed once beforehand.
        finally_: What is pressed at the end, to be back at the list.
    """

    name: str
    keys: tuple[bytes, ...]
    before: bytes = b""
    finally_: bytes = b""


WORDS = ("sparse attention", "diffusion langua", "retrieval agents")
TYPED = tuple(key for words in WORDS for key in (*(letter.encode() for letter in words), b"\x15"))
GESTURES = (
    Gesture("move", (b"j",) * 20 + (b"k",) * 10),
    Gesture("page", (b"\x04", b"\x04", b"\x15", b"\x1b[6~", b"\x1b[5~")),
    Gesture("to the end and back", (b"G", b"g")),
    Gesture("search key", TYPED, before=b"/", finally_=b"\x1b\x1b"),
    Gesture("star", (b"s",)),
    Gesture("open and leave the reader", (b"\r", b"\x1b")),
    Gesture("switch view", (b"1", b"2", b"0", b"3", b"0")),
)


def fill(folder: str, papers: int) -> bytes:
    """A library of the seeds, or of so many real papers; gives a word that its first frame shows.

    Raises:
        MissingCorpusError: The collection is not on this machine.
    """
    if papers <= 526:
        with Library.open(folder) as library:
            library.import_files(seed_pages())
            return library.entries()[0].paper.title.split()[0].encode()
    known = corpus(MANY).papers[:papers]
    with Store.open(Path(folder)) as store, store.transaction("papers") as edits:
        for number, paper in enumerate(known):
            edits.put_paper(Paper(f"p{number}", paper.title, paper.abstract, paper.title, paper.abstract, DAY))
    return known[0].title.split()[0].encode()


def timed(gesture: Gesture, app: Terminal, floor: Floor) -> Iterator[tuple[float, float]]:
    """Seconds of the floor's key and of the gesture's, one pair after the other."""
    if gesture.before:
        app.key(gesture.before)
        app.settle()
    for place in range(ROUNDS):
        key = gesture.keys[place % len(gesture.keys)]
        bare = floor.press()
        took = app.key(key)
        app.settle(0.25 if key in (b"\x1b", b"\r") else BREATH)
        yield bare, took
    for place in range(len(gesture.finally_)):
        app.key(gesture.finally_[place : place + 1])
        app.settle()


def measure(papers: int, gestures: Sequence[Gesture] = GESTURES) -> Table:
    """All gestures in a library of so many papers."""
    table = Table(
        f"A key press to the last painted byte, ms, {papers:,} papers (160×45, {ROUNDS} of each)",
        ("gesture", "empty app, median", "p95", "papershelf, median", "p95", "median less median", "p95 less p95"),
    )
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        marker = fill(folder, papers)
        terminal = stack.enter_context(Terminal(EMPTY))
        app = stack.enter_context(Terminal(PAPERSHELF, environ={DATA_VARIABLE: folder}))
        terminal.until(READY)
        app.until(marker)
        app.settle(2.0, patience=10.0)  # the index is built meanwhile
        terminal.settle()
        floor = Floor(terminal)
        for gesture in gestures:
            bare, took = zip(*timed(gesture, app, floor), strict=True)
            alone = (pick(times, 1e3) for times in (bare, took) for pick in (median, high))
            table.add(gesture.name, *(f"{figure.value:.1f}" for figure in (*alone, *over(took, bare, 1e3))))
    return table


def main(sizes: Sequence[int] = SIZES) -> list[Table]:
    """Measure, and return the tables; a size whose papers are not on this machine is left out, and named."""
    tables, missing = [], []
    for size in sizes:
        try:
            tables.append(measure(size))
        except MissingCorpusError as error:
            missing.append((f"{size:,} papers", str(error)))
    return [*tables, *left_out(missing)]


if __name__ == "__main__":
    for each in main():
        print(each)
