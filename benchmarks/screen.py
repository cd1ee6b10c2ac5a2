"""First paint and search keys of the real program in a real pseudo-terminal, beside an empty Textual app."""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from benchmarks import READY as PAINTED
from benchmarks.corpora import seed_papers
from benchmarks.queries import make
from benchmarks.report import Table, percentile
from benchmarks.terminal import Terminal
from papershelf import Library
from papershelf.settings import DATA_VARIABLE, seed_pages

RUNS = 9
QUERIES = 12

READY = PAINTED.encode()
EMPTY = [sys.executable, "-m", "benchmarks.empty_app"]
PAPERSHELF = [sys.executable, "-m", "papershelf"]  # as a person starts it: the environment names the library


def first_paint(command: Sequence[str], marker: bytes, environ: Mapping[str, str], patience: float = 20.0) -> float:
    """Seconds from start to the first frame that holds the marker.

    Raises:
        TimeoutError: No frame did.
    """
    with Terminal(command, environ=environ) as terminal:
        return terminal.until(marker, patience)


def key_times(command: list[str], marker: bytes, folder: str, opening: bytes, texts: list[str]) -> Iterator[float]:
    """Seconds from each key of some texts to its painted result."""
    with Terminal(command, environ={DATA_VARIABLE: folder}) as terminal:
        terminal.until(marker)
        terminal.settle(0.6)
        terminal.key(opening)
        for text in texts:
            for letter in text:
                yield terminal.key(letter.encode())
            for _ in text:
                terminal.key(b"\x7f")


def main() -> list[Table]:
    """Measure, and return the tables."""
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(folder) as library:
            library.import_files(seed_pages())
            entries = library.entries()
        first = entries[0].paper.title.split()[0].encode()
        here = {DATA_VARIABLE: folder}
        pairs = [(first_paint(EMPTY, READY, here), first_paint(PAPERSHELF, first, here)) for _ in range(RUNS + 1)][1:]
        queries = make(seed_papers(), seed=20, per_kind=2)
        texts = [query.typed for query in queries if query.typed.isascii()][:QUERIES]
        floor = list(key_times(EMPTY, READY, folder, b"\t", texts))
        keys = list(key_times(PAPERSHELF, first, folder, b"/", texts))
    paint = Table(
        "First paint, seconds from process start (160×45)",
        ("program", "median", "min", "max", "ratio to the empty app (median of pairs)"),
    )
    for place, name in enumerate(("empty Textual app", "papershelf, 526 papers")):
        times = [pair[place] for pair in pairs]
        ratio = statistics.median(pair[place] / pair[0] for pair in pairs)
        paint.add(name, f"{statistics.median(times):.3f}", f"{min(times):.3f}", f"{max(times):.3f}", f"{ratio:.2f}")
    typing = Table(
        f"A search key, typed to the last painted byte, ms ({len(keys)} keys of {len(texts)} queries)",
        ("program", "median", "p95"),
    )
    for name, times in (("empty Textual app, a key into an input", floor), ("papershelf, 526 papers", keys)):
        typing.add(name, f"{statistics.median(times) * 1e3:.1f}", f"{percentile(times, 95) * 1e3:.1f}")
    return [paint, typing]


if __name__ == "__main__":
    for table in main():
        print(table)
