"""The noun `ReadingList`: papers that a person put in an order of their own, under a name; and how lists nest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from papershelf.errors import UsageError
from papershelf.text import fold, safe_line

NAME_LONGEST = 60  # characters, as for a view


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A named list of papers.

    Attributes:
        id: Short, made once, never changed, whatever the list is called later.
        name: What a person reads: one line.
        description: Markdown; empty where there is none.
        parent: The id of the list that it stands under; empty, or that of a list which is gone, for none.
        position: The smaller, the higher it stands among those under the same one; equal ones stand by id.
        places: Where each paper stands, by its id: the smaller, the earlier. A paper may be gone from the library.
    """

    id: str
    name: str
    description: str = ""
    parent: str = ""
    position: float = 0.0
    places: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def papers(self) -> tuple[str, ...]:
        """The ids of its papers in their order."""
        return tuple(sorted(self.places, key=lambda paper_id: (self.places[paper_id], paper_id)))


class Standing(NamedTuple):
    """A list as it stands among all.

    Attributes:
        made: The list.
        depth: Under how many lists it stands.
    """

    made: ReadingList
    depth: int


Lists = Mapping[str, ReadingList]


def in_order(lists: Iterable[ReadingList]) -> list[ReadingList]:
    """Lists as they stand among each other; those at the same position stand by id, so every process sees one order."""
    return sorted(lists, key=lambda made: (made.position, made.id))


def parents(lists: Lists) -> dict[str, str]:
    """Which list each one stands under, by id; empty at the top, where each one of a circle stands, too.

    No edit makes a circle, but two of them joined may: one machine puts A under B, another B under A.
    """
    found: dict[str, str] = {}
    for start in lists:
        way: dict[str, None] = {}
        here = start
        while here in lists and here not in found and here not in way:
            way[here] = None
            here = lists[here].parent
        circle = here in way
        for each in reversed(way):
            parent = lists[each].parent
            found[each] = "" if circle or parent not in lists else parent
            circle = circle and each != here
    return found


def arranged(lists: Lists) -> list[Standing]:
    """All lists from the top, each followed by those under it."""
    above = parents(lists)
    under: dict[str, list[ReadingList]] = {}
    for made in in_order(lists.values()):
        under.setdefault(above[made.id], []).append(made)
    found: list[Standing] = []
    waiting = [Standing(made, 0) for made in reversed(under.get("", []))]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += [Standing(made, one.depth + 1) for made in reversed(under.get(one.made.id, []))]
    return found


def family(list_id: str, lists: Lists) -> list[ReadingList]:
    """A list and those under it, in their order; none where there is no such list."""
    found: list[ReadingList] = []
    depth = -1
    for one in arranged(lists):
        if found and one.depth <= depth:
            break
        if found or one.made.id == list_id:
            depth = one.depth if not found else depth
            found.append(one.made)
    return found


def papers_in(family: Iterable[ReadingList]) -> tuple[str, ...]:
    """The papers of some lists, those of the first one first, each once."""
    return tuple(dict.fromkeys(paper_id for made in family for paper_id in made.papers))


def membership(lists: Lists) -> dict[str, frozenset[str]]:
    """The papers of each list and of those under it, by the list's id."""
    above = parents(lists)
    held: dict[str, set[str]] = {list_id: set() for list_id in lists}
    for list_id, made in lists.items():
        here = list_id
        while here:
            held[here].update(made.places)
            here = above[here]
    return {list_id: frozenset(papers) for list_id, papers in held.items()}


def meant(reference: str, lists: Lists) -> list[ReadingList]:
    """The lists that a person means by an id, a name, names with `/` between them, or the beginning of a name.

    A sure way comes before a less sure one; letter case and accents are no matter. Several lists may share a name.
    """
    if reference in lists:
        return [lists[reference]]
    wanted = fold(safe_line(reference))
    if not wanted:
        return []
    standing = [(one.made, fold(one.made.name)) for one in arranged(lists)]
    named = [made for made, name in standing if name == wanted]
    if not named and "/" in wanted:
        above = parents(lists)
        named = [made for made, _ in standing if _has_path(made.id, wanted, lists, above)]
    return named or [made for made, name in standing if name.startswith(wanted)]


def _has_path(list_id: str, wanted: str, lists: Lists, above: Mapping[str, str]) -> bool:
    """Whether names from the top down to a list's own, with `/` between them, are what is wanted."""
    here, rest = list_id, wanted
    while here and rest:
        name = fold(lists[here].name)
        if not rest.endswith(name):
            return False
        here, rest = above[here], rest[: len(rest) - len(name)]
        if bool(here) != rest.endswith("/"):
            return False
        rest = rest.removesuffix("/")
    return not here and not rest


def parse_name(text: str, others: Iterable[ReadingList]) -> str:
    """A name as it is kept: one safe line.

    Args:
        text: What was typed.
        others: The lists under the same one, from which the name must differ, letter case aside.

    Raises:
        UsageError: Nothing is left of it, it is too long, or another list has it.
    """
    name = safe_line(text)
    if not name:
        raise UsageError("A list needs a name.")
    if len(name) > NAME_LONGEST:
        raise UsageError(f"The name of a list has at most {NAME_LONGEST} letters; this one has {len(name)}.")
    taken = next((made.name for made in others if made.name.casefold() == name.casefold()), None)
    if taken is not None:
        raise UsageError(f"There is a list “{taken}” there already; give this one another name.")
    return name


def free_name(name: str, others: Iterable[ReadingList]) -> str:
    """A name, with a number where another list there has it."""
    taken = {made.name.casefold() for made in others}
    base, number = name[: NAME_LONGEST - 6].rstrip() if len(name) > NAME_LONGEST else name, 2
    free = base
    while free.casefold() in taken:
        end = f" {number}"
        free, number = base[: NAME_LONGEST - len(end)].rstrip() + end, number + 1
    return free


def between(low: float | None, high: float | None, count: int) -> list[float] | None:
    """So many places between two others, in rising order, or None where there is no room for them.

    Args:
        low: The place before them; None at the beginning.
        high: The place after them; None at the end.
        count: How many.
    """
    if low is None:
        low = (high if high is not None else count + 1.0) - count - 1
    step = (high - low) / (count + 1) if high is not None else 1.0
    places = [low + step * number for number in range(1, count + 1)]
    whole = [low, *places, *([high] if high is not None else [])]
    return places if all(one < other for one, other in pairwise(whole)) else None


def placed(order: Sequence[str], places: Mapping[str, float], moved: Iterable[str]) -> dict[str, float] | None:
    """New places for those that moved, so that all stand in an order; None where there is no room for them.

    Args:
        order: The ids, as they are to stand.
        places: Where they stand.
        moved: Those whose places may change; the others stand in the order already.
    """
    free, found = frozenset(moved), dict(places)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and order[end] in free:
            end += 1
        if end > start:
            low = found[order[start - 1]] if start else None
            high = found[order[end]] if end < len(order) else None
            room = between(low, high, end - start)
            if room is None:
                return None
            found.update(zip(order[start:end], room, strict=True))
        start = end + 1
    return found


def shifted(order: Sequence[str], chosen: Iterable[str], where: str) -> list[str]:
    """An order with some of its ids moved: each a place up or down, as far as there is one, or all to an end.

    Args:
        order: The ids as they stand.
        chosen: Those to move; they keep their order.
        where: `up`, `down`, `top` or `bottom`.

    Raises:
        UsageError: It is no such place.
    """
    moving = frozenset(chosen)
    if where in ("top", "bottom"):
        ones, rest = [each for each in order if each in moving], [each for each in order if each not in moving]
        return ones + rest if where == "top" else rest + ones
    if where not in ("up", "down"):
        raise UsageError(f"“{safe_line(where)}” is no way to move; take up, down, top or bottom.")
    found = list(order) if where == "up" else list(order)[::-1]
    for place in range(1, len(found)):
        if found[place] in moving and found[place - 1] not in moving:
            found[place - 1], found[place] = found[place], found[place - 1]
    return found if where == "up" else found[::-1]
