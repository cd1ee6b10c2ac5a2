"""Counting what is in rolling backups, each file once however many backups share it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from papershelf.store import disk
from papershelf.store.care.rolling import Backup
from papershelf.store.layout import Record
from papershelf.store.salvage import read


class Counts(NamedTuple):
    """How much is in a backup; `problem` says why it does not open, or not whole."""

    papers: int
    marks: int
    notes: int
    problem: str | None = None


class Counting:
    """Remembers what was counted by which file it is, not by its name."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int, int, int], tuple[int, int, str | None]] = {}

    def count(self, backup: Backup) -> Counts:
        """What is in a backup."""
        papers, _, wrong = self._of(backup.files, "library.json", "papers")
        marks, notes, wrong_too = self._of(backup.files, "shelf.json", "marks")
        problem = wrong or wrong_too or (None if backup.files else "there is nothing in it")
        return Counts(papers, marks, notes, problem)

    def _of(self, files: Mapping[str, Path], name: str, table: str) -> tuple[int, int, str | None]:
        path = files.get(name)
        if path is None:
            return 0, 0, None
        try:
            status = os.stat(path)
            known = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
            if known not in self._seen:
                reading = read(path.read_bytes(), table)
                rows = reading.tables.get(table, {})
                damage = f"{name} in it: {reading.damage}" if reading.damage else None
                self._seen[known] = len(rows), sum(map(_has_note, rows.values())), damage
        except OSError as error:
            return 0, 0, f"{name} in it cannot be read: {disk.reason_of(error)}"
        return self._seen[known]


def _has_note(record: Record) -> bool:
    return isinstance(record, dict) and bool(record.get("note"))
