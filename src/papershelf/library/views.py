"""What the sidebar shows: all papers, saved views, lists, tags and sources, each with a count taken in one pass."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from papershelf.days import day_of
from papershelf.library.tallying import Tally
from papershelf.marks import Entry, Mark, Status, is_asleep, is_back, is_open
from papershelf.paper import Paper
from papershelf.provenance import pages_of
from papershelf.saved import ALL, ALL_NAME, DUE_DAYS, FORGOTTEN_DAYS, SHIPPED, SavedView

Section = Literal["view", "list", "tag", "source"]


@dataclass(frozen=True, slots=True)
class View:
    """A named query.

    Attributes:
        key: Stable name: `all`, `inbox`, the id of a saved view, `list:` and a list's id, `tag:nlp`, `source:page.txt`.
        label: What a person reads.
        count: How many papers it holds now; None where that was not counted.
        section: `view`, `list`, `tag` or `source`.
        saved: The query of a saved view; any other makes its own from the key.
        depth: Under how many lists a list stands.
        about: The first line of a list's description.
    """

    key: str
    label: str
    count: int | None
    section: Section = "view"
    saved: str = ""
    depth: int = 0
    about: str = ""

    @property
    def heading(self) -> str:
        """Its name, and what it is about where that is told."""
        return f"{self.label} · {self.about}" if self.about else self.label

    @property
    def query(self) -> str:
        """What `find` is asked for; empty for all."""
        if self.section == "view":
            return self.saved
        from papershelf.search import Clause  # the first paint shows views and asks for none

        return str(Clause(self.section, self.key.partition(":")[2]))


@dataclass(frozen=True, slots=True)
class Quick:
    """When a paper fits: what is asked of its mark, and what of the paper; None where nothing is."""

    mark: Callable[[Mark], bool] | None = None
    paper: Callable[[Paper], bool] | None = None

    def __call__(self, entry: Entry) -> bool:
        """Whether a paper fits."""
        return (self.mark is None or self.mark(entry.mark)) and (self.paper is None or self.paper(entry.paper))


PAPER_TESTS: Mapping[str, Callable[[Paper], bool]] = {
    "has:code": lambda paper: paper.repository is not None,
    "seen:>1": lambda paper: pages_of(paper) > 1,
}
"""Of what ships, that which only asks what a paper is, by the text of the query."""


def quick_tests(now: datetime) -> Mapping[str, Quick]:
    """Whether a paper fits, by the text of a query: what ships is counted without loading the search room."""
    long_ago = now - timedelta(days=FORGOTTEN_DAYS)
    today = day_of(now)
    day, soon = today.isoformat(), (today + timedelta(days=DUE_DAYS)).isoformat()

    def is_awake(mark: Mark, status: Status) -> bool:
        return mark.status is status and not is_asleep(mark, day)

    return {
        **{f"is:{status}": Quick(_has_status(status)) for status in Status},
        **{query: Quick(paper=test) for query, test in PAPER_TESTS.items()},
        "is:starred": Quick(lambda mark: mark.starred),
        "has:note": Quick(_has_note),
        "-has:note": Quick(lambda mark: not _has_note(mark)),
        SHIPPED["forgotten"].query: Quick(
            lambda mark: mark.starred and mark.status is not Status.READ,
            lambda paper: _is_before(paper.added_at, long_ago),
        ),
        SHIPPED["inbox"].query: Quick(lambda mark: is_back(mark, day) or is_awake(mark, Status.INBOX)),
        SHIPPED["queued"].query: Quick(lambda mark: is_awake(mark, Status.QUEUED)),
        SHIPPED["due"].query: Quick(lambda mark: "" < mark.due <= soon and is_open(mark)),
        SHIPPED["snoozed"].query: Quick(lambda mark: is_asleep(mark, day)),
    }


def _has_status(status: Status) -> Callable[[Mark], bool]:
    return lambda mark: mark.status is status


def _is_before(kept: str, moment: datetime) -> bool:
    """Whether a date as it is kept lies before a moment; what is no date never does."""
    try:
        then = datetime.fromisoformat(kept)
    except ValueError:
        return False
    return (then if then.tzinfo else then.replace(tzinfo=UTC)) < moment


def _has_note(mark: Mark) -> bool:
    return bool(mark.note.strip())


def sidebar(
    saved: Sequence[SavedView], counts: Tally, held: Mapping[str, int | None], lists: Sequence[View] = ()
) -> list[View]:
    """Every view from the top.

    Args:
        saved: The saved views in their order.
        counts: For all papers, tags and sources.
        held: How many papers a query finds; a saved view whose query is missing, or with None, shows no count.
        lists: The reading lists in their order.
    """
    found = [View(ALL, ALL_NAME, counts.total)]
    found += [View(view.id, view.name, held.get(view.query), saved=view.query) for view in saved]
    found += lists
    for tag, count in sorted(counts.tags.items(), key=lambda pair: pair[0].casefold()):
        found.append(View(f"tag:{tag}", tag, count, "tag"))
    for name, count in sorted(counts.sources.items()):
        found.append(View(f"source:{name}", name, count, "source"))
    return found
