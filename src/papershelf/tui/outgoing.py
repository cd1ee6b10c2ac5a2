"""What goes out: the wish to export, looked at beforehand, carried out on a thread, remembered for the next time."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from papershelf.errors import Cancelled, PapershelfError
from papershelf.library import counted
from papershelf.tui.host import host_of
from papershelf.tui.reporting import reported
from papershelf.tui.targets import Target, Targets

if TYPE_CHECKING:
    from papershelf.exporters import Options, WriteReport
    from papershelf.progress import Progress
    from papershelf.tui.jobs import Ending, Job
    from papershelf.tui.screens.filing import FilingScreen


class Exportable(NamedTuple):
    """What there is to export.

    Attributes:
        ids: The papers, in their order.
        name: What to call them.
        place: The same for the program: the view and the query, or the selection.
    """

    ids: list[str]
    name: str
    place: str


class Outgoing:
    """Everything between the wish to export and the files.

    Args:
        screen: The main screen.
    """

    def __init__(self, screen: "FilingScreen") -> None:
        self._screen = screen
        self._library = screen.library
        self._targets = Targets(screen.library.places.data)
        self._look: Job | None = None

    # Asking

    def ask(self) -> None:
        """Ask how and where to, and export the selection, or else all that is listed."""
        from papershelf.tui.screens.export import ExportScreen

        what = self._screen.exportable()
        if not what.ids:
            self._screen.say("There is no paper here to export.")
            return
        try:
            formats = self._library.formats()
        except PapershelfError as error:
            host_of(self._screen).say_error(error)
            return
        offers = self._targets.offers(what.place, formats)
        self._screen.app.push_screen(ExportScreen(self, what, formats, offers), partial(self._decided, what))

    def sample(self, what: Exportable, format: str, options: "Options") -> str:
        """How the export begins."""
        from papershelf.tui.export_words import PAPERS, preview

        titled = replace(options, title=_title(what))
        return preview(self._library.rendered(format, what.ids[:PAPERS], titled))

    def look(self, what: Exportable, target: Target, tell: Callable[[str], None]) -> None:
        """Find out on a thread what an export would do, and tell it in words; what was looked at before is left."""
        from papershelf.tui.jobs import Ending, Job

        self.stop_looking()

        job = Job("look", "Look at what is there", "Looking", is_quiet=True)

        def said(words: str) -> "Ending":
            if self._look is job:
                tell(words)
            return Ending(words)

        def failed(error: PapershelfError) -> None:
            if not isinstance(error, Cancelled):
                said(error.message.removesuffix(" Nothing was written."))  # nobody thought so

        self._look = job
        host_of(self._screen).jobs.start(job, partial(self._outlook, what, target), said, failed)

    def stop_looking(self) -> None:
        """Nobody wants to know any more."""
        if self._look is not None:
            host_of(self._screen).jobs.call_off(self._look)
            self._look = None

    def _outlook(self, what: Exportable, target: Target, progress: "Progress") -> str:
        """Runs on a thread."""
        from papershelf.library.targets import target_path
        from papershelf.tui.export_words import new_place, outlook

        exporter, path = self._library.format(target.format), target_path(target.path)
        if not os.path.lexists(path) and os.path.isdir(path.parent):
            return new_place(exporter, len(what.ids))
        return outlook(self._run(what, target, progress, dry_run=True), exporter)

    # Doing

    def _decided(self, what: Exportable, target: Target | None) -> None:
        self.stop_looking()
        if target is None:
            return
        from papershelf.tui.jobs import Job

        host, name = host_of(self._screen), os.path.basename(target.path.rstrip("/")) or target.path
        if host.jobs.running("export") is not None:
            self._screen.say(f"{name} is written after what is being exported.")
        job = Job("export", f"Export to {name}", "Exporting")
        host.jobs.start(job, partial(self._run, what, target), partial(self._exported, target), host.say_error)

    def _run(self, what: Exportable, target: Target, progress: "Progress", *, dry_run: bool = False) -> "WriteReport":
        """Runs on a thread."""
        options = replace(target.options, title=_title(what))
        return self._library.export(
            target.format, target.path, ids=what.ids, options=options, dry_run=dry_run, progress=progress
        )

    def _exported(self, target: Target, report: "WriteReport") -> "Ending":
        from papershelf.tui.jobs import Ending

        self._remember(target)
        counts = f"{counted(len(report.written), 'file')} written, {len(report.unchanged)} already up to date"
        lines = [str(each) for each in (*report.problems, *report.kept)]
        if lines:
            kept = f"; of {len(report.kept)} something was kept as it is" if report.kept else ""
            alone = f"; {len(report.problems)} left alone" if report.problems else ""
            return reported(self._screen, "Export", f"{counts}{alone}{kept}: {target.path}", lines)
        self._screen.say(f"{counts}: {target.path}", title="Exported")
        self._hand_over(target.path)
        return Ending(f"{counts}: {target.path}")

    def _hand_over(self, path: str) -> None:
        """Let whoever sits before a browser elsewhere download a single file, since its folder is out of reach."""
        app = self._screen.app
        if app.is_web and os.path.isfile(path):
            try:
                app.deliver_binary(path)
            except OSError as error:
                self._screen.say(f"It could not be sent to the browser: {error.strerror or error}.", severity="warning")

    def _remember(self, target: Target) -> None:
        try:
            self._targets.add(target)
        except PapershelfError as error:
            host_of(self._screen).say_error(error)


def _title(what: Exportable) -> str:
    return f"Reading list: {what.name}"
