"""Putting a unit on disk: new files made ready, then the history, then the files put in place."""

from collections.abc import Sequence
from typing import Any

from papershelf.errors import DataError
from papershelf.store import disk
from papershelf.store.history import History
from papershelf.store.quarantine import Finding
from papershelf.store.recordfile import RecordFile
from papershelf.store.units import Unit


class Commit:
    """Writes units to the files of a store. Needs the lock.

    A large file is not replaced at every change: the history alone holds what is new until enough has come
    together, because a star must not cost what writing ten thousand marks does.

    Attributes:
        findings: What went wrong after a unit was safe in the history.
    """

    def __init__(self, files: Sequence[RecordFile[Any]], history: History) -> None:
        self._files = files
        self._history = history
        self.findings: list[Finding] = []

    def keep(self, unit: Unit) -> None:
        """Put a unit on disk.

        Whatever fails before the first file is in place is undone without trace. From there on the unit
        stands, because the history holds it and every reader takes from there what a file lacks.

        Raises:
            DataError: It cannot be written; nothing was changed.
        """
        touched = [file for file in self._files if file.table in unit.tables]
        later = [file for file in touched if file.may_wait(len(unit.changes))]
        files = [file for file in touched if file not in later]
        try:
            for file in files:
                file.stage(unit.changes, unit.id)
            self._history.append(unit)
            self._publish(files)
            for file in later:
                file.absorb(unit.changes, unit.id)
        except BaseException:
            self._discard(touched)
            raise

    def catch_up(self) -> None:
        """Write the files that the history is ahead of. Needs the lock.

        Raises:
            DataError: One cannot be written; it stays as it was, and what it lacks is in the history.
        """
        files = [file for file in self._files if file.is_behind]
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
            self.findings.append(Finding("history.jsonl", f"the last change is safe here, but elsewhere: {reason}"))
            self._discard(files[in_place:])

    def _discard(self, files: Sequence[RecordFile[Any]]) -> None:
        for file in files:
            file.discard()
        self._history.forget()
