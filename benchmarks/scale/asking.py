"""What is asked without a screen: ranked ids of every typed key, and the command line from a fresh process."""

import os
import statistics
import time
from collections.abc import Sequence

from benchmarks.corpora import MissingCorpusError, corpus, seed_papers
from benchmarks.doors import PROGRAM, once
from benchmarks.engines import choose, noting
from benchmarks.known_items import every_key, measure, spread, steady
from benchmarks.queries import make
from benchmarks.report import Table, percentile
from benchmarks.scale.figures import Found, high, median
from benchmarks.scale.shelf import COLLECTIONS, Shelf, say
from papershelf import Library

TYPED = 40  # queries, typed key by key
VERBS: dict[str, tuple[str, ...]] = {
    "search": ("search", "sparse attention"),
    "search, one field": ("search", "is:starred"),
    "list": ("list", "--limit", "20"),
    "show": ("show",),
}
ENGINES = ("papershelf", "tantivy", "fts5", "fzf")
SECONDS = 6.0  # for each engine


def typed_keys(most: int = TYPED) -> list[str]:
    """What stands in the search line after each key of known-item queries of every kind."""
    return every_key(spread(make(seed_papers(), seed=20261122), most))


def ranked(shelf: Shelf) -> Found:
    """From a key to ranked ids, ms, through the library as the screen asks it."""
    with Library.open(shelf.data) as library:
        library.warmed(library.start_warming()())
        typed = typed_keys()
        times = []
        with steady():
            for text in typed:
                began = time.perf_counter()
                library.find(text)
                times.append(1e3 * (time.perf_counter() - began))
    return {"ranked ids, median": median(times), "ranked ids, p95": high(times)}


def verbs(shelf: Shelf, runs: int) -> Found:
    """Medians of whole processes, seconds; what the system keeps of files is warm."""
    surroundings = {**os.environ, **shelf.environ}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    with Library.open(shelf.data) as library:
        last = library.find("").ids[-1]
    figures: Found = {}
    for name, words in VERBS.items():
        whole = (*PROGRAM, *words, *((last,) if name == "show" else ()))
        once(whole, surroundings)
        figures[f"`{name}`"] = median([once(whole, surroundings) for _ in range(runs)])
    figures["`python -c pass`"] = median([once(("-c", "pass"), surroundings) for _ in range(runs)])
    return figures


def engines(sizes: Sequence[int], missing: list[tuple[str, str]]) -> Table:
    """The same keys asked of other engines over the same papers, in one run; `missing` gets what is not there."""
    head = ("engine", *(f"{size:,}: median / p95 of keys" for size in sizes))
    cells: dict[str, dict[int, str]] = {}
    for size in sizes:
        try:
            found = corpus(COLLECTIONS[size])
        except MissingCorpusError as error:
            missing.append((f"{size:,} papers", str(error)))
            continue
        queries = make(found.seeds, seed=20261122, per_kind=2)
        for engine in choose(ENGINES, len(found.papers), noting(missing, f"{size:,} papers")):
            say(f"{size:,}: {engine.name} …")
            run = measure(engine, found, queries[:1], typed_keys(), SECONDS)
            cells.setdefault(run.name, {})[size] = (
                f"{statistics.median(run.keys):.2f} / {percentile(run.keys, 95):.2f} of {len(run.keys):,}"
            )
    table = Table("From a key to ranked ids beside other engines, ms", head)
    for name, row in cells.items():
        table.add(name, *(row.get(size, "–") for size in sizes))
    return table
