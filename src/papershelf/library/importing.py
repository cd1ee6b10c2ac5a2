"""Import: what is wanted of a plan is written as one undoable unit, with the tags and the status given along."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from papershelf.library.marks_along import joined
from papershelf.library.planning import ImportPlan, ImportReport, Key, plan
from papershelf.marks import Mark, Status, merge_tags, parse_status, parse_tag
from papershelf.progress import Progress, Step, told, unstoppable

if TYPE_CHECKING:
    from papershelf.store import Store, Transaction, Unit


class Wanted(NamedTuple):
    """What a person wants of an import.

    Attributes:
        only: The records to take; all for None.
        tags: Given to every paper taken.
        status: Given to every paper taken that is in the inbox; None leaves them there.
    """

    only: Collection[Key] | None = None
    tags: tuple[str, ...] = ()
    status: Status | None = None

    @classmethod
    def of(cls, only: Collection[Key] | None, tags: Iterable[str], status: str | None) -> "Wanted":
        """The same, from words.

        Raises:
            UsageError: One of them is no tag, or no status.
        """
        return cls(only, tuple(map(parse_tag, tags)), parse_status(status) if status else None)


ALL = Wanted()
_MB = 1_000_000  # bytes


def bring_in(
    store: "Store", made: ImportPlan, now: str, progress: Progress, wanted: Wanted = ALL
) -> "tuple[ImportReport, Unit | None]":
    """Write a plan as one unit; once it is being written it is not called off.

    Args:
        store: Where it is written.
        made: What was read, and how it was placed when that was looked at.
        now: Time of the import, ISO 8601 in UTC.
        progress: Told how far it is.
        wanted: What is taken of it.

    Raises:
        Cancelled: The listener wants no import; nothing was written.
        DataError: The library cannot be written.
    """
    from papershelf.store.disk import telling

    # Placed before the lock is taken, so that nobody waits for it; under the lock only what others changed meanwhile
    # makes it necessary to do so again.
    if not made.holds(store.papers, store.trash, wanted.only):
        made = plan(made.pages, store.papers, now, progress, store.trash, wanted.only, made.lore)
    with telling(_written(progress)), store.transaction("") as edits:
        if not made.holds(store.papers, store.trash, wanted.only):
            made = plan(made.pages, store.papers, now, progress, store.trash, wanted.only, made.lore)
        report = made.report
        progress(Step("about to write", 0, None))  # the last moment to call it off
        for paper in told(report.papers.values(), progress, "writing", "paper", len(report.papers), final=True):
            edits.put_paper(paper)
        if wanted.tags or wanted.status or report.marks:
            known = {tag.casefold(): tag for mark in edits.marks.values() for tag in mark.tags}
            for given in report.marks:
                before = edits.marks.get(given.paper_id) or Mark(given.paper_id)
                after = joined(before, replace(given, tags=_spelt(given.tags, known)), now)
                if after != before:
                    edits.put_mark(after)
            spelt = wanted._replace(tags=_spelt(wanted.tags, known))
            for paper_id in report.ids if wanted.tags or wanted.status else ():
                _mark(edits, paper_id, spelt, now)
        if report.lists:
            from papershelf.library.list_import import bring_lists

            bring_lists(edits, report.lists, now)
        edits.words = report.words
    return report, edits.unit


def _written(progress: Progress) -> Callable[[int], None]:
    """What is to hear of every piece written to disk, and passes it on in megabytes."""
    size, told_of, tell = 0, 0, unstoppable(progress)

    def hear(count: int) -> None:
        nonlocal size, told_of
        size += count
        if size // _MB > told_of:
            told_of = size // _MB
            tell(Step("writing", told_of, None, "MB", is_final=True))

    return hear


def _spelt(tags: tuple[str, ...], known: dict[str, str]) -> tuple[str, ...]:
    """The tags as they were first spelt."""
    return tuple(known.setdefault(tag.casefold(), tag) for tag in tags)


def _mark(edits: "Transaction", paper_id: str, wanted: Wanted, now: str) -> None:
    """Give a paper what was asked for; a status that a person gave it before stays."""
    mark = edits.marks.get(paper_id) or Mark(paper_id)
    tags = merge_tags(mark.tags, add=wanted.tags)
    status = wanted.status if wanted.status and mark.status is Status.INBOX else mark.status
    changed = dict(mark.changed)
    if tags != mark.tags:
        changed["tags"] = now
    if status is not mark.status:
        changed["status"] = now
    if tags != mark.tags or status is not mark.status:
        edits.put_mark(replace(mark, tags=tags, status=status, changed=changed))
