"""The folder that a person had watched: looked at now and then on a thread, what was saved there imported and told."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import Cancelled, PapershelfError
from papershelf.progress import Step
from papershelf.tui.host import way_back

if TYPE_CHECKING:
    from textual.timer import Timer

    from papershelf.library.watching import Seen, Watcher
    from papershelf.tui.app import PapershelfApp

LOOK_SECONDS = 2.0
TOLD = 3  # files in one toast


class FolderWatch:
    """Looks into one folder while the screen is open; no thread and no timer where there is none.

    Args:
        app: Runs threads and timers, and says what came of it.
    """

    def __init__(self, app: "PapershelfApp") -> None:
        self._app = app
        self._timer: Timer | None = None
        self._called_off = threading.Event()
        self._is_looking = False
        self.folder = ""

    def follow(self, folder: str) -> None:
        """Watch this folder from now on, and no other; none where it is empty."""
        if folder == self.folder:
            return
        self.stop()
        self.folder = folder
        if folder:
            self._called_off = threading.Event()
            watchers: list[Watcher] = []  # made at the first look: what it needs is loaded on the thread
            called_off = self._called_off
            self._timer = self._app.set_interval(LOOK_SECONDS, lambda: self._look(watchers, called_off))

    def stop(self) -> None:
        """Look no longer; what is being read now is called off."""
        self.folder = ""
        self._called_off.set()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _look(self, watchers: "list[Watcher]", called_off: threading.Event) -> None:
        if self._is_looking or called_off.is_set():
            return
        self._is_looking = True
        folder = Path(self.folder)
        self._app.run_worker(
            lambda: self._work(folder, watchers, called_off), thread=True, group="watch", name="watched folder"
        )

    def _work(self, folder: Path, watchers: "list[Watcher]", called_off: threading.Event) -> None:
        """Runs on a thread."""

        def heard(step: Step) -> None:
            if called_off.is_set() and not step.is_final:
                raise Cancelled

        try:
            if not watchers:
                from papershelf.library.watching import Watcher

                watchers.append(Watcher(self._app.library, folder, progress=heard))
            seen = watchers[0].look()
        except Cancelled:
            seen = []
        except (PapershelfError, RuntimeError) as error:  # RuntimeError: `~name` of nobody
            from papershelf.library.watching import Seen

            called_off.set()  # the next look would find the same
            seen = [Seen(folder, None, str(error))]
        self._app.call_later(self._looked, seen)

    def _looked(self, seen: "Sequence[Seen]") -> None:
        self._is_looking = False
        if not seen:
            return
        lines = [_told(each) for each in seen[:TOLD]]
        if len(seen) > TOLD:
            lines.append(f"and {len(seen) - TOLD} more.")
        if any(each.report and each.report.papers for each in seen):
            lines.append(way_back(self._app.keys))
        is_wrong = any(each.report is None for each in seen)
        words = "\n".join(filter(None, lines))
        self._app.add_toast(words, "Watched folder", "warning" if is_wrong else "information")


def _told(seen: "Seen") -> str:
    """What became of a file, in a line."""
    report = seen.report
    if report is None:
        return f"{seen.path.name or seen.path}: {seen.error}"
    problems = len(report.problems)
    broken = f"; {problems} could not be read" if problems else ""
    return f"{seen.path.name}: {report.new} new of {report.listings}{broken}."
