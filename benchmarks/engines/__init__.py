"""Engines that find papers: the program's own, and what others use, built as for search as you type."""

from collections.abc import Callable, Sequence

from benchmarks.engines.base import Engine, MissingEngineError
from benchmarks.engines.fts5 import Prefixes, Trigrams
from benchmarks.engines.fuzzy_finder import FuzzyFinder
from benchmarks.engines.own import Papershelf
from benchmarks.engines.ranked import Bm25s
from benchmarks.engines.ratios import TitleRatio
from benchmarks.engines.terms import Tantivy

__all__ = ["ENGINES", "OWN", "Engine", "MissingEngineError", "choose", "noting"]

OWN = "papershelf"
ENGINES: dict[str, Callable[[], Engine]] = {
    OWN: Papershelf,
    "tantivy": Tantivy,
    "fts5": Prefixes,
    "trigram": Trigrams,
    "bm25s": Bm25s,
    "fzf": lambda: FuzzyFinder("fzf, titles", titles_only=True),
    "fzf-all": lambda: FuzzyFinder("fzf, title + abstract", titles_only=False),
    "wratio": TitleRatio,
}


def choose(names: Sequence[str], papers: int, say: Callable[[str], None]) -> list[Engine]:
    """The engines of these names that are installed and can hold so many papers, not yet built; `say` hears why not."""
    engines: list[Engine] = []
    for name in names:
        try:
            engine = ENGINES[name]()
        except MissingEngineError as missing:
            say(f"{name} is left out: {missing}")
            continue
        if papers > engine.most_papers:
            say(f"{engine.name} is left out: too slow for more than {engine.most_papers:,} papers")
            continue
        engines.append(engine)
    return engines


def noting(rows: list[tuple[str, str]], size: str) -> Callable[[str], None]:
    """A `say` for `choose` that notes each engine with its size, and why it is left out."""

    def note(words: str) -> None:
        name, _, why = words.partition(" is left out: ")
        rows.append((f"{name}, {size}", why))

    return note
