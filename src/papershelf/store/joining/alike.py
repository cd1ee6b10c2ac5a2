"""Papers that came with a join and look like papers that were there: told, never merged by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from papershelf.identity import NearDuplicate, Register
from papershelf.paper import Paper


def near_duplicates(present: Mapping[str, Paper], added: Iterable[Paper]) -> list[NearDuplicate]:
    """Pairs of papers under two ids that are one, or may be.

    Args:
        present: The papers that were there, by id.
        added: Those that came.
    """
    new = list(added)
    if not new or not present:
        return []
    register, found = Register(present.values()), []
    for paper in new:
        placement = register.place(replace(paper, id=""))
        if placement.before is not None and placement.before.id in present:
            reason = "By identifier, or title and abstract, they are one paper under two ids."
            found.append(NearDuplicate(paper.id, placement.before.id, reason, 100.0))
        found += [replace(near, paper_id=paper.id) for near in placement.near if near.other_id in present]
    return found
