"""What the sidebar shows: all papers, the saved views, tags and sources, each with a count taken in one pass."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from papershelf.marks import Entry, Status
from papershelf.saved import ALL, ALL_NAME, FORGOTTEN_DAYS, SHIPPED, SavedView

Section = Literal["view", "tag", "source"]
Test = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class View:
    """A named query.

    Attributes:
        key: Stable name: `all`, `inbox`, the id of a saved view, `tag:nlp`, `source:page.txt`.
        label: What a person reads.
        count: How many papers it holds now; None where that was not counted.
        section: `view`, `tag` or `source`.
        saved: The query of a saved view; a tag and a source make theirs from the key.
    """

    key: str
    label: str
    count: int | None
    section: Section = "view"
    saved: str = ""

    @property
    def query(self) -> str:
        """What `find` is asked for; empty for all."""
        if self.section == "view":
            return self.saved
        from papershelf.search import Clause  # the first paint shows views and asks for none

        return str(Clause(self.section, self.key.partition(":")[2]))


def quick_tests(now: datetime) -> Mapping[str, Test]:
    """Whether a paper fits, by the text of a query: what ships is counted without loading the search room."""
    long_ago = now - timedelta(days=FORGOTTEN_DAYS)

    def is_forgotten(entry: Entry) -> bool:
        mark = entry.mark
        return mark.starred and mark.status is not Status.READ and _is_before(entry.paper.added_at, long_ago)

    return {
        **{f"is:{status}": _has_status(status) for status in Status},
        "is:starred": lambda entry: entry.mark.starred,
        "has:code": lambda entry: entry.paper.repository is not None,
        "has:note": _has_note,
        "-has:note": lambda entry: not _has_note(entry),
        "seen:>1": lambda entry: len(entry.paper.sources) > 1,
        SHIPPED["forgotten"].query: is_forgotten,
    }


def _has_status(status: Status) -> Test:
    return lambda entry: entry.mark.status is status


def _is_before(kept: str, moment: datetime) -> bool:
    """Whether a date as it is kept lies before a moment; what is no date never does."""
    try:
        then = datetime.fromisoformat(kept)
    except ValueError:
        return False
    return (then if then.tzinfo else then.replace(tzinfo=UTC)) < moment


def _has_note(entry: Entry) -> bool:
    return bool(entry.mark.note.strip())


@dataclass(slots=True)
class Tally:
    """Counts of everything that a view may ask for, taken in one pass.

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


def tally(entries: Iterable[Entry], tests: Mapping[str, Test]) -> Tally:
    """Count entries for the views."""
    counts = Tally()
    named, fitting = tuple(tests.items()), counts.fitting
    for entry in entries:
        counts.total += 1
        for name, test in named:
            if test(entry):
                fitting[name] += 1
        if entry.mark.tags:
            counts.tags.update({name for tag in entry.mark.tags for name in lineage(tag)})
        for name in {listing.file for listing in entry.paper.sources if listing.file}:
            counts.sources[name] += 1
    return counts


def lineage(tag: str) -> list[str]:
    """A tag and the tags it stands under: `nlp/rag` gives `nlp` and `nlp/rag`."""
    parts = tag.split("/")
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def sidebar(saved: Sequence[SavedView], counts: Tally, held: Mapping[str, int]) -> list[View]:
    """Every view from the top.

    Args:
        saved: The saved views in their order.
        counts: For all papers, tags and sources.
        held: How many papers a query finds; a saved view whose query is missing shows no count.
    """
    found = [View(ALL, ALL_NAME, counts.total)]
    found += [View(view.id, view.name, held.get(view.query), saved=view.query) for view in saved]
    for tag, count in sorted(counts.tags.items(), key=lambda pair: pair[0].casefold()):
        found.append(View(f"tag:{tag}", tag, count, "tag"))
    for name, count in sorted(counts.sources.items()):
        found.append(View(f"source:{name}", name, count, "source"))
    return found
