"""Counting what every view holds: once for all papers, afterwards only for those that changed."""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import dataclass, field

from papershelf.marks import Entry, Mark
from papershelf.paper import Paper

Test = Callable[[Entry], bool]


@dataclass(slots=True)
class Tally:
    """Counts of everything that a view may ask for.

    Attributes:
        total: All papers.
        fitting: Papers that fit a test, by the test's name.
        tags: Papers by tag, and by every tag that one stands under.
        sources: Papers by file.
    """

    total: int = 0
    fitting: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)


Share = tuple[tuple[str, ...], frozenset[str], frozenset[str]]


class Tallier:
    """Counts papers again and again; whoever is the same object as last time is not looked at again."""

    def __init__(self) -> None:
        self._asked: Hashable = None
        self._known: dict[str, tuple[Paper, Mark | None, Share]] = {}
        self._counts = Tally()

    def count(
        self, papers: Mapping[str, Paper], marks: Mapping[str, Mark], tests: Mapping[str, Test], moment: Hashable
    ) -> Tally:
        """Count for the views.

        Args:
            papers: All papers by id.
            marks: What the person added, by the same ids.
            tests: Whether a paper fits, by name.
            moment: What else the tests answer by, such as the minute; where it is another, all is counted anew.
        """
        asked = (tuple(tests), moment)
        if asked != self._asked:
            self._asked, self._known, self._counts = asked, {}, Tally()
        known = self._known
        for paper_id, paper in papers.items():
            mark, before = marks.get(paper_id), known.get(paper_id)
            if before is not None and before[0] is paper and before[1] is mark:
                continue
            if before is not None:
                self._add(before[2], -1)
            share = _share(Entry(paper, mark or Mark(paper_id)), tests)
            known[paper_id] = paper, mark, share
            self._add(share, 1)
        if len(known) > len(papers):
            for paper_id in known.keys() - papers.keys():
                self._add(known.pop(paper_id)[2], -1)
        self._counts.total = len(papers)
        return self._counts

    def _add(self, share: Share, step: int) -> None:
        counts = self._counts
        for counter, names in zip((counts.fitting, counts.tags, counts.sources), share, strict=True):
            for name in names:
                counter[name] += step
                if not counter[name]:
                    del counter[name]


class TagTallier:
    """Counts the tags of papers again and again, going through marks only."""

    def __init__(self) -> None:
        self._known: dict[str, Mark] = {}
        self._counts: Counter[str] = Counter()

    def count(self, papers: Container[str], marks: Mapping[str, Mark]) -> Counter[str]:
        """How many papers carry a tag, or one under it, by tag.

        Args:
            papers: The ids of those that there are.
            marks: What the person added, by paper.
        """
        tagged = {key: mark for key, mark in marks.items() if mark.tags and key in papers}
        for key, mark in [pair for pair in self._known.items() if tagged.get(pair[0]) is not pair[1]]:
            self._counts.subtract({name for tag in mark.tags for name in lineage(tag)})
            del self._known[key]
        for key, mark in tagged.items():
            if key not in self._known:
                self._counts.update({name for tag in mark.tags for name in lineage(tag)})
        self._known = tagged
        return +self._counts


def _share(entry: Entry, tests: Mapping[str, Test]) -> Share:
    """What one paper is counted for."""
    fits = tuple(name for name, test in tests.items() if test(entry))
    tags = frozenset(name for tag in entry.mark.tags for name in lineage(tag))
    return fits, tags, frozenset(listing.file for listing in entry.paper.sources if listing.file)


def lineage(tag: str) -> list[str]:
    """A tag and the tags it stands under: `nlp/rag` gives `nlp` and `nlp/rag`."""
    parts = tag.split("/")
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
