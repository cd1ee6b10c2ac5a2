"""Eight processes change one library at once: how many of the changes that were acknowledged are there afterwards."""

import multiprocessing
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.report import Table
from benchmarks.torture.peers import CONTENDERS, LEFT_OUT, SHARED, Contender, MissingPeerError
from benchmarks.torture.work import ids, import_page, open_library

PROCESSES = 8
CHANGES = 200
BY_COMMAND = 10

Change = Callable[[int, str], None]


class Result(NamedTuple):
    """What a storm came to.

    Attributes:
        changes: Changes asked for.
        acknowledged: Those that were said to be done.
        there: Those of them that are there afterwards.
        seconds: How long it took.
    """

    changes: int
    acknowledged: int
    there: int
    seconds: float


def _entry(number: int, turn: int) -> int:
    """Every second change goes to the entry that all change, the others to one of one's own."""
    return SHARED if turn % 2 else number + 1


def _tag(number: int, turn: int) -> str:
    return f"t{number}x{turn}"


# Within Python: each kind of store has a function that makes the file, one that opens it, one that looks.


class Kind(NamedTuple):
    """A kind of store.

    Attributes:
        prepare: Makes a file with so many entries.
        opened: Opens it in a process; returns what adds a tag to an entry.
        found: The tags that are there.
    """

    prepare: Callable[[Path, int], None]
    opened: Callable[[Path], Change]
    found: Callable[[Path], set[str]]


def _prepare_library(root: Path, entries: int) -> None:
    with open_library(root / "data") as library:
        import_page(library, range(entries))


def _open_library(root: Path) -> Change:
    library = open_library(root / "data")
    known = ids(library)

    def change(entry: int, tag: str) -> None:
        assert library.tag([known[entry]], add=[tag]) is not None

    return change


def _found_library(root: Path) -> set[str]:
    with open_library(root / "data") as library:
        return set(library.tags())


def _prepare_sqlite(root: Path, entries: int) -> None:
    with sqlite3.connect(root / "marks.db") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE marks (id INTEGER PRIMARY KEY, tags TEXT)")
        connection.executemany("INSERT INTO marks VALUES (?, '')", [(entry,) for entry in range(entries)])
    connection.close()


def _open_sqlite(root: Path) -> Change:
    connection = sqlite3.connect(root / "marks.db", timeout=60)
    connection.execute("PRAGMA synchronous=FULL")

    def change(entry: int, tag: str) -> None:
        with connection:
            connection.execute("UPDATE marks SET tags = tags || ' ' || ? WHERE id = ?", (tag, entry))

    return change


def _found_sqlite(root: Path) -> set[str]:
    connection = sqlite3.connect(root / "marks.db")
    found = {tag for (tags,) in connection.execute("SELECT tags FROM marks") for tag in tags.split()}
    connection.close()
    return found


def _prepare_tinydb(root: Path, entries: int) -> None:
    from tinydb import TinyDB

    with TinyDB(root / "marks.json") as database:
        database.insert_multiple([{"key": entry, "tags": []} for entry in range(entries)])


def _open_tinydb(root: Path) -> Change:
    from tinydb import TinyDB, where

    database = TinyDB(root / "marks.json")

    def change(entry: int, tag: str) -> None:
        def add(document: Any) -> None:
            document["tags"].append(tag)

        if not database.update(add, where("key") == entry):
            raise KeyError(entry)

    return change


def _found_tinydb(root: Path) -> set[str]:
    from tinydb import TinyDB

    try:
        with TinyDB(root / "marks.json") as database:
            return {tag for document in database for tag in document["tags"]}
    except ValueError:
        return set()  # it cannot be read any more


KINDS = {
    "papershelf": Kind(_prepare_library, _open_library, _found_library),
    "SQLite (WAL, synchronous FULL)": Kind(_prepare_sqlite, _open_sqlite, _found_sqlite),
    "TinyDB as it comes": Kind(_prepare_tinydb, _open_tinydb, _found_tinydb),
}


def _work(kind: str, root: Path, number: int, changes: int) -> None:
    done = []
    change = KINDS[kind].opened(root)
    for turn in range(changes):
        try:
            change(_entry(number, turn), _tag(number, turn))
        except (ValueError, KeyError, OSError, sqlite3.Error):
            continue  # not acknowledged, so nothing is owed
        done.append(_tag(number, turn))
    (root / f"done{number}").write_text(" ".join(done))


def within_python(kind: str, processes: int = PROCESSES, changes: int = CHANGES) -> Result:
    """A storm of processes that each keep the store open."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.torture.storm"])
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        KINDS[kind].prepare(root, processes + 1)
        began = time.perf_counter()
        workers = [context.Process(target=_work, args=(kind, root, n, changes)) for n in range(processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds = time.perf_counter() - began
        notes = [root / f"done{number}" for number in range(processes)]
        done = {tag for note in notes if note.exists() for tag in note.read_text().split()}
        return Result(processes * changes, len(done), len(done & KINDS[kind].found(root)), seconds)


def by_command(kind: type[Contender], processes: int = PROCESSES, changes: int = BY_COMMAND) -> Result:
    """A storm of commands, eight at a time; one that exits with 0 says that it did it.

    Raises:
        MissingPeerError: The program is not here, or has no such command.
    """
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(processes) as pool:
        contender = kind(Path(name), processes + 1)
        environment = contender.environment()

        def work(number: int) -> list[str]:
            done = []
            for turn in range(changes):
                words = contender.command(_entry(number, turn), _tag(number, turn))
                ended = subprocess.run(words, env=environment, capture_output=True, timeout=300, check=False)
                if ended.returncode == 0:
                    done.append(_tag(number, turn))
            return done

        began = time.perf_counter()
        done = {tag for tags in pool.map(work, range(processes)) for tag in tags}
        seconds = time.perf_counter() - began
        return Result(processes * changes, len(done), len(done & contender.found()), seconds)


def main(quick: bool = False) -> list[Table]:
    """Let it storm, and return the tables."""
    head = ("changes", "acknowledged", "of these there afterwards", "lost")
    inside = Table(f"A storm within Python: {PROCESSES} processes, one store", ("store", *head))
    for name in KINDS:
        result = within_python(name, changes=20 if quick else CHANGES)
        inside.add(name, *_cells(result))
    outside = Table(f"A storm of commands: {PROCESSES} at a time, one library", ("program", *head))
    for kind in CONTENDERS:
        try:
            outside.add(kind.name, *_cells(by_command(kind, changes=2 if quick else BY_COMMAND)))
        except MissingPeerError as missing:
            outside.add(kind.name, f"left out: {missing}", "-", "-", "-")
    for name, reason in LEFT_OUT.items():
        outside.add(name, f"left out: {reason}", "-", "-", "-")
    return [inside, outside]


def _cells(result: Result) -> tuple[str, ...]:
    numbers = (result.changes, result.acknowledged, result.there, result.acknowledged - result.there)
    return tuple(f"{number:,}" for number in numbers)
