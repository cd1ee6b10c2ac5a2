"""The thread on which changes are made, each after the one before; no widget is touched here."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NamedTuple

from papershelf.errors import LockedError, PapershelfError
from papershelf.library import Library
from papershelf.store import Unit

LIMIT_SECONDS = 10.0  # how long a change waits for another process
PAUSE_SECONDS = 0.05  # between two tries

Change = Callable[[], Unit | None]


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
        settle: Hears how it ended.
        size: How many papers it changes.
        release: Lets keys go on that wait for the end of it.
        is_done: Whether it is on disk.
        is_kept_out: Whether somebody else was writing when its turn came.
    """

    change: Change
    what: str
    settle: Callable[[Settled], None]
    size: int = 1
    release: Callable[[], None] = field(default=lambda: None)
    is_done: bool = False
    is_kept_out: bool = False


class Line:
    """Changes in their order, and the thread that makes them.

    Where somebody else is writing it tries again and again rather than stand in the lock, so that it can be called
    off, and what others write is seen meanwhile.

    Args:
        library: What is changed.
        tell: Hands over how a job ended; called on the thread. An exception that is no error of ours is a fault of the
            program, for whoever is told to raise.
        may_go_on: Whether to wait for longer than the limit, because it is this program itself that is writing.
    """

    def __init__(
        self,
        library: Library,
        tell: Callable[[Job, Settled | Exception], object],
        may_go_on: Callable[[], bool],
    ) -> None:
        self._library = library
        self._tell = tell
        self._may_go_on = may_go_on
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._called_off = threading.Event()
        self._ending = threading.Event()

    def put(self, job: Job) -> None:
        """Let a job wait for its turn."""
        self._jobs.put(job)
        if self._thread is None:
            run = copy_context().run
            self._thread = threading.Thread(target=run, args=(self._run,), name="papershelf-save", daemon=True)
            self._thread.start()

    def call_off(self) -> None:
        """Let what waits go. What is being written at this moment is still written."""
        self._called_off.set()

    def end(self) -> None:
        """Make what is left, unless it was called off or somebody else is writing; nobody is told any more."""
        self._ending.set()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            outcome = self._outcome(job)
            if outcome is not None and not self._ending.is_set():
                self._tell(job, outcome)

    def _outcome(self, job: Job) -> Settled | Exception | None:
        """Try until it is made, or its time is over; None where it is called off."""
        until = time.monotonic() + LIMIT_SECONDS
        while not self._called_off.is_set():
            try:
                settled = self._try(job)
            except Exception as error:
                return error
            if settled is not None:
                return settled
            if time.monotonic() > until and not self._may_go_on():
                return Settled(None, _too_late(job.what))
            if self._ending.is_set():
                break
            job.is_kept_out = True
            self._called_off.wait(PAUSE_SECONDS)
        return None

    def _try(self, job: Job) -> Settled | None:
        """Make a change if nobody else is writing just now."""
        try:
            with self._library.impatient(), self._library.told_at_the_end():
                settled = Settled(job.change())
        except LockedError:
            return None
        except PapershelfError as error:
            return Settled(None, error)
        job.is_done = True
        return settled


def _too_late(what: str) -> LockedError:
    return LockedError(
        f"Another papershelf has been writing for more than {LIMIT_SECONDS:g} s; {what} could not be saved. "
        "Please try again."
    )
