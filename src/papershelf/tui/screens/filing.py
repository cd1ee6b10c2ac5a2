"""What the main screen does with files: import saved pages, export papers; both off the screen's thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from papershelf.errors import PapershelfError
from papershelf.library import ImportReport, counted
from papershelf.tui.screens.paper_screen import PaperScreen

if TYPE_CHECKING:
    from papershelf.exporters import WriteReport
    from papershelf.tui.screens.export import Target

Result = TypeVar("Result")


class FilingScreen(PaperScreen):
    """A screen that imports and exports; a subclass says what there is to export."""

    def exportable(self) -> tuple[list[str], str]:
        """The papers to export, and what to call them."""
        raise NotImplementedError

    def action_import(self) -> None:
        """Ask for a path and import what is there."""
        from papershelf.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(), self._import)

    def _import(self, path: str | None) -> None:
        if path:
            self.say(f"Importing {path} …")
            self._in_background("import", partial(self.library.import_files, [path]), self._imported)

    def _imported(self, report: ImportReport) -> None:
        counts = (
            f"{counted(report.listings, 'listing')}: {report.new} new, {report.known} known, {report.changed} changed, "
            f"{len(report.near_duplicates)} near-duplicates."
        )
        if report.problems:
            lines = [
                f"{p.file}{f', line {p.line}' if p.line else ''}: {p.reason}\n    {p.text}" for p in report.problems
            ]
            self._report("Import", f"{counts} {counted(len(lines), 'problem')}:", lines)
        else:
            self.say(f"{counts} Press u to undo.", title="Imported")

    def action_export(self) -> None:
        """Ask where to, and export the selection, or else all that is listed."""
        from papershelf.tui.screens.export import ExportScreen

        ids, name = self.exportable()
        self.app.push_screen(ExportScreen(len(ids), name), partial(self._export, ids, name))

    def _export(self, ids: list[str], name: str, target: "Target | None") -> None:
        from papershelf.exporters import Options

        if target is not None:
            options = Options(group=target.group, title=f"Reading list: {name}")
            work = partial(self.library.export, target.format, target.path, ids=ids, options=options)
            self._in_background("export", work, partial(self._exported, target.path))

    def _exported(self, path: Path, report: "WriteReport") -> None:
        written = counted(len(report.written), "file")
        counts = f"{written} written, {len(report.unchanged)} already up to date: {path}"
        if report.problems:
            lines = [str(problem) for problem in report.problems]
            self._report("Export", f"{counts}. {len(lines)} were left alone:", lines)
        else:
            self.say(counts, title="Exported")

    def _report(self, title: str, summary: str, lines: list[str]) -> None:
        from papershelf.tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(title, summary, lines))

    def _in_background(self, group: str, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Run work on a thread of its own and hand the result to the screen; an error becomes a toast."""

        def run() -> None:
            try:
                result = work()
            except PapershelfError as error:
                self.app.call_from_thread(self.say, error.message, title=error.title, severity="error")
            else:
                self.app.call_from_thread(done, result)

        self.run_worker(run, thread=True, group=group, name=group)
