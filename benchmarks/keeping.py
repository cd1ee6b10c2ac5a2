"""Importing the seed pages, and making a star durable, beside a bare append with fsync in the same run."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import Table, percentile
from papershelf import Library
from papershelf.settings import seed_pages

RUNS = 7
STARS = 200


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def import_once() -> float:
    """Seconds to import the five pages into an empty library on disk."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        return timed(lambda: library.import_files(seed_pages()))


def append_once(path: Path) -> None:
    """The least that a durable change can cost: a hundred bytes and an fsync."""
    with path.open("ab") as file:
        file.write(b"x" * 100)
        file.flush()
        os.fsync(file.fileno())


def main() -> list[Table]:
    """Measure, and return the tables."""
    imports = [import_once() for _ in range(RUNS + 1)][1:]
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.import_files(seed_pages())
        ids = [entry.paper.id for entry in library.entries()]
        bare, stars = [], []
        for paper_id in ids[:STARS]:
            bare.append(timed(lambda: append_once(Path(folder) / "bare")))
            stars.append(timed(lambda one=paper_id: library.star([one])))  # type: ignore[misc]
    table = Table("Keeping, ms", ("what", "median", "p95", "ratio to the bare append"))
    floor = statistics.median(bare)
    for name, times in (
        ("append of 100 bytes and fsync", bare),
        (f"a star on disk, 526 papers, 1 to {STARS} marks", stars),
        ("import of the five seed pages into an empty library", imports),
    ):
        middle = statistics.median(times)
        table.add(name, f"{middle * 1e3:.2f}", f"{percentile(times, 95) * 1e3:.2f}", f"{middle / floor:.1f}")
    return [table]


if __name__ == "__main__":
    for table in main():
        print(table)
