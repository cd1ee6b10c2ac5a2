"""Long work beside the screen: each job on a thread of its own, with its progress, its cancelling and its end."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from papershelf.errors import Cancelled, PapershelfError
from papershelf.progress import Progress, Step

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

SHOWN_AFTER = 0.5  # seconds; what ends sooner is not worth a word while it runs
LOOK_SECONDS = 0.2  # how often watchers hear how far the work is
CALM_SECONDS = 1.0  # the same for a person who wants nothing to move
WRITING = frozenset({"Importing", "Repairing"})  # verbs of what keeps the library to itself
MOST_ENDED = 30  # ended jobs that are remembered


class State(StrEnum):
    """Where a job is on its way."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Ending(NamedTuple):
    """What a job came to, for a person.

    Attributes:
        words: In a sentence.
        lines: What a report lists beneath; none where the sentence says all.
    """

    words: str
    lines: Sequence[str] = ()


NOT_BEGUN = Step("")
NO_ENDING = Ending("")


@dataclass(slots=True, eq=False)
class Job:
    """Some long work.

    Attributes:
        group: What kind it is; those of one kind run one after the other.
        title: What it is: “Import of page.txt”.
        verb: What is being done while it runs: “Importing”.
        is_quiet: Whether it is nothing that a person asked for, so that nobody waits for it.
        state: Where it is on its way.
        step: How far it is.
        begun: When it began, in seconds of a clock that only goes forward.
        stage_begun: When what it does now began.
        ended: When it ended.
        ending: What it came to.
        result: What the work returned; None where it did not end well.
        is_called_off: Whether it shall end.
    """

    group: str
    title: str
    verb: str
    is_quiet: bool = False
    state: State = State.WAITING
    step: Step = NOT_BEGUN
    begun: float = 0.0
    stage_begun: float = 0.0
    ended: float = 0.0
    ending: Ending = NO_ENDING
    result: Any = None
    is_called_off: threading.Event = field(default_factory=threading.Event)

    @property
    def is_alive(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def can_be_called_off(self) -> bool:
        """Whether it can still be kept from doing what it is for."""
        return self.is_alive and not self.step.is_final and not self.is_called_off.is_set()

    def hear(self, step: Step) -> None:
        """Be told on the work's thread how far it is.

        Raises:
            Cancelled: It shall end.
        """
        if self.is_called_off.is_set() and not step.is_final:
            raise Cancelled
        if step.stage != self.step.stage:
            self.stage_begun = time.monotonic()
        self.step = step


Work = Callable[[Progress], Any]
Done = Callable[[Any], Ending]
Failed = Callable[[PapershelfError], None]


class Jobs:
    """All long work of a running app; knows no widget.

    Args:
        app: Runs threads and timers.
        is_calm: Whether nothing should move more often than needed.
    """

    def __init__(self, app: "App[int]", *, is_calm: bool = False) -> None:
        self._app = app
        self._pause = CALM_SECONDS if is_calm else LOOK_SECONDS
        self._jobs: list[Job] = []
        self._watchers: list[Callable[[], None]] = []
        self._timer: Timer | None = None
        self._when_idle: Callable[[], None] | None = None
        self._todo: dict[Job, tuple[Work, Done, Failed]] = {}

    # Looking

    @property
    def all(self) -> list[Job]:
        """What runs, then what waits, then what ended, the latest end first; what is quiet only while it runs."""
        ended = sorted((job for job in self._jobs if not job.is_alive), key=lambda job: job.ended, reverse=True)
        alive = sorted((job for job in self._jobs if job.is_alive), key=lambda job: job.state is State.WAITING)
        return alive + [job for job in ended if not job.is_quiet]

    @property
    def busy(self) -> list[Job]:
        """What a person asked for and is not done, in its order."""
        return [job for job in self._jobs if job.is_alive and not job.is_quiet]

    @property
    def long(self) -> list[Job]:
        """What has been running so long that it is worth a word."""
        now = time.monotonic()
        return [job for job in self.busy if job.state is State.RUNNING and now - job.begun >= SHOWN_AFTER]

    @property
    def writing(self) -> Job | None:
        """What runs and keeps the library to itself; may be asked from any thread."""
        return next((job for job in tuple(self._jobs) if job.state is State.RUNNING and job.verb in WRITING), None)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for all of it to end, to leave."""
        return self._when_idle is not None

    def running(self, group: str) -> Job | None:
        """The job of a kind that runs, or else waits."""
        return next((job for job in self.all if job.is_alive and job.group == group), None)

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` some times a second while something runs, and at every end; what is returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as nothing runs that a person asked for."""
        self._when_idle = then
        self._tell_idle()

    # Doing

    def start(self, job: Job, work: Work, done: Done, failed: Failed) -> Job:
        """Do some work on a thread, after the jobs of its kind that are not done.

        Args:
            job: What it is.
            work: Does it; what it is given must be told how far it is.
            done: Says on the screen's thread what came of it.
            failed: Told on the screen's thread why nothing came of it, or that it was called off.
        """
        self._jobs.append(job)
        self._todo[job] = work, done, failed
        self._next(job.group)
        self._look()
        return job

    def call_off(self, job: Job) -> None:
        """Let a job end as soon as it can without leaving anything half done."""
        if not job.is_alive:
            return
        job.is_called_off.set()
        if job.state is State.WAITING:
            self._ended(job, None, Cancelled("Cancelled before it began."))
        self._tell()

    def call_all_off(self) -> None:
        """The same for every job, those that wait first."""
        for job in sorted(self._jobs, key=lambda job: job.state is not State.WAITING):
            self.call_off(job)

    def abandon(self) -> None:
        """Let everything end, and tell nobody any more: the app is going."""
        self._watchers.clear()
        self._when_idle = None
        for job in self._jobs:
            job.is_called_off.set()

    def _next(self, group: str) -> None:
        mine = [job for job in self._jobs if job.group == group and job.is_alive]
        if mine and mine[0].state is State.WAITING:
            job = mine[0]
            job.state, job.begun = State.RUNNING, time.monotonic()
            job.stage_begun = job.begun
            work = partial(self._work, job, self._todo[job][0])
            self._app.run_worker(work, thread=True, group=group, name=f"{group} {job.title}")

    def _work(self, job: Job, work: Work) -> None:
        """Runs on a thread."""
        try:
            result = work(job.hear)
        except PapershelfError as error:
            self._app.call_later(self._ended, job, None, error)
        else:
            self._app.call_later(self._ended, job, result, None)

    def _ended(self, job: Job, result: Any, error: PapershelfError | None) -> None:
        _, done, failed = self._todo.pop(job)
        job.ended = time.monotonic()
        if error is None:
            job.state, job.result = State.DONE, result
            job.ending = done(result)
        else:
            is_wish = isinstance(error, Cancelled)
            job.state = State.CANCELLED if is_wish else State.FAILED
            job.ending = Ending(error.message, error.done if isinstance(error, Cancelled) else ())
            failed(error)
        self._forget()
        self._next(job.group)
        self._tell()
        self._tell_idle()

    def _forget(self) -> None:
        ended = [job for job in self._jobs if not job.is_alive]
        for job in ended[:-MOST_ENDED]:
            self._jobs.remove(job)

    # Telling

    def _look(self) -> None:
        """Tell watchers now and then while something runs; nothing ticks while nothing does."""
        if self._timer is None:
            self._timer = self._app.set_interval(self._pause, self._tell)

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()
        if self._timer is not None and not any(job.is_alive for job in self._jobs):
            self._timer.stop()
            self._timer = None

    def _tell_idle(self) -> None:
        if self._when_idle is not None and not self.busy:
            then, self._when_idle = self._when_idle, None
            then()
