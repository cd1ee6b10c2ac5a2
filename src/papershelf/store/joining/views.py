"""Saved views of two sides made one: field by field, and no name twice."""

from dataclasses import replace

from papershelf.saved import NAME_LONGEST, SHIPPED, SavedView, arrange
from papershelf.store.joining.case import OURS, THEIRS, Case
from papershelf.store.joining.sides import Rows, moment
from papershelf.store.joining.values import ABSENT, weight
from papershelf.store.layout import Record
from papershelf.store.records import VIEWS


def join_views(case: Case, base: Record | None, ours: Record, theirs: Record, table: str = "views") -> Record:
    """The view that both sides' changes come to.

    Args:
        case: The view's.
        base: The record that both came from; None where there was none, or none is known.
        ours: Ours, as a record.
        theirs: Theirs.
        table: Which table it is in.
    """
    joined: Record = {}
    for field in dict.fromkeys((*ours, *theirs)):
        values = ours.get(field, ABSENT), theirs.get(field, ABSENT)
        before = ABSENT if base is None else base.get(field, ABSENT)
        chosen = OURS
        if values[OURS] != values[THEIRS]:
            if base is not None and before in values:
                chosen = THEIRS if before == values[OURS] else OURS
            else:
                chosen = _later(case, table, field, ours, theirs)
                case.tell(table, field, chosen, ours.get(field), theirs.get(field))
        if values[chosen] is not ABSENT:
            joined[field] = values[chosen]
    return joined


def _later(case: Case, table: str, field: str, ours: Record, theirs: Record) -> int:
    times = [moment(case.stamp(side, table, record, field)) for side, record in enumerate((ours, theirs))]
    if times[OURS] != times[THEIRS]:
        return OURS if times[OURS] > times[THEIRS] else THEIRS
    return max((OURS, THEIRS), key=lambda side: weight((ours, theirs)[side].get(field, ABSENT)))


def named_apart(rows: Rows, fixed: Rows) -> dict[str, Record]:
    """The views to change so that no two visible ones have one name.

    Args:
        rows: Every view, as records that can be read.
        fixed: How things were; the view that had its name then keeps it.
    """
    views = arrange({key: VIEWS.decode(key, record) for key, record in rows.items()})
    before = {key: VIEWS.decode(key, record).name for key, record in fixed.items()}
    old = {view.id for view in views if before.get(view.id, getattr(SHIPPED.get(view.id), "name", None)) == view.name}
    taken: set[str] = set()
    changed: dict[str, Record] = {}
    for view in sorted(views, key=lambda view: view.id not in old):
        name = _free(view, taken)
        taken.add(name.casefold())
        if name != view.name:
            changed[view.id] = VIEWS.encode(replace(view, name=name), rows.get(view.id))
    return changed


def _free(view: SavedView, taken: set[str]) -> str:
    name, number = view.name, 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = view.name[: NAME_LONGEST - len(ending)].rstrip() + ending, number + 1
    return name
