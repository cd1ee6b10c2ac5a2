"""Suggestions measured: what comes first by likeness to starred papers, which tags are suggested, and how soon.

The tags are `seed_topics.json`, which says how it was made.
"""

import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.corpora import SIZES, MissingCorpusError, corpus, seed_papers
from benchmarks.engines.base import optional, version_of
from benchmarks.engines.own import build_index
from benchmarks.known_items import spread, steady
from benchmarks.queries import Known
from benchmarks.report import Table, left_out, percentile
from papershelf import Library
from papershelf.library.fitting import fitting_tags
from papershelf.marks import Entry, Mark
from papershelf.settings import seed_pages

TOPICS = Path(__file__).parent / "seed_topics.json"
STARRED = 10
FIRST = 10
DRAWS = 20
SUGGESTED = 3
SHARES = (1.0, 0.3, 0.1)
STARS = (10, 100, 1_000)
REPEATS = 20

Order = Callable[[Sequence[str]], Sequence[str]]


def main(draws: int = DRAWS, sizes: Sequence[str] = SIZES, shares: Sequence[float] = SHARES) -> list[Table]:
    """Measure, and return the tables."""
    topics = topics_by_name()
    missing: list[tuple[str, str]] = []
    tables = [likeness(topics, draws), suggestions(topics, shares), re_ranking(sizes, missing.append)]
    return [*tables, *left_out(missing)]


def topics_by_name() -> dict[str, list[str]]:
    """The papers of each tag, by id, in order."""
    known = json.loads(TOPICS.read_text("utf-8"))["topics"]
    return {name: sorted(known[name]) for name in sorted(known)}


def halves(names: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The tags that were used to choose how papers are ranked, and those that were held out."""
    return names[::2], names[1::2]


# Likeness


def likeness(topics: Mapping[str, Sequence[str]], draws: int) -> Table:
    """How many of the first papers have the tag of those that are starred."""
    orders = orders_of(seed_papers())
    table = Table(
        f"Like the ones I starred: {STARRED} papers of a tag starred, precision at {FIRST} of the rest, "
        f"mean of {draws} draws, 526 seed papers",
        ("tag", "papers", *orders),
    )
    figures: dict[str, list[float]] = {}
    for name, papers in topics.items():
        drawn = [random.Random(f"{name}{draw}").sample(papers, STARRED) for draw in range(draws)]
        figures[name] = [
            statistics.mean(precision(papers, starred, order(starred)) for starred in drawn)
            for order in orders.values()
        ]
        table.add(name, str(len(papers)), *(f"{figure:.2f}" for figure in figures[name]))
    chosen, held_out = halves(list(topics))
    for label, names in (("mean, tuning", chosen), ("mean, held out", held_out), ("mean, all", list(topics))):
        means = zip(*(figures[name] for name in names), strict=True)
        table.add(f"**{label}**", str(len(names)) + " tags", *(f"**{statistics.mean(mean):.3f}**" for mean in means))
    return table


def precision(papers: Sequence[str], starred: Sequence[str], order: Sequence[str]) -> float:
    """Which share of the first papers that are not starred has the tag."""
    first = [paper_id for paper_id in order if paper_id not in starred][:FIRST]
    return sum(paper_id in papers for paper_id in first) / FIRST


def orders_of(papers: Sequence[Known]) -> dict[str, Order]:
    """Each way to order the papers, by what a table calls it."""
    index = build_index(papers)
    ids = [paper.id for paper in papers]

    def at_random(starred: Sequence[str]) -> Sequence[str]:
        return random.Random("".join(starred)).sample(ids, len(ids))

    def own(starred: Sequence[str]) -> Sequence[str]:
        ordered: Sequence[str] = index.likeness(starred).ordered(ids)
        return ordered

    plain = PlainBm25(papers)
    return {
        "random": at_random,
        f"BM25 of the joined titles ({version_of('bm25s')})": lambda starred: plain.order(starred, abstracts=False),
        "BM25 of titles and abstracts": lambda starred: plain.order(starred, abstracts=True),
        "papershelf": own,
    }


class PlainBm25:
    """Plain BM25 over title and abstract as one text, asked with the texts of the starred papers as one."""

    def __init__(self, papers: Sequence[Known]) -> None:
        self.bm25s: Any = optional("bm25s")
        self.papers = {paper.id: paper for paper in papers}
        self.index = self.bm25s.BM25()
        texts = [f"{paper.title} {paper.abstract}" for paper in papers]
        self.index.index(self.bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def order(self, starred: Sequence[str], *, abstracts: bool) -> list[str]:
        """All papers, the best first."""
        chosen = [self.papers[paper_id] for paper_id in starred]
        asked = " ".join(f"{paper.title} {paper.abstract}" if abstracts else paper.title for paper in chosen)
        words = self.bm25s.tokenize([asked], stopwords="en", return_ids=False, show_progress=False)[0]
        scores = self.index.get_scores([word for word in words if word in self.index.vocab_dict])
        scored = dict(zip(self.papers, scores.tolist(), strict=True))
        return sorted(scored, key=lambda paper_id: -scored[paper_id])


# Tags


def suggestions(topics: Mapping[str, Sequence[str]], shares: Sequence[float]) -> Table:
    """How often one of the suggested tags is one that a person gave the paper, whose own tags are left out."""
    tags = {
        paper_id: [name for name in topics if paper_id in topics[name]] for paper_id in set(chain(*topics.values()))
    }
    table = Table(
        f"Tags suggested: a paper's own tags among the {SUGGESTED} suggested, its own left out, {len(tags)} papers",
        ("papers tagged before", "at random", "the most frequent", "papershelf", "papershelf, the first one"),
    )
    for share in shares:
        chosen = random.Random(1).sample(sorted(tags), int(share * len(tags)))
        table.add(str(len(chosen)), *(f"{figure:.3f}" for figure in _hits(tags, chosen)))
    return table


def _hits(tags: Mapping[str, Sequence[str]], chosen: Sequence[str]) -> list[float]:
    """The share of papers with a hit: at random, by frequency, by papershelf, and by its first suggestion."""
    given = {paper_id: tags[paper_id] for paper_id in chosen}
    names = sorted(set(chain(*given.values())))
    counts = Counter(chain(*given.values()))
    hits = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.import_files(seed_pages())
        for name in names:
            library.tag([paper_id for paper_id in chosen if name in tags[paper_id]], add=[name])
        spelt = {name: tag for name in names for tag in library.tags() if tag.replace("-", " ") == name}
        index = library.start_warming()()
        for paper_id in sorted(tags):
            entry = library.entry(paper_id)
            assert entry is not None, "a tagged paper is a seed"
            own = {spelt.get(name, name) for name in tags[paper_id]}
            rest = counts - Counter(given.get(paper_id, ()))
            found = fitting_tags(index, library._store, Entry(entry.paper, Mark(paper_id)), SUGGESTED)
            suggested = [one.tag for one in found]
            frequent = {spelt[name] for name, _ in rest.most_common(SUGGESTED)}
            drawn = {spelt[name] for name in random.Random(paper_id).sample(names, SUGGESTED)}
            for place, some in enumerate((drawn, frequent, suggested, suggested[:1])):
                hits[place] += not own.isdisjoint(some)
    return [count / len(tags) for count in hits]


# Time


def re_ranking(sizes: Sequence[str], missing: Callable[[tuple[str, str]], object] = print) -> Table:
    """Milliseconds from a star to all papers in order; `missing` hears which collections are not on this machine."""
    table = Table(
        "All papers ordered anew after a star, ms of processor time, median / p95",
        ("papers", *(f"{n:,} stars" for n in STARS)),
    )
    for size in sizes:
        try:
            papers = corpus(size).papers
        except MissingCorpusError as error:
            missing((size, str(error)))
            continue
        table.add(f"{len(papers):,}", *_times(papers))
    return table


def _times(papers: Sequence[Known]) -> Iterator[str]:
    index = build_index(papers)
    ids = [paper.id for paper in papers]
    with steady():
        for count in STARS:
            times: list[float] = []
            for draw in range(REPEATS):
                starred = random.Random(draw).sample(ids, min(count, len(ids)))
                began = time.process_time()  # a busy machine changes it less than the time of the clock
                index.likeness(starred).ordered(ids)
                times.append((time.process_time() - began) * 1e3)
            yield f"{statistics.median(times):.1f} / {percentile(times, 95):.1f}" if count <= len(ids) else "–"


if __name__ == "__main__":
    print("\n".join(map(str, main(sizes=spread(SIZES, len(SIZES))))))
