"""The order of the queue: how papers stand in it, and where they stand after a move. Pure."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from math import inf, isfinite
from typing import Final, Literal, get_args

from papershelf.errors import UsageError
from papershelf.marks import Entry, Mark, Priority, Status
from papershelf.paper import Paper
from papershelf.text import safe_line

Where = Literal["up", "down", "top", "bottom"]
WHERE: Final[tuple[Where, ...]] = get_args(Where)
_PRIORITIES: Final = tuple(Priority)


def parse_where(word: str) -> Where:
    """Where papers are to be moved.

    Raises:
        UsageError: The word says no such thing.
    """
    for where in WHERE:
        if word.strip().lower() == where:
            return where
    raise UsageError(f"“{safe_line(word[:40])}” is no place to move to; give {', '.join(WHERE[:-1])} or {WHERE[-1]}.")


def priority_place(mark: Mark) -> int:
    """How much a paper presses, the smaller the more."""
    return _PRIORITIES.index(mark.priority)


def queued_at(entry: Entry) -> str:
    """When a paper got the status it has, ISO 8601 in UTC; one that came with it, when it came."""
    return entry.mark.changed.get("status", entry.paper.added_at)


def queue_key(entry: Entry) -> tuple[bool, float, int, str, str, str]:
    """Where a paper stands in the queue: those that a person put somewhere, then by priority, the oldest first."""
    place = entry.mark.place
    if place is not None:
        return False, place, 0, "", "", entry.paper.id
    return True, 0.0, priority_place(entry.mark), queued_at(entry), entry.paper.added_at, entry.paper.id


def queue_of(papers: Mapping[str, Paper], marks: Mapping[str, Mark]) -> list[Entry]:
    """All that is queued, in order, asleep or not."""
    queued = ((papers.get(key), mark) for key, mark in marks.items() if mark.status is Status.QUEUED)
    return sorted((Entry(paper, mark) for paper, mark in queued if paper is not None), key=queue_key)


def places_after(line: Sequence[Entry], chosen: Set[str], where: Where, seen: Set[str]) -> dict[str, float]:
    """The places that are new after a move.

    Args:
        line: The queue, in order.
        chosen: The papers that are moved.
        where: Where to.
        seen: The papers before the person; others keep their places and are no step.
    """
    places = {entry.paper.id: entry.mark.place for entry in line}
    order = [one for one in places if one in seen or one in chosen]
    after = moved(order, chosen, where)
    was = {one: number for number, one in enumerate(order)}
    moving = {one for number, one in enumerate(after) if one in chosen and was[one] != number}
    if where == "top":  # who stands there already is to stay there, whatever comes
        moving |= {one for one in chosen if places[one] is None}
    # What is not seen and has no place follows all that have one, and needs none.
    whole = [one for one in places if one not in moving and (one in was or places[one] is not None)]
    forward = where in ("top", "down")
    for number in range(len(after)) if forward else reversed(range(len(after))):
        if after[number] in moving:
            beside = after[number - 1 : number] if forward else after[number + 1 : number + 2]
            end = 0 if forward else len(whole)
            whole.insert(whole.index(beside[0]) + forward if beside else end, after[number])
    return new_places(whole, places, moving)


def moved(order: Sequence[str], chosen: Set[str], where: Where) -> list[str]:
    """An order after a move: those moved keep theirs; who is at the end already stays, and the others close up."""
    if where in ("top", "bottom"):
        taken, others = [one for one in order if one in chosen], [one for one in order if one not in chosen]
        return taken + others if where == "top" else others + taken
    line = list(order) if where == "up" else list(reversed(order))
    for place in range(1, len(line)):
        if line[place] in chosen and line[place - 1] not in chosen:
            line[place - 1], line[place] = line[place], line[place - 1]
    return line if where == "up" else list(reversed(line))


def new_places(order: Sequence[str], places: Mapping[str, float | None], moving: Set[str]) -> dict[str, float]:
    """Places that make papers stand in an order: as few new ones as will do.

    Who has no place stands after all that have one; so whoever stands before a moved paper must get one as well.

    Args:
        order: Papers as they are to stand; those that stay have places that agree with it, then none.
        places: The place of each now.
        moving: Those whose place counts no more.

    Returns:
        The places that are new.
    """
    last = max((place for place, one in enumerate(order) if one in moving), default=-1)
    kept = {one: None if one in moving else places[one] for one in order}
    found: dict[str, float] = {}
    low, waiting = -inf, list[str]()
    for number, one in enumerate(order):
        place = kept[one]
        if place is None:
            if number <= last:
                waiting.append(one)
            continue
        between = _between(low, place, len(waiting))
        if between is None:
            return _numbered(order, places, last)
        found.update(zip(waiting, between, strict=True))
        low, waiting = place, []
    between = _between(low, inf, len(waiting))
    return _numbered(order, places, last) if between is None else found | dict(zip(waiting, between, strict=True))


def _between(low: float, high: float, count: int) -> list[float] | None:
    """So many places between two, in order, or None where the numbers run out."""
    if low == -inf:
        found = (
            [high - step for step in range(count, 0, -1)] if high < inf else [float(step + 1) for step in range(count)]
        )
    elif high == inf:
        found = [low + step for step in range(1, count + 1)]
    else:
        found = [low + (high - low) * (step / (count + 1)) for step in range(1, count + 1)]
    line = [low, *found, high] if count else []
    fits = all(map(isfinite, found)) and all(one < other for one, other in pairwise(line))
    return found if fits else None


def _numbered(order: Sequence[str], places: Mapping[str, float | None], last: int) -> dict[str, float]:
    """All of them numbered anew, but those that stand without a place after the last that needs one."""
    placed: Iterable[str] = (one for number, one in enumerate(order) if number <= last or places[one] is not None)
    return {one: float(number) for number, one in enumerate(placed, 1) if places[one] != float(number)}
