"""How far long work is, in words, figures and a bar."""

import time
from collections.abc import Sequence

from papershelf.text import safe_line
from papershelf.tui.jobs import Job, State

BAR_CELLS = 16
RATE_AFTER = 1.0  # seconds of a stage after which its pace means something
MINUTE = 90  # seconds from which on minutes are enough


def amount(job: Job) -> str:
    """How much is done: “3,200 of 10,000 listings”; empty where nothing is counted."""
    return job.step.amount


def pace(job: Job, now: float) -> str:
    """How fast it goes, and how long it will: “1,450/s · 5 s left”."""
    step, spent = job.step, now - job.stage_begun
    if not step.done or spent < RATE_AFTER:
        return ""
    rate = step.done / spent
    words = f"{rate:,.0f}/s" if rate >= 1 else ""
    if step.total is not None and step.done < step.total:
        words = " · ".join(filter(None, (words, f"{duration((step.total - step.done) / rate)} left")))
    return words


def duration(seconds: float) -> str:
    """A time to wait: “5 s”, “3 min”."""
    return f"{max(1, round(seconds))} s" if seconds < MINUTE else f"{round(seconds / 60)} min"


def standing(job: Job, now: float | None = None) -> str:
    """Where a job is, or what it came to."""
    if job.state is State.WAITING:
        return "waits for the one before it"
    if job.state is not State.RUNNING:
        return safe_line(job.ending.words)
    if job.is_called_off.is_set():
        return "ends as soon as nothing is half done" if not job.step.is_final else "is being finished: too late"
    parts = (job.step.stage, amount(job), pace(job, time.monotonic() if now is None else now))
    return " · ".join(filter(None, parts)) or "begins"


def share(job: Job) -> float | None:
    """How much of what it does now is done, from 0 to 1; None where that is not known."""
    step = job.step
    return min(step.done / step.total, 1.0) if step.total else None


def bar(job: Job, *, ascii_only: bool) -> str:
    """The same as a bar with the percentage; empty where it is not known."""
    part = share(job) if job.state is State.RUNNING else None
    if part is None:
        return ""
    full, rest = ("#", "-") if ascii_only else ("━", "╌")
    done = int(part * BAR_CELLS)
    return f"{full * done}{rest * (BAR_CELLS - done)} {part:4.0%}"


def strip(jobs: Sequence[Job], key: str, now: float | None = None) -> str:
    """What the head of the screen says while something runs.

    Args:
        jobs: What runs; nothing is said of none.
        key: Shows more.
        now: The time, by the clock of the jobs.
    """
    if not jobs:
        return ""
    job = jobs[0]
    at = time.monotonic() if now is None else now
    said = amount(job) or job.step.stage
    parts = [f"{job.verb} {said}".strip(), pace(job, at), f"and {len(jobs) - 1} more" if len(jobs) > 1 else ""]
    if key:
        parts.append(f"{key} shows more" if job.step.is_final else f"{key} shows or cancels it")
    return " · ".join(filter(None, parts))
