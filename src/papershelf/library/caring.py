"""What keeps a library safe beside its history: backups and the way back to them, and the doctor."""

import os
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papershelf.errors import DataError, NothingFoundError, UsageError
from papershelf.library.editing import Editing
from papershelf.library.events import Changed, stamp
from papershelf.progress import Progress, Step, unheard, unstoppable
from papershelf.store import Unit

if TYPE_CHECKING:
    from papershelf.library.drafts import Drafts
    from papershelf.settings import Places
    from papershelf.store.care.findings import Report
    from papershelf.store.care.restoring import Contents, Held
    from papershelf.store.care.rolling import Backup


class BackupInfo(NamedTuple):
    """A rolling backup, and how much is in it.

    Attributes:
        name: By which `restore_backup` knows it.
        at: When it was made, ISO 8601 in UTC.
        papers: The number of papers.
        marks: The number of marks.
        notes: How many of these have a note.
        problem: Why it does not open, or not whole; None where it does.
    """

    name: str
    at: str
    papers: int
    marks: int
    notes: int
    problem: str | None = None


class BackupReport(NamedTuple):
    """What went into an archive.

    Attributes:
        path: The file.
        at: The time that it says.
        files: The size in bytes of each part, by name.
    """

    path: Path
    at: str
    files: Mapping[str, int]


class RestoreReport(NamedTuple):
    """What restoring a backup did, or would do.

    Attributes:
        name: The backup.
        at: When it was made.
        changed: How many records of each table came, went or changed.
        words: The same for a person.
        problems: What is wrong with the backup; everything else of it was taken.
        history: How many units of a history came along, into a library that was empty.
        drafts: How many drafts did.
        unit: The undoable unit; None where nothing differs, and for a dry run.
    """

    name: str
    at: str
    changed: Mapping[str, int]
    words: str
    problems: tuple[str, ...] = ()
    history: int = 0
    drafts: int = 0
    unit: Unit | None = None


class Caring(Editing):
    """The part of `Library` that looks after its files.

    Attributes:
        places: Where its files live.
    """

    places: "Places"

    @cached_property
    def drafts(self) -> "Drafts":
        """Notes that are being written; nothing of them is needed before the first paint."""
        from papershelf.library.drafts import Drafts

        return Drafts(self.places.data / "drafts")

    @property
    def read_only(self) -> str | None:
        """Why nothing may be changed here, for a person: a newer version wrote it. None where it may."""
        return self._store.read_only

    def backup(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        force: bool = False,
        progress: Progress = unheard,
    ) -> BackupReport:
        """Write everything into one zip file: papers, marks, views, trash, history, drafts, settings.

        Args:
            path: The file; by default one named by the time, in the current folder.
            force: Write over a file that is there.
            progress: Told how far it is, and may call it off.

        Raises:
            Cancelled: It was called off; what was there, is there as it was.
            UsageError: The file is there already.
            DataError: It cannot be written.
        """
        from papershelf import __version__

        now = self._clock()
        target = Path(path or f"papershelf-{now:%Y-%m-%d-%H%M%S}.zip").expanduser()
        target = target.absolute()
        others = {f"drafts/{draft.name}": draft for draft in sorted(self.drafts.folder.glob("*.md"))}
        others["config/config.toml"] = self.places.config / "config.toml"
        about = {"at": stamp(now), "version": __version__}
        manifest = self._store.archive(target, others, about, force=force, progress=progress)
        return BackupReport(target, about["at"], {name: member["size"] for name, member in manifest["files"].items()})

    def backups(self) -> list[BackupInfo]:
        """The rolling backups, the latest first; each file is read once, however many backups share it.

        Raises:
            DataError: They cannot be looked for.
        """
        from papershelf.store.care.counting import Counting

        counting = Counting()
        return [
            BackupInfo(backup.name, stamp(backup.at), *counting.count(backup))
            for backup in self._store.rolling_backups()
        ]

    def restore_backup(
        self, name: str | os.PathLike[str], *, dry_run: bool = False, progress: Progress = unheard
    ) -> RestoreReport:
        """Make everything as it was in a backup, as one undoable unit.

        Into a library that never held anything, the history and the drafts of a zip file come along.

        Args:
            name: The name of a rolling backup, or the beginning of only one; or the path of a zip file.
            dry_run: Say what would change, and change nothing.
            progress: Told how far it is, and may call it off until it is being written.

        Raises:
            Cancelled: It was called off; nothing was changed.
            NothingFoundError: There is no such backup.
            UsageError: Several begin so.
            DataError: It cannot be read, or the library cannot be written.
        """
        from papershelf.store.care.restoring import opened

        chosen = self._chosen(os.fspath(name))
        progress(Step("reading the backup"))
        with opened(self.places.data, chosen, progress) as contents:
            at = contents.archive.at if contents.archive else stamp(chosen.at)  # type: ignore[union-attr] # one or other
            report = self._planned(contents.tables, os.fspath(name), at or "unknown time")
            report = report._replace(problems=contents.problems)
            if dry_run:
                return report
            progress(Step("about to restore"))  # the last moment to call it off
            unstoppable(progress)(Step("restoring"))
            return self._restore(contents, report)

    def _chosen(self, name: str) -> "Backup | Path":
        known = self._store.rolling_backups()
        exact = [backup for backup in known if backup.name == name]
        if not exact and (path := Path(name).expanduser()).is_file():
            return path.absolute()
        found = exact or [backup for backup in known if name and backup.name.startswith(name)]
        if not found:
            raise NothingFoundError(f"There is no backup “{name}”; `papershelf restore` lists them.")
        if len(found) > 1:
            raise UsageError(f"{len(found)} backups begin with “{name}”; give more of the name.")
        return found[0]

    def _planned(self, tables: "Mapping[str, Held]", name: str, at: str) -> RestoreReport:
        from papershelf.store.care.restoring import in_words, steps

        changed = {}
        for table, file in self._store.files.items():
            file.load()
            todo = steps(file.records, tables[table])
            changed[table] = len(todo.put) + len(todo.remove)
        return RestoreReport(name, at, changed, in_words(at[:16].replace("T", " "), changed))

    def _restore(self, contents: "Contents", report: RestoreReport) -> RestoreReport:
        from papershelf.store.care.archive import HISTORY, drafts
        from papershelf.store.care.restoring import in_words, put_back

        when = report.at[:16].replace("T", " ")
        is_new = not self._store.papers and not self._store.units(limit=1)
        if contents.archive and is_new:
            history = contents.archive.members.get(HISTORY)
            kept = drafts(contents.archive)
            for paper_id, text in kept.items():
                self.drafts.keep(paper_id, text)
            adopted = self._store.adopt_history(history) if history else 0
            report = report._replace(history=adopted, drafts=len(kept))
        with self._store.transaction(lambda changes: in_words(when, Counter(c.table for c in changes))) as edit:
            try:
                put_back(edit, contents.tables)
            except ValueError as error:
                raise DataError(f"The backup cannot be restored: {error}. Nothing was changed.") from error
        return report._replace(unit=self._tell(edit.unit))

    def doctor(self, *, fix: bool = False, progress: Progress = unheard) -> "Report":
        """Look for everything that is not as it should be.

        Args:
            fix: Repair what can be; a copy of whatever is changed or taken away goes to quarantine first.
            progress: Told how far it is, and may call it off until something is being repaired.

        Raises:
            Cancelled: It was called off; nothing was changed.
            LockedError: It shall be repaired, and another process keeps the lock.
            DataError: It shall be repaired, and cannot be written; or a newer version wrote here.
        """
        from papershelf.library.doctoring import examine

        report = examine(self._store, self.places, self.drafts, fix=fix, progress=progress)
        if report.fixed:
            self._publish(Changed(frozenset(), "repaired the files"))
        return report
