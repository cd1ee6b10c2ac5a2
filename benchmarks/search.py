"""Known-item search on the seed pages, beside two engines that others use, in one run.

No engine can reach 1: the last column counts the queries that fit another paper as well.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from benchmarks.queries import Known, Wanted, make, others_that_fit
from benchmarks.report import Table, percentile
from papershelf import Library
from papershelf.search import Field, Index
from papershelf.settings import seed_pages
from papershelf.text import fold

SEED = 20261103
DEPTH = 10
BUILDS = 5

Engine = Callable[[str], Sequence[str]]


def seed_papers() -> list[Known]:
    """The papers of the seed pages, through the program's own reader."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.import_files(seed_pages())
        return [Known(e.paper.id, e.paper.title, e.paper.abstract) for e in library.entries()]


def papershelf_index(papers: Sequence[Known]) -> Index:
    """The program's own index."""
    index = Index()
    for paper in papers:
        index.put(paper.id, {Field.TITLE: paper.title, Field.ABSTRACT: paper.abstract})
    return index


def own_engine(papers: Sequence[Known]) -> Engine:
    """The program's own search."""
    index = papershelf_index(papers)
    index.warm()
    return lambda typed: [match.doc_id for match in index.search(typed, limit=DEPTH)]


def ratio_engine(papers: Sequence[Known]) -> Engine:
    """RapidFuzz over whole titles, as most programs use it."""
    titles = {paper.id: paper.title.lower() for paper in papers}
    return lambda typed: [key for _, _, key in process.extract(typed.lower(), titles, scorer=WRatio, limit=DEPTH)]


def sqlite_engine(papers: Sequence[Known]) -> Engine:
    """SQLite FTS5, every word a prefix, any of them enough, the title weighing five times."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table p using fts5(id unindexed, title, abstract, tokenize='unicode61', prefix='2 3')")
    base.executemany("insert into p values (?, ?, ?)", ((paper.id, paper.title, paper.abstract) for paper in papers))

    def find(typed: str) -> list[str]:
        words = "".join(char if char.isalnum() else " " for char in typed).split()
        query = " OR ".join(f'"{word}"*' for word in words)
        order = "select id from p where p match ? order by bm25(p, 0, 5, 1) limit ?"
        return [row[0] for row in base.execute(order, (query, DEPTH))]

    return find


def reciprocal_rank(found: Sequence[str], wanted: str) -> float:
    """1 for the first place, 1/2 for the second, 0 beyond the tenth."""
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0


def run(engine: Engine, queries: Sequence[Wanted]) -> tuple[dict[str, list[float]], list[float]]:
    """Reciprocal ranks by kind, and milliseconds a query."""
    ranks: dict[str, list[float]] = {}
    times: list[float] = []
    for query in queries:
        began = time.perf_counter()
        found = engine(query.typed)
        times.append((time.perf_counter() - began) * 1e3)
        ranks.setdefault(query.kind, []).append(reciprocal_rank(found, query.paper_id))
    return ranks, times


def every_prefix(queries: Sequence[Wanted], count: int = 100) -> list[Wanted]:
    """What stands in the search line after each key, for some of the queries of every kind."""
    chosen = queries[:: max(1, len(queries) // count)]
    return [
        Wanted(query.kind, query.typed[:end], query.paper_id)
        for query in chosen
        for end in range(1, len(query.typed) + 1)
    ]


def main(seed: int = SEED) -> list[Table]:
    """Measure, and return the tables."""
    papers = seed_papers()
    queries = make(papers, seed)
    engines = {
        "papershelf": own_engine(papers),
        "SQLite FTS5, prefix": sqlite_engine(papers),
        "RapidFuzz WRatio, titles": ratio_engine(papers),
    }
    results = {name: run(engine, queries) for name, engine in engines.items()}
    return [_quality(results, queries, papers), _speed(results, engines["papershelf"], queries, papers)]


def _quality(
    results: dict[str, tuple[dict[str, list[float]], list[float]]], queries: Sequence[Wanted], papers: Sequence[Known]
) -> Table:
    folded = {paper.id: fold(f"{paper.title} {paper.abstract}") for paper in papers}
    shared: dict[str, list[bool]] = {}
    for query in queries:
        shared.setdefault(query.kind, []).append(others_that_fit(query, folded, fold) > 0)
    title = f"Known-item search, MRR@{DEPTH}: {len(queries)} queries on {len(papers)} papers"
    table = Table(title, ("kind", "queries", *results, "another paper holds all the words meant"))
    for kind, flags in shared.items():
        means = (f"{statistics.mean(ranks[kind]):.3f}" for ranks, _ in results.values())
        table.add(kind, str(len(flags)), *means, f"{sum(flags) / len(flags):.0%}")
    means = (f"{statistics.mean(chain.from_iterable(ranks.values())):.3f}" for ranks, _ in results.values())
    flags = list(chain.from_iterable(shared.values()))
    table.add("all", str(len(queries)), *means, f"{sum(flags) / len(flags):.0%}")
    return table


def _speed(
    results: dict[str, tuple[dict[str, list[float]], list[float]]],
    own: Engine,
    queries: Sequence[Wanted],
    papers: Sequence[Known],
) -> Table:
    table = Table("Search, ms", ("what", "median", "p95", "worst"))
    rows = [(f"a query, {name}", times) for name, (_, times) in results.items()]
    _, keys = run(own, every_prefix(queries))
    rows.append(("a key, papershelf, every prefix of 100 queries", keys))
    builds: list[float] = []
    warmings: list[float] = []
    for _ in range(BUILDS):
        began = time.perf_counter()
        index = papershelf_index(papers)
        built = time.perf_counter()
        index.warm()
        builds.append((built - began) * 1e3)
        warmings.append((time.perf_counter() - built) * 1e3)
    rows += [
        (f"building the index of {len(papers)} papers", builds),
        ("warming it, once, before the first key", warmings),
    ]
    for name, times in rows:
        table.add(name, f"{statistics.median(times):.2f}", f"{percentile(times, 95):.2f}", f"{max(times):.2f}")
    return table


if __name__ == "__main__":
    for made in main(*map(int, sys.argv[1:2])):
        print(made)
