"""Examining a library: its files, what is around them, drafts, and the index that can be made anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import DataError
from papershelf.library.indexing import FILE
from papershelf.progress import Progress, Step, unheard, unstoppable
from papershelf.settings import Places
from papershelf.store import Store, disk
from papershelf.store.care import records, surroundings
from papershelf.store.care.findings import FIX, Ailment, Report
from papershelf.store.care.mending import mend

if TYPE_CHECKING:
    from papershelf.library.drafts import Drafts


def examine(store: Store, places: Places, drafts: "Drafts", *, fix: bool, progress: Progress = unheard) -> Report:
    """Look at everything, and repair what can be if that is wanted.

    Raises:
        Cancelled: The listener wants no more of it; nothing was repaired yet.
        LockedError: It shall be repaired, and another process keeps the lock.
        DataError: It shall be repaired, and cannot be; or a newer version wrote here.
    """
    report = _look(store, places, drafts, progress)
    if not fix:
        return report
    progress(Step("about to repair"))  # the last moment to call it off
    settled = unstoppable(progress)
    settled(Step("repairing"))
    try:
        mend(store, places.cache)
        if _broken(places.cache / FILE):
            (places.cache / FILE).unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"Not everything could be repaired: {disk.reason_of(error)} ({error}).") from error
    after = _look(store, places, drafts, settled)
    copies = {finding.file: finding.kept_as for finding in store.findings if finding.kept_as}
    left = {(ailment.file, ailment.what, ailment.reason) for ailment in after.findings}
    for ailment in report.findings:
        if (ailment.file, ailment.what, ailment.reason) not in left:
            after.fixed.append(ailment._replace(kept_as=copies.get(ailment.file)))
    return after


def _look(store: Store, places: Places, drafts: "Drafts", progress: Progress) -> Report:
    report = Report()
    try:
        store.distrust()
        store.refresh()
    except DataError as error:
        report.notes.append(error.message)
    for found in _all(store, places, drafts, progress):
        if isinstance(found, str):
            report.notes.append(found)
        else:
            report.findings.append(found)
    return report


def _all(store: Store, places: Places, drafts: "Drafts", progress: Progress) -> Iterator[Ailment | str]:
    progress(Step("looking at the files"))
    yield from records.of_files(store)
    yield from records.of_history(store, progress)
    if all(file.loaded for file in store.files.values()):
        yield from records.of_what_goes_together(store, progress)
        yield from _of_drafts(store, drafts)
    progress(Step("looking around the files"))
    yield from surroundings.of_leftovers(store, places.cache)
    yield from surroundings.of_modes(store)
    yield from surroundings.of_conflicts(store)
    yield from surroundings.of_backups(store, progress)
    yield from surroundings.of_the_place(store)
    progress(Step("looking at the search index"))
    if reason := _broken(places.cache / FILE):
        yield Ailment(str(places.cache / FILE), "index", reason, f"{FIX}: it is made anew", is_fixable=True)


def _of_drafts(store: Store, drafts: "Drafts") -> Iterator[str]:
    from papershelf.library.drafts import paper_of

    for path in sorted(drafts.folder.glob("*.md")):
        paper_id = paper_of(path)
        if paper_id not in store.papers:
            yield f"drafts/{path.name}: a note was begun for a paper that is not in the library"
        elif (mark := store.marks.get(paper_id)) is None or mark.note != drafts.read(paper_id):
            yield f"drafts/{path.name}: a note that is not saved yet; opening the paper's note shows it"


def _broken(index: Path) -> str | None:
    """Why the compiled index cannot be used; that of another version is none's fault."""
    from papershelf.search.filing import UnfitFileError
    from papershelf.search.index import Index

    try:
        Index.load(index)
    except FileNotFoundError:
        return None
    except UnfitFileError as error:
        return None if "version" in str(error) else str(error)
    except OSError as error:
        return f"it cannot be read: {disk.reason_of(error)}"
    return None
