"""Views: named queries with a live count, as the sidebar shows them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from papershelf.marks import Entry, Status

STATUS_LABELS = {
    Status.INBOX: "Inbox",
    Status.QUEUED: "Queue",
    Status.READING: "Reading",
    Status.READ: "Read",
    Status.SKIPPED: "Skipped",
}

VIEW_QUERIES = {
    "all": "",
    **{status.value: f"is:{status}" for status in Status},
    "starred": "is:starred",
    "code": "has:code",
    "note": "has:note",
}

Section = Literal["view", "tag", "source"]


@dataclass(frozen=True, slots=True)
class View:
    """A named query.

    Attributes:
        key: Stable name: `all`, `inbox`, `tag:nlp`, `source:page.txt`.
        label: What a person reads.
        count: How many papers it holds now.
        section: `view`, `tag` or `source`.
    """

    key: str
    label: str
    count: int
    section: Section = "view"

    @property
    def query(self) -> str:
        """What `find` is asked for; empty for all."""
        if self.section == "view":
            return VIEW_QUERIES[self.key]
        from papershelf.search import Clause  # the first paint shows views and asks for none

        return str(Clause(self.section, self.key.partition(":")[2]))


@dataclass(slots=True)
class Tally:
    """Counts of everything that a view may ask for, taken in one pass."""

    total: int = 0
    starred: int = 0
    code: int = 0
    note: int = 0
    status: Counter[Status] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)


def tally(entries: Iterable[Entry]) -> Tally:
    """Count entries for the views."""
    counts = Tally()
    for entry in entries:
        mark = entry.mark
        counts.total += 1
        counts.starred += mark.starred
        counts.code += entry.paper.repository is not None
        counts.note += bool(mark.note.strip())
        counts.status[mark.status] += 1
        counts.tags.update({name for tag in mark.tags for name in lineage(tag)})
        counts.sources.update({listing.file for listing in entry.paper.sources if listing.file})
    return counts


def lineage(tag: str) -> list[str]:
    """A tag and the tags it stands under: `nlp/rag` gives `nlp` and `nlp/rag`."""
    parts = tag.split("/")
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def views(entries: Iterable[Entry]) -> list[View]:
    """Every view, in the order of the sidebar."""
    counts = tally(entries)
    found = [View("all", "All", counts.total)]
    for status in (Status.INBOX, Status.QUEUED, Status.READING, Status.READ):
        found.append(View(status.value, STATUS_LABELS[status], counts.status[status]))
    found += [
        View("starred", "Starred", counts.starred),
        View("code", "Has code", counts.code),
        View("note", "Has note", counts.note),
        View(Status.SKIPPED.value, STATUS_LABELS[Status.SKIPPED], counts.status[Status.SKIPPED]),
    ]
    for tag, count in sorted(counts.tags.items(), key=lambda pair: pair[0].casefold()):
        found.append(View(f"tag:{tag}", tag, count, "tag"))
    for name, count in sorted(counts.sources.items()):
        found.append(View(f"source:{name}", name, count, "source"))
    return found
