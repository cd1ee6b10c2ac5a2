"""What there is to say when a front end opens a library: the seed pages were loaded, notes were left unsaved."""

from typing import TYPE_CHECKING

from papershelf.library.drafts import Draft
from papershelf.library.events import counted
from papershelf.marks import Entry

if TYPE_CHECKING:
    from papershelf.library.door import Library
    from papershelf.library.planning import ImportReport

Waiting = tuple[Entry, Draft]


def welcome_words(report: "ImportReport | None") -> str:
    """What the first start loaded, in a sentence; nothing where it loaded nothing."""
    if report is None or not report.listings:
        return ""
    loaded = f"Loaded {counted(report.new, 'paper')} from {counted(report.listings, 'listing')}"
    return f"{loaded} on {counted(len(report.files), 'seed page')}."


def waiting_drafts(library: "Library") -> list[Waiting]:
    """The drafts that no window is writing and that say something else than the saved note, the newest first."""
    pairs = ((library.entry(draft.paper_id), draft) for draft in library.drafts.left())
    return [(entry, draft) for entry, draft in pairs if entry is not None and entry.mark.note != draft.text]


def waiting_words(found: int) -> str:
    """That notes were typed and never saved; nothing where there are none."""
    notes = "1 note was" if found == 1 else f"{found} notes were"
    return f"{notes} typed and not saved." if found else ""
