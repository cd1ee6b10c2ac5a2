"""Processes that write to one library at once, note down what was acknowledged, and how that is checked afterwards."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.torture.work import import_page, large_files, open_library, page, title
from papershelf import Library
from papershelf.store import Unit

PAPERS = 6
_TAG = re.compile(r"t\d+-\d+")
_PAGE = re.compile(r"p\d+-\d+")
_LINE = re.compile(r"\bn\d+-\d+\b")


@dataclass
class Verdict:
    """What was found.

    Attributes:
        acknowledged: Changes that were acknowledged.
        lost: Those of them that are not there.
        halves: Changes that are there in part only.
        other: Whatever else is wrong, in words.
    """

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def prepare_papers(folder: Path) -> None:
    """Papers that the writers share, and enough changes upon them that undo never comes to where they are not."""
    with open_library(folder) as library:
        import_page(library, range(PAPERS))
        for number in range(20):
            library.tag(shared_ids(library)[:2], add=[f"t0-{number}"])


def shared_ids(library: Library) -> list[str]:
    """The ids of the papers that the writers share."""
    titles = {title(number) for number in range(PAPERS)}
    return [entry.paper.id for entry in library.entries() if entry.paper.title in titles]


def write_until_killed(folder: Path, log: Path, number: int, large: bool = False, limit: int = 1_000_000) -> None:
    """Change things at random; after each acknowledged change a line `UNIT NAME` goes to the log.

    Each change does two things at once, so that half of one would show: a tag on two papers, two lines of a note
    (in one text), a view and its name, two papers of a page.
    """
    random = Random(number)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with large_files(large), open_library(folder) as library:
        shared = shared_ids(library)
        for turn in range(limit):
            name = f"{number}-{turn}"
            unit = _change(library, random, shared, log, name)
            if unit is not None:
                what, unit_id = unit
                os.write(descriptor, f"{unit_id} {what}{name}\n".encode())


def import_pair(library: Library, path: Path, first: int) -> None:
    """Import a page of two papers from a file of this name."""
    path.write_bytes(page([first, first + 1]))
    library.import_files([path])
    path.unlink()


def _change(library: Library, random: Random, shared: Sequence[str], log: Path, name: str) -> tuple[str, str] | None:
    number, turn = map(int, name.split("-"))
    draw = random.random()
    unit: Unit | None = None
    if draw < 0.35:
        what, unit = "t", library.tag(random.sample(shared, 2), add=[f"t{name}"])
    elif draw < 0.6:
        what, unit = "n", library.set_note(random.choice(shared), f"n{name} begin\n\nn{name} end", append=True)
    elif draw < 0.7:
        what, unit = "v", library.save_view(f"v{name}", f"tag:t{name}")
    elif draw < 0.8:
        import_pair(library, log.with_name(f"p{name}.txt"), 1000 + number * 100_000 + turn * 2)
        return "p", "-"  # an import returns no unit; its words in the history name the page
    elif draw < 0.93:
        what, unit = "u", library.undo()
    else:
        what, unit = "r", library.redo()
    return (what, unit.id) if unit is not None else None


def check(folder: Path, logs: Iterable[Path]) -> Verdict:
    """Whether what was acknowledged is there, and nothing by halves.

    Undo takes back whatever was done last, by whomever; so the history says which units stand, every acknowledged
    unit must be in the history, and the library must hold just what stands.
    """
    verdict = Verdict()
    with open_library(folder) as library:
        library.entries(), library.views(quick=True), library.refresh()  # from here on all comes from one look
        verdict.other += [f"{finding.file}: {finding.reason}" for finding in library.findings]
        known, standing = _standing(library)
        there, halves = _effects(library)
    verdict.halves += halves
    by_words = {found[0]: unit for unit, words in known.items() if (found := _PAGE.search(words))}
    for log in logs:
        for line in log.read_text().splitlines() if log.exists() else ():
            unit, name = line.split()
            unit = by_words.get(name, "-") if unit == "-" else unit
            verdict.acknowledged += 1
            if unit not in known:
                verdict.lost.append(name)
            elif name[0] in "tnvp" and (unit in standing) != (name in there):
                (verdict.lost if unit in standing else verdict.other).append(name)
    return verdict


def _standing(library: Library) -> tuple[dict[str, str], set[str]]:
    """The units of the history with their words, and those that are not undone."""
    known: dict[str, str] = {}
    standing: set[str] = set()
    for header in reversed(library.history()):
        known[header.id] = header.words if header.kind == "do" else ""
        if header.kind == "undo":
            standing.discard(str(header.of))
        else:
            standing.add(header.id if header.kind == "do" else str(header.of))
    return known, standing


def _effects(library: Library) -> tuple[set[str], list[str]]:
    """The names of the changes that can be seen, and what is there by halves."""
    counts: dict[str, int] = defaultdict(int)
    for entry in library.entries():
        for name in (*filter(_TAG.fullmatch, entry.mark.tags), *_LINE.findall(entry.mark.note)):
            counts[name] += 1
        number = int(entry.paper.title.split()[-1]) - 1000
        if number >= 0:
            counts[f"p{number // 100_000}-{number % 100_000 // 2}"] += 1
    halves = [f"{name}: {count} of 2" for name, count in counts.items() if count != 2]
    views = {view.label for view in library.views(quick=True) if view.section == "view" and view.saved}
    return counts.keys() | views, halves
