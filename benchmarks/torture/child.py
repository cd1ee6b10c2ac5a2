"""The process that is struck: does the work step by step and writes a line for each change that was acknowledged."""

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from benchmarks.torture.work import Step, large_files, look, open_library, steps
from papershelf import Library
from papershelf.errors import PapershelfError

CHOSEN = (0, 1, 3, 4, 5, 6)  # a star, an import, a note, undo, redo, a view
TRIES = 3


def chosen_steps() -> tuple[Step, ...]:
    """The steps that are done under every fault; fewer than all, because each fault costs a process."""
    work = steps(big=3)
    return tuple(work[number] for number in CHOSEN)


def digest(text: str) -> str:
    """A short name of a picture."""
    return sha256(text.encode()).hexdigest()[:16]


def main(folder: Path, log: Path) -> None:
    """Do the steps; one that is refused is tried again, as a person would.

    Lines: `done N`; `refused N DIGEST` with what is on disk then; `escaped N NAME` for an error that is none of ours.
    """
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    opened: Library | None = None
    for number, step in enumerate(chosen_steps()):
        for _ in range(TRIES):
            try:
                opened = opened or open_library(folder)
                step(opened)
            except PapershelfError:
                found = "nothing"
                with suppress(PapershelfError):
                    found = digest(look(folder))
                os.write(descriptor, f"refused {number} {found}\n".encode())
            except Exception as error:
                os.write(descriptor, f"escaped {number} {type(error).__name__}\n".encode())
            else:
                os.write(descriptor, f"done {number}\n".encode())
                break


if __name__ == "__main__":
    with large_files("large" in sys.argv):
        main(Path(sys.argv[1]), Path(sys.argv[2]))
