"""What the main screen does with files: import saved pages, export papers; both off the screen's thread."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.library import ImportReport, counted
from papershelf.tui.host import host_of, way_back
from papershelf.tui.reporting import reported
from papershelf.tui.screens.paper_screen import PaperScreen

if TYPE_CHECKING:
    from papershelf.tui.jobs import Done, Ending, Work
    from papershelf.tui.outgoing import Exportable, Outgoing


class FilingScreen(PaperScreen):
    """A screen that imports and exports; a subclass says what there is to export."""

    def exportable(self) -> "Exportable":
        """The papers to export, and what to call them."""
        raise NotImplementedError

    work_words = ""
    """What takes its time, in words; empty where nothing does."""

    def refresh_head(self) -> None:
        """Show the line at the head anew."""
        raise NotImplementedError

    def show_work(self, words: str) -> None:
        """Say at the head what takes its time, in the place of the counts; nothing is laid out anew for it."""
        if words != self.work_words:
            self.work_words = words
            self.refresh_head()

    def action_import(self) -> None:
        """Ask for a path and import what is there."""
        from papershelf.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(), self._import)

    def _import(self, path: str | None) -> None:
        if path:
            waits = host_of(self).jobs.running("import") is not None
            self.say(f"{path} is imported after the one before." if waits else f"Importing {path} …")
            title = f"Import of {Path(path).name or path}"
            work = partial(self.library.import_files, [path])
            self._start("import", title, "Importing", lambda progress: work(progress=progress), self._imported)

    def _imported(self, report: ImportReport) -> "Ending":
        from papershelf.tui.jobs import Ending

        counts = (
            f"{counted(report.listings, 'listing')}: {report.new} new, {report.known} known, {report.changed} changed, "
            f"{len(report.near_duplicates)} near-duplicates."
        )
        if report.problems:
            lines = [
                f"{p.file}{f', line {p.line}' if p.line else ''}: {p.reason}\n    {p.text}" for p in report.problems
            ]
            return reported(self, "Import", f"{counts} {counted(len(lines), 'problem')}:", lines)
        self.say(f"{counts} {way_back(host_of(self).keys)}".rstrip(), title="Imported")
        return Ending(counts)

    @cached_property
    def outgoing(self) -> "Outgoing":
        """Exports, and remembers where to."""
        from papershelf.tui.outgoing import Outgoing

        return Outgoing(self)

    def action_export(self) -> None:
        """Ask where to, and export the selection, or else all that is listed."""
        self.outgoing.ask()

    def _start(self, group: str, title: str, verb: str, work: "Work", done: "Done") -> None:
        """Do work that takes its time; what keeps it from being done becomes a toast."""
        from papershelf.tui.jobs import Job

        host = host_of(self)
        host.jobs.start(Job(group, title, verb), work, done, host.say_error)

    def action_duplicates(self) -> None:
        """Look at papers that may be one."""
        from papershelf.tui.screens.duplicates import PairsScreen

        self.app.push_screen(PairsScreen(self.library))

    def action_doctor(self) -> None:
        """Check the files with the doctor."""
        from papershelf.tui.screens.doctor import DoctorScreen

        self.app.push_screen(DoctorScreen(self.library))
