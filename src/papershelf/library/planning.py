"""What an import would do, row by row, before anything is written: looked at, mended, ticked, and then carried out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from papershelf.library.events import counted
from papershelf.library.lore import NO_LORE, Lore, registered
from papershelf.marks import Mark, Trashed
from papershelf.paper import Paper
from papershelf.progress import Progress, Step, told, unheard

if TYPE_CHECKING:
    from papershelf.identity import NearDuplicate, Register
    from papershelf.importers import ListHead, Page, Problem


class Sort(StrEnum):
    """What a record would become."""

    NEW = "new"
    NEAR = "near-duplicate"  # new, but it looks like a paper that is there
    CHANGED = "changed"
    KNOWN = "known"
    TRASHED = "in the trash"


class Key(NamedTuple):
    """Which record of a plan is meant; it stays the same when an entry is mended.

    Attributes:
        page: Place of its page among those of the plan, the first being 0.
        record: Place among the records of the page, likewise.
    """

    page: int
    record: int


class Row(NamedTuple):
    """One record of an import.

    Attributes:
        key: Which one.
        sort: What it would become.
        paper: The paper as it would stand.
        before: The paper as it stands, or None for a new one.
        near: Papers that it looks like, the most alike first; only of a new one.
        mark: What a person had added to it where it comes from, and comes along.
    """

    key: Key
    sort: Sort
    paper: Paper
    before: Paper | None = None
    near: "tuple[NearDuplicate, ...]" = ()
    mark: Mark | None = None


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        listings: Records read from the sources.
        new: Papers not in the library before.
        known: Listings of papers that were there already, on this import's pages too.
        changed: Listings that taught the library something new of a paper.
        trashed: Listings of papers that lie in the trash, and stay there; they are among the known ones.
        left_out: Records that a person did not want.
        near_duplicates: Pairs of papers that look alike; nothing was merged.
        problems: What could not be placed, with file, line and reason.
        files: Names of the sources read.
        papers: The papers to be written, as they will stand, by id.
        new_ids: Ids of the new papers, in the order of the pages.
        ids: Ids of all papers on the pages that are not in the trash, in their order, none twice.
        marks: What a person had added to papers where they come from, with the papers' ids, in the order of the pages.
        lists: The reading lists of the pages, each with the ids of its papers.
    """

    listings: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    trashed: int = 0
    left_out: int = 0
    near_duplicates: "list[NearDuplicate]" = field(default_factory=list)
    problems: "list[Problem]" = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)
    new_ids: list[str] = field(default_factory=list)
    ids: dict[str, None] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    lists: "list[tuple[ListHead, tuple[str, ...]]]" = field(default_factory=list)

    @property
    def words(self) -> str:
        """The import in a sentence, for the history and the screen."""
        pages = self.files[0] if len(self.files) == 1 else f"{len(self.files)} pages"
        names = ", ".join(f"“{head.name}”" for head, _ in self.lists[:1])
        lists = f", and the list {names}" if names else ""
        return f"imported {pages}: {self.new} new of {counted(self.listings, 'listing')}{lists}"


@dataclass(slots=True)
class ImportPlan:
    """What was read, and what would come of each record.

    Attributes:
        pages: What the importers read; a problem stands for a source that could not be read.
        rows: The records, page by page.
        report: The same counted, if all rows are taken.
        present: The papers among which they were placed.
        trash: The deleted ones.
        only: The records that were placed; None for all.
        lore: What is known beside of the papers among which they were placed.
    """

    pages: "tuple[Page | Problem, ...]"
    present: Mapping[str, Paper]
    trash: Mapping[str, Trashed]
    only: Collection[Key] | None = None
    lore: Lore = NO_LORE
    rows: list[Row] = field(default_factory=list)
    report: ImportReport = field(default_factory=ImportReport)

    @property
    def problems(self) -> "list[Problem]":
        """What could not be read, in the order of the pages."""
        return self.report.problems

    def holds(self, present: Mapping[str, Paper], trash: Mapping[str, Trashed], only: Collection[Key] | None) -> bool:
        """Whether placing these records among these papers would come to the same."""
        return only == self.only and present == self.present and trash == self.trash


NONE: Mapping[str, Trashed] = MappingProxyType({})


def plan(
    pages: "Sequence[Page | Problem]",
    present: Mapping[str, Paper],
    now: str,
    progress: Progress = unheard,
    trash: Mapping[str, Trashed] = NONE,
    only: Collection[Key] | None = None,
    lore: Lore = NO_LORE,
) -> ImportPlan:
    """Place the records of pages among the papers already present; nothing is written.

    Args:
        pages: What the importers read; a problem stands for a source that could not be read.
        present: The library's papers by id.
        now: Time of the import, ISO 8601 in UTC.
        progress: Told how many listings are placed.
        trash: The deleted papers by id: an import does not bring them back.
        only: The records to take; all if left out.
        lore: What is known beside of the papers already present.

    Raises:
        Cancelled: The listener wants no import.
    """
    from papershelf.importers import Page, draft

    made = ImportPlan(tuple(pages), present, trash, only, lore)
    report = made.report
    gone = {paper_id: trashed.paper for paper_id, trashed in trash.items() if paper_id not in present}
    register = registered(made.pages, present, gone, lore, now, progress)
    drafts = (
        (Key(number, place), record, page)
        for number, page in enumerate(pages)
        if isinstance(page, Page)
        for place, record in enumerate(page.records)
    )
    total = sum(len(page.records) for page in pages if isinstance(page, Page))
    _note_pages(pages, report)
    for key, record, page in told(drafts, progress, "importing", "listing", total):
        if only is None or key in only:
            row = _place(key, draft(record, page, now), register, gone, made)
            made.rows.append(_with_mark(row, record.mark, report))
        else:
            report.left_out += 1
    _note_lists(pages, made)
    for _ in register.let_go():
        progress(Step("importing", total, total, "listing"))
    return made


def mended(pages: "Sequence[Page | Problem]", problem: "Problem", again: "Page") -> "tuple[Page | Problem, ...]":
    """The pages with an entry that was read again after a person mended it; keys of other records stay as they are.

    Args:
        pages: Those of a plan.
        problem: One of their problems.
        again: What was read from the mended entry; what is still wrong takes the problem's place.
    """
    from papershelf.importers import Page

    def mend(page: "Page | Problem") -> "Page | Problem":
        if not isinstance(page, Page) or problem not in page.problems:
            return page
        last = max((record.position for record in page.records), default=0)
        records = (
            replace(record, line=problem.line + record.line - 1, position=last + place)
            for place, record in enumerate(again.records, 1)
        )
        place = page.problems.index(problem)
        still = (replace(each, file=problem.file, line=problem.line + max(each.line - 1, 0)) for each in again.problems)
        problems = (*page.problems[:place], *still, *page.problems[place + 1 :])
        return replace(page, records=(*page.records, *records), problems=problems)

    return tuple(map(mend, pages))


def _note_pages(pages: "Sequence[Page | Problem]", report: ImportReport) -> None:
    """Note which sources were read, and what could not be."""
    from papershelf.importers import Problem

    for page in pages:
        if isinstance(page, Problem):
            report.problems.append(page)
        else:
            report.files.append(page.file)
            report.problems.extend(page.problems)


def _note_lists(pages: "Sequence[Page | Problem]", made: ImportPlan) -> None:
    """Note the reading lists of the pages, with the papers that their records became; what was left out is on none."""
    from papershelf.importers import Page

    if not any(isinstance(page, Page) and page.lists for page in pages):
        return
    ids = {row.key: row.paper.id for row in made.rows}
    there = {*made.present, *ids.values()}
    for number, page in enumerate(pages):
        for head in page.lists if isinstance(page, Page) else ():
            found = (each if isinstance(each, str) else ids.get(Key(number, each)) for each in head.papers)
            papers = (each for each in found if each in there)
            made.report.lists.append((head, tuple(dict.fromkeys(papers))))


def _with_mark(row: Row, mark: Mark | None, report: ImportReport) -> Row:
    """The row with what comes along, which stays away from a paper in the trash."""
    if mark is None or row.sort is Sort.TRASHED:
        return row
    report.marks.append(replace(mark, paper_id=row.paper.id))
    return row._replace(mark=report.marks[-1])


def _place(key: Key, paper: Paper, register: "Register", gone: Mapping[str, Paper], made: ImportPlan) -> Row:
    from papershelf.identity import Outcome

    report = made.report
    placement = register.place(paper)
    placed = placement.paper
    near: tuple[NearDuplicate, ...] = ()
    if placement.near:  # of one listing in a thousand
        apart = made.lore.apart
        near = tuple(
            pair for pair in placement.near if pair.other_id not in gone and not apart(pair.paper_id, pair.other_id)
        )
        report.near_duplicates.extend(near)
    report.listings += 1
    if placed.id in gone:
        report.known += 1
        report.trashed += 1
        return Row(key, Sort.TRASHED, placed, placement.before)
    report.ids[placed.id] = None
    match placement.outcome:
        case Outcome.NEW:
            sort = Sort.NEAR if near else Sort.NEW
            report.new += 1
            report.new_ids.append(placed.id)
        case Outcome.KNOWN:
            sort = Sort.KNOWN
            report.known += 1
        case Outcome.CHANGED:
            sort = Sort.CHANGED
            report.changed += 1
    if placed != placement.before:
        report.papers[placed.id] = placed
    return Row(key, sort, placed, placement.before, near)
