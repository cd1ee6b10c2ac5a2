"""Importing: every format, many papers at once as a whole process beside the bare parsing, and how soon it ends."""

import gzip
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import FILES, MissingCorpusError, file_of
from benchmarks.report import Table, left_out
from papershelf import Library
from papershelf.errors import Cancelled
from papershelf.importers import draft, importers, load, read_source
from papershelf.progress import Step
from papershelf.settings import seed_pages

VARIABLE = "PAPERSHELF_SAMPLES"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
RUNS = 5
WISHES = 10
NOW = "2026-03-01T09:00:00+00:00"
BARE = "import sys, orjson\nfor line in open(sys.argv[1], 'rb'): orjson.loads(line)"


class Cost(NamedTuple):
    """What a process took.

    Attributes:
        seconds: From its start to its end.
        work: Seconds of the processor, its own and the system's.
        peak: Bytes of memory at its height.
    """

    seconds: float
    work: float
    peak: int


def cost_of(words: Sequence[str], environ: Mapping[str, str] | None = None) -> Cost:
    """Run a process to its end.

    Args:
        words: The program and its arguments.
        environ: Laid over this process's environment.

    Raises:
        RuntimeError: It failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        words, env={**os.environ, **(environ or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words[:4])} ended with {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * scale)


def samples() -> Iterator[Path]:
    """The seed pages, and the files of the shared samples where those are on this machine."""
    yield from seed_pages()
    yield from sorted(path for path in sample_folder().rglob("*") if path.is_file() and path.name != "truth.json")


def sample_folder() -> Path:
    """Where saved pages and exports of many programs lie, be it there or not."""
    return Path(os.environ.get(VARIABLE) or SAMPLES)


def formats() -> Table:
    """How fast each registered importer reads the samples that it knows, and makes papers of them."""
    found: dict[str, list[tuple[int, int, float]]] = {importer.label: [] for importer in importers()}
    labels = {importer.name: importer.label for importer in importers()}
    for path in samples():
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            page = read_source(load(path))
            for record in page.records:
                draft(record, page, NOW)
            times.append(time.perf_counter() - began)
        if page.records:
            found[labels[page.format]].append((len(page.records), path.stat().st_size, min(times)))
    table = Table("Reading and making papers, by format", ("format", "files", "papers", "MB", "papers a second"))
    for label, files in found.items():
        if files:
            papers, size, seconds = (sum(column) for column in zip(*files, strict=True))
            table.add(label, str(len(files)), f"{papers:,}", f"{size / 1e6:.2f}", f"{papers / seconds:,.0f}")
    return table


def seeds() -> float:
    """Seconds to import the five pages into an empty library on disk."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        began = time.perf_counter()
        library.import_files(seed_pages())
        return time.perf_counter() - began


def whole_processes(path: Path, size: str, table: Table) -> None:
    """Import a file into an empty library, then a seed page into that, each as a process of its own."""
    with tempfile.TemporaryDirectory() as data:
        verb = [sys.executable, "-m", "papershelf", "--data-dir", data, "import"]
        bare = cost_of([sys.executable, "-c", BARE, str(path)])
        costs = {
            f"{size}: each line parsed by orjson, nothing kept": bare,
            f"{size}: `papershelf import`, empty library": cost_of([*verb, str(path)]),
            f"{size}: `papershelf import` of a seed page into that": cost_of([*verb, str(next(iter(seed_pages())))]),
        }
    for name, cost in costs.items():
        figures = (cost.seconds, cost.work, cost.work / bare.work, cost.peak / 1e6, cost.peak / path.stat().st_size)
        table.add(name, *(f"{figure:,.2f}" for figure in figures))


class Listener:
    """Notes how long it was not asked, and calls the work off from a moment on."""

    def __init__(self, wish_at: float | None = None) -> None:
        self.gaps: dict[str, float] = {}
        self.began = self.last = time.perf_counter()
        self.wish = None if wish_at is None else self.began + wish_at

    def __call__(self, step: Step) -> None:
        now = time.perf_counter()
        if not step.is_final:
            self.gaps[step.stage] = max(self.gaps.get(step.stage, 0.0), now - self.last)
        self.last = now
        if self.wish is not None and now >= self.wish and not step.is_final:
            raise Cancelled


def cancelling(path: Path, size: str, table: Table) -> None:
    """How long an import into an empty library does not ask, and how soon it ends at random moments."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        listener = Listener()
        library.import_files([path], dry_run=True, progress=listener)
        whole, late = time.perf_counter() - listener.began, []
        for moment in random.Random(WISHES).choices(range(100), k=WISHES):
            wishing = Listener(whole * moment / 125)
            try:
                library.import_files([path], dry_run=True, progress=wishing)
            except Cancelled:
                late.append(time.perf_counter() - (wishing.wish or 0.0))
    for stage, gap in listener.gaps.items():
        table.add(f"{size}: longest time without asking, up to “{stage}”", f"{gap * 1e3:,.0f}")
    if late:
        table.add(f"{size}: from the wish to the end, median of {len(late)}", f"{statistics.median(late) * 1e3:,.0f}")
        table.add(f"{size}: from the wish to the end, longest", f"{max(late) * 1e3:,.0f}")


def main(sizes: Sequence[str] = tuple(FILES)) -> list[Table]:
    """Measure, and return the tables; a collection that is not on this machine is left out, and named."""
    pages = [seeds() for _ in range(RUNS + 1)][1:]
    head = ("what", "seconds", "seconds of the processor", "ratio to the parsing", "peak, MB", "peak, × the file")
    whole = Table("Many papers at once, JSON Lines, whole processes", head)
    whole.add("the five seed pages, empty library, without the start", f"{statistics.median(pages):.2f}", *["–"] * 4)
    missing = []
    if not sample_folder().is_dir():
        missing.append(("samples", f"they are not in {sample_folder().name}/; {VARIABLE} names their folder"))
    ending = Table("Calling an import off, ms", ("what", "ms"))
    for size in sizes:
        try:
            packed = file_of(size)
        except MissingCorpusError as error:
            missing.append((size, str(error)))
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{size}.jsonl"
            with gzip.open(packed, "rb") as lines, path.open("wb") as file:
                shutil.copyfileobj(lines, file)
            whole_processes(path, size, whole)
            cancelling(path, size, ending)
    return [formats(), whole, ending, *left_out(missing)]


if __name__ == "__main__":
    for table in main():
        print(table)
