"""Measures all that `reach` lists at each size, one library after the other, and draws how it grows."""

import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.corpora import SEEDS, MissingCorpusError, file_of
from benchmarks.keeping import append_once, timed
from benchmarks.report import Table, left_out
from benchmarks.scale.asking import ENGINES, engines, ranked, verbs
from benchmarks.scale.batches import bulk
from benchmarks.scale.changing import in_process, on_screen
from benchmarks.scale.figures import RUNS, Figure, Figures, Found, median
from benchmarks.scale.holding import importing, memory
from benchmarks.scale.keys import keys
from benchmarks.scale.peers import NEVER, PEERS, beside
from benchmarks.scale.plot import drawn
from benchmarks.scale.reach import QUANTITIES, reaches, series
from benchmarks.scale.shelf import COLLECTIONS, SIZES, Shelf, compiled, say, shelved
from benchmarks.scale.starting import first_start, starts

PLOT = Path(__file__).parents[2] / "docs" / "images" / "scale.svg"
DRAWN = {  # what the plot shows: the figure, how it is called, what it is times to be milliseconds
    "first list": ("start → first list", 1e3),
    "search ready": ("start → search answers", 1e3),
    "search key, p95": ("search key, over an empty one", 1.0),
    "ranked ids, p95": ("query → ranked ids, p95", 1.0),
    "page, p95": ("page, over an empty key", 1.0),
    "star on disk": ("star → on disk", 1.0),
    "import": ("import of all", 1e3),
    "`search`": ("papershelf search", 1e3),
}
Measure = Callable[[Shelf], Found]
Missing = list[tuple[str, str]]
FAILURES = (OSError, RuntimeError, subprocess.SubprocessError, MissingCorpusError)  # a time-out is an OSError


def parts(quick: bool) -> dict[str, Measure]:
    """What is measured, in its order: the first start makes the files that the others find."""
    runs, presses, times = (2, 12, 5) if quick else (RUNS, 60, 15)
    return {
        "first start": partial(first_start, runs=runs),
        "starts": partial(starts, runs=runs),
        "keys": partial(keys, presses=presses),
        "ranked ids": ranked,
        "changes": partial(in_process, times=times),
        "changes by key": partial(on_screen, times=times),
        "bulk": partial(bulk, runs=runs),
        "memory": memory,
        "verbs": partial(verbs, runs=runs),
        "import in the app": importing,
    }


def measured(shelf: Shelf, size: int, todo: dict[str, Measure], missing: Missing) -> Found:
    """All figures of one library; a part that fails is added to `missing`, and the others go on."""
    figures: Found = {
        "papers": Figure(shelf.papers, 0),
        "import": median([cost.seconds for cost in shelf.costs]),
        "import, peak": median([cost.peak for cost in shelf.costs], 1e-6),
        "append and fsync": bare_append(),
    }
    known = {each.key for each in QUANTITIES}
    for name, measure in todo.items():
        began = time.perf_counter()
        try:
            found = measure(shelf)
        except FAILURES as failure:
            missing.append((f"{name}, {size:,} papers", f"{type(failure).__name__}: {failure}"[:300]))
            say(f"{size:,} papers: {name} LEFT OUT: {missing[-1][1]}")
        else:
            assert found.keys() <= known, f"no table shows {found.keys() - known}"
            figures |= found
            # Should the run not come to its end:
            say(", ".join(f"{key} {figure.value:.4g}" for key, figure in found.items()))
        say(f"{size:,} papers: {name} took {time.perf_counter() - began:.0f} s")
    return figures


def bare_append(times: int = 40) -> Figure:
    """The least that a durable change can cost, ms."""
    with tempfile.TemporaryDirectory() as folder:
        return median([timed(lambda: append_once(Path(folder) / "bare")) for _ in range(times)], 1e3)


def leaving_out(sizes: Sequence[int], *, quick: bool = False, alone: bool = False) -> Missing:
    """What is known beforehand to be left out, and why."""
    missing: Missing = []
    for size in SIZES:
        if size not in sizes:
            missing.append((f"{size:,} papers", "it was not asked for"))
        elif COLLECTIONS[size] != SEEDS:
            try:
                file_of(COLLECTIONS[size])
            except MissingCorpusError as error:
                missing.append((f"{size:,} papers", str(error)))
    if quick:
        missing.append(("as many runs as it takes", "`--quick`"))
    if quick or alone:
        others = (*(peer.name for peer in PEERS), *(name for name in ENGINES if name != "papershelf"))
        missing += [(name, "`--quick`" if quick else "`--alone`") for name in others]
    return [*missing, *NEVER.items()]


def measure_all(sizes: Sequence[int], *, quick: bool = False, alone: bool = False) -> tuple[Figures, list[Table]]:
    """Measure; all figures, and the tables, of which the first says what was left out."""
    compiled()
    missing = leaving_out(sizes, quick=quick, alone=alone)
    gone = {what for what, _ in missing}
    figures: dict[int, Found] = {}
    others: list[Table] = []
    for size in sizes:
        if f"{size:,} papers" in gone:
            continue
        try:
            with shelved(size, 1 if quick else RUNS) as shelf:
                say(f"{shelf.papers:,} papers imported {len(shelf.costs)} times")
                figures[size] = measured(shelf, size, parts(quick), missing)
                if not (quick or alone) and (table := beside(shelf, size, missing)):
                    others.append(table)
        except FAILURES as failure:
            missing.append((f"{size:,} papers", f"{type(failure).__name__}: {failure}"[:300]))
    if not (quick or alone):
        others.append(engines(sorted(figures), missing))
    return figures, [*left_out(missing), *reaches(figures), *others]


def main(sizes: Sequence[int] = SIZES, *, alone: bool = False, plot: Path | None = PLOT) -> list[Table]:
    """Measure, and return the tables.

    Args:
        sizes: How many papers, of `SIZES`.
        alone: No other programs beside.
        plot: Where to draw how cost grows; nowhere for None.
    """
    figures, tables = measure_all(sizes, alone=alone)
    if plot is not None:
        draw(figures, plot)
    return tables


def draw(figures: Figures, target: Path) -> None:
    """Draw how cost grows with the papers; nothing with fewer than three sizes."""
    if len(figures) < len(SIZES):
        say("not drawn: fewer sizes were measured than make a line")
        return
    found = series(figures, list(DRAWN))
    lines = {DRAWN[key][0]: [(x, y * DRAWN[key][1]) for x, y in points] for key, points in found.items()}
    target.write_text(drawn(lines), "utf-8")
    say(f"drawn: {target.name}")
