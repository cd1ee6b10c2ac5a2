"""Exporting: ten thousand papers to every format beside the least that it can cost, and what a later run writes."""

import gc
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpora import MissingCorpusError, file_of
from benchmarks.report import Table, left_out
from papershelf import Library
from papershelf.exporters import Exporter, Options, exporters, write
from papershelf.importers import draft, find, load, read_source
from papershelf.marks import Entry, Mark, Status
from papershelf.paper import Paper
from papershelf.settings import seed_pages

RUNS = 3
PAPERS = 10_000
NOW = "2026-03-01T09:00:00Z"
BARE = "JSON of title, authors and abstract, nothing else"


def papers(count: int = PAPERS) -> list[Entry]:
    """So many papers: real ones where a collection lies beside the checkout, else the seed pages over and over."""
    try:
        with gzip.open(file_of("10k"), "rt", encoding="utf-8") as lines:
            pages = [find("jsonl").read(lines.read(), "10k.jsonl")]
    except MissingCorpusError:
        pages = [read_source(load(path)) for path in seed_pages()]
    drafts = [draft(record, page, NOW) for page in pages for record in page.records]
    return [entry_of(number, replace(drafts[number % len(drafts)], id=f"p{number:09}")) for number in range(count)]


def entry_of(number: int, paper: Paper) -> Entry:
    """A paper with a mark; every third has a note."""
    note = f"What to remember of paper {number}.\n\n- It says why.\n- It says how.\n" if number % 3 == 0 else ""
    tags = ("nlp/rag", "later") if number % 2 else ()
    return Entry(paper, Mark(f"p{number:09}", number % 7 == 0, Status.READ, tags, None, note))


def seconds(work: Callable[[], object]) -> float:
    """The median of some runs, the collector standing aside."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def bare(entries: Sequence[Entry]) -> str:
    """The least that an export in text can be."""
    return "\n".join(
        json.dumps({"title": e.paper.title, "authors": e.paper.authors, "abstract": e.paper.abstract}) for e in entries
    )


def formats(entries: Sequence[Entry]) -> Table:
    """How fast each format puts papers into words."""
    head = ("format", "papers a second", "ratio to the bare JSON", "MB")
    table = Table(f"{len(entries):,} papers put into words, by format", head)
    floor = seconds(lambda: bare(entries))
    table.add(BARE, f"{len(entries) / floor:,.0f}", "1.0", f"{len(bare(entries).encode()) / 1e6:.1f}")
    for name, exporter in exporters().items():
        texts = exporter.render(entries, Options()).values()
        size = sum(len(text.encode("utf-8", "replace")) for text in texts)
        took = seconds(lambda one=exporter: one.render(entries, Options()))  # type: ignore[misc]
        table.add(name, f"{len(entries) / took:,.0f}", f"{took / floor:.1f}", f"{size / 1e6:.1f}")
    return table


def later_runs(entries: Sequence[Entry]) -> Table:
    """A first export to a disk, one where nothing changed, and one where a single paper did."""
    head = ("format", "first run, s", "nothing changed, s", "files written", "one paper changed, s", "files written ")
    table = Table(f"{len(entries):,} papers to a disk, again and again", head)
    mark = replace(entries[0].mark, note="Another thought.", starred=not entries[0].mark.starred)
    changed = [replace(entries[0], mark=mark), *entries[1:]]
    for name, exporter in exporters().items():
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "target"
            first, _ = run(exporter, entries, target)
            same, none = run(exporter, entries, target)
            other, one = run(exporter, changed, target)
        table.add(name, f"{first:.2f}", f"{same:.2f}", str(none), f"{other:.2f}", str(one))
    return table


def run(exporter: Exporter, entries: Sequence[Entry], target: Path) -> tuple[float, int]:
    """Seconds of a whole export, and how many files it wrote."""
    began = time.perf_counter()
    report = write(exporter.render(entries, Options()), target, merge=exporter.merge)
    return time.perf_counter() - began, len(report.written)


def round_trip(entries: Sequence[Entry]) -> Table:
    """Everything written as JSON Lines and imported into an empty library: whether all of it is what it was."""
    table = Table("JSON Lines imported into an empty library", ("papers", "seconds", "papers that differ"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.jsonl"
        path.write_text(exporters()["jsonl"].render(entries, Options())["."], "utf-8")
        with Library.open(Path(folder) / "data") as library:
            began = time.perf_counter()
            library.import_files([path])
            took = time.perf_counter() - began
            there = {entry.paper.id: entry.paper for entry in library.entries()}
    other = sum(there.get(entry.paper.id) != entry.paper for entry in entries)
    table.add(f"{len(entries):,}", f"{took:.2f}", str(other))
    return table


def main(count: int = PAPERS) -> list[Table]:
    """Measure, and return the tables; where real papers are missing, the last one says so."""
    entries = papers(count)
    missing = []
    try:
        file_of("10k")
    except MissingCorpusError as error:
        missing.append(("10k", f"{error}; the seed pages are taken over and over"))
    return [formats(entries), later_runs(entries), round_trip(entries), *left_out(missing)]


if __name__ == "__main__":
    for table in main():
        print(table)
