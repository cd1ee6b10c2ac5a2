"""Two states brought together: which base they have, and what a copy that holds only a part leaves open."""

from collections.abc import Mapping
from typing import NamedTuple

from papershelf.store.differences import apply
from papershelf.store.joining.join import join
from papershelf.store.joining.past import Past
from papershelf.store.joining.sides import TABLES, Base, Joined, Rows, Side, Tables
from papershelf.store.joining.snapshot import FILES, HISTORY, Snapshot, base_of
from papershelf.store.layout import Record
from papershelf.store.units import Unit


class Meeting(NamedTuple):
    """What joining two states came to.

    Attributes:
        joined: The records and what was decided.
        before: Ours as they were.
        has_base: Whether both were known to come from one state.
    """

    joined: Joined
    before: Tables
    has_base: bool


def meet(
    ours: Snapshot, theirs: Snapshot, names: tuple[str, str], holds: frozenset[str], base: Tables | None = None
) -> Meeting:
    """Join two snapshots.

    Args:
        ours: Our side; its order stays.
        theirs: The other.
        names: What a person calls the sides.
        holds: The files of which the other side tells; in all else it is taken to be as ours.
        base: What both came from, where that is known from elsewhere.
    """
    known = {header.id for header in ours.headers}, {header.id for header in theirs.headers}
    our_units, their_units = ours.units(known[1]), theirs.units(known[0])
    found: Base | None
    if base is not None:
        found, tables = Base(base), theirs.tables
    elif holds == {HISTORY}:
        found, tables = _continued(ours, our_units, their_units, bool(known[0] & known[1]))
    elif HISTORY in holds:
        found, tables = base_of(ours.tables, our_units, theirs.tables, their_units), theirs.tables
    else:
        found, tables = None, _filled(ours.tables, theirs.tables, holds)
    sides = Side(names[0], ours.tables, Past(our_units)), Side(names[1], tables, Past(their_units))
    return Meeting(join(found, *sides), ours.tables, bool(known[0] & known[1]) or base is not None)


def _continued(ours: Snapshot, our_units: list[Unit], their_units: list[Unit], together: bool) -> tuple[Base, Tables]:
    """The state that a lone history tells of: its own units put on what both had before."""
    start: Tables = ours.tables if together else {}
    base = base_of(start, our_units if together else [], start, our_units if together else [])
    return base, replayed(base.tables, their_units)


def replayed(tables: Tables, units: list[Unit]) -> dict[str, dict[str, Record]]:
    """The records after some units, whatever they were before."""
    then = {table: dict(tables.get(table, {})) for table in TABLES}
    for unit in units:
        for change in unit.changes:
            rows = then.get(change.table)
            if rows is None:
                continue
            record = apply(rows.get(change.id), change)
            if record is None:
                rows.pop(change.id, None)
            else:
                rows[change.id] = record
    return then


def _filled(ours: Tables, theirs: Tables, holds: frozenset[str]) -> Tables:
    """The other side's tables, and ours for those it does not tell of, as far as they agree with it."""
    told = {FILES[name] for name in holds if name in FILES}
    tables: dict[str, Rows] = {table: theirs[table] if table in told else ours[table] for table in TABLES}
    if "trash" in told and "papers" not in told:
        tables["papers"] = _without(tables["papers"], tables["trash"])
        if "marks" not in told:
            tables["marks"] = _without(tables["marks"], tables["trash"])
    elif "papers" in told and "trash" not in told:
        tables["trash"] = _without(tables["trash"], tables["papers"])
    return tables


def _without(rows: Rows, gone: Mapping[str, Record]) -> Rows:
    return {key: record for key, record in rows.items() if key not in gone}
