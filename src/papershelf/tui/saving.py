"""Takes every change that a person makes on the screen: what waits, what is said of it, and who hears how it ended."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from papershelf.errors import PapershelfError
from papershelf.library import Library, describe
from papershelf.store import Unit, UnitHeader
from papershelf.tui.host import Host, sentence, way_back
from papershelf.tui.save_line import LIMIT_SECONDS, Change, Job, Line, Settled

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel
    from textual.timer import Timer

    from papershelf.tui.jobs import Job as Work

__all__ = ["Saver", "Settled"]

TELL_SECONDS = 1.0  # after so long the person hears that a change is not made yet
TELL_MANY_SECONDS = 0.2  # the same for a change of very many papers, which is sure to take its time
MANY = 1_500  # papers


class Say(Protocol):
    """Shows a toast."""

    def __call__(
        self, words: str, *, title: str = "", severity: "SeverityLevel" = "information", timeout: float = 5
    ) -> None:
        """Show it; foreign text stays text."""


class Saver:
    """Takes every change that a person makes on the screen.

    They stand in a line, and one thread makes them, each after the one before: what a change does, and how it finds
    the library, is what it would be had everybody waited. The screen shows a change when it is on disk, never before,
    because what it says is saved has to be true.

    Args:
        app: Hears how changes end.
        library: What is changed.
        say: Shows a toast.
    """

    def __init__(self, app: "App[int]", library: Library, say: Say) -> None:
        self._app = app
        self._library = library
        self._say = say
        self._jobs: deque[Job] = deque()
        self._line = Line(library, self._hear, lambda: self._own_work() is not None)
        self._timer: Timer | None = None
        self._when_empty: Callable[[], None] | None = None
        self._large: set[str | None] = set()  # units of very many papers, which take as long to undo

    # What waits

    @property
    def is_waiting(self) -> bool:
        """Whether a change is not on disk yet."""
        return bool(self._jobs)

    @property
    def unsaved(self) -> list[str]:
        """What is not on disk yet, in words, in its order."""
        return [job.what for job in self._jobs if not job.is_done]

    @property
    def is_kept_out(self) -> bool:
        """Whether what is next waits for another process, or for long work of this one."""
        return bool(self._jobs) and self._jobs[0].is_kept_out

    def call_off(self) -> None:
        """Let what waits go: the person leaves without it. What is being written at this moment is still written."""
        self._line.call_off()

    def end(self) -> None:
        """Make what is left, unless it was called off or somebody else is writing: the app ends.

        Nobody hears any more how a change went; `unsaved` tells what was not made.
        """
        self._line.end()

    @property
    def is_wished_empty(self) -> bool:
        """Whether somebody waits for everything to be on disk."""
        return self._when_empty is not None

    def when_empty(self, then: Callable[[], None] | None) -> None:
        """Call `then` as soon as everything is on disk; None takes the wish back. A failure takes it back too."""
        self._when_empty = then
        self._tell_empty()

    # Changing

    def attempt(
        self,
        change: Change,
        what: str,
        *,
        nothing: str = "",
        says: Callable[[Unit], str] | None = None,
        then: Callable[[bool], None] = lambda _went: None,
        refused: Callable[[PapershelfError], bool] = lambda _error: False,
        size: int = 1,
    ) -> None:
        """Make a change and say what it was; an error becomes a toast, never a crash.

        Args:
            change: Makes it, and returns its unit, or None where nothing changed.
            what: What it is, should it have to wait.
            nothing: What to say where nothing changed.
            says: What to say of the unit; by default its words, and how to undo it.
            then: Told at the end whether it went without an error.
            refused: May tell of an error in another way than by a toast, and then says True.
            size: How many papers it changes.
        """
        if self.refuses():
            then(False)
            return

        def settle(settled: Settled) -> None:
            unit, error = settled
            if unit is not None and size > MANY:
                self._large |= {unit.id, unit.of}
            if error is not None and refused(error):
                pass
            elif error is not None:
                self._say(error.message, title=error.title, severity="error")
            elif unit is not None:
                back = way_back(cast(Host, self._app).keys)
                self._say(says(unit) if says else f"{sentence(unit.words)}. {back}".rstrip())
            elif nothing:
                self._say(nothing)
            then(error is None)

        self.make(change, what, settle, size=size)

    def undo(self) -> None:
        """Take the last change back, and say which it was."""
        size = self.size_of(self._library.next_undo)
        self.attempt(self._library.undo, "undo", nothing="There is nothing to undo.", says=travelled, size=size)

    def size_of(self, unit: UnitHeader | None) -> int:
        """How many papers a unit changes, as far as it is known: very many, or just one."""
        return MANY + 1 if unit is not None and not self._large.isdisjoint({unit.id, unit.of} - {None}) else 1

    def refuses(self) -> bool:
        """Whether nothing can be changed now; the person is told why."""
        try:
            reason = self._library.read_only
        except PapershelfError as error:
            reason = error.message
        if reason:
            self._say(reason, title="Read-only", severity="warning")
        return bool(reason)

    def make(self, change: Change, what: str, settle: Callable[[Settled], None], *, size: int = 1) -> None:
        """Make a change as soon as those before it are made; never waits, and nothing is made when this returns.

        A screen of papers goes on meanwhile, and so do keys. Any other, such as a dialog that closes when the change
        is made, would take further keys for itself: there they wait with it, for a moment.

        Args:
            change: Makes it, on another thread; what it depends on it has to look up itself, for what stands in the
                line before it is not made yet.
            what: What it is, should it have to wait.
            settle: Told on the screen's thread how it ended.
            size: How many papers it changes.
        """
        job = Job(change, what, settle, size)
        if not getattr(self._app.screen, "goes_on", False):
            job.release = cast(Host, self._app).type_ahead.hold()
        self._jobs.append(job)
        self._line.put(job)
        if len(self._jobs) == 1:
            self._time_first()

    def catch_up(self) -> None:
        """Bring large files up to what the history holds, if nothing waits; nothing is lost where that fails."""
        if not self._jobs and self._library.is_behind:
            self._line.put(Job(self._caught_up, "", lambda _settled: None))

    def _caught_up(self) -> None:
        self._library.catch_up()

    def _hear(self, job: Job, outcome: Settled | Exception) -> None:
        """A job has ended; called on the thread of the line."""
        self._app.call_later(self._settled, job, outcome)

    def _settled(self, job: Job, outcome: Settled | Exception) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._time_first()
        job.release()
        if isinstance(outcome, Exception):
            raise outcome
        if outcome.error is not None:
            self._when_empty = None
        job.settle(outcome)
        self._tell_empty()

    # Telling

    def _time_first(self) -> None:
        """Set the time running after which it is told of the change that is being made now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._jobs:
            seconds = TELL_MANY_SECONDS if self._jobs[0].size > MANY else TELL_SECONDS
            self._timer = self._app.set_timer(seconds, self._tell_waiting)

    def _own_work(self) -> "Work | None":
        """The long work of this program itself that keeps the library busy; also asked by the line, on its thread."""
        jobs = vars(self._app).get("jobs")  # made by the first of them; no other thread shall make it
        return jobs.writing if jobs is not None else None

    def _tell_waiting(self) -> None:
        self._timer = None
        if self.is_kept_out:
            own = self._own_work()
            who = "Another papershelf" if own is None else own.title
            self._say(f"{who} is writing; waiting for it…", timeout=LIMIT_SECONDS)
        elif self._jobs:
            self._say(f"Still saving {self._jobs[0].what}…", timeout=LIMIT_SECONDS)

    def _tell_empty(self) -> None:
        if self._when_empty is not None and not self._jobs:
            then, self._when_empty = self._when_empty, None
            then()


def travelled(unit: Unit) -> str:
    """What to say of an undo or a redo."""
    return f"{sentence(describe(unit))}."
