"""Reading lists that come in with an import: made, or joined to the one that is meant; an order of one's own stays."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from papershelf.library.lister import kept_text, new_list, reordered, siblings
from papershelf.lists import NAME_LONGEST, ReadingList, free_name

if TYPE_CHECKING:
    from papershelf.importers import ListHead
    from papershelf.store import Transaction

_ID = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+){0,12}")
_ID_LONGEST = 48


def bring_lists(edits: "Transaction", lists: "Sequence[tuple[ListHead, tuple[str, ...]]]", now: str) -> None:
    """Make the lists of an import, or join each to the list that has its id, or else its name at the same place.

    Args:
        edits: Where they come to; the papers are there already.
        lists: Each with the ids of its papers in order, a list before those under it.
        now: Time of the import, which new ids are made of.
    """
    here: dict[str, str] = {}  # our id of a list, by the one that it had there
    for head, papers in lists:
        parent = here.get(head.parent, "") if head.parent else ""
        made = _meant(edits, head, parent, here) or _made(edits, head, parent, now)
        if head.id:
            here.setdefault(head.id, made.id)
        description = made.description or kept_text(head.description)
        edits.put_list(replace(made, description=description, places=_joined(made, papers)))


def _meant(edits: "Transaction", head: "ListHead", parent: str, here: dict[str, str]) -> ReadingList | None:
    taken = frozenset(here.values())
    if head.id in edits.lists and head.id not in taken:
        return edits.lists[head.id]
    name = head.name[:NAME_LONGEST].strip().casefold()
    same = (made for made in siblings(parent, edits.lists) if made.name.casefold() == name)
    return next((made for made in same if made.id not in taken), None)


def _made(edits: "Transaction", head: "ListHead", parent: str, now: str) -> ReadingList:
    name = free_name(head.name[:NAME_LONGEST].strip(), siblings(parent, edits.lists))
    made = new_list(edits, name, parent, now, description=head.description)
    usable = len(head.id) <= _ID_LONGEST and _ID.fullmatch(head.id) and head.id not in edits.lists
    return replace(made, id=head.id) if usable else made


def _joined(made: ReadingList, papers: Sequence[str]) -> dict[str, float]:
    """The places with what is new after the paper that it follows where it comes from, or before all others."""
    fresh = [paper_id for paper_id in papers if paper_id not in made.places]
    if not fresh:
        return dict(made.places)
    follows: dict[str, list[str]] = {}
    before = ""
    for paper_id in papers:
        if paper_id in made.places:
            before = paper_id
        else:
            follows.setdefault(before, []).append(paper_id)
    order = follows.get("", [])[:]
    for paper_id in made.papers:
        order += [paper_id, *follows.get(paper_id, ())]
    held = replace(made, places={**made.places, **dict.fromkeys(fresh, 0.0)})
    return reordered(held, order, fresh)
