"""Importing the seed pages, and making a star durable, beside the least that this can cost, in the same run."""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.report import Table, percentile
from papershelf import Library
from papershelf.marks import Mark, Status
from papershelf.paper import Paper
from papershelf.settings import seed_pages
from papershelf.store import Store

RUNS = 7
STARS = 200
SIZES = (526, 10_000, 100_000)
MARKS = 10_000
STARS_AMONG_MANY = 450  # more than the changes after which a large file is replaced once, so that its share is in
DAY = "2026-03-01T09:00:00+00:00"


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


def replace_once(path: Path, content: bytes) -> None:
    """The least that replacing a file safely can cost."""
    fresh = path.with_suffix(".fresh")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def a_mark(number: int) -> Mark:
    """A mark of usual length."""
    changed = dict.fromkeys(("status", "tags", "note"), DAY)
    note = f"A note on paper {number}. " + "It says what to remember. " * 4
    return Mark(f"p{number}", status=Status.READ, tags=("nlp/rag", "later"), note=note, changed=changed)


def fill(folder: Path, papers: int) -> None:
    """A library of so many papers and ten thousand marks; those beyond are marks whose papers are gone."""
    text = "We study what a large library costs. " * 30
    with Store.open(folder) as store:
        with store.transaction("papers") as edits:
            for number in range(papers):
                edits.put_paper(Paper(f"p{number}", f"Paper {number}", text, f"Paper {number}", text, DAY))
        with store.transaction("marks") as edits:
            for number in range(MARKS):
                edits.put_mark(a_mark(number))


class BesideSqlite:
    """The same marks as rows, changed in one transaction each, which SQLite promises to be on disk."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE marks (id TEXT PRIMARY KEY, starred INTEGER, tags TEXT, note TEXT)")
        rows = ((mark.paper_id, 0, " ".join(mark.tags), mark.note) for mark in map(a_mark, range(MARKS)))
        self._connection.executemany("INSERT INTO marks VALUES (?, ?, ?, ?)", rows)
        self._connection.commit()

    def star(self, paper_id: str) -> None:
        """One row, one commit."""
        with self._connection:
            self._connection.execute("UPDATE marks SET starred = 1 - starred WHERE id = ?", (paper_id,))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def stars_among_many(papers: int, stars: int = STARS_AMONG_MANY) -> Table:
    """What a star costs in a library with ten thousand marks, in turn with the bare deeds."""
    times: dict[str, list[float]] = {}

    def measure(name: str, work: Callable[[], object]) -> None:
        times.setdefault(name, []).append(timed(work))

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        fill(root / "data", papers)
        content = (root / "data" / "shelf.json").read_bytes()
        rows = BesideSqlite(root / "marks.db")
        with Library.open(root / "data") as library:
            library.entries()
            library.star(["p0"])
            for turn in range(stars):
                paper_id = f"p{(turn * 37 + 1) % min(papers, MARKS)}"
                measure("append of 100 bytes and fsync", lambda: append_once(root / "bare"))
                measure(f"a star on disk, {papers:,} papers", lambda one=paper_id: library.star([one]))  # type: ignore[misc]
                measure("one row in SQLite (WAL, FULL)", lambda one=paper_id: rows.star(one))  # type: ignore[misc]
                if turn % 5 == 0:
                    measure("replacing a file as large as `shelf.json`", lambda: replace_once(root / "bare2", content))
        rows.close()
    title = f"A star among {papers:,} papers and {MARKS:,} marks (`shelf.json`: {len(content) / 1e6:.1f} MB), ms"
    return spread(title, times)


def spread(title: str, times: dict[str, list[float]]) -> Table:
    """A row for each deed; ratios are to the first."""
    table = Table(title, ("what", "times", "median", "p95", "mean", "worst", "median, ratio to the bare append"))
    floor = statistics.median(next(iter(times.values())))
    for name, found in times.items():
        values = (statistics.median(found), percentile(found, 95), statistics.fmean(found), max(found))
        table.add(name, str(len(found)), *(f"{value * 1e3:.2f}" for value in values), f"{values[0] / floor:.1f}")
    return table


def main(sizes: Sequence[int] = SIZES) -> list[Table]:
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
    return [table, *map(stars_among_many, sizes)]


if __name__ == "__main__":
    for table in main():
        print(table)
