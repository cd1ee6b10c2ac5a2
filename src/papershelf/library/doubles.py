"""Papers that are one under two ids: merged as a person says, or told apart for good; each one undoable unit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.events import Clock, stamp
from papershelf.library.marking import name_papers
from papershelf.library.trashing import join_marks
from papershelf.marks import MARK_FIELDS, Status
from papershelf.store import Store, Transaction, Unit
from papershelf.text import safe_line

Record = dict[str, Any]
APART = "distinct_from"  # in a mark's record: ids of papers that look alike and are not the same
_STRENGTH = (Status.INBOX, Status.SKIPPED, Status.QUEUED, Status.READING, Status.READ)


def merge_papers(store: Store, clock: Clock, keep_id: str, other_id: str) -> Unit | None:
    """Make one paper of two; see `Library.merge_papers`."""
    from papershelf.identity import absorb

    now = stamp(clock())
    with store.transaction("") as edits:
        _check(edits, keep_id, other_id)
        papers = edits.papers
        edits.words = f"merged {name_papers([other_id], papers)} into {name_papers([keep_id], papers)}"
        merged = absorb(papers[keep_id], papers[other_id])
        theirs = edits.record("papers", other_id) or {}
        ours = edits.record("papers", keep_id) or {}
        edits.put_record("papers", keep_id, {**_unknown(theirs, ours), **ours})
        edits.put_paper(merged)
        _fold_marks(edits, keep_id, other_id, now)
        _fold_lists(edits, keep_id, other_id)
        edits.remove_paper(other_id)
        edits.remove_mark(other_id)
    return edits.unit


def tell_apart(store: Store, one: str, other: str) -> Unit | None:
    """Remember that two papers are not the same; see `Library.not_the_same`."""
    with store.transaction("") as edits:
        _check(edits, one, other)
        edits.words = f"told {name_papers([one], edits.papers)} and {name_papers([other], edits.papers)} apart"
        for here, there in ((one, other), (other, one)):
            record = edits.record("marks", here) or {}
            if there not in apart_of(record):
                edits.put_record("marks", here, {**record, APART: sorted((*apart_of(record), there))})
    return edits.unit


def apart_of(record: Mapping[str, Any]) -> list[str]:
    """The ids that a mark's record says are other papers; a record that was edited by hand may say anything."""
    ids = record.get(APART)
    return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []


def are_apart(records: Mapping[str, Record], one: str, other: str) -> bool:
    """Whether a person said that two papers are not the same.

    Args:
        records: The marks as records.
        one: A paper's id.
        other: Another's.
    """
    return other in apart_of(records.get(one, {})) or one in apart_of(records.get(other, {}))


def _check(edits: Transaction, one: str, other: str) -> None:
    if one == other:
        raise UsageError("These are the same paper already.")
    for paper_id in (one, other):
        if paper_id not in edits.papers:
            raise NothingFoundError(f"No paper has the id “{safe_line(paper_id)}” any more.")


def _unknown(theirs: Record, ours: Record) -> Record:
    """Fields of newer versions that only the other record has."""
    from papershelf.paper import Paper

    return {name: value for name, value in theirs.items() if name not in Paper.__slots__ and name not in ours}


def _fold_marks(edits: Transaction, keep_id: str, other_id: str, now: str) -> None:
    ours, theirs = edits.record("marks", keep_id) or {}, edits.record("marks", other_id) or {}
    if theirs:
        edits.put_record("marks", keep_id, folded(ours, theirs, now, {keep_id, other_id}))
    for third in apart_of(theirs):  # who is not the other one is not what it has become either
        record = edits.record("marks", third)
        if third != keep_id and record and other_id in apart_of(record):
            ids = {*apart_of(record), keep_id} - {other_id}
            edits.put_record("marks", third, {**record, APART: sorted(ids)})


def _fold_lists(edits: Transaction, keep_id: str, other_id: str) -> None:
    """Let the paper that stays stand in every list that held either; of two places in one list the earlier counts."""
    for made in list(edits.lists.values()):
        if other_id in made.places:
            places = {paper_id: place for paper_id, place in made.places.items() if paper_id != other_id}
            places[keep_id] = min(made.places[other_id], places.get(keep_id, made.places[other_id]))
            edits.put_list(replace(made, places=places))


def folded(ours: Record, theirs: Record, now: str, both: set[str]) -> Record:
    """What a person added to two papers, as the mark of one: nothing is lost, the stronger counts.

    Args:
        ours: The mark of the paper that stays.
        theirs: The mark of the other.
        now: The time to stamp with what is not as it was on ours.
        both: The two ids.
    """
    joined = join_marks(theirs, ours)  # of two notes ours comes first
    joined.update({name: value for name, value in ours.items() if name not in (*MARK_FIELDS, "changed", APART)})
    status = max((str(each.get("status", Status.INBOX)) for each in (ours, theirs)), key=_strength)
    rating = max(ours.get("rating") or 0, theirs.get("rating") or 0)
    apart = sorted({*apart_of(ours), *apart_of(theirs)} - both)
    given = {"status": status if status != Status.INBOX else None, "rating": rating, APART: apart}
    joined = {
        name: value
        for name, value in {**joined, **given}.items()
        if value or name == "place" or name not in (*MARK_FIELDS, APART)
    }
    changed = {**(ours.get("changed") or {})}
    changed.update({name: now for name in MARK_FIELDS if joined.get(name) != ours.get(name)})
    joined.pop("changed", None)
    return joined | ({"changed": changed} if changed else {})


def _strength(status: str) -> int:
    return [str(each) for each in _STRENGTH].index(status)
