"""Asking engines for known items: reciprocal ranks, and milliseconds a key, always in the same order."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks.corpora import Corpus
from benchmarks.engines import Engine
from benchmarks.engines.base import DEPTH
from benchmarks.queries import Wanted, another_fits
from papershelf.text import fold

_T = TypeVar("_T")


@dataclass
class Run:
    """How one engine did.

    Attributes:
        name: The engine.
        build: Seconds that building took.
        answers: The queries asked, each with its reciprocal rank.
        keys: Milliseconds from a key to ranked ids.
    """

    name: str
    build: float = 0.0
    answers: list[tuple[Wanted, float]] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)

    def ranks(self, asked: Callable[[Wanted], bool] = lambda _: True) -> list[float]:
        """The reciprocal ranks of the queries that a test lets through."""
        return [rank for query, rank in self.answers if asked(query)]


@contextmanager
def steady() -> Iterator[None]:
    """The collector looks at nothing that is there already, as in the program once it has started."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def measure(engine: Engine, corpus: Corpus, queries: Sequence[Wanted], keys: Sequence[str], seconds: float) -> Run:
    """Build an engine and ask it; a slow one is asked fewer, evenly chosen, so that it takes about the time given.

    Args:
        engine: Not built yet; closed afterwards.
        corpus: What it is to hold.
        queries: Whose ranks are wanted.
        keys: What stands in the search line after each key.
        seconds: For ranks and for keys, each.
    """
    run = Run(engine.name)
    began = time.perf_counter()
    engine.build(corpus.papers)
    run.build = time.perf_counter() - began
    most = max(1, round(seconds * 1e3 / (engine.pace * len(corpus.papers) / 10_000)))
    with steady():
        for query in spread(queries, most):
            found = engine.find(query.typed, DEPTH)
            run.answers.append((query, reciprocal_rank(found, query.paper_id)))
        for typed in spread(keys, most):
            began = time.perf_counter()
            engine.find(typed, DEPTH)
            run.keys.append((time.perf_counter() - began) * 1e3)
    engine.close()
    return run


def reciprocal_rank(found: Sequence[str], wanted: str) -> float:
    """1 for the first place, 1/2 for the second, 0 beyond the last."""
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0


def spread(values: Sequence[_T], most: int) -> list[_T]:
    """At most so many of some values, at even distances."""
    count = min(most, len(values))
    return [values[place * len(values) // count] for place in range(count)]


def every_key(queries: Sequence[Wanted]) -> list[str]:
    """What stands in the search line after each key of some queries."""
    return [query.typed[:end] for query in queries for end in range(1, len(query.typed) + 1)]


def shared_words(corpus: Corpus, queries: Sequence[Wanted]) -> dict[Wanted, bool]:
    """For each query whether another paper holds all the words meant."""
    folded = folded_texts(corpus)
    return {query: another_fits(query, folded, fold) for query in queries}


def folded_texts(corpus: Corpus) -> Mapping[str, str]:
    """Title and abstract of each paper as words are compared."""
    return {paper.id: fold(f"{paper.title} {paper.abstract}") for paper in corpus.papers}
