"""What an import compares its listings with: the papers there are, or of very many what tells them apart."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from papershelf.paper import Paper
from papershelf.progress import Progress, told

if TYPE_CHECKING:
    from papershelf.identity import Known, Register
    from papershelf.importers import Page, Problem

Apart = Callable[[str, str], bool]
Knowing = Callable[[Mapping[str, Paper], Progress], "Known | None"]
_FEW = 20  # times as many papers as listings: from then on it is worth not to read all of those


def never(_one: str, _other: str) -> bool:
    """Nobody said of any two papers that they are not the same."""
    return False


def nothing_known(_papers: Mapping[str, Paper], _progress: Progress) -> "Known | None":
    """Nobody knows of the papers but they themselves."""
    return None


class Lore(NamedTuple):
    """What is known of the papers of a library beside themselves.

    Attributes:
        apart: Whether a person said that two papers, by their ids, are not the same: such are no near-duplicates.
        knowing: What tells the papers apart without reading them, where that is known.
    """

    apart: Apart = never
    knowing: Knowing = nothing_known


NO_LORE = Lore()


def registered(
    pages: "Iterable[Page | Problem]",
    present: Mapping[str, Paper],
    gone: Mapping[str, Paper],
    lore: Lore,
    now: str,
    progress: Progress,
) -> "Register":
    """The papers that are there, by all that tells them apart; of many only what a few listings ask for is read.

    Args:
        pages: What will be placed among them.
        present: The library's papers by id.
        gone: The deleted ones.
        lore: What is known of them beside.
        now: Time of the import, ISO 8601 in UTC.
        progress: Told how many papers were read.

    Raises:
        Cancelled: The listener wants no import.
    """
    from papershelf.identity import Beside, Register
    from papershelf.identity.near import SCAN_LIMIT
    from papershelf.importers import Page, draft

    read = [page for page in pages if isinstance(page, Page)]
    if sum(len(page.records) for page in read) * _FEW < len(present):
        known = lore.knowing(present, progress)
        if known is not None and len(set(known.keys)) > SCAN_LIMIT:
            for paper in gone.values():
                known.add(paper)
            drafts = (draft(record, page, now) for page in read for record in page.records)
            return Beside(ChainMap(dict(gone), present), known, drafts)  # type: ignore[arg-type]  # never edited
    papers = (*present.values(), *gone.values())
    return Register(told(papers, progress, "looking through the library", "paper", len(papers)))
