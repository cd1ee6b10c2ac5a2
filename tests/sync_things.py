"""Two machines and a bare remote between them, all on this disk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as some

from papershelf import Library
from papershelf.store import Store
from papershelf.store.joining import Snapshot
from papershelf.sync import Git, Repository
from tests.store_things import a_paper, put


class Ticking:
    """A clock by which a minute passes between any two looks, shared by all machines."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Machine:
    """A data directory on one machine."""

    def __init__(self, folder: Path, clock: Ticking) -> None:
        self.folder = folder
        self.clock = clock

    def open(self) -> Library:
        """The library; close it."""
        return Library.open(self.folder, clock=self.clock)

    def do(self, verb: str, *arguments: Any, **options: Any) -> Any:
        """Open the library, call one of its methods, close it."""
        with self.open() as library:
            return getattr(library, verb)(*arguments, **options)

    def add(self, *keys: str) -> None:
        """Put papers into the library."""
        with Store.open(self.folder) as store:
            papers = [replace(a_paper(key, f"Paper {key} about {key * 3}"), sources=()) for key in keys]
            put(store, *papers, words=f"added {' '.join(keys)}")

    def trash(self, key: str) -> None:
        """Delete a paper as a person does."""
        with Store.open(self.folder) as store, store.transaction(f"deleted {key}") as edits:
            paper, mark = edits.record("papers", key), edits.record("marks", key)
            assert paper is not None
            at = self.clock().isoformat().replace("+00:00", "Z")
            edits.put_record("trash", key, {"at": at, "paper": paper} | ({"mark": mark} if mark else {}))
            edits.remove_record("papers", key)
            edits.remove_record("marks", key)

    @property
    def git(self) -> Git:
        """Runs git there."""
        return Git(self.folder)

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        """All records."""
        return {table: dict(rows) for table, rows in Snapshot.read(self.folder).tables.items()}

    @property
    def units(self) -> list[str]:
        """What was done, in words, oldest first."""
        return [header.words for header in Snapshot.read(self.folder).headers]

    @property
    def told(self) -> dict[str, dict[str, Any]]:
        """The records that the history alone tells of."""
        from papershelf.store.joining import replayed

        return replayed({}, Snapshot.read(self.folder).units())

    def note(self, key: str) -> str:
        """The note on a paper."""
        return str(self.tables["marks"].get(key, {}).get("note", ""))


def bare(folder: Path) -> Path:
    """An empty remote."""
    folder.mkdir()
    Git(folder).run("init", "-q", "--bare", "-b", "main")
    return folder


def pair(folder: Path) -> tuple[Machine, Machine]:
    """Two machines that hold the papers a, b and c and are in step."""
    clock = Ticking()
    remote = bare(folder / "remote.git")
    one, two = Machine(folder / "one", clock), Machine(folder / "two", clock)
    for machine in (one, two):
        machine.do("set_up_sync", str(remote))
    one.add("a", "b", "c")
    one.do("sync")
    two.do("sync")
    return one, two


def meet_up(one: Machine, two: Machine) -> None:
    """Sync until both have everything."""
    for machine in (one, two, one):
        machine.do("sync")


def repository(machine: Machine) -> Repository:
    """The repository of a machine."""
    return Repository(machine.git)


Steps = list[tuple[int, str, str]]
_VERBS = ("star", "unstar", "tag", "untag", "note", "add", "trash", "view", "undo")


def steps_of(*more: str) -> some.SearchStrategy[Steps]:
    """What is done on which machine with which paper; `more` names verbs beside the usual ones."""
    one = some.tuples(some.sampled_from([0, 1]), some.sampled_from([*_VERBS, *more]), some.sampled_from("abc"))
    return some.lists(one, max_size=10)


def step(machine: Machine, verb: str, key: str, number: int) -> None:
    """Do one of them."""
    here = key in machine.tables["papers"]
    if verb in ("sync", "undo"):
        machine.do(verb)
    elif verb == "add":
        machine.add(f"{key}{number}")
    elif verb == "view":
        machine.do("save_view", f"{key} {number}", "is:starred")
    elif verb == "trash":
        if here:
            machine.trash(key)
    elif verb in ("tag", "untag"):
        machine.do("tag", [key], **{"add" if verb == "tag" else "remove": ["t"]})
    elif verb == "note":
        machine.do("set_note", key, f"words {number}")
    else:
        machine.do(verb, [key])
