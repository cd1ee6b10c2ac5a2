"""Known-item search beside the engines that others use, in one run: how well, how fast, at what cost.

No engine can reach 1: the last column of quality counts the queries whose words another paper holds as well.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import search_cost
from benchmarks.corpora import SIZES, Corpus, MissingCorpusError, corpus
from benchmarks.engines import ENGINES, OWN, choose, noting
from benchmarks.engines.base import DEPTH
from benchmarks.known_items import Run, every_key, measure, shared_words, spread
from benchmarks.queries import Wanted, make
from benchmarks.report import Table, left_out, percentile
from benchmarks.search_misses import misses

SEED = 20261103


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured.

    Attributes:
        sizes: Collections, of `SIZES`.
        engines: Of `ENGINES`.
        seed: Of the generator of queries.
        per_kind: Queries of each kind.
        typed: How many queries are typed key by key.
        seconds: For each engine's ranks at each size, and again for its keys.
        repeats: How often the index is loaded anew; ten times as many papers and notes are put in.
    """

    sizes: Sequence[str] = SIZES
    engines: Sequence[str] = tuple(ENGINES)
    seed: int = SEED
    per_kind: int = 80
    typed: int = 100
    seconds: float = 30.0
    repeats: int = 7


def main(options: Options | None = None) -> list[Table]:
    """Measure, and return the tables; what is not there is left out, and named in the last."""
    options = options or Options()
    missing: list[tuple[str, str]] = []
    tables = [engines := Table("The engines", ("engine", "how it is asked"))]
    for found in _corpora(options, missing):
        queries = make(found.seeds, options.seed, options.per_kind)
        keys = every_key(spread(queries, options.typed))
        runs = []
        for engine in choose(options.engines, len(found.papers), noting(missing, found.name)):
            _say(f"{found.name}: {engine.name} …")
            if (engine.name, engine.how) not in engines.rows:
                engines.add(engine.name, engine.how)
            runs.append(measure(engine, found, queries, keys, options.seconds))
        tables += [_quality(runs, found, queries), _speed(runs, found, len(keys), min(options.typed, len(queries)))]
    if OWN in options.engines:
        tables += search_cost.tables(options.sizes, options.repeats, _say)
    return [*tables, *left_out(missing)]


def _corpora(options: Options, missing: list[tuple[str, str]]) -> Iterator[Corpus]:
    for size in options.sizes:
        try:
            yield corpus(size)
        except MissingCorpusError as error:
            _say(f"left out: {error}")
            missing.append((size, str(error)))


def _quality(runs: Sequence[Run], found: Corpus, queries: Sequence[Wanted]) -> Table:
    shared = shared_words(found, queries)
    heads = (_head(run, len(queries)) for run in runs)
    title = f"Known-item search, MRR@{DEPTH}: {len(queries)} queries, {found.label}"
    table = Table(title, ("kind", "queries", *heads, "another paper holds all the words meant"))

    def add(name: str, asked: Callable[[Wanted], bool]) -> None:
        flags = [flag for query, flag in shared.items() if asked(query)]
        if flags:
            table.add(name, str(len(flags)), *(_mean(run.ranks(asked)) for run in runs), _share(flags))

    for kind in dict.fromkeys(query.kind for query in queries):
        add(kind, lambda query, kind=kind: query.kind == kind)  # type: ignore[misc]  # a default is no argument
    add("all", lambda _: True)
    add("all that no other paper answers", lambda query: not shared[query])
    return table


def _head(run: Run, queries: int) -> str:
    asked = len(run.answers)
    return run.name if asked == queries else f"{run.name} ({asked} of the queries)"


def _mean(ranks: Sequence[float]) -> str:
    return f"{statistics.mean(ranks):.3f}" if ranks else "–"


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.0%}"


def _speed(runs: Sequence[Run], found: Corpus, keys: int, typed: int) -> Table:
    title = f"From a key to ranked ids, ms: every prefix of {typed} queries, {keys} keys, {found.label}"
    table = Table(title, ("engine", "keys", "median", "p95", "worst", "build, s"))
    for run in runs:
        times = (statistics.median(run.keys), percentile(run.keys, 95), max(run.keys))
        table.add(run.name, str(len(run.keys)), *(f"{ms:.2f}" for ms in times), f"{run.build:.2f}")
    return table


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _names(known: Sequence[str], text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(known)}")
    return names


def _asked(arguments: argparse.Namespace) -> Options:
    chosen = {"sizes": arguments.sizes, "engines": arguments.engines, "seed": arguments.seed}
    if arguments.quick:
        few = {"per_kind": 10, "typed": 10, "seconds": 3.0, "repeats": 1}
        return Options(**{**few, **chosen, **({"per_kind": arguments.per_kind} if arguments.per_kind else {})})
    return Options(**chosen, per_kind=arguments.per_kind or Options().per_kind)


def _run(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: _names(SIZES, text), default=SIZES, help=",".join(SIZES))
    parser.add_argument(
        "--engines", type=lambda text: _names(tuple(ENGINES), text), default=tuple(ENGINES), help=",".join(ENGINES)
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the generator of queries")
    parser.add_argument("--per-kind", type=int, help="queries of each kind")
    parser.add_argument("--quick", action="store_true", help="few queries: to see that it runs")
    parser.add_argument("--misses", type=int, metavar="N", help="measure nothing; print up to N misses of each kind")
    arguments = parser.parse_args(words)
    options = _asked(arguments)
    if arguments.misses is None:
        for table in main(options):
            print(table)
        return
    for found in _corpora(options, []):
        queries = make(found.seeds, options.seed, options.per_kind)
        for engine in choose(options.engines, len(found.papers), _say):
            print(f"# {engine.name}, {found.label}")
            for line in misses(engine, found, queries, arguments.misses):
                print(line)


if __name__ == "__main__":
    _run()
