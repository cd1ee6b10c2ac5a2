"""What the main screen does with files: import what is named or pasted, export papers; off the screen's thread."""

from functools import cached_property
from typing import TYPE_CHECKING

from papershelf.tui.host import host_of, key_hint
from papershelf.tui.screens.paper_screen import PaperScreen

if TYPE_CHECKING:
    from papershelf.tui.incoming import Incoming
    from papershelf.tui.jobs import Done, Failed, Work
    from papershelf.tui.outgoing import Exportable, Outgoing


class FilingScreen(PaperScreen):
    """A screen that imports and exports; a subclass says what there is to export."""

    def exportable(self) -> "Exportable":
        """The papers to export, and what to call them."""
        raise NotImplementedError

    def action_triage_came(self) -> None:
        """Triage what the last import brought."""
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

    @cached_property
    def incoming(self) -> "Incoming":
        """Reads what is to be imported, and keeps what waits to be looked at."""
        from papershelf.tui.incoming import Incoming

        return Incoming(self)

    @property
    def unfinished(self) -> str:
        """What was decided on and not imported, in words."""
        waiting = self.incoming.waiting if "incoming" in vars(self) else ()
        touched = next((review for review in waiting if review.is_touched), None)
        return f"What you decided on for {touched.title} waits in the import inbox." if touched else ""

    def action_import(self) -> None:
        """Ask what to import, and show it before it is imported."""
        self.incoming.ask()

    def action_inbox(self) -> None:
        """Go on with an import that waits."""
        if self.incoming.waiting:
            self.incoming.go_on()
        else:
            way = key_hint(host_of(self).keys, "main.import", "imports something.")
            self.say(f"No import waits to be looked at. {way}".rstrip())

    @cached_property
    def outgoing(self) -> "Outgoing":
        """Exports, and remembers where to."""
        from papershelf.tui.outgoing import Outgoing

        return Outgoing(self)

    def action_export(self) -> None:
        """Ask where to, and export the selection, or else all that is listed."""
        self.outgoing.ask()

    def start(
        self,
        group: str,
        title: str,
        verb: str,
        work: "Work",
        done: "Done",
        *,
        failed: "Failed | None" = None,
        is_quiet: bool = False,
    ) -> None:
        """Do work that takes its time; what keeps it from being done becomes a toast, unless `failed` is told."""
        from papershelf.tui.jobs import Job

        host = host_of(self)
        host.jobs.start(Job(group, title, verb, is_quiet), work, done, failed or host.say_error)

    def action_duplicates(self) -> None:
        """Look at papers that may be one."""
        from papershelf.tui.screens.duplicates import PairsScreen

        self.app.push_screen(PairsScreen(self.library))

    def action_statistics(self) -> None:
        """Show what was saved and read when."""
        from papershelf.tui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self.library))

    def action_doctor(self) -> None:
        """Check the files with the doctor."""
        from papershelf.tui.screens.doctor import DoctorScreen

        self.app.push_screen(DoctorScreen(self.library))
