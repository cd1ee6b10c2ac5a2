"""The power goes at every moment of a real run: each state that the disk may then hold is opened and checked."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.report import Table
from benchmarks.torture.disk_model import HOW, Disk, lay_out
from benchmarks.torture.recorder import Operation, PowerOffError, RecordingOs
from benchmarks.torture.work import (
    large_files,
    look,
    open_library,
    picture,
    prepare,
    right_pictures,
    steps,
    still_works,
)
from papershelf.errors import PapershelfError

DATA = "made/anew"  # the data directory, which the run makes together with the folder above it
SENTENCES = 60
SECOND = "Second"


@dataclass
class Tally:
    """What came of some states.

    Attributes:
        points: Moments at which the power went.
        states: States that were opened.
        distinct: How many of them differ from each other.
        wrong: Those that were not as they must be, in words.
    """

    points: int = 0
    states: int = 0
    distinct: int = 0
    wrong: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def add(self, other: "Tally") -> None:
        """Count another run too."""
        self.points += other.points
        self.states += other.states
        self.distinct += other.distinct
        self.wrong += other.wrong


@dataclass(frozen=True)
class Recorded:
    """A run.

    Attributes:
        root: The folder beneath which it all happened.
        operations: What it did to the disk.
        allowed: The pictures that may be found once so many changes were acknowledged.
        killed: The operation before which the first process was killed, if it was.
    """

    root: Path
    operations: Sequence[Operation]
    allowed: Sequence[Sequence[str]]
    killed: int | None = None


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A temporary folder in memory where there is such a thing: no state here needs a disk to be true."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def record(root: Path, fatal: int | None = None, sentences: int = SENTENCES) -> Recorded:
    """Do the work from a folder that is not there on, writing down what is done to the disk.

    Where `fatal` is given the process is killed there, and a second one saves a view.
    """
    work = steps(sentences=sentences)
    with tempfile.TemporaryDirectory() as elsewhere:
        right = [json.dumps([[], _views_only(elsewhere)]), *right_pictures(Path(elsewhere) / "right", work)]
    folder, recording = root / DATA, RecordingOs(fatal)
    with recording.installed(), suppress(PowerOffError):
        prepare(folder)  # its first changes are acknowledged together here: one picture stands for all of them
        recording.done(1)
        with open_library(folder) as library:
            for number, step in enumerate(work):
                step(library)
                recording.done(number + 2)
    killed = len(recording.operations) if fatal is not None else None
    if killed is not None:
        recording.fatal = None
        with recording.installed(), open_library(folder) as library:
            library.save_view(SECOND, "is:read")
            recording.done(-1)
    allowed = [right[number : number + 2] for number in range(len(right))]
    run = Recorded(root, recording.operations, allowed, killed)
    _check_nothing_was_missed(run)
    return run


def _views_only(folder: str) -> object:
    with open_library(Path(folder) / "empty") as library:
        return json.loads(picture(library))[1]


def _check_nothing_was_missed(run: Recorded) -> None:
    """Replayed whole, the operations must make the very files that are there."""
    disk = Disk(run.root)
    for operation in run.operations:
        disk.take(operation)
    there = {
        str(path.relative_to(run.root)): path.read_bytes() if path.is_file() else None
        for path in run.root.rglob("*")
        if path.name != "lock"
    }
    made = disk.cut(Random(0), "all")
    assert made == there, sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def cut_everywhere(run: Recorded, each: int, random: Random, only: range | None = None) -> Tally:
    """Lose power after every operation, `each` times, and check what is found.

    Args:
        run: What was done.
        each: How many states to try for a moment.
        random: Draws them.
        only: The moments; all of them if left out.
    """
    tally, disk, second = Tally(), Disk(run.root), False
    acknowledged = 0
    for number, operation in enumerate(run.operations):
        disk.take(operation)
        if operation.kind == "done":
            second = second or operation.offset < 0
            acknowledged = max(acknowledged, operation.offset)
        if only is not None and number not in only:
            continue
        tally.points += 1
        for turn in range(each):
            how = HOW[turn % len(HOW)]
            state = disk.cut(random, how)
            tally.states += 1
            mark = (hash(tuple(sorted(state.items(), key=lambda item: item[0]))), acknowledged + 1000 * second)
            if mark in tally.seen:
                continue
            tally.seen.add(mark)
            tally.distinct += 1
            if problem := _problem(state, run.allowed[acknowledged], second):
                tally.wrong.append(
                    f"after operation {number} ({operation.kind} {operation.path.name}), {how}: {problem}"
                )
    return tally


def _problem(state: dict[str, bytes | None], allowed: Sequence[str], second: bool) -> str | None:
    """What is wrong with a state, or None."""
    with quick_folder() as root:
        lay_out(state, root)
        try:
            found = json.loads(look(root / DATA))
            has_second = any(view[1] == SECOND for view in found[1])
            rest = json.dumps([found[0], [view for view in found[1] if view[1] != SECOND]], sort_keys=True)
            if second and not has_second:
                return "the second process's view is lost"
            if rest not in allowed and not _among_the_first(rest, allowed):
                return "it is neither what was acknowledged nor that with the next change"
            return still_works(root / DATA)
        except PapershelfError as error:
            return f"{type(error).__name__}: {error.message}"


def _among_the_first(found: str, allowed: Sequence[str]) -> bool:
    """Before anything was acknowledged, each of the changes that `prepare` makes may be there or not yet."""
    if json.loads(allowed[0])[0]:
        return False
    return found in _first_pictures()


_FIRST: list[str] = []


def _first_pictures() -> list[str]:
    if not _FIRST:
        with quick_folder() as root:
            run = RecordingOs()
            with run.installed():
                prepare(root / "data")
            for fatal in range(len(run.operations)):
                folder = root / str(fatal)
                with RecordingOs(fatal).installed(), suppress(PowerOffError):
                    prepare(folder)
                _FIRST.append(look(folder))
    return _FIRST


def main(quick: bool = False, seed: int = 526) -> list[Table]:
    """Cut the power, and return the table."""
    random = Random(seed)
    table = Table("Power cuts", ("run", "moments", "states", "of them different", "not as they must be"))
    with quick_folder() as root:
        whole = cut_everywhere(record(root), 8 if quick else 40, random)
    _report(table, "one process, from a folder that is not there yet", whole)
    with large_files(), quick_folder() as root:
        large = cut_everywhere(record(root), 8 if quick else 40, random)
    _report(table, "the same, where files are replaced only now and then", large)
    both = Tally()
    for fatal in count(1, 12 if quick else 2):
        with large_files(fatal % 4 == 1), quick_folder() as root:
            run = record(root, fatal, sentences=4)
        assert run.killed is not None
        if run.killed < fatal:
            break
        both.add(cut_everywhere(run, 4 if quick else 8, random, range(run.killed - 1, len(run.operations))))
    _report(table, "one process killed, a second goes on, then the power goes", both)
    return [table]


def _report(table: Table, name: str, tally: Tally) -> None:
    table.add(name, f"{tally.points:,}", f"{tally.states:,}", f"{tally.distinct:,}", f"{len(tally.wrong):,}")
    for problem in tally.wrong[:20]:
        print(f"  {name}: {problem}")
