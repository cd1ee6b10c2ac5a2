"""Listeners for tests of long work: one that remembers, and one that calls it off at a chosen moment."""

import random
from collections.abc import Iterator
from pathlib import Path

from papershelf.errors import Cancelled
from papershelf.progress import Step


class Heard:
    """Remembers every step, and calls the work off at one of them.

    Args:
        stop_at: The call, from 0, at which it does so; never if it is None. Once it wanted that, it goes on wanting.
    """

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps: list[Step] = []
        self.stop_at = stop_at
        self.was_heeded = False

    def __call__(self, step: Step) -> None:
        self.steps.append(step)
        if self.stop_at is not None and len(self.steps) > self.stop_at and not step.is_final:
            self.was_heeded = True
            raise Cancelled

    @property
    def stages(self) -> list[str]:
        """Each stage once, in order."""
        return list(dict.fromkeys(step.stage for step in self.steps))


def page_of(folder: Path, count: int, name: str = "page.txt") -> Path:
    """A saved page of so many papers, each with its own words."""
    path = folder / name
    path.write_text("".join(_lines(count)), "utf-8")
    return path


def _lines(count: int) -> Iterator[str]:
    head = ("new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11")
    yield "".join(f"{line}\n\n" for line in head)
    for number in range(count):
        chance = random.Random(number)
        words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(40)]
        yield f"{' '.join(words[:6]).title()}\n\nWe show that {' '.join(words)} is so, and what follows.\n\n"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a data directory that holds something a person added."""
    names = ("library.json", "shelf.json", "views.json", "trash.json", "history.jsonl")
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}
