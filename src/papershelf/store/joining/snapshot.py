"""Reading a data directory as one side of a join, without a lock and without writing to it."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from papershelf.errors import DataError
from papershelf.store.catalogue import Catalogue
from papershelf.store.differences import apply
from papershelf.store.history import History
from papershelf.store.joining.past import Past
from papershelf.store.joining.sides import LIVES, TABLES, Base, Rows, Side, Tables
from papershelf.store.layout import Record
from papershelf.store.quarantine import Finding, Quarantine
from papershelf.store.reading_lists import ReadingLists
from papershelf.store.recordfile import RecordFile
from papershelf.store.saved_views import SavedViews
from papershelf.store.shelf import Shelf
from papershelf.store.trash import Trash
from papershelf.store.units import Unit, UnitHeader

FILES: dict[str, str] = {file.name: file.table for file in (Catalogue, Shelf, SavedViews, ReadingLists, Trash)}
HISTORY = "history.jsonl"


class Snapshot(NamedTuple):
    """What a data directory held at one moment.

    Attributes:
        tables: Its records, by table and id, with what only its history holds yet.
        history: Its history.
        findings: What of it could not be read.
    """

    tables: Tables
    history: History
    findings: list[Finding]

    @classmethod
    def read(cls, folder: Path) -> "Snapshot":
        """Read a data directory.

        Raises:
            DataError: A file cannot be read, or a newer version wrote it.
        """
        for name in (*FILES, HISTORY):
            if (folder / name).exists() and not (folder / name).is_file():
                raise DataError(f"{folder / name} is no file; it cannot be read.")
        files, history = read_files(folder)
        tables: dict[str, Rows] = {file.table: dict(file.records) for file in files}
        findings = [finding for file in files for finding in file.findings] + history.findings
        return cls(tables, history, findings)

    @property
    def headers(self) -> list[UnitHeader]:
        """Every unit of the history, oldest first."""
        return list(self.history.newest())[::-1]

    def units(self, without: Collection[str] = ()) -> list[Unit]:
        """The units with their changes, oldest first; those whose changes cannot be read have none.

        Args:
            without: Ids of units to leave out.
        """
        return [
            Unit(
                header.id, header.at, header.kind, header.words, header.of, header.tables,
                self.history.changes_if_readable(header),
            )
            for header in self.headers
            if header.id not in without
        ]  # fmt: skip

    def side(self, name: str, units: Iterable[Unit]) -> Side:
        """This as a side of a join, with the past that some of its units tell."""
        return Side(name, self.tables, Past(units))


def read_files(folder: Path) -> tuple[list[RecordFile[Any]], History]:
    """The files of a data directory, read, and its history."""
    quarantine = Quarantine(folder / "quarantine")  # named only: nothing is put there by reading
    history = History(folder, quarantine)
    made = (Catalogue, Shelf, SavedViews, ReadingLists, Trash)
    files: list[RecordFile[Any]] = [kind(folder, history, quarantine) for kind in made]
    for file in files:
        file.poll()
    history.refresh()
    for file in files:
        file.settle()
    return files, history


def head_of(file: RecordFile[Any]) -> str | None:
    """The unit that a file says it holds last."""
    head = ((file.storage.read() or {}).get("meta") or {}).get("file")
    unit = head.get("unit") if isinstance(head, dict) else None
    return unit if isinstance(unit, str) else None


def base_of(ours: Tables, our_units: list[Unit], theirs: Tables, their_units: list[Unit]) -> Base:
    """What two states came from: each with the units that the other does not know taken back.

    Where that does not come to the same on both sides, a record has a past that the histories do not tell, and
    nothing is claimed about it.

    Args:
        ours: One state.
        our_units: The units of its history that the other does not know, oldest first.
        theirs: The other state.
        their_units: The units of its history that the first does not know, oldest first.
    """
    mine, yours = _taken_back(ours, our_units), _taken_back(theirs, their_units)
    unsure = {
        (table, key)
        for table in TABLES
        for key in mine[table].keys() | yours[table].keys()
        if mine[table].get(key) != yours[table].get(key)
    }
    lives = {key for table, key in unsure if table in LIVES}
    return Base(mine, frozenset(unsure | {(table, key) for table in LIVES for key in lives}))


def _taken_back(tables: Tables, units: list[Unit]) -> dict[str, dict[str, Record]]:
    then = {table: dict(tables.get(table, {})) for table in TABLES}
    for unit in reversed(units):
        for change in reversed(unit.changes):
            rows = then.get(change.table)
            if rows is None:
                continue
            record = apply(rows.get(change.id), change.turned())
            if record is None:
                rows.pop(change.id, None)
            else:
                rows[change.id] = record
    return then
