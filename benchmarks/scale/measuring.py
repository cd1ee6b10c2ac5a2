"""Measures all that `reach` lists at each size, one library after the other, and draws how it grows."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.corpora import MissingCorpusError
from benchmarks.keeping import append_once, timed
from benchmarks.report import Table
from benchmarks.scale.asking import engines, ranked, verbs
from benchmarks.scale.changing import bulk, in_process, on_screen
from benchmarks.scale.holding import importing, memory
from benchmarks.scale.keys import keys
from benchmarks.scale.peers import beside
from benchmarks.scale.plot import drawn
from benchmarks.scale.reach import Figures, reaches, series
from benchmarks.scale.shelf import SIZES, Shelf, compiled, say, shelved
from benchmarks.scale.starting import first_start, starts

PLOT = Path(__file__).parents[2] / "docs" / "images" / "scale.svg"
DRAWN = {  # what the plot shows: the figure, how it is called, what it is times to be milliseconds
    "first list": ("start → first list", 1e3),
    "search ready": ("start → search answers", 1e3),
    "search key, p95": ("search key → painted, p95", 1.0),
    "ranked ids, p95": ("query → ranked ids, p95", 1.0),
    "page, p95": ("page → painted, p95", 1.0),
    "star on disk": ("star → on disk", 1.0),
    "import": ("import of all", 1e3),
    "`search`": ("papershelf search", 1e3),
}
Measure = Callable[[Shelf], dict[str, float]]


def parts(quick: bool) -> dict[str, Measure]:
    """What is measured, in its order: the first start makes the files that the others find."""
    runs, rounds, times = (3, 12, 10) if quick else (7, 24, 20)
    return {
        "first start": first_start,
        "starts": partial(starts, runs=runs),
        "keys": partial(keys, rounds=rounds),
        "ranked ids": ranked,
        "changes": partial(in_process, times=times),
        "changes by key": partial(on_screen, times=times),
        "bulk": partial(bulk, times=1 if quick else 3),
        "memory": memory,
        "verbs": partial(verbs, runs=runs),
        "import in the app": importing,
    }


def measured(shelf: Shelf, quick: bool) -> dict[str, float]:
    """All figures of one library; a part that fails is left out, with a word to standard error."""
    figures = {"import": shelf.cost.seconds, "import, peak": shelf.cost.peak / 1e6, "append and fsync": bare_append()}
    for name, measure in parts(quick).items():
        began = time.perf_counter()
        try:
            found = measure(shelf)
            figures |= found
            say(", ".join(f"{key} {value:.4g}" for key, value in found.items()))  # should the run not come to its end
        except TimeoutError as late:
            say(f"{shelf.papers:,} papers: {name} LEFT OUT: {str(late)[:300]}")
        say(f"{shelf.papers:,} papers: {name} took {time.perf_counter() - began:.0f} s")
    return figures


def bare_append(times: int = 40) -> float:
    """The least that a durable change can cost, ms."""
    with tempfile.TemporaryDirectory() as folder:
        return statistics.median(1e3 * timed(lambda: append_once(Path(folder) / "bare")) for _ in range(times))


def main(
    sizes: Sequence[int] = SIZES, *, quick: bool = False, alone: bool = False, plot: Path | None = PLOT
) -> list[Table]:
    """Measure, and return the tables; a size whose papers are not on this machine is left out.

    Args:
        sizes: How many papers.
        quick: Few repeats, and nothing beside.
        alone: No other programs beside.
        plot: Where to draw how cost grows; nowhere with fewer than three sizes, or for None.
    """
    compiled()
    figures: dict[int, dict[str, float]] = {}
    others: list[Table] = []
    for size in sizes:
        try:
            with shelved(size) as shelf:
                say(f"{shelf.papers:,} papers imported in {shelf.cost.seconds:.1f} s")
                figures[size] = measured(shelf, quick)
                if not (quick or alone) and (table := beside(shelf)):
                    others.append(table)
        except MissingCorpusError as missing:
            print(f"{size:,} papers left out: {missing}", file=sys.stderr)
    if not (quick or alone):
        others.append(engines(sorted(figures)))
    if plot is not None and len(figures) > 2:
        draw(figures, plot)
    return [*reaches(figures), *others]


def draw(figures: Figures, target: Path) -> None:
    """Draw how cost grows with the papers."""
    found = series(figures, list(DRAWN))
    lines = {DRAWN[key][0]: [(x, y * DRAWN[key][1]) for x, y in points] for key, points in found.items()}
    target.write_text(drawn(lines), "utf-8")
    say(f"drawn: {target.name}")
