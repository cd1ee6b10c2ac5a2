"""Joining two states of a library, with what both came from where that is known; no file is touched."""

from collections.abc import Iterable

from papershelf.saved import SHIPPED
from papershelf.store.joining.case import OURS, THEIRS, Case
from papershelf.store.joining.lists import join_lists
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
    _join_lists(joined["lists"], base, sides, conflicts)
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
    rows = sides[OURS].tables.get("views", _NOTHING), sides[THEIRS].tables.get("views", _NOTHING)
    before = base.tables.get("views", _NOTHING) if base is not None else _NOTHING
    made_apart = []
    for key in _differing(sides[OURS].tables, sides[THEIRS].tables, ("views",)):
        known = base is not None and base.knows(key, "views")
        pair = rows[OURS].get(key), rows[THEIRS].get(key)
        if known and key not in before and key not in SHIPPED and all(pair):
            made_apart.append(key)
            continue
        case = Case(key, sides, conflicts)
        record = join_rows(case, "views", before.get(key) if known else None, pair, join_views, known=known)
        if record is None:
            joined.pop(key, None)
        else:
            joined[key] = record
    for key in sorted(made_apart, reverse=True):  # when it is known which of the others stay, `mine-2` before `mine`
        joined[key] = _both_made(joined, rows, before, key)
    if rows[OURS] != rows[THEIRS]:
        joined.update(named_apart(joined, before))


def _join_lists(
    joined: dict[str, Record], base: Base | None, sides: tuple[Side, Side], conflicts: list[Conflict]
) -> None:
    before = base.tables.get("lists", _NOTHING) if base is not None else _NOTHING
    for key in _differing(sides[OURS].tables, sides[THEIRS].tables, ("lists",)):
        known = base is not None and base.knows(key, "lists")
        pair = sides[OURS].tables.get("lists", _NOTHING).get(key), sides[THEIRS].tables.get("lists", _NOTHING).get(key)
        case = Case(key, sides, conflicts)
        record = join_rows(case, "lists", before.get(key) if known else None, pair, join_lists, known=known)
        if record is None:
            joined.pop(key, None)
        else:
            joined[key] = record


def _both_made(joined: dict[str, Record], rows: tuple[Rows, Rows], before: Rows, key: str) -> Record:
    """Two views that were made apart under one id: both stay, unless they ask the same; gives the first."""
    pair = rows[OURS][key], rows[THEIRS][key]
    if pair[OURS].get("query") == pair[THEIRS].get("query"):
        return min(pair, key=weight)
    had = [pair[side] for side in (OURS, THEIRS) if _has_beside(joined, rows[side], key, pair[1 - side])]
    if had:
        return min(had, key=weight)  # they were joined before
    number = 2
    while any((other := f"{key}-{number}") in taken for taken in (*rows, before, joined)):
        number += 1  # an id that either side knows may yet be changed or go
    first, joined[other] = sorted(pair, key=weight)
    return first


def _has_beside(joined: Rows, rows: Rows, key: str, view: Record) -> bool:
    """Whether a side has, beside its view of this id, the other one's too, and that stays."""
    query = view.get("query")
    names = [name for name, row in rows.items() if name.startswith(f"{key}-") and row.get("query") == query]
    return any(joined.get(name, {}).get("query") == query for name in names)
