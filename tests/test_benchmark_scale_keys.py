"""Keys of the benchmark of scale, without a program and without time: what is pressed, what is taken for an answer."""

import time
from typing import cast

import pytest

from benchmarks.scale import holding
from benchmarks.scale.batches import steps
from benchmarks.scale.holding import TICK, while_open
from benchmarks.scale.keys import CLEAR, MOST_LETTERS, Floor
from benchmarks.terminal import Terminal


class Fake:
    """A terminal that answers at once, and shows the inbox after so many keys.

    Args:
        papers: How many are listed; the head says on which one the cursor stands.
        inbox_after: After so many keys a line of the inbox is painted.
    """

    def __init__(self, papers: int = 9, inbox_after: int = 9) -> None:
        self.pressed: list[bytes] = []
        self.output = b""
        self.place, self.papers, self.inbox_after = 1, papers, inbox_after
        self._waiting: list[bytes] = []

    def press(self, keys: bytes) -> float:
        """Take a key."""
        self.pressed.append(keys)
        self.place = 1 if keys == b"g" else self.place + 1
        self._waiting.append(b"\x1b[1m%d of %d\x1b[0m" % (self.place, self.papers))
        if len(self.pressed) == self.inbox_after:
            self._waiting.append(TICK)
        return time.perf_counter()

    def send(self, keys: bytes) -> float:
        """Take a key, and forget."""
        self.output = b""
        return self.press(keys)

    def key(self, keys: bytes) -> float:
        """Take a key, and wait."""
        return self.press(keys)

    def drain(self, _patience: float = 0.0) -> bool:
        """Paint one thing."""
        if not self._waiting:
            return False
        self.output += self._waiting.pop(0)
        return True


def as_terminal(fake: Fake) -> Terminal:
    """It stands in for one."""
    return cast(Terminal, fake)


def test_the_line_of_the_empty_app_is_cleared_only_when_there_is_something_to_clear() -> None:
    fake = Fake()
    floor = Floor(as_terminal(fake))
    for _ in range(2 * MOST_LETTERS + 1):
        floor.press()
    assert fake.pressed.count(CLEAR) == 2
    assert fake.pressed[0] == b"a"
    assert fake.pressed[MOST_LETTERS] == CLEAR


def test_steps_go_down_and_up_in_turn_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "EVERY", 0.05)
    fake = Fake(inbox_after=5)
    stalls = while_open(as_terminal(fake), lambda: TICK in fake.output)
    assert fake.pressed == [b"j", b"k", b"j", b"k", b"j"]
    assert len(stalls) == 5
    assert fake.output.count(b" of 9") == 5, "nothing that was painted is dropped"


def test_steps_begin_again_at_the_top_and_the_history_is_looked_at_while_they_are_waited_for() -> None:
    fake, looks = Fake(papers=3), []

    def is_open() -> bool:
        looks.append(len(fake.pressed))
        return len(fake.pressed) < 5

    assert len(list(steps(as_terminal(fake), 3, is_open))) == 5
    assert fake.pressed == [b"j", b"j", b"g", b"j", b"j"]
    assert {1, 2, 3, 4, 5} <= set(looks)
