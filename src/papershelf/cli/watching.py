"""Progress on the command line: one line on stderr that writes over itself, on a terminal, if it takes long."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from papershelf.cli.output import manner
from papershelf.progress import Progress, Step, unheard

SHOWN_AFTER = 1.0  # seconds; what ends sooner says nothing while it runs
EVERY = 0.2  # seconds between two looks
RATED_AFTER = 0.5  # seconds of a stage after which its rate means something
_WIDEST = 78


@contextmanager
def watching(verb: str) -> Iterator[Progress]:
    """What long work is to tell how far it is; the line is gone when the work ends, however it ends.

    Args:
        verb: What is being done: “importing”.
    """
    if manner.quiet or not sys.stderr.isatty():
        yield unheard
        return
    line = _Line(verb)
    try:
        yield line.hear
    finally:
        line.clear()


class _Line:
    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._next = time.monotonic() + SHOWN_AFTER
        self._shown = 0
        self._began: tuple[str, int, float] = ("", 0, 0.0)  # the stage, and where it stood when it was first heard of

    def hear(self, step: Step) -> None:
        """Say how far it is, unless it was said just now."""
        now = time.monotonic()
        if step.stage != self._began[0] or step.done < self._began[1]:
            self._began = (step.stage, step.done, now)
        if now < self._next:
            return
        self._next = now + EVERY
        said = [part for part in (step.stage if step.stage != self._verb else "", step.amount) if part]
        words = f"papershelf: {self._verb}: {', '.join(said)}{self._rate(step, now)}"[:_WIDEST]
        self._put(f"\r{words}{' ' * (self._shown - len(words))}")
        self._shown = len(words)

    def _rate(self, step: Step, now: float) -> str:
        """How many a second, once that can be told."""
        _, before, began = self._began
        done, took = step.done - before, now - began
        return f" · {done / took:,.0f}/s" if step.unit and done >= took > RATED_AFTER else ""

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            self._put(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _put(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
