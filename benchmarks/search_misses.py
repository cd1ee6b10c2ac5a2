"""For tuning: the queries whose paper did not come first, and what came in its place."""

from collections.abc import Iterator, Sequence

from benchmarks.corpora import Corpus
from benchmarks.engines import Engine
from benchmarks.engines.base import DEPTH
from benchmarks.known_items import folded_texts
from benchmarks.queries import Wanted, another_fits
from papershelf.text import fold


def misses(engine: Engine, corpus: Corpus, queries: Sequence[Wanted], most: int) -> Iterator[str]:
    """A line for each query that missed, so many of a kind at most; what any engine may miss is marked `shared`."""
    engine.build(corpus.papers)
    titles = {paper.id: paper.title for paper in corpus.papers}
    folded = folded_texts(corpus)
    told: dict[str, int] = {}
    for query in queries:
        found = engine.find(query.typed, DEPTH)
        if told.get(query.kind, 0) == most or found[:1] == [query.paper_id]:
            continue
        told[query.kind] = told.get(query.kind, 0) + 1
        rank = str(found.index(query.paper_id) + 1) if query.paper_id in found else "-"
        shared = "shared" if another_fits(query, folded, fold) else ""
        first = titles[found[0]] if found else "nothing"
        yield (
            f"{query.kind} | {query.typed!r} meant {' '.join(query.meant)!r} | rank {rank} {shared}\n"
            f"    wanted {titles[query.paper_id]}\n    first  {first}"
        )
    engine.close()
