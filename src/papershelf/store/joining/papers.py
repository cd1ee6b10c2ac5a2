"""Two records of one paper, under one id, made one: what identity's merging keeps, less what a side took out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from papershelf.identity import merge
from papershelf.paper import Paper
from papershelf.store.joining.case import Case
from papershelf.store.joining.sides import moment
from papershelf.store.joining.values import ABSENT, join_values, weight
from papershelf.store.layout import Record
from papershelf.store.records import PAPERS

_PAIRS = (("title", "raw_title"), ("abstract", "raw_abstract"), ("published",), ("authors",), ("venue",))
_LISTS = ("links", "sources", "keywords", "identifiers", "also")
_KNOWN = frozenset((*(name for names in _PAIRS for name in names), *_LISTS, "added_at"))


def join_papers(case: Case, base: Record | None, ours: Record, theirs: Record) -> Record:
    """The paper that both sides know.

    Args:
        case: The paper's.
        base: The record that both came from; None where there was none, or none is known.
        ours: Ours, as a record that can be read.
        theirs: Theirs.
    """
    if theirs in (ours, base):
        return ours
    if base == ours:
        return theirs
    mine, yours = PAPERS.decode(case.key, ours), PAPERS.decode(case.key, theirs)
    paper = _united(mine, yours)
    if base is not None:
        paper = _three_way(PAPERS.decode(case.key, base), mine, yours, paper)
    return _recorded(paper, base, (theirs, ours) if paper == yours else (ours, theirs))


def add_deleted(case: Case, base: Record | None, alive: Record, deleted: Record) -> Record:
    """The paper that one side kept, with what only the record that the other deleted knows.

    The kept record stands first: its times are why the paper stays, and must be seen again where the same two are
    joined once more.

    Args:
        case: The paper's.
        base: The record that both came from; None where there was none, or none is known.
        alive: The kept record.
        deleted: The one in the trash.
    """
    if deleted in (alive, base):
        return alive
    kept, gone = PAPERS.decode(case.key, alive), PAPERS.decode(case.key, deleted)
    paper = merge(kept, gone)
    if base is not None:
        paper = _three_way(PAPERS.decode(case.key, base), kept, gone, paper)
    return _recorded(paper, base, (alive, deleted))


def _recorded(paper: Paper, base: Record | None, records: tuple[Record, Record]) -> Record:
    """The record of a paper that came of two, with their fields that only newer versions know."""
    ours, theirs = records
    record = PAPERS.encode(paper, ours)
    unknown = [name for name in dict.fromkeys((*ours, *theirs)) if name not in _KNOWN]
    for name in unknown:
        before = ABSENT if base is None else base.get(name, ABSENT)
        record[name] = join_values(before, ours.get(name, ABSENT), theirs.get(name, ABSENT))
    return {name: value for name, value in record.items() if value is not ABSENT}


def _united(ours: Paper, theirs: Paper) -> Paper:
    """Both records merged, the same whichever way round: where neither teaches the other, the earlier one."""
    options = [merge(ours, theirs), merge(theirs, ours)]
    full = [kept for kept, merged in zip((ours, theirs), options, strict=True) if kept == merged]
    paper = min(full or options, key=_order)
    return replace(paper, added_at=min(ours.added_at, theirs.added_at, key=lambda at: (*_age(at), at)))


def _order(paper: Paper) -> tuple[bool, float, bytes]:
    return *_age(paper.added_at), weight(PAPERS.encode(replace(paper, added_at="")))[1]


def _age(added_at: str) -> tuple[bool, float]:
    return not added_at, moment(added_at)


def _three_way(base: Paper, ours: Paper, theirs: Paper, united: Paper) -> Paper:
    """The united paper with what only one side changed as that side has it."""
    given: dict[str, Any] = {}
    for names in _PAIRS:
        before, mine, yours = ([getattr(paper, name) for name in names] for paper in (base, ours, theirs))
        if before in (mine, yours):
            given.update(zip(names, yours if before == mine else mine, strict=True))
    gone = [link for link in base.links if link not in ours.links or link not in theirs.links]
    given["links"] = _without(united.links, gone)
    places = [{(each.file, each.position, each.date) for each in paper.sources} for paper in (ours, theirs)]
    # What a side took out; with other votes or a record that was not kept before it is still the same listing.
    unlisted = [
        each for each in base.sources if any((each.file, each.position, each.date) not in side for side in places)
    ]
    given["sources"] = _without(united.sources, unlisted)
    parted = [former for former in base.also if former not in ours.also or former not in theirs.also]
    given["also"] = _without(united.also, parted)
    dropped = [word for word in base.keywords if word not in ours.keywords or word not in theirs.keywords]
    given["keywords"] = _without(united.keywords, dropped)
    identifiers = [dict(paper.identifiers) for paper in (base, ours, theirs)]
    given["identifiers"] = join_values(*identifiers)
    return replace(united, **given)


def _without(things: Sequence[Any], gone: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(thing for thing in things if thing not in gone) if gone else tuple(things)
