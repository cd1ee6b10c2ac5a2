"""Whatever goes wrong at whichever call: acknowledged changes are there, others wholly or not at all."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from papershelf.errors import DataError
from papershelf.store import Store, recordfile
from tests.store_things import DiedError, FaultyOs, State, a_mark, a_paper, a_view, put, reopened, state

Step = Callable[[Store], object]


def _every_file(store: Store) -> None:
    with store.transaction("imported, starred and saved") as edit:
        edit.put_paper(replace(edit.papers["a"], title="New title"))
        edit.put_paper(a_paper("b"))
        edit.put_mark(a_mark("b", starred=True))
        edit.put_mark(replace(edit.marks["a"], note="a longer note " * 50))
        edit.put_view(replace(edit.views["mine"], name="Renamed"))
        edit.put_view(a_view("inbox", hidden=True))


STEPS: tuple[Step, ...] = (
    lambda store: put(store, a_mark("a", starred=True)),
    _every_file,
    lambda store: store.undo(),
    lambda store: store.redo(),
    lambda store: put(store, a_view("mine", query="lora"), a_view("yours")),
    lambda store: store.undo(),
    lambda store: put(store, a_paper("c"), a_mark("a", rating=3)),
    lambda store: store.catch_up(),
)


@pytest.fixture(params=[recordfile.SMALL, 0], ids=["at-once", "later"], autouse=True)
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Both ways to write a file: replaced at every change, or left behind the history."""
    size: int = request.param
    monkeypatch.setattr(recordfile, "SMALL", size)
    return size


def _prepare(folder: Path) -> None:
    with Store.open(folder) as store:
        put(store, a_paper("a"))
        put(store, a_mark("a", tags=("x",)), a_view("mine"))


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[State]:
    """What there is before the first step and after each."""
    folder = tmp_path_factory.mktemp("right")
    _prepare(folder)
    with Store.open(folder) as store:
        found = [state(store)]
        for step in STEPS:
            step(store)
            found.append(state(store))
    return found


@pytest.mark.parametrize("mode", ["before", "halfway", "after"])
def test_death_at_every_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, states: list[State], mode: str) -> None:
    """The process dies at each call in turn; whoever opens the folder next finds whole units only."""
    for n in count():
        folder = tmp_path / str(n)
        _prepare(folder)
        faulty = FaultyOs(n, mode)
        done = 0
        with monkeypatch.context() as patched:
            faulty.install(patched)
            try:
                store = Store.open(folder)
                for step in STEPS:
                    step(store)
                    done += 1
            except DiedError:
                pass
        if not faulty.struck:
            assert n > 20, "every step makes several calls"
            return
        found = reopened(folder)
        assert found in states[done : done + 2], (mode, n, faulty.calls[-3:])
        _still_works(folder, found)


def _still_works(folder: Path, found: State, same: Store | None = None) -> None:
    with same or Store.open(folder) as store:
        put(store, a_mark("z", note="still works"), a_view("z"))
        assert store.undo() is not None
        assert state(store) == found == reopened(folder)
        assert not [path.name for path in folder.iterdir() if path.name.endswith(".new")]


@pytest.mark.parametrize("mode", ["refuse", "interrupt"])
def test_failure_at_every_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, states: list[State], mode: str) -> None:
    """A call fails, or Ctrl+C comes; the same store goes on, and shows what is on disk."""
    for n in count():
        folder = tmp_path / str(n)
        _prepare(folder)
        faulty = FaultyOs(n, mode)
        done, failed = 0, False
        with monkeypatch.context() as patched:
            faulty.install(patched)
            store = None
            try:
                store = Store.open(folder)
                for step in STEPS:
                    step(store)
                    done += 1
            except (DataError, KeyboardInterrupt):
                failed = True
        if not faulty.struck:
            return
        allowed = states[done : done + 2] if mode == "interrupt" else states[done : done + 1]
        if store is not None:
            store.refresh()
            assert state(store) in allowed, (mode, n, faulty.calls[-3:])
            assert state(store) == reopened(folder)
            assert failed or done == len(STEPS)
        _still_works(folder, reopened(folder), store)


def test_the_error_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told in plain words, with the file."""
    _prepare(tmp_path)
    with Store.open(tmp_path) as store, monkeypatch.context() as patched:
        put(store, a_mark("b", starred=True))
        FaultyOs(1, "refuse").install(patched)
        with pytest.raises(DataError, match=r"(shelf\.json|history\.jsonl) cannot be written: the disk is full\. Noth"):
            put(store, a_mark("a", starred=True))


def test_an_open_store_sees_what_a_dead_one_had_in_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the history and the file a process dies: another one that is open shows the change at its next look."""
    monkeypatch.setattr(recordfile, "SMALL", 262_144)
    _prepare(tmp_path)
    dying, seen = Store.open(tmp_path), Store.open(tmp_path)
    put(dying, a_mark("a", rating=1))
    before = dict(seen.marks)
    with monkeypatch.context() as patched:
        faulty = FaultyOs(6, "before")
        faulty.install(patched)
        with pytest.raises(DiedError):
            put(dying, a_mark("a", starred=True))
    assert faulty.calls[-1] == "replace"
    assert seen.refresh().papers == {"a"}
    assert dict(seen.marks) == {"a": a_mark("a", starred=True)} != before
    put(seen, a_mark("b", rating=1))
    assert reopened(tmp_path) == state(seen)
