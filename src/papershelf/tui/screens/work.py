"""Long work: what runs, waits and has just ended, how far it is, and what it came to."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from papershelf.library import Library, counted
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.job_words import bar, standing
from papershelf.tui.jobs import Job, State
from papershelf.tui.screens.listing import ListingScreen
from papershelf.tui.widgets.line_list import Line

NOTHING = "Nothing is being done.\nImports, exports and checks that take their time show here."


class WorkScreen(ListingScreen):
    """Lists jobs, what runs first; follows them a few times a second."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("work")]
    HEADING = "Long work"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.lines.empty_text = NOTHING
        self._all: list[Job] = []
        self._state: tuple[object, ...] = ()
        self._unwatch: Callable[[], None] = lambda: None

    def on_mount(self) -> None:
        """Follow the jobs."""
        self._unwatch = self.host.jobs.watch(self._follow)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self._unwatch()

    # Showing

    def _follow(self) -> None:
        if self in self.app.screen_stack:  # jobs tell until it is unmounted, which is a moment after it left
            self.reload()

    def reload(self) -> None:
        """Look at the jobs; only what stands in a line is drawn anew while the lines stay the same."""
        before, self._all = self._all, self.host.jobs.all
        if self._all != before:
            self.lines.show([str(id(job)) for job in self._all])
        self.lines.forget_strips()
        running = sum(job.is_alive for job in self._all)
        self.show_head(f"{running} running" if running else counted(len(self._all), "job"))
        state = (self.lines.cursor, *(job.can_be_called_off for job in self._all))
        if state != self._state:  # not at every look: the foot would be painted for nothing
            self._state = state
            self.refresh_bindings()

    def line(self, index: int) -> Line:
        """How a job looks."""
        job = self._all[index]
        words = f"{safe_line(job.title)}: {standing(job)}"
        end = bar(job, ascii_only=self.host.config.signs == "ascii")
        return Line(str(id(job)), job.state.value, words, end, is_dim=job.state is State.CANCELLED)

    @property
    def chosen(self) -> Job | None:
        """The job under the cursor."""
        return self._all[self.lines.cursor] if self.lines.has_cursor else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done cannot be cancelled."""
        if action == "work_cancel":
            return True if self.is_mounted and self.chosen and self.chosen.can_be_called_off else None
        if action == "work_open":
            return True if self.is_mounted and self.chosen else None
        return super().check_action(action, parameters)

    # Actions of the registry's `work.*` commands

    def action_work_cancel(self) -> None:
        """Let the job under the cursor end; what it wrote already is whole."""
        if self.chosen is not None:
            self.host.jobs.call_off(self.chosen)

    def action_work_open(self) -> None:
        """Enter."""
        self.open()

    def open(self) -> None:
        """Show all that a job has to say."""
        from papershelf.tui.screens.report import ReportScreen

        job = self.chosen
        if job is not None:
            lines = [safe_line(line) if "\n" not in line else line for line in job.ending.lines]
            self.app.push_screen(ReportScreen(job.title, f"{job.state.capitalize()}: {standing(job)}\n", lines))

    def action_work_close(self) -> None:
        """Back to where one was; the work goes on."""
        self.dismiss(None)
