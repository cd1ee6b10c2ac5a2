"""Import: read sources, find out which paper each record is, and put the result into one undoable unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from papershelf.library.events import counted
from papershelf.marks import Trashed
from papershelf.paper import Paper
from papershelf.progress import Progress, Step, told, unheard

if TYPE_CHECKING:
    from papershelf.identity import NearDuplicate, Register
    from papershelf.importers import Page, Problem
    from papershelf.store import Store, Unit


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        listings: Records read from the sources.
        new: Papers not in the library before.
        known: Listings of papers that were there already, on this import's pages too.
        changed: Listings that taught the library something new of a paper.
        trashed: Listings of papers that lie in the trash, and stay there; they are among the known ones.
        near_duplicates: Pairs of papers that look alike; nothing was merged.
        problems: What could not be placed, with file, line and reason.
        files: Names of the sources read.
        papers: The papers to be written, as they will stand, by id.
        new_ids: Ids of the new papers, in the order of the pages.
    """

    listings: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    trashed: int = 0
    near_duplicates: "list[NearDuplicate]" = field(default_factory=list)
    problems: "list[Problem]" = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)
    new_ids: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The import in a sentence, for the history and the screen."""
        pages = self.files[0] if len(self.files) == 1 else f"{len(self.files)} pages"
        return f"imported {pages}: {self.new} new of {counted(self.listings, 'listing')}"


NONE: Mapping[str, Trashed] = MappingProxyType({})


def plan(
    pages: "Sequence[Page | Problem]",
    present: Mapping[str, Paper],
    now: str,
    progress: Progress = unheard,
    trash: Mapping[str, Trashed] = NONE,
) -> ImportReport:
    """Place every record of the pages among the papers already present; nothing is written.

    Args:
        pages: What the importers read; a problem stands for a source that could not be read.
        present: The library's papers by id.
        now: Time of the import, ISO 8601 in UTC.
        progress: Told how many listings are placed.
        trash: The deleted papers by id: an import does not bring them back.

    Raises:
        Cancelled: The listener wants no import.
    """
    from papershelf.identity import Register
    from papershelf.importers import Page, Problem, draft

    report = ImportReport()
    gone = {paper_id: trashed.paper for paper_id, trashed in trash.items() if paper_id not in present}
    known = (*present.values(), *gone.values())
    register = Register(told(known, progress, "looking through the library", "paper", len(known)))
    drafts = [(record, page) for page in pages if isinstance(page, Page) for record in page.records]
    for page in pages:
        if isinstance(page, Problem):
            report.problems.append(page)
            continue
        report.files.append(page.file)
        report.problems.extend(page.problems)
    for record, page in told(drafts, progress, "importing", "listing", len(drafts)):
        _place(draft(record, page, now), register, gone, report)
    return report


def bring_in(
    store: "Store", pages: "Sequence[Page | Problem]", now: str, progress: Progress
) -> "tuple[ImportReport, Unit | None]":
    """Place the records of pages and write the result as one unit; once it is being written it is not called off.

    Raises:
        Cancelled: The listener wants no import; nothing was written.
        DataError: The library cannot be written.
    """
    # Placed before the lock is taken, so that nobody waits for it; under the lock only what others changed meanwhile
    # makes it necessary to do so again.
    papers, trash = store.papers, store.trash
    report = plan(pages, papers, now, progress, trash)
    with store.transaction("") as edits:
        if store.papers != papers or store.trash != trash:
            report = plan(pages, edits.papers, now, progress, edits.trash)
        progress(Step("about to write", 0, None))  # the last moment to call it off
        for paper in told(report.papers.values(), progress, "writing", "paper", len(report.papers), final=True):
            edits.put_paper(paper)
        edits.words = report.words
    return report, edits.unit


def _place(paper: Paper, register: "Register", gone: Mapping[str, Paper], report: ImportReport) -> None:
    from papershelf.identity import Outcome

    placement = register.place(paper)
    report.listings += 1
    report.near_duplicates.extend(pair for pair in placement.near if pair.other_id not in gone)
    if placement.paper.id in gone:
        report.known += 1
        report.trashed += 1
        return
    match placement.outcome:
        case Outcome.NEW:
            report.new += 1
            report.new_ids.append(placement.paper.id)
        case Outcome.KNOWN:
            report.known += 1
        case Outcome.CHANGED:
            report.changed += 1
    if placement.paper != placement.before:
        report.papers[placement.paper.id] = placement.paper
