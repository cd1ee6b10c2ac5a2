"""How far long work is, told to whoever watches; the one who is told may call it off."""

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol, TypeVar, overload

from papershelf.errors import Cancelled

T = TypeVar("T")
EVERY = 250  # items after which it is told anew,
SECONDS = 0.1  # or after so long, where an item takes its time
MANY = 200_000  # things made by one piece of work


class Step(NamedTuple):
    """Where the work stands.

    Attributes:
        stage: What is being done: “placing”.
        done: How many items of this stage are done.
        total: How many there are; None where that is not known.
        unit: What an item is, one of them: “listing”.
        is_final: Whether what now happens is not interrupted any more.
    """

    stage: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    is_final: bool = False

    @property
    def amount(self) -> str:
        """How much is done, in words: “3,200 of 10,000 entries”; empty where nothing is counted."""
        if not self.unit:
            return ""
        total = f" of {self.total:,}" if self.total is not None else ""
        last = self.done if self.total is None else self.total
        return f"{self.done:,}{total} {self.unit if last == 1 or self.unit.isupper() else _several(self.unit)}"


def _several(unit: str) -> str:
    return f"{unit.removesuffix('y')}ies" if unit.endswith("ry") else f"{unit}s"


class Progress(Protocol):
    """Is told now and then how far the work is."""

    def __call__(self, step: Step, /) -> None:
        """Take it in.

        Raises:
            Cancelled: The work shall end; whoever does it leaves nothing half done.
        """


def unheard(_step: Step) -> None:
    """Nobody watches."""


def unstoppable(progress: Progress) -> Progress:
    """The same listener, whose wish to end comes too late: what it watches is done already."""

    def tell(step: Step) -> None:
        with suppress(Cancelled):  # there is nothing left to call off
            progress(step._replace(is_final=True))

    return tell


def told(
    items: Iterable[T], progress: Progress, stage: str, unit: str, total: int | None = None, *, final: bool = False
) -> Iterator[T]:
    """Hand items on and tell of them, at the beginning, now and then, and at the end.

    Args:
        items: What is worked through.
        progress: Told.
        stage: What is done with them.
        unit: What one is called.
        total: How many there are, if that is known.
        final: Whether the stage is not interrupted.

    Raises:
        Cancelled: The listener wants the work to end.
    """
    done, since, at = 0, 0, time.monotonic()
    progress(Step(stage, 0, total, unit, final))
    for item in items:
        yield item
        done += 1
        since += 1
        if since >= EVERY or time.monotonic() - at >= SECONDS:
            progress(Step(stage, done, total, unit, final))
            since, at = 0, time.monotonic()
    if since:
        progress(Step(stage, done, total, unit, final))


@contextmanager
def collector_aside() -> Iterator[None]:
    """Work that makes very many things, none of which goes round in circles, without Python looking for such.

    To go through all of them again and again takes a quarter of the time, and at one go longer than anybody waits.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > MANY:
                gc.freeze()  # most of it is there to stay; the first look through all of it would take a second
            gc.enable()


class Told(Sequence[T]):
    """A sequence that tells of itself while it is gone through.

    Attributes:
        progress: Who is told; also for what is done with the items afterwards.
    """

    def __init__(self, items: Sequence[T], progress: Progress, stage: str, unit: str) -> None:
        self._items = items
        self.progress = progress
        self._stage = stage
        self._unit = unit

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        return told(self._items, self.progress, self._stage, self._unit, len(self._items))
