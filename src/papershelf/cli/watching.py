"""Progress on the command line: one line on stderr that writes over itself, on a terminal, if it takes long."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from papershelf.progress import Progress, Step, unheard

SHOWN_AFTER = 1.0  # seconds; what ends sooner says nothing while it runs
EVERY = 0.2  # seconds between two looks
_WIDEST = 78


@contextmanager
def watching(verb: str) -> Iterator[Progress]:
    """What long work is to tell how far it is; the line is gone when the work ends, however it ends.

    Args:
        verb: What is being done: “importing”.
    """
    if not sys.stderr.isatty():
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

    def hear(self, step: Step) -> None:
        """Say how far it is, unless it was said just now."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        words = f"papershelf: {self._verb}: {step.stage}{_amount(step)}"[:_WIDEST]
        self._put(f"\r{words}{' ' * (self._shown - len(words))}")
        self._shown = len(words)

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            self._put(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _put(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _amount(step: Step) -> str:
    if not step.unit:
        return ""
    noun = step.unit if step.unit.isupper() or step.total == 1 else f"{step.unit}s"
    return f", {step.done:,} of {step.total:,} {noun}" if step.total is not None else f", {step.done:,} {noun}"
