"""Changes to reading lists, each one undoable unit with words for it."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from re import sub

from papershelf.errors import NothingFoundError, UsageError
from papershelf.library.events import Clock, stamp
from papershelf.library.marking import name_papers
from papershelf.lists import (
    Lists,
    ReadingList,
    family,
    free_name,
    in_order,
    parents,
    parse_name,
    placed,
    shifted,
)
from papershelf.store import Store, Transaction, Unit
from papershelf.text import fold, safe, safe_line

_SLUG_LONGEST = 24
_WAYS = {"up": "up", "down": "down", "top": "to the top", "bottom": "to the bottom"}


class Lister:
    """Edits the reading lists of a store.

    Args:
        store: Where the lists live.
        clock: The time that new ids are made of.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def make(self, name: str, parent: str, description: str, ids: Sequence[str]) -> Unit | None:
        """Make a list, the last of those under its parent."""
        with self._store.transaction("") as edits:
            made = new_list(edits, name, parent, stamp(self._clock()), description=description)
            held = _at_end(made, _there(ids, edits))
            edits.put_list(held)
            edits.words = f"made the list “{made.name}”"
            if held.places:
                edits.words += f" of {name_papers(held.papers, edits.papers)}"
        return edits.unit

    def edit(self, list_id: str, name: str | None, description: str | None, parent: str | None) -> Unit | None:
        """Give a list another name, description or parent."""
        with self._store.transaction("") as edits:
            before = known_list(list_id, edits.lists)
            above = parents(edits.lists)[list_id]
            wanted = above if parent is None else parent
            moves = parent is not None and (parent != above or before.parent != parent)
            if moves:
                _check_parent(before, wanted, edits.lists)
                _open_circle(edits, wanted)
            others = [made for made in siblings(wanted, edits.lists) if made.id != list_id]
            after = before
            if name is not None or moves:
                after = replace(after, name=parse_name(before.name if name is None else name, others))
            if moves:
                after = replace(after, parent=wanted, position=_last(others))
            if description is not None:
                after = replace(after, description=kept_text(description))
            edits.put_list(after)
            edits.words = _edited(before, after, edits.lists)
        return edits.unit

    def shift(self, list_id: str, step: int) -> Unit | None:
        """Move a list among those under the same one; at the ends it stops."""
        with self._store.transaction("") as edits:
            made = known_list(list_id, edits.lists)
            there = siblings(parents(edits.lists)[list_id], edits.lists)
            old = there.index(made)
            new = min(max(old + step, 0), len(there) - 1)
            if new != old:
                there.insert(new, there.pop(old))
                _put_in_order(edits, there, [list_id])
                edits.words = f"moved the list “{made.name}”"
        return edits.unit

    def delete(self, list_id: str) -> Unit | None:
        """Take a list away; those under it stand where it stood, its papers stay in the library."""
        with self._store.transaction("") as edits:
            made = known_list(list_id, edits.lists)
            above = parents(edits.lists)[list_id]
            there = siblings(above, edits.lists)
            place = there.index(made)
            freed: list[ReadingList] = []
            for below in siblings(list_id, edits.lists):
                others = (*(other for other in there if other is not made), *freed)
                freed.append(replace(below, parent=above, name=free_name(below.name, others)))
            edits.remove_list(list_id)
            for below in freed:
                edits.put_list(below)
            _put_in_order(edits, [*there[:place], *freed, *there[place + 1 :]], [below.id for below in freed])
            edits.words = f"deleted the list “{made.name}”"
        return edits.unit

    def file(
        self, ids: Sequence[str], into: Collection[str], out_of: Collection[str], new: Iterable[str]
    ) -> Unit | None:
        """Put papers into lists, the new ones among them, and take them out of others."""
        with self._store.transaction("") as edits:
            there = _there(ids, edits)
            put: list[str] = []
            for name in new:
                made = new_list(edits, name, "", stamp(self._clock()))
                edits.put_list(_at_end(made, there))
                put.append(made.name)
            for list_id in dict.fromkeys(into):
                made = known_list(list_id, edits.lists)
                edits.put_list(_at_end(made, there))
                put += [made.name] if edits.lists[list_id] != made else []
            took: list[str] = []
            for list_id in dict.fromkeys(out_of):
                made = known_list(list_id, edits.lists)
                if gone := made.places.keys() & frozenset(ids):
                    edits.put_list(replace(made, places=_without(made.places, gone)))
                    took.append(made.name)
            edits.words = _filed(put, took, name_papers(list(dict.fromkeys(ids)), edits.papers))
        return edits.unit

    def put_into(self, list_id: str, ids: Sequence[str]) -> Unit | None:
        """Put papers at the end of a list, in their order; those that are in it stay where they are."""
        with self._store.transaction("") as edits:
            made = known_list(list_id, edits.lists)
            added = [paper_id for paper_id in _there(ids, edits) if paper_id not in made.places]
            edits.put_list(_at_end(made, added))
            edits.words = _filed([made.name], [], name_papers(added, edits.papers))
        return edits.unit

    def take_out(self, list_id: str, ids: Sequence[str]) -> Unit | None:
        """Take papers out of a list, also those that are gone from the library."""
        with self._store.transaction("") as edits:
            made = known_list(list_id, edits.lists)
            taken = [paper_id for paper_id in dict.fromkeys(ids) if paper_id in made.places]
            edits.put_list(replace(made, places=_without(made.places, taken)))
            edits.words = _filed([], [made.name], name_papers(taken, edits.papers))
        return edits.unit

    def move(self, list_id: str, ids: Sequence[str], where: str, among: Container[str] | None) -> Unit | None:
        """Move papers within a list; those that nobody sees, because they are gone or not `among` some, are no step."""
        with self._store.transaction("") as edits:
            made = known_list(list_id, edits.lists)
            chosen = [paper_id for paper_id in made.papers if paper_id in frozenset(ids)]
            seen = edits.papers if among is None else among
            order = [paper_id for paper_id in made.papers if paper_id in seen or paper_id in chosen]
            wanted = shifted(order, chosen, where)
            if wanted != order:
                edits.put_list(replace(made, places=reordered(made, wanted, chosen)))
                papers = name_papers(chosen, edits.papers)
                edits.words = f"moved {papers} {_WAYS[where]} in the list “{made.name}”"
        return edits.unit


def known_list(list_id: str, lists: Lists) -> ReadingList:
    """The list of an id.

    Raises:
        NothingFoundError: There is none.
    """
    if (made := lists.get(list_id)) is None:
        raise NothingFoundError(f"“{safe_line(list_id)}” is no list (any more); nothing was changed.")
    return made


def siblings(parent: str, lists: Lists) -> list[ReadingList]:
    """The lists that are shown under one, or at the top for an empty id, in their order."""
    above = parents(lists)
    return in_order(made for made in lists.values() if above[made.id] == parent)


def new_list(edits: Transaction, name: str, parent: str, now: str, *, description: str = "") -> ReadingList:
    """A new list, the last one there, which is not put in yet.

    Raises:
        NothingFoundError: There is no such parent.
        UsageError: The name is none, or taken there.
    """
    if parent:
        known_list(parent, edits.lists)
    others = siblings(parent, edits.lists)
    name = parse_name(name, others)
    return ReadingList(_new_id(name, now, edits.lists), name, kept_text(description), parent, _last(others))


def kept_text(text: str) -> str:
    """A description as it is kept."""
    return safe(text) if text.strip() else ""


def reordered(made: ReadingList, wanted: Sequence[str], moved: Sequence[str]) -> dict[str, float]:
    """The places of a list's papers, so that some of them stand in an order; the others keep theirs as they can."""
    here = {paper_id: made.places[paper_id] for paper_id in wanted}
    if (found := placed(wanted, here, moved)) is not None:
        return {**made.places, **found}
    fresh, chosen = iter(wanted), frozenset(wanted)
    order = [next(fresh) if paper_id in chosen else paper_id for paper_id in made.papers]
    return {paper_id: float(number) for number, paper_id in enumerate(order, 1)}


def _new_id(name: str, now: str, lists: Lists) -> str:
    """The letters of a name with some of its own, so that a list of the same name made elsewhere is another one."""
    slug = sub("[^a-z0-9]+", "-", fold(name)).strip("-")[:_SLUG_LONGEST].strip("-") or "list"
    number = 0
    while True:
        candidate = f"{slug}-{sha256(f'{name} {now} {number}'.encode()).hexdigest()[:6]}"
        if candidate not in lists:
            return candidate
        number += 1


def _there(ids: Sequence[str], edits: Transaction) -> list[str]:
    return [paper_id for paper_id in dict.fromkeys(ids) if paper_id in edits.papers]


def _without(places: Mapping[str, float], gone: Iterable[str]) -> dict[str, float]:
    left = frozenset(gone)
    return {paper_id: place for paper_id, place in places.items() if paper_id not in left}


def _at_end(made: ReadingList, ids: Sequence[str]) -> ReadingList:
    """A list with papers after its last one; those that are in it stay."""
    added = [paper_id for paper_id in ids if paper_id not in made.places]
    wanted = [*made.papers, *added]
    if not added:
        return made
    held = replace(made, places={**made.places, **dict.fromkeys(added, 0.0)})
    found = placed(wanted, held.places, added)
    return replace(made, places=found or {paper_id: float(number) for number, paper_id in enumerate(wanted, 1)})


def _check_parent(made: ReadingList, parent: str, lists: Lists) -> None:
    if not parent:
        return
    known_list(parent, lists)
    if any(under.id == parent for under in family(made.id, lists)):
        raise UsageError(f"“{made.name}” cannot stand under itself, nor under a list that stands under it.")


def _open_circle(edits: Transaction, list_id: str) -> None:
    """Put down that the list at the head of a circle, which a join made, stands at the top, where it is shown."""
    above = parents(edits.lists)
    while above.get(list_id):
        list_id = above[list_id]
    if list_id in edits.lists and edits.lists[list_id].parent in edits.lists:
        edits.put_list(replace(edits.lists[list_id], parent=""))


def _last(others: Sequence[ReadingList]) -> float:
    """A position after those of others; where there is none left, the ids decide."""
    return max((made.position for made in others), default=0.0) + 1


def _put_in_order(edits: Transaction, order: Sequence[ReadingList], moved: Sequence[str]) -> None:
    """Write the positions that make lists stand in an order: mostly those of the moved ones alone."""
    old = {made.id: made.position for made in order}
    ids = [made.id for made in order]
    new = placed(ids, old, moved) or {key: float(number) for number, key in enumerate(ids, 1)}
    for made in order:
        if new[made.id] != made.position:
            edits.put_list(replace(made, position=new[made.id]))


def _edited(before: ReadingList, after: ReadingList, lists: Lists) -> str:
    told = []
    if before.name != after.name:
        told.append(f"renamed the list “{before.name}” to “{after.name}”")
    if before.description != after.description:
        told.append(f"described the list “{after.name}”")
    if before.parent != after.parent:
        above = lists.get(after.parent)
        told.append(f"moved the list “{after.name}” {f'under “{above.name}”' if above else 'to the top level'}")
    return ", ".join(told)


def _filed(put: Sequence[str], took: Sequence[str], papers: str) -> str:
    """What became of papers: “put “A title” into the list “Thesis””."""

    def named(names: Sequence[str]) -> str:
        return f"list{'s' * (len(names) > 1)} {', '.join(f'“{name}”' for name in names)}"

    if not put:
        return f"took {papers} out of the {named(took)}"
    return f"put {papers} into the {named(put)}" + (f" and took off the {named(took)}" if took else "")
