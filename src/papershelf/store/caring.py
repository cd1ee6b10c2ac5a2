"""The part of the store that looks after the directory: rolling backups, archives, and what a doctor may do."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papershelf.errors import DataError
from papershelf.progress import Progress, unheard
from papershelf.store import disk
from papershelf.store.looking import Looking
from papershelf.store.units import decode_header

if TYPE_CHECKING:
    from papershelf.store.care.rolling import Backup


def _nothing() -> None:
    pass


class Caring(Looking):
    """Reading, and writing that is no unit."""

    def _forbid_if_newer(self) -> None:
        if reason := self.read_only:
            raise DataError(reason)

    @property
    def history_path(self) -> Path:
        """The file of the history."""
        return self._history.path

    @property
    def has_soft_lock(self) -> bool:
        """Whether the system knew no locks, so that a file took their place."""
        return self._lock.is_soft

    @contextmanager
    def impatient_hold(self) -> Iterator[None]:
        """Hold the lock, without waiting for it.

        Raises:
            DataError: It cannot be taken.
        """
        with self._lock.impatient(), self._lock.held():
            yield

    def tend(self, before: Callable[[], None] = _nothing, after: Callable[[], None] = _nothing) -> None:
        """While nobody else writes, bring every file up to what the history holds, damaged ones too.

        Args:
            before: What to do first, under the same lock.
            after: What to do at the end.

        Raises:
            LockedError: Another process has been changing something for too long.
            DataError: A newer version wrote here, or a file cannot be written.
        """
        with self._lock.held():
            for file in self._files:
                file.load()
            self._look()
            self._forbid_if_newer()
            before()
            self._look()
            self._commit.mend()
            after()

    def replace_history(self, content: bytes) -> None:
        """Put other lines in the place of the history's. Needs the lock.

        Raises:
            DataError: They cannot be written; the file is as it was.
        """
        self._history.replace(content)

    def rolling_backups(self) -> "list[Backup]":
        """The rolling backups, the latest first.

        Raises:
            DataError: They cannot be read.
        """
        from papershelf.store.care.rolling import Rolling

        folder = self.folder / "backups"
        try:
            return Rolling(self.folder).all()
        except OSError as error:
            raise disk.unreadable(folder, error) from error

    def archive(
        self,
        target: Path,
        others: Mapping[str, Path],
        about: Mapping[str, Any],
        *,
        force: bool,
        progress: Progress = unheard,
    ) -> dict[str, Any]:
        """Write everything into a zip file; see `care.archive.write`.

        Args:
            target: The file to write.
            others: What else goes in, by the name in the archive.
            about: What else its manifest says.
            force: Write over a file that is there.
            progress: Told how much is packed.
        """
        from papershelf.store.care import archive  # what packs and unpacks is nothing for the first paint

        with suppress(DataError):  # whoever may not write here may still take everything along
            self.tend()
        paths = {file.name: file.storage.path for file in self._files}
        return archive.write(
            target, {**paths, archive.HISTORY: self._history.path, **others}, about, force=force, progress=progress
        )

    def adopt_history(self, path: Path) -> int:
        """Begin with the history of another library, where none was begun here; the files are made from it.

        Returns:
            How many units came along.

        Raises:
            DataError: It cannot be read or written.
        """
        with self._lock.held():
            self._look()
            self._forbid_if_newer()
            if self.units(limit=1):
                return 0
            try:
                lines = [line for line in path.read_bytes().splitlines(keepends=True) if _is_unit(line)]
            except OSError as error:
                raise disk.unreadable(path, error) from error
            self._history.replace(b"".join(lines))
            for file in self._files:
                file.discard()
                file.load()
            self._look()
            self._commit.mend()
        return len(lines)


def _is_unit(line: bytes) -> bool:
    try:
        decode_header(line)
    except ValueError:
        return False
    return line.endswith(b"\n")
