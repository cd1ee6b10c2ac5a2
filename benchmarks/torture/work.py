"""The write path that every proof goes through: a few changes of every kind, and the whole library as a plain text."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from papershelf import Library
from papershelf.store import recordfile, recovery

Step = Callable[[Library], object]
WORDS = ("sparse", "lattice", "ferret", "kernel", "orbit", "willow", "quartz", "harbour", "meadow", "signal", "copper")
_LETTERS = "abcdefghijklmnop"


def still_clock() -> datetime:
    """A clock that stands still, so that the same changes make the same library."""
    return datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def open_library(folder: Path) -> Library:
    """The library of a folder, with the still clock."""
    return Library.open(folder, clock=still_clock)


def abstract(number: int, sentences: int = 4) -> str:
    """Text about nothing that no other number makes."""
    parts = []
    for i in range(sentences):
        words = [WORDS[(number * 7 + i * 5 + j * (1 + number % 5)) % len(WORDS)] for j in range(14)]
        parts.append(f"We study the {' '.join(words)} of case {number} in part {i}.")
    return " ".join(parts)


def title(number: int) -> str:
    """A title that no other number has, and that resembles none."""
    letters = "".join(_LETTERS[int(digit, 16)] for digit in f"{number * 2654435761 % 2**32:08x}")
    return f"{letters.capitalize()} {WORDS[number % len(WORDS)].capitalize()} Study {number}"


def page(numbers: Sequence[int], sentences: int = 4) -> bytes:
    """A saved page that lists papers of these numbers."""
    head = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nMar 11\n"
    papers = [f"\n{title(number)}\n\n{abstract(number, sentences)}\n" for number in numbers]
    return (head + "".join(papers)).encode()


def import_page(library: Library, numbers: Sequence[int], sentences: int = 4) -> Any:
    """Import the page of some papers; returns the report."""
    report = library.import_files(["-"], stdin=page(numbers, sentences))
    assert report.new == len(numbers), (report.new, numbers)
    return report


def ids(library: Library) -> list[str]:
    """The ids of the papers, in order of their titles, which is the same in every run."""
    return [entry.paper.id for entry in sorted(library.entries(), key=lambda entry: entry.paper.title)]


def picture(library: Library) -> str:
    """Everything that a library holds, as a text: papers with their marks, and the views."""
    entries = sorted((asdict(entry) for entry in library.entries()), key=lambda entry: str(entry["paper"]["id"]))
    views = [[view.key, view.label, view.saved] for view in library.views(quick=True) if view.section == "view"]
    return json.dumps([entries, views], sort_keys=True, default=str)


@contextmanager
def large_files(on: bool = True, behind: int = 3) -> Iterator[None]:
    """Within this every file counts as a large one, which follows the history only after some more changes."""
    with ExitStack() as stack:
        for module, name, value in (
            (recordfile, "SMALL", 0),
            (recordfile, "MOST_BEHIND", behind),
            (recovery, "MOST_BEHIND", behind),
        ):
            if on:
                stack.enter_context(patch.object(module, name, value))
        yield


def look(folder: Path) -> str:
    """The picture of what is on disk."""
    with open_library(folder) as library:
        return picture(library)


def prepare(folder: Path) -> None:
    """A small library that has a history: four papers, marks, a view."""
    with open_library(folder) as library:
        import_page(library, range(4))
        first, second, *_ = ids(library)
        library.star([first, second])
        library.set_note(second, "a first note")
        library.save_view("Mine", "is:starred")


def steps(big: int = 9, sentences: int = 4) -> tuple[Step, ...]:
    """Changes of every kind, to be done in this order on what `prepare` made.

    Args:
        big: How many papers the import brings.
        sentences: How long their abstracts are; with sixty of them a line of the history passes 64 KiB.
    """
    return (
        lambda library: library.star([ids(library)[2]]),
        lambda library: import_page(library, range(10, 10 + big), sentences),
        lambda library: library.tag(ids(library)[:3], add=["nlp/rag", "later"]),
        lambda library: library.set_note(ids(library)[0], "# A note\n\n" + "It says a little more. " * 40),
        lambda library: library.undo(),
        lambda library: library.redo(),
        lambda library: library.save_view("Yours", "tag:later sparse"),
        lambda library: library.set_note(ids(library)[0], "and more", append=True),
        lambda library: library.set_status(ids(library)[1:4], "reading"),
        lambda library: library.rate(ids(library)[1], 4),
        lambda library: library.undo(),
    )


def right_pictures(folder: Path, work: Sequence[Step]) -> list[str]:
    """What a library should hold before the first step and after each, from a run that nothing disturbs."""
    prepare(folder)
    with open_library(folder) as library:
        found = [picture(library)]
        for step in work:
            step(library)
            found.append(picture(library))
    return found


def still_works(folder: Path) -> str | None:
    """Change something, undo all that was ever done, do it again, look: says what is wrong, or None.

    What a dead process left beside the files must be gone by then.
    """
    before = look(folder)
    with open_library(folder) as library:
        known = ids(library)
        if known:
            library.tag(known[:1], add=["after-the-crash"])
        else:
            import_page(library, [999])
        library.save_view("After the crash", "is:read")
        changed = picture(library)
        if changed == before:
            return "a change shows nothing"
        undone = _count(library.undo)
        if library.entries():
            return "undo does not lead back to the beginning"
        if _count(library.redo) < undone or picture(library) != changed:
            return "redo does not lead to where undo began"
        library.undo()
        library.undo()
    if look(folder) != before:
        return "undo does not lead back"
    left = [path.name for path in folder.rglob("*.new") if path.parent.name != "drafts"]
    return f"left over: {left}" if left else None


def _count(turn: Callable[[], object]) -> int:
    count = 0
    while turn() is not None:
        count += 1
    return count
