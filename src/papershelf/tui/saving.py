"""Makes changes without letting the screen wait: at once where it can be, else in their order, on a thread."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from papershelf.errors import LockedError, PapershelfError
from papershelf.library import Library
from papershelf.store import Unit, UnitHeader
from papershelf.tui.host import Host, sentence, way_back

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel

LIMIT_SECONDS = 10.0  # how long a change waits for another process
TELL_SECONDS = 1.0  # after so long the person hears of it
PAUSE_SECONDS = 0.05  # between two tries
MANY = 1_500  # papers; a change of more is made on a thread: no key may wait for longer than a moment

Change = Callable[[], Unit | None]


class Say(Protocol):
    """Shows a toast."""

    def __call__(
        self, words: str, *, title: str = "", severity: "SeverityLevel" = "information", timeout: float = 5
    ) -> None:
        """Show it; foreign text stays text."""


class Settled(NamedTuple):
    """How a change ended.

    Attributes:
        unit: What was written; None where nothing changed, or where it failed.
        error: Why it failed.
    """

    unit: Unit | None
    error: PapershelfError | None = None


@dataclass(slots=True, eq=False)
class Job:
    """A change that waits for its turn.

    Attributes:
        change: Makes it; it may be called several times until it is let in.
        what: What it is, in words for a person: “the tags”.
        settle: Hears on the screen's thread how it ended.
        size: How many papers it changes.
        is_done: Whether it is on disk.
    """

    change: Change
    what: str
    settle: Callable[[Settled], None]
    size: int = 1
    is_done: bool = False


class Saver:
    """Takes every change that a person makes on the screen.

    The everyday change is made on the screen's thread, in about a millisecond. Where somebody else is writing it
    waits in a line, and so does every change after it; the thread that waits tries again and again rather than
    stand in the lock, so that it can be called off, and what others write is seen meanwhile.

    Args:
        app: Runs the thread.
        library: What is changed.
        say: Shows a toast.
    """

    def __init__(self, app: "App[int]", library: Library, say: Say) -> None:
        self._app = app
        self._library = library
        self._say = say
        self._jobs: deque[Job] = deque()
        self._called_off = threading.Event()
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

    def call_off(self) -> None:
        """Let what waits go: the person leaves without it. What is being written at this moment is still written."""
        self._called_off.set()

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
        """Make a change at once, or as soon as those before it are made; never waits.

        Args:
            change: Makes it.
            what: What it is, should it have to wait.
            settle: Told how it ended, perhaps before this returns.
            size: How many papers it changes; very many are changed on a thread.
        """
        if not self._jobs and size <= MANY:
            settled = self._try(change)
            if settled is not None:
                settle(settled)
                return
        self._jobs.append(Job(change, what, settle, size=size))
        self._app.set_timer(TELL_SECONDS, self._tell_waiting)
        if len(self._jobs) == 1:
            self._start()

    def _try(self, change: Change) -> Settled | None:
        """Make a change if nobody else is writing just now."""
        try:
            with self._library.impatient():
                return Settled(change())
        except LockedError:
            return None
        except PapershelfError as error:
            return Settled(None, error)

    def _start(self) -> None:
        job = self._jobs[0]
        self._app.run_worker(lambda: self._work(job), thread=True, group="save", name=f"save {job.what}")

    def _work(self, job: Job) -> None:
        """Try until it is made, its time is over, or it is called off; runs on a thread."""
        until = time.monotonic() + LIMIT_SECONDS
        while not self._called_off.is_set():
            settled = self._try(job.change)
            if settled is None and time.monotonic() > until and not self._is_importing:
                settled = Settled(None, _too_late(job.what))
            if settled is not None:
                job.is_done = settled.error is None
                self._app.call_later(self._settled, job, settled)
                return
            self._called_off.wait(PAUSE_SECONDS)

    def _settled(self, job: Job, settled: Settled) -> None:
        self._jobs.remove(job)
        if settled.error is not None:
            self._when_empty = None
        job.settle(settled)
        if self._jobs:
            self._start()
        self._tell_empty()

    # Telling

    @property
    def _is_importing(self) -> bool:
        """Whether it is this program itself that keeps the library busy."""
        return any(worker.group == "import" and worker.is_running for worker in list(self._app.workers))

    def _tell_waiting(self) -> None:
        if self._jobs and self._jobs[0].size > MANY:
            self._say(f"Still saving {self._jobs[0].what}…", timeout=LIMIT_SECONDS)
        elif self._jobs:
            who = "The import" if self._is_importing else "Another papershelf"
            self._say(f"{who} is writing; waiting for it…", timeout=LIMIT_SECONDS)

    def _tell_empty(self) -> None:
        if self._when_empty is not None and not self._jobs:
            then, self._when_empty = self._when_empty, None
            then()


def _too_late(what: str) -> LockedError:
    return LockedError(
        f"Another papershelf has been writing for more than {LIMIT_SECONDS:g} s; {what} could not be saved. "
        "Please try again."
    )
