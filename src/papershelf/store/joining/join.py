"""Joining two states of a library, with what both came from where that is known; no file is touched."""

from collections.abc import Iterable

from papershelf.saved import SHIPPED
from papershelf.store.joining.case import OURS, THEIRS, Case
from papershelf.store.joining.lives import Life, join_lives, join_rows, settle
from papershelf.store.joining.sides import LIVES, TABLES, Base, Conflict, Joined, Rows, Side, Tables
from papershelf.store.joining.values import weight
from papershelf.store.joining.views import join_views, named_apart
from papershelf.store.layout import Record

_NOTHING: Rows = {}


def join(base: Base | None, ours: Side, theirs: Side) -> Joined:
    """Join two states record by record and field by field.

    What only one side changed since the base stands. Where both changed the same, or no base is known, the later
    change stands, and of two notes both. Whoever is asked about it, ours or theirs, comes to the same words.

    Args:
        base: What both came from; None where that is not known.
        ours: One side. Its records can be read, and stay in their order.
        theirs: The other side.
    """
    joined = {table: dict(ours.tables.get(table, _NOTHING)) for table in TABLES}
    conflicts: list[Conflict] = []
    sides = (ours, theirs)
    for key in _differing(ours.tables, theirs.tables, LIVES):
        case = Case(key, sides, conflicts)
        before = Life.of(base.tables, key) if base is not None and base.knows(key, *LIVES) else None
        life = join_lives(case, before, Life.of(ours.tables, key), Life.of(theirs.tables, key))
        _put_life(joined, key, life)
    _join_views(joined["views"], base, sides, conflicts)
    return Joined(joined, conflicts)


def settled(tables: Tables) -> dict[str, Life]:
    """The papers that stand both in the trash and elsewhere, as they shall be; git alone may leave them so."""
    side = Side("here", tables)
    found: dict[str, Life] = {}
    for key in tables["trash"]:
        life = Life.of(tables, key)
        if life.paper is not None or life.mark is not None:
            found[key] = settle(Case(key, (side, side), []), life)
    return found


def _differing(ours: Tables, theirs: Tables, tables: Iterable[str]) -> list[str]:
    """The ids of records that are not the same on both sides: ours in their order, then theirs."""
    found: dict[str, None] = {}
    for table in tables:
        mine, yours = ours.get(table, _NOTHING), theirs.get(table, _NOTHING)
        found.update((key, None) for key in (*mine, *yours) if mine.get(key) != yours.get(key))
    return list(found)


def _put_life(tables: dict[str, dict[str, Record]], key: str, life: Life) -> None:
    for table, record in (("papers", life.paper), ("marks", life.mark), ("trash", life.trash)):
        if record is None:
            tables[table].pop(key, None)
        else:
            tables[table][key] = record


def _join_views(
    joined: dict[str, Record], base: Base | None, sides: tuple[Side, Side], conflicts: list[Conflict]
) -> None:
    rows = [side.tables.get("views", _NOTHING) for side in sides]
    before = base.tables.get("views", _NOTHING) if base is not None else _NOTHING
    for key in _differing(sides[OURS].tables, sides[THEIRS].tables, ("views",)):
        known = base is not None and base.knows(key, "views")
        pair = rows[OURS].get(key), rows[THEIRS].get(key)
        case = Case(key, sides, conflicts)
        record = join_rows(case, "views", before.get(key) if known else None, pair, join_views, known=known)
        mine, yours = pair
        if known and key not in before and key not in SHIPPED and mine and yours:
            record = _both_made(joined, key, mine, yours)
        if record is None:
            joined.pop(key, None)
        else:
            joined[key] = record
    if rows[OURS] != rows[THEIRS]:
        joined.update(named_apart(joined, before))


def _both_made(views: dict[str, Record], key: str, ours: Record, theirs: Record) -> Record:
    """Two views that were made apart under one name: both stay, unless they ask the same; gives the first."""
    if ours.get("query") == theirs.get("query"):
        return min(ours, theirs, key=weight)
    if any(name.startswith(f"{key}-") and view.get("query") == theirs.get("query") for name, view in views.items()):
        return ours  # it was joined before
    number = 2
    while (other := f"{key}-{number}") in views:
        number += 1
    first, views[other] = sorted((ours, theirs), key=weight)
    return first
