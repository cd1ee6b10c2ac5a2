"""Putting a unit on disk: new files made ready, then the history, then the files put in place."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papershelf.errors import DataError
from papershelf.store import disk
from papershelf.store.history import History
from papershelf.store.quarantine import Finding
from papershelf.store.recordfile import RecordFile
from papershelf.store.schema import CURRENT
from papershelf.store.units import Unit

if TYPE_CHECKING:
    from papershelf.store.care.rolling import Rolling


class Commit:
    """Writes units to the files of a store. Needs the lock.

    A large file is not replaced at every change: the history alone holds what is new until enough has come
    together, because a star must not cost what writing ten thousand marks does.
    """

    def __init__(self, files: Sequence[RecordFile[Any]], history: History, folder: Path) -> None:
        self._files = files
        self._history = history
        self._folder = folder
        self._failed: list[Finding] = []

    @cached_property
    def _rolling(self) -> "Rolling":
        from papershelf.store.care.rolling import Rolling  # nothing for whoever only reads

        return Rolling(self._folder)

    @property
    def findings(self) -> list[Finding]:
        """What went wrong beside a unit that is safe in the history."""
        problem = self._rolling.problem if "_rolling" in vars(self) else None
        return [*self._failed, *([problem] if problem else [])]

    def keep(self, unit: Unit) -> None:
        """Put a unit on disk.

        Whatever fails before the first file is in place is undone without trace. From there on the unit
        stands, because the history holds it and every reader takes from there what a file lacks.

        Raises:
            DataError: It cannot be written; nothing was changed.
        """
        touched = [file for file in self._files if file.table in unit.tables]
        older = self._older()
        self._back_up(unit.at, CURRENT if older else None)
        later = [file for file in touched if file.may_wait(len(unit.changes))]
        files = [file for file in self._files if file in older or (file in touched and file not in later)]
        try:
            for file in files:
                file.stage(unit.changes, unit.id if file in touched else file.unit)
            self._history.append(unit)
            self._publish(files)
            for file in later:
                file.absorb(unit.changes, unit.id)
        except BaseException:
            self._discard([*files, *later])
            raise

    def _older(self) -> list[RecordFile[Any]]:
        """The files that an older version wrote: all of them are brought to this one's at the first change."""
        older = [file for file in self._files if file.head.is_older]
        for file in older:
            file.load()
        return older

    def _back_up(self, at: str, schema: int | None) -> None:
        paths = {file.name: file.storage.path for file in self._files}
        self._rolling.before_change(at, paths, self._write_all, schema)

    def _write_all(self) -> None:
        """Bring every file up to what the history holds, also those that nobody has read yet."""
        for file in self._files:
            if not file.loaded and file.head.unit != self._history.last(file.table):
                file.load()
        self._write([file for file in self._files if file.lags])

    def catch_up(self) -> None:
        """Write the files that the history, by changes of this process, is ahead of. Needs the lock.

        Raises:
            DataError: One cannot be written; it stays as it was, and what it lacks is in the history.
        """
        self._write([file for file in self._files if file.is_behind])

    def mend(self) -> None:
        """Write every file anew that does not hold what is shown, or holds what cannot be read. Needs the lock.

        Raises:
            DataError: One cannot be written; it stays as it was.
        """
        self._write([file for file in self._files if file.needs_mending])

    def _write(self, files: Sequence[RecordFile[Any]]) -> None:
        try:
            for file in files:
                file.stage((), file.unit)
            for file in files:
                file.publish()
            for folder in {file.storage.path.parent for file in files}:
                disk.sync_folder(folder)
        except OSError as error:
            raise disk.unwritable(files[0].storage.path, error) from error
        except BaseException:
            self._discard(files)
            raise

    def _publish(self, files: Sequence[RecordFile[Any]]) -> None:
        in_place = 0
        try:
            for file in files:
                file.publish()
                in_place += 1
            for folder in {file.storage.path.parent for file in files}:
                disk.sync_folder(folder)
        except (OSError, DataError) as error:
            if not in_place:
                self._history.take_back()
                raise
            reason = disk.reason_of(error) if isinstance(error, OSError) else error.message
            self._failed.append(Finding("history.jsonl", f"the last change is safe here, but elsewhere: {reason}"))
            self._discard(files[in_place:])

    def _discard(self, files: Sequence[RecordFile[Any]]) -> None:
        for file in files:
            file.discard()
        self._history.forget()
