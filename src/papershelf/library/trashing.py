"""The trash: papers deleted with all that was added to them, restored whole, or purged; each one undoable unit."""

from collections.abc import Mapping, Sequence
from typing import Any

from papershelf.errors import NothingFoundError
from papershelf.library.events import Clock, stamp
from papershelf.library.marking import name_papers
from papershelf.library.references import resolve
from papershelf.marks import Trashed, merge_tags
from papershelf.store import Store, Transaction, Unit
from papershelf.text import safe_line

Record = dict[str, Any]
_LATER = ("status", "rating", "priority", "due", "snoozed", "place", "review")  # of two, the later counts


class Trasher:
    """Moves papers between library and trash as the records they are, fields of newer versions included.

    Args:
        store: Where the papers are.
        clock: The time to stamp deletions with.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def trash(self) -> list[Trashed]:
        """The deleted papers, the last deleted first."""
        last_first = list(self._store.trash.values())[::-1]  # those of one moment stay in this order
        return sorted(last_first, key=lambda trashed: trashed.at, reverse=True)

    def delete(self, ids: Sequence[str]) -> Unit | None:
        """Move papers and their marks to the trash; ids that are not in the library are no matter."""
        now = stamp(self._clock())
        with self._store.transaction("") as edits:
            chosen = [paper_id for paper_id in dict.fromkeys(ids) if paper_id in edits.papers]
            edits.words = f"moved {name_papers(chosen, edits.papers)} to the trash"
            for paper_id in chosen:
                _into_trash(edits, paper_id, now)
        return edits.unit

    def restore(self, ids: Sequence[str]) -> Unit | None:
        """Bring papers back with their marks; what the library knows of them by now is joined with it."""
        with self._store.transaction("") as edits:
            chosen = _resolved(ids, edits.trash)
            papers = {paper_id: edits.trash[paper_id].paper for paper_id in chosen}
            edits.words = f"restored {name_papers(chosen, papers)} from the trash"
            for paper_id in chosen:
                _out_of_trash(edits, paper_id)
        return edits.unit

    def purge(self, ids: Sequence[str]) -> Unit | None:
        """Take papers out of the trash for good; only the history still holds them."""
        with self._store.transaction("") as edits:
            chosen = _resolved(ids, edits.trash)
            papers = {paper_id: edits.trash[paper_id].paper for paper_id in chosen}
            edits.words = f"purged {name_papers(chosen, papers)}"
            for paper_id in chosen:
                edits.remove_record("trash", paper_id)
        return edits.unit


def _resolved(references: Sequence[str], trash: Mapping[str, Trashed]) -> list[str]:
    """The papers in the trash that are meant, each once.

    Raises:
        NothingFoundError: A reference means none.
        UsageError: It means several.
    """
    papers = {paper_id: trashed.paper for paper_id, trashed in trash.items()}
    found: list[str] = []
    for reference in references:
        try:
            found.append(resolve(reference, papers))
        except NothingFoundError:
            raise NothingFoundError(
                f"No paper in the trash has the id “{safe_line(reference)}”; `papershelf trash` lists them."
            ) from None
    return list(dict.fromkeys(found))


def _into_trash(edits: Transaction, paper_id: str, now: str) -> None:
    if paper_id in edits.trash:  # deleted before, and there again since: both become one
        _out_of_trash(edits, paper_id)
    record: Record = {"at": now, "paper": edits.record("papers", paper_id) or {}}
    if (mark := edits.record("marks", paper_id)) is not None:
        record["mark"] = mark
    edits.put_record("trash", paper_id, record)
    edits.remove_paper(paper_id)
    edits.remove_mark(paper_id)


def _out_of_trash(edits: Transaction, paper_id: str) -> None:
    from papershelf.identity import merge  # only a paper that came back by itself needs it

    record = edits.record("trash", paper_id) or {}
    trashed, present = edits.trash[paper_id].paper, edits.papers.get(paper_id)
    if present is None:
        edits.put_record("papers", paper_id, record["paper"])
    else:
        edits.put_record("papers", paper_id, {**record["paper"], **(edits.record("papers", paper_id) or {})})
        edits.put_paper(merge(present, trashed))
    if mark := record.get("mark"):
        here = edits.record("marks", paper_id)
        edits.put_record("marks", paper_id, join_marks(here, mark) if here else mark)
    edits.remove_record("trash", paper_id)


def join_marks(here: Record, there: Record) -> Record:
    """Two records of marks of one paper as one, field by field, so that nothing that a person added is lost.

    A star stays, tags come together, both notes are kept; of two other values, such as statuses, the later counts.

    Args:
        here: The record that counts where nothing tells which is later.
        there: The other.
    """
    mine, theirs = here.get("changed") or {}, there.get("changed") or {}
    joined = {**there, **here}
    for name in _LATER:
        if name in here and name in there and theirs.get(name, "") > mine.get(name, ""):
            joined[name] = there[name]
    for name, value in (
        ("starred", bool(here.get("starred") or there.get("starred"))),
        ("tags", list(merge_tags(here.get("tags", ()), there.get("tags", ())))),
        ("note", _both_notes(here.get("note", ""), there.get("note", ""))),
        ("changed", {name: max(mine.get(name, ""), theirs.get(name, "")) for name in {**theirs, **mine}}),
    ):
        joined.pop(name, None)
        if value:
            joined[name] = value
    return joined


def _both_notes(here: str, there: str) -> str:
    if there.strip() in here:
        return here or there
    return there if here.strip() in there else f"{there.rstrip()}\n\n{here}"
