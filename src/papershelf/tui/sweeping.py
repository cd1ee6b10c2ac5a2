"""Python's garbage is collected in the pauses between keys: left to itself, the collector stops one half-way."""

import gc
from typing import Any

from textual.app import App

LOOK_SECONDS = 0.03
# The automatic thresholds are the net below, for who types without a pause and for work on other threads: to go through
# so many new things takes a fraction of a frame. Through what survived, which after a hundred keys takes a third of a
# second, only the pauses go: the second number is never reached.
NET = (10_000, 1_000_000, 50)
FEW = 500  # new things; fewer are not worth a look
STILL = 300  # as many come between two looks when nobody does anything: a blinking cursor, a clock
AGED = 10  # collections, before what they left is gone through
SHORT = 20  # looks at which nothing happened, before that: it takes a few frames for a handful of keys
LONG = 66  # the same before all is gone through, which takes longer: two seconds


class Sweeper:
    """Looks for a pause after each key, and collects in it; at rest it does nothing at all.

    Args:
        app: Whose pauses they are.
    """

    def __init__(self, app: App[Any]) -> None:
        self._timer = app.set_interval(LOOK_SECONDS, self.look, pause=True)
        self._before = 0
        self._still = 0

    def stir(self) -> None:
        """Somebody does something: there will be a pause after it."""
        self._still = 0  # else the first look, which comes before anything was done, would find all as still as before
        self._timer.resume()

    def look(self) -> None:
        """Collect what has to be, as little as will do; nothing while work goes on that set the collector aside."""
        if not gc.isenabled():
            return
        young, middle, old = gc.get_count()
        is_still = young - self._before <= STILL
        self._still = self._still + 1 if is_still else 0
        if is_still and young > FEW:
            gc.collect(0)
        elif self._still > LONG:
            if old > AGED:
                gc.collect(2)
            self._timer.pause()
        elif self._still > SHORT and middle > AGED:
            gc.collect(1)
        self._before = gc.get_count()[0]
