"""The doctor: what is wrong with the library's files, what to do about it, and repairing what can be."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from papershelf.library import Library, counted
from papershelf.progress import Progress
from papershelf.store.care.findings import Ailment, Report
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.job_words import standing
from papershelf.tui.jobs import Ending, Job, State
from papershelf.tui.screens.listing import ListingScreen
from papershelf.tui.widgets.line_list import Line

NOTHING = "Nothing to find: all is well."
NOTE = "note"  # what the short column says of what is worth knowing and not wrong
REPAIRED = "repaired"


class DoctorScreen(ListingScreen):
    """Lists findings, then notes, then what was just repaired."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("doctor")]
    HEADING = "Check with the doctor"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.job: Job | None = None
        self.report: Report | None = None
        self._rows: list[tuple[str, Ailment | str]] = []
        self._unwatch: Callable[[], None] = lambda: None

    def on_mount(self) -> None:
        """Look at once."""
        self._unwatch = self.host.jobs.watch(self.reload)
        self.job = self.host.jobs.running("doctor")
        if self.job is None:
            self._look(fix=False)
        self.reload()

    def on_unmount(self) -> None:
        """Follow the work no longer; it goes on."""
        self._unwatch()

    # Looking

    def _look(self, *, fix: bool) -> None:
        def work(progress: Progress) -> Report:
            return self.library.doctor(fix=fix, progress=progress)

        title, verb = ("Repair of the files", "Repairing") if fix else ("Check of the files", "Checking")
        self.report = None
        self.job = self.host.jobs.start(Job("doctor", title, verb), work, self._looked, self.host.say_error)

    def _looked(self, report: Report) -> Ending:
        words = _words(report)
        if report.fixed:
            self.host.say(words, title="Repaired")
        elif not self.is_attached or self.app.screen is not self:
            self.host.say(words, title="Checked", severity="warning" if report.findings else "information")
        return Ending(words, [_details(ailment) for ailment in (*report.findings, *report.fixed)])

    # Showing

    def reload(self) -> None:
        """Show how far the check is, or what it found."""
        job = self.job
        if job is None:
            return
        if job.is_alive:
            self.lines.empty_text = f"{job.verb} …\n{standing(job)}"
        elif job.state is State.DONE and self.report is not job.result:
            self.report = job.result
        elif job.state is not State.DONE:
            self.lines.empty_text = (
                f"{safe_line(job.ending.words)}\n{self.host.keys.shown('doctor.again')} looks again."
            )
        rows: list[tuple[str, Ailment | str]] = []
        if self.report is not None:
            self.lines.empty_text = NOTHING
            rows += [(ailment.what, ailment) for ailment in self.report.findings]
            rows += [(REPAIRED, ailment) for ailment in self.report.fixed]
            rows += [(NOTE, note) for note in self.report.notes]
        if rows != self._rows or not rows:
            self._rows = rows
            self.lines.show([str(number) for number in range(len(rows))])
            self.refresh_bindings()
        self.show_head(_words(self.report) if self.report is not None else standing(job))

    def line(self, index: int) -> Line:
        """How a finding looks."""
        kind, found = self._rows[index]
        if isinstance(found, str):
            return Line(str(index), kind, safe_line(found), is_dim=True)
        words = f"{_where(found)}: {safe_line(found.reason)}"
        end = "" if kind == REPAIRED else ("can be repaired" if found.is_fixable else "by hand")
        return Line(str(index), safe_line(kind), words, end, is_dim=kind == REPAIRED)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is repaired while it is looked at, nor where nothing can be."""
        if action == "doctor_fix":
            return True if self._fixable else None
        if action == "doctor_open":
            return True if self._rows else None
        if action == "doctor_again":
            return None if self.job is not None and self.job.is_alive else True
        return super().check_action(action, parameters)

    @property
    def _fixable(self) -> list[Ailment]:
        return [ailment for ailment in self.report.findings if ailment.is_fixable] if self.report else []

    # Actions of the registry's `doctor.*` commands

    def action_doctor_open(self) -> None:
        """Enter."""
        self.open()

    def open(self) -> None:
        """Show all about what is under the cursor."""
        from papershelf.tui.screens.report import ReportScreen

        if self.lines.has_cursor:
            kind, found = self._rows[self.lines.cursor]
            lines = [found] if isinstance(found, str) else [_details(found)]
            self.app.push_screen(ReportScreen(kind.capitalize(), "", lines))

    def action_doctor_again(self) -> None:
        """Look once more."""
        self._look(fix=False)
        self.reload()

    def action_doctor_fix(self) -> None:
        """Repair all that can be, after a question: what is changed or taken away is kept in quarantine."""
        from papershelf.tui.screens.confirm import ConfirmScreen

        fixable = self._fixable
        if not fixable or self.host.saver.refuses():
            return

        def answer(yes: bool | None) -> None:
            if yes:
                self._look(fix=True)
                self.reload()

        count = counted(len(fixable), "finding")
        words = f"A copy of whatever is changed or taken away goes to {self.library.places.data / 'quarantine'} first."
        self.app.push_screen(ConfirmScreen(f"Repair {count}?", words, "Repair"), answer)

    def action_doctor_close(self) -> None:
        """Back to where one was; a check that runs goes on."""
        self.dismiss(None)


def _words(report: Report) -> str:
    found = counted(len(report.findings), "finding") if report.findings else "all is well"
    return f"{len(report.fixed)} repaired, {found}" if report.fixed else found


def _where(ailment: Ailment) -> str:
    return safe_line(f"{ailment.file}, line {ailment.line}" if ailment.line else ailment.file)


def _details(ailment: Ailment) -> str:
    kept = f"\n    A copy of what it was: {ailment.kept_as}" if ailment.kept_as else ""
    return f"{_where(ailment)}\n    {safe_line(ailment.reason)}\n    {safe_line(ailment.advice)}{kept}"
