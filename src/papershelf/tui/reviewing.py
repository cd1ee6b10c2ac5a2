"""What waits in the import inbox: the rows of a plan, what is ticked, filtered and mended; no widget is touched."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from papershelf.library import counted
from papershelf.library.planning import ImportPlan, Key, Row, Sort
from papershelf.marks import Status
from papershelf.text import fold, safe_line

if TYPE_CHECKING:
    from papershelf.importers import Problem

PASTED = "pasted text"
MOST_FOLDED = 2_000  # letters of a record that filtering looks at


class Kind(StrEnum):
    """What a line of the inbox is, as its badge says it."""

    NEW = "new"
    NEAR = "near"
    CHANGED = "changed"
    KNOWN = "known"
    TRASHED = "trash"
    BROKEN = "broken"


KINDS = {
    Sort.NEW: Kind.NEW,
    Sort.NEAR: Kind.NEAR,
    Sort.CHANGED: Kind.CHANGED,
    Sort.KNOWN: Kind.KNOWN,
    Sort.TRASHED: Kind.TRASHED,
}


class Item(NamedTuple):
    """A record, or what could not be read.

    Attributes:
        key: Names it among all.
        kind: Its badge.
        text: What filtering by words looks at.
        row: The record.
        problem: What could not be read.
    """

    key: str
    kind: Kind
    text: str
    row: Row | None = None
    problem: "Problem | None" = None


class Again(NamedTuple):
    """A broken entry that a person worked at without success.

    Attributes:
        text: As it stands now.
        reason: Why it still cannot be read.
    """

    text: str
    reason: str


class Laid(NamedTuple):
    """A plan with its items in the order of the pages."""

    plan: ImportPlan
    items: Sequence[Item]


def laid_out(plan: ImportPlan) -> Laid:
    """The items of a plan; a hundred thousand take their time, so this is made on a thread."""
    from papershelf.importers import Page

    rows: dict[int, list[Row]] = {}
    for row in plan.rows:
        rows.setdefault(row.key.page, []).append(row)
    items: list[Item] = []
    for number, page in enumerate(plan.pages):
        if isinstance(page, Page):
            lines = page.records
            mine = [(lines[row.key.record].line, _of_row(row)) for row in rows.get(number, ())]
            mine += [(problem.line, _of_problem(problem, f"{number}!{n}")) for n, problem in enumerate(page.problems)]
            mine.sort(key=lambda each: each[0])
            items += [item for _, item in mine]
        else:
            items.append(_of_problem(page, f"{number}!"))
    return Laid(plan, items)


def _of_row(row: Row) -> Item:
    paper = row.paper
    text = f"{paper.title[:MOST_FOLDED]}\n{', '.join(paper.authors)[:MOST_FOLDED]}\n{paper.venue[:MOST_FOLDED]}"
    return Item(f"{row.key.page}.{row.key.record}", KINDS[row.sort], fold(text), row)


def _of_problem(problem: "Problem", key: str) -> Item:
    text = f"{problem.file}\n{problem.reason}\n{problem.text}\n{problem.entry[:MOST_FOLDED]}"
    return Item(key, Kind.BROKEN, fold(text), problem=problem)


class Review:
    """An import that a person looks at before it is made.

    Args:
        laid: What was read.
        title: What it is, in words: the name of the file.

    Attributes:
        plan: What would be done.
        items: Everything read, in the order of the pages.
        shown: What fits the filter.
        kind: The only kind shown; None for all.
        broken: What could not be read and has an entry, so that it can be mended.
        tags: Given to every paper taken.
        status: Likewise; None leaves them in the inbox.
        again: Broken entries that were worked at, and still cannot be read.
        is_touched: Whether a person did something that leaving would lose.
        is_kept: Whether what is broken stands in a file by now.
        is_triaged: Whether a person wants to go through what comes of it, paper by paper.
    """

    def __init__(self, laid: Laid, title: str) -> None:
        self.title = safe_line(title)
        self.kind: Kind | None = None
        self.tags: tuple[str, ...] = ()
        self.status: Status | None = None
        self.again: dict[Problem, Again] = {}
        self.is_touched = False
        self.is_kept = False
        self.is_triaged = False
        self._off: set[Key] = set()
        self._words: list[str] = []
        self.adopt(laid)

    def adopt(self, laid: Laid) -> None:
        """Go on with the plan as it is now: an entry was mended, or others changed the library."""
        self.plan, self.items = laid
        self.counts = Counter(item.kind for item in self.items)
        self._tickable = {item.row.key for item in self.items if item.row and item.kind is not Kind.TRASHED}
        self._off &= self._tickable
        self.broken = tuple(item.problem for item in self.items if item.problem and item.problem.entry)
        self.sift()

    # Filtering

    def filter(self, words: str) -> None:
        """Show what holds every word."""
        self._words = fold(words).split()
        self.sift()

    def next_kind(self, step: int) -> None:
        """Show only another kind, of which there is something; after the last, all."""
        kinds = [None, *(kind for kind in Kind if self.counts[kind])]
        place = kinds.index(self.kind) if self.kind in kinds else 0
        self.kind = kinds[(place + step) % len(kinds)]
        self.sift()

    def sift(self) -> None:
        """Find what fits."""
        if self.kind is not None and not self.counts[self.kind]:
            self.kind = None
        found: Sequence[Item] = self.items
        if self.kind is not None:
            found = [item for item in found if item.kind is self.kind]
        for word in self._words:
            found = [item for item in found if word in item.text]
        self.shown = found

    @property
    def is_narrowed(self) -> bool:
        """Whether something may be hidden."""
        return self.kind is not None or bool(self._words)

    # Ticking

    @property
    def ticked(self) -> int:
        """How many records are taken."""
        return len(self._tickable) - len(self._off)

    @property
    def tickable(self) -> int:
        """How many records could be taken."""
        return len(self._tickable)

    @property
    def only(self) -> set[Key] | None:
        """The records taken; None for all."""
        return self._tickable - self._off if self._off else None

    def is_ticked(self, item: Item) -> bool:
        """Whether a record is taken."""
        return item.row is not None and item.row.key in self._tickable and item.row.key not in self._off

    def can_tick(self, item: Item) -> bool:
        """Whether a record can be taken: what is broken cannot, and what is in the trash stays there."""
        return item.row is not None and item.row.key in self._tickable

    def turn(self, items: Sequence[Item]) -> None:
        """Tick what is not, and the other way round."""
        self._off ^= self._keys(items)
        self.is_touched = True

    def turn_all(self) -> None:
        """Tick all that is shown, or nothing of it where all is ticked."""
        keys = self._keys(self.shown)
        self._off = self._off - keys if keys & self._off else self._off | keys
        self.is_touched = True

    def _keys(self, items: Sequence[Item]) -> set[Key]:
        return {item.row.key for item in items if item.row} & self._tickable

    # What is broken

    def entry_of(self, problem: "Problem") -> str:
        """An entry as it stands now."""
        return self.again[problem].text if problem in self.again else problem.entry

    def is_edited(self, problem: "Problem") -> bool:
        """Whether an entry is another than it was in its source."""
        return self.entry_of(problem) != problem.entry

    def reason_of(self, problem: "Problem") -> str:
        """Why it cannot be read, as it stands now."""
        return self.again[problem].reason if problem in self.again else problem.reason

    @property
    def would_lose(self) -> int:
        """How many broken entries are nowhere but here."""
        from papershelf.importers import STANDARD_INPUT

        if self.is_kept:
            return 0
        return sum(problem.file in (PASTED, STANDARD_INPUT) or self.is_edited(problem) for problem in self.broken)

    # In words

    @property
    def words(self) -> str:
        """What it is and how much, for a list of what waits."""
        return f"{self.title} · {self.counts_words() or 'nothing'}"

    @property
    def ticked_words(self) -> str:
        """What it is and how much of it is ticked, in a few words."""
        return f"{self.title}, {self.ticked:,} of {self.tickable:,} records ticked"

    @property
    def with_words(self) -> str:
        """What every paper gets: “with #nlp/rag, queued”; nothing where they get nothing."""
        given = [" ".join(f"#{tag}" for tag in self.tags), str(self.status or "")]
        return f"with {', '.join(filter(None, given))}" if any(given) else ""

    def counts_words(self, *, short: bool = False) -> str:
        """How many there are of each kind: “40 new · 3 near-duplicates · 2 broken”."""
        return " · ".join(self.count_words(kind, short=short) for kind in Kind if self.counts[kind])

    def count_words(self, kind: Kind, *, short: bool = False) -> str:
        """How many there are of one kind."""
        count = self.counts[kind]
        if short:
            return f"{count:,} {kind}"
        if kind is Kind.NEAR:
            return counted(count, "near-duplicate") if count < 1000 else f"{count:,} near-duplicates"
        return f"{count:,} {'in the trash' if kind is Kind.TRASHED else kind}"
