"""The part of `Library` that takes in what a person changed in exported notes, as one undoable change."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import DataError
from papershelf.library.editing import Editing
from papershelf.library.events import stamp
from papershelf.library.marking import stamped
from papershelf.marks import Mark
from papershelf.progress import Progress, told, unheard, unstoppable
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.library.pull_report import PullReport
    from papershelf.library.vault import Changed, Taken


class Pulling(Editing):
    """The part of `Library` that takes words back from files."""

    def pull(
        self, folder: str | os.PathLike[str], *, dry_run: bool = False, progress: Progress = unheard
    ) -> "PullReport":
        """Take in what a person changed in exported notes, as one undoable change; nothing either side wrote is lost.

        A note that changed in the file alone becomes the library's; one that changed in both is kept in both
        versions. Then the fingerprints in the file say that the library knows it; nothing else of a file is written.

        Args:
            folder: Where notes were exported to, as `folder` or `obsidian`.
            dry_run: Report what would be taken in, and change nothing.
            progress: Told how far it is, and may call it off until the library is changed.

        Raises:
            Cancelled: It was called off; nothing was changed.
            DataError: The folder cannot be read, or the library cannot be written.
        """
        from papershelf.library.pull_report import PullReport
        from papershelf.library.vault import acknowledge, look

        target = Path(folder).expanduser()
        if not target.is_dir():
            raise DataError(f"{safe_line(str(target))} is no folder; name the one that was exported to.")
        report = PullReport(target)
        changed = look(target, self._store.papers, report, progress)
        marks = self._store.marks
        past = self._store.former_notes({found.paper_id for found in changed if found.needs_past(marks)})
        for found in changed:
            found.past += past.get(found.paper_id, [])
        if dry_run:
            self._count(report, [found.meet(marks.get(found.paper_id) or Mark(found.paper_id)) for found in changed])
            return report
        taken = self._take(changed, report, progress)
        self._count(report, taken)
        acknowledge(target, taken, report)
        self._tell(report.unit)
        return report

    def _take(self, changed: "Sequence[Changed]", report: "PullReport", progress: Progress) -> "list[Taken]":
        """Put what was found into the library."""
        from papershelf.library.pull_report import PullReport

        now = stamp(self._clock())
        taken: list[Taken] = []
        if not changed:
            return taken
        with self._store.transaction("") as edits:
            for found in told(changed, unstoppable(progress), "taking in", "note", len(changed)):
                before = edits.marks.get(found.paper_id) or Mark(found.paper_id)
                taken.append(found.meet(before))
                if taken[-1].mark != before:
                    edits.put_mark(stamped(before, taken[-1].mark, now))
            sketch = PullReport(report.folder)
            self._count(sketch, taken)
            edits.words = sketch.words
        report.unit = edits.unit
        return taken

    def _count(self, report: "PullReport", taken: "Sequence[Taken]") -> None:
        for one in taken:
            if one.names:
                report.taken[one.changed.paper_id] = one.names
            report.conflicts += one.conflicts
            report.problems += one.problems
