"""Fires hostile queries at a library of the seed papers and checks every answer: `python -m tools.fuzz_search`."""

import argparse
import gc
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from benchmarks.corpora import SEEDS, SIZES, MissingCorpusError, corpus
from benchmarks.report import percentile
from papershelf import Library
from papershelf.library.found import Found, texts_of
from papershelf.paper import Paper
from papershelf.search import Clause, Group, Query, caret, parse, read
from papershelf.search.language.completion import Known, complete
from papershelf.settings import seed_pages
from papershelf.store import Store
from tools.fuzz_queries import Maker

ROWS = 12  # of a list are explained, as a screen would
_SLOWEST = 10
_SHOWN = 100
_EVERY = (
    20  # queries of which one is also asked for what costs more than a key: once more, or what would find something
)


@dataclass(frozen=True, slots=True)
class Bug:
    """A query that was answered wrongly.

    Attributes:
        place: The how-manieth it was.
        text: The query.
        words: What is wrong.
    """

    place: int
    text: str
    words: str


@dataclass(slots=True)
class Report:
    """What came of a run.

    Attributes:
        counts: How often each thing happened.
        finds: Processor seconds of the list of each query.
        times: The same with why its first rows are in it: what a key has to wait for.
        relaxed: The same for what would be found with a word less.
        bugs: Answers that were wrong.
    """

    counts: Counter[str] = field(default_factory=Counter)
    finds: list[tuple[float, str]] = field(default_factory=list)
    times: list[tuple[float, str]] = field(default_factory=list)
    relaxed: list[tuple[float, str]] = field(default_factory=list)
    bugs: list[Bug] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [", ".join(f"{count:,} {name}" for name, count in self.counts.most_common())]
        for name, times in (("the list", self.finds), ("a key", self.times), ("a word less", self.relaxed)):
            spent = [seconds * 1e3 for seconds, _ in times]
            if spent:
                shares = ", ".join(f"p{share} {percentile(spent, share):.2f}" for share in (50, 95, 99))
                lines.append(f"{name}, ms: {shares}, most {max(spent):.2f}")
            for seconds, text in sorted(times, reverse=True)[:_SLOWEST]:
                lines.append(f"  {seconds * 1e3:8.2f}  {len(text):6,} characters  {text[:_SHOWN]!a}")
        lines += (f"BUG at {bug.place}: {bug.words}\n  {bug.text[:2_000]!a}" for bug in self.bugs)
        return "\n".join(lines)


def furnished(folder: Path, size: str = SEEDS) -> Library:
    """A library of the seed papers, alone or among others, some of them with marks.

    Raises:
        MissingCorpusError: The others are not on this machine.
    """
    if size != SEEDS:
        with closing(Store.open(folder)) as store, store.transaction("fuzz") as edits:
            for one in corpus(size).papers:
                edits.put_paper(Paper(one.id, one.title, one.abstract, one.title, one.abstract, "2026-01-01T00:00:00Z"))
    library = Library.open(folder)
    if size == SEEDS:
        library.import_files(seed_pages())
    ids = library.find("").ids
    library.star(ids[::7])
    library.set_status(ids[1::11], "queued")
    library.rate(ids[::13], 4)
    library.tag(ids[::5], add=["nlp/rag", "Größe"])
    library.tag(ids[::9], add=["漢字", "to read"])
    for place, note in enumerate(("naïve **notes** on GPT-4", "هذا جيد 🦜", "x" * 5_000, "see fine-tuning\nagain")):
        library.set_note(ids[place * 3], note)
    return library


class Fuzzer:
    """Asks a library and looks at its answers.

    Args:
        library: What is asked.
        seed: Makes the queries.
    """

    def __init__(self, library: Library, seed: int = 1) -> None:
        self.report = Report()
        self._library = library
        self._ids = frozenset(library.find("").ids)
        texts = [text for entry in library.entries() for text in texts_of(entry).values()]
        self._maker = Maker(texts, str(seed))
        self._known = Known(library.tags(), {"page one.txt": 3, "zwölf.txt": 1}, ("sparse models", "größe -x"))
        library.find("warm")

    def run(self, queries: int) -> Report:
        """Ask so many queries."""
        for place in range(queries):
            text = self._maker.query()
            try:
                wrong = self._asked(place, text)
            except Exception:  # whatever it is, it is what the run is for
                wrong = [traceback.format_exc()]
            self.report.bugs += (Bug(place, text, words) for words in wrong)
        return self.report

    def _asked(self, place: int, text: str) -> list[str]:
        counts, started = self.report.counts, time.process_time()
        found = self._library.find(text)
        self.report.finds.append((time.process_time() - started, text))
        wrong = self._explained(found)
        self.report.times.append((time.process_time() - started, text))
        counts["queries"] += 1
        counts["found nothing"] += not found.ids
        counts["with problems"] += bool(found.problems)
        counts["with words"] += found.ranking is not None
        wrong += self._list(found) + _read_well(text) + self._completed(text, place)
        if place % _EVERY == 0:
            again = self._library.find(text)
            if (again.ids, again.divider) != (found.ids, found.divider):
                wrong.append("asked twice, it answers twice otherwise")
        if place % _EVERY == 0 or (not found.ids and place % 2):
            wrong += self._relaxed(text, found)
        return wrong

    def _list(self, found: Found) -> list[str]:
        wrong: list[str] = []
        if len(set(found.ids)) < len(found.ids) or not self._ids.issuperset(found.ids):
            wrong.append("the ids are not different papers of the library")
        query = found.query or Query()
        if not query.terms and len(found.ids) < len(self._ids):
            wrong.append("nothing is asked, and not everything is found")
        if found.ranking is not None and not query.sort:
            tiers = [match.tier for match in found.ranking]
            first = tiers.index("similar") if "similar" in tiers else None
            if tiers != sorted(tiers) or found.divider != first or found.ranking.ids != found.ids:
                wrong.append("a similar paper stands before a literal one, or the divider is elsewhere")
        return wrong

    def _explained(self, found: Found) -> list[str]:
        wrong: list[str] = []
        asks = found.query is not None and bool(found.query.terms) and _asks_words_only(found.query)
        for entry in filter(None, map(self._library.entry, found.ids[:ROWS])):
            why = self._library.explain(found, entry)
            texts = texts_of(entry)
            for name, spans in why.spans.items():
                places = [place for span in (*spans, *((len(texts[name]),) * 2,)) for place in span]
                sound = all(start < end for start, end in spans) and all(a[1] < b[0] for a, b in pairwise(spans))
                if not spans or not sound or places != sorted(places) or places[0] < 0:
                    wrong.append(f"spans {spans} of {name} in {texts[name]!r:.200}")
            if asks and not why.fields:
                wrong.append(f"nothing says why {entry.paper.title!r} is found")
        return wrong

    def _relaxed(self, text: str, found: Found) -> list[str]:
        started = time.process_time()
        less = self._library.relaxed(text)
        self.report.relaxed.append((time.process_time() - started, text))
        self.report.counts["found with a word less"] += less is not None and not found.ids
        return ["a word less finds nothing either"] if less is not None and not less.found.ids else []

    def _completed(self, text: str, place: int) -> list[str]:
        cursor = len(text) if place % 3 else place % (len(text) + 1)
        started = time.process_time()
        offer = complete(text, cursor, self._known)
        if (spent := time.process_time() - started) > 0.05:
            return [f"completing takes {spent * 1e3:.0f} ms"]
        if offer is None:
            return []
        self.report.counts["completed"] += 1
        sound = offer.options and 0 <= offer.start <= offer.end <= len(text)
        return [] if sound else [f"completion {offer}"]


def _asks_words_only(query: Query) -> bool:
    """Whether each paper found must show a word that was asked for."""
    return not any(isinstance(term, Clause | Group) or term.negated for term in query.terms)


def _read_well(text: str) -> list[str]:
    """What is wrong with how a text is read."""
    reading = read(text)
    wrong = [] if parse(str(reading.query)) == reading.query else ["its canonical text means something else"]
    for problem in reading.problems:
        lines = caret(text, problem).split("\n")
        if len(lines) != 2 or not 0 <= problem.start <= problem.end <= len(text) or "^" not in lines[1]:
            wrong.append(f"caret {lines}")
        parse(problem.suggestion)
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from a command line; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", choices=SIZES, default=SEEDS)
    chosen = parser.parse_args(arguments)
    warnings.simplefilter("error")
    gc.disable()  # nothing here goes in circles, and its pauses would be taken for slow queries
    try:
        with tempfile.TemporaryDirectory() as folder, furnished(Path(folder), chosen.size) as library:
            report = Fuzzer(library, chosen.seed).run(chosen.queries)
    except MissingCorpusError as error:
        sys.exit(str(error))
    print(report)
    return 1 if report.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
