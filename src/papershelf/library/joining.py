"""Merging what another machine, a backup or a conflict copy holds into the library, as one change with its report."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import UsageError
from papershelf.library.editing import Editing
from papershelf.library.events import stamp
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library.merge_report import MergeReport
    from papershelf.settings import Places
    from papershelf.store import Transaction
    from papershelf.store.joining import Meeting, Source, Tables
    from papershelf.sync import SyncReport


class Joining(Editing):
    """The part of `Library` that brings two machines together."""

    places: "Places"

    def merge(self, path: str | os.PathLike[str], dry_run: bool = False) -> "MergeReport":
        """Merge another library into this one as one undoable unit; nothing either side added is lost.

        Args:
            path: A data directory, a backup (`.zip`), or a copy of one of papershelf's files under any name, as
                Syncthing and Dropbox leave them in a conflict. It is only read.
            dry_run: Report what would happen, and write nothing.

        Raises:
            UsageError: It is this library itself.
            DataError: It is nothing of papershelf's, or cannot be read, or the library cannot be written.
        """
        from papershelf.store.joining import FILES, HISTORY, opened

        own = self.places.data
        if any(_is_same(Path(path), place) for place in (own, *(own / name for name in (*FILES, HISTORY)))):
            raise UsageError(f"{safe_line(os.fspath(path))} is this library itself; there is nothing to merge.")
        with opened(path) as source:
            if dry_run:
                report = _report(source, _meet(own, source))
            else:
                with self._store.transaction("") as edits:
                    meeting = _meet(own, source)
                    report = _report(source, meeting)
                    if not report.is_nothing:
                        _put(edits, meeting)
                    edits.words = report.words
                report.unit = edits.unit
        if report.new:
            self._say_what_is_alike(report, source)
        self._tell(report.unit)
        return report

    def sync(self, remote: str | None = None) -> "SyncReport":
        """Send what is new here to a git remote and take what is new there; nothing either side added is lost.

        Args:
            remote: A remote's name or address; None for the one that is set.

        Raises:
            UsageError: `remote` is none.
            DataError: Something keeps it from being done, with what to do about it; nothing is half done.
        """
        from papershelf.sync import Git, Repository, Syncing

        repository = Repository(Git(self.places.data))
        try:
            return Syncing(self._store, repository, lambda: stamp(self._clock())).run(remote)
        finally:
            self.refresh()

    def set_up_sync(self, url: str | None = None) -> list[str]:
        """Make the data directory a git repository that merges by papershelf; what is so already stays.

        Args:
            url: The remote to sync with.

        Returns:
            What was done, in words.

        Raises:
            DataError: git failed.
        """
        from papershelf.sync import Git, Repository

        return Repository(Git(self.places.data)).init(url)

    def _say_what_is_alike(self, report: "MergeReport", source: "Source") -> None:
        from papershelf.store.joining import near_duplicates
        from papershelf.store.records import PAPERS

        new = set(report.new)
        records = source.snapshot.tables["papers"]
        added = [PAPERS.decode(key, records[key]) for key in report.new if key in records]
        present = {key: paper for key, paper in self._store.papers.items() if key not in new}
        found = near_duplicates(present, added)
        report.near_duplicates = [pair for pair in found if not self.are_apart(pair.paper_id, pair.other_id)]


def _is_same(path: Path, other: Path) -> bool:
    try:
        return os.path.samefile(path.expanduser(), other)
    except OSError:
        return False


def _meet(own: Path, source: "Source") -> "Meeting":
    from papershelf.store.joining import Snapshot, meet

    here = f"{own.name}/"
    names = (here, source.name) if here != source.name else (f"{own.parent.name}/{here}", source.name)
    return meet(Snapshot.read(own), source.snapshot, names, source.holds)


def _report(source: "Source", meeting: "Meeting") -> "MergeReport":
    """Count what a join changes of ours."""
    from papershelf.library.merge_report import MergeReport

    report = MergeReport(source.name, meeting.has_base, source.is_copy, findings=source.findings)
    old, new = meeting.before, meeting.joined.tables
    for key in (*new["papers"], *(key for key in old["papers"] if key not in new["papers"])):
        was, now = old["papers"].get(key), new["papers"].get(key)
        if was is None:
            (report.returned if key in old["trash"] else report.new).append(key)
        elif now is None:
            report.deleted.append(key)
        elif was != now:
            report.changed.append(key)
    moved = {*report.deleted, *report.returned}
    report.deleted += [key for key in _differing(old, new, "trash") if key not in moved | new["papers"].keys()]
    report.marks = [key for key in _differing(old, new, "marks") if key not in moved]
    report.views = _differing(old, new, "views")
    report.lists = _differing(old, new, "lists")
    report.conflicts = meeting.joined.conflicts
    return report


def _differing(old: "Tables", new: "Tables", table: str) -> list[str]:
    keys = dict.fromkeys((*old[table], *new[table]))
    return [key for key in keys if old[table].get(key) != new[table].get(key)]


def _put(edits: "Transaction", meeting: "Meeting") -> None:
    for table, rows in meeting.joined.tables.items():
        for key in _differing(meeting.before, meeting.joined.tables, table):
            if key in rows:
                edits.put_record(table, key, rows[key])
            else:
                edits.remove_record(table, key)
