"""The power goes at every moment: what was acknowledged is there, and the check would notice if it were not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.torture.disk_model import Content, Disk
from benchmarks.torture.power import cut_everywhere, quick_folder, record
from benchmarks.torture.recorder import Operation, RecordingOs
from papershelf.store import Store
from tests.store_things import DiedError, FaultyOs, a_mark, a_paper, put, reopened, state

SEEDS = [None, 526]  # None: another one each time, named on failure


@pytest.mark.parametrize("seed", SEEDS)
def test_one_process_from_a_folder_that_is_not_there(seed: int | None) -> None:
    seed = Random().randrange(1_000_000) if seed is None else seed
    with quick_folder() as root:
        tally = cut_everywhere(record(root), 4, Random(seed))
    assert tally.wrong == [], seed
    assert tally.points > 100
    assert tally.distinct > 80


@pytest.mark.parametrize("fatal", [1, 9, 12, 47, 50, 60])
def test_a_second_process_goes_on_where_one_was_killed(fatal: int) -> None:
    with quick_folder() as root:
        run = record(root, fatal)
        assert run.killed is not None
        tally = cut_everywhere(run, 4, Random(fatal), range(run.killed - 1, len(run.operations)))
    assert tally.wrong == []


def _sync(operation: Operation) -> bool:
    return operation.kind == "sync"


def _sync_of_the_history(operation: Operation) -> bool:
    return operation.kind == "sync" and operation.path.name == "history.jsonl"


def _sync_of_a_folder(operation: Operation) -> bool:
    return operation.kind == "sync_folder"


def _sync_of_a_folder_above(operation: Operation) -> bool:
    return operation.kind == "sync_folder" and operation.path.name != "anew"


@pytest.mark.parametrize("missing", [_sync, _sync_of_the_history, _sync_of_a_folder, _sync_of_a_folder_above])
def test_a_store_that_waits_less_is_caught(missing: Callable[[Operation], bool]) -> None:
    """The very same run without some of its waits: states come up that lose something."""
    with quick_folder() as root:
        run = record(root, sentences=4)
        careless = replace(run, operations=[operation for operation in run.operations if not missing(operation)])
        places = range(0, len(careless.operations), 4)
        # The first state that is wrong is enough: no need to look at those that follow.
        assert any(cut_everywhere(careless, 8, Random(526), places[n : n + 8]).wrong for n in range(0, len(places), 8))


def test_a_long_last_line_without_its_middle_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its head reads well, its middle never reached the disk: it was not acknowledged, and bars no way back."""
    with Store.open(tmp_path) as store:
        for rating in (1, 2):  # the second change makes a backup, which the third need not
            put(store, a_mark("a", rating=rating))
        before = state(store)
        with monkeypatch.context() as patched:
            FaultyOs(6, "before").install(patched)  # after the history, before a file is in place
            with pytest.raises(DiedError):
                put(store, *(a_paper(str(number), "long " * 100) for number in range(200)))
    path = tmp_path / "history.jsonl"
    line = bytearray(path.read_bytes())
    assert len(line) > 100_000
    line[40_960:45_056] = bytes(4096)
    path.write_bytes(line)
    with Store.open(tmp_path) as store:
        assert state(store) == before
        put(store, a_mark("b", rating=2))
        for _ in range(3):
            assert store.undo() is not None
        assert state(store) == ({}, {}, {})
        assert "the last line of the history is not whole" in "".join(
            path.read_text() for path in (tmp_path / "quarantine").glob("*.txt")
        )


def test_the_name_of_a_new_folder_is_safe_before_anything_is_in_it(tmp_path: Path) -> None:
    """Also where the process that made the folders was killed, and another one begins."""
    folder = tmp_path / "one" / "two" / "three"
    folder.mkdir(parents=True)
    recording = RecordingOs()
    with recording.installed(), Store.open(folder) as store:
        put(store, a_mark("a", rating=1))
    synced = [operation.path for operation in recording.operations if operation.kind == "sync_folder"]
    assert folder.parent in synced
    assert folder in synced


def test_each_process_makes_the_name_of_the_history_safe(tmp_path: Path) -> None:
    """The one that made the file may have been killed before it did so."""
    put(Store.open(tmp_path), a_mark("a", rating=1))
    recording = RecordingOs()
    with recording.installed(), Store.open(tmp_path) as store:
        put(store, a_mark("b", rating=1))
        kinds = [operation.kind for operation in recording.operations]
        assert "sync_folder" in kinds[: kinds.index("rename")]
        put(store, a_mark("c", rating=1))
        assert recording.operations[-1].kind == "sync_folder"
    assert set(reopened(tmp_path)[1]) == {"a", "b", "c"}


def test_what_a_page_may_hold_after_a_cut() -> None:
    """Old or new bytes, or zeros where there were none; never anything that was safe and is not."""
    content = Content()
    content.write(0, b"a" * 5000)
    content.sync()
    content.write(5000, b"b" * 8000)
    found = {content.after_cut(Random(seed), "some") for seed in range(60)}
    assert all(state[:4096] == b"a" * 4096 for state in found)
    assert {state[4096:5000] for state in found} == {b"a" * 904}
    assert len({state[8192:12288] for state in found} & {b"b" * 4096, bytes(4096)}) == 2
    assert {len(state) for state in found} == {5000, 13000}
    assert content.after_cut(Random(0), "none") == b"a" * 5000


def test_an_unknown_call_cannot_slip_past() -> None:
    with pytest.raises(AssertionError, match="fdatasync"):
        _ = RecordingOs().fdatasync


def test_a_name_is_safe_once_its_folder_is_synced(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    for operation in (Operation("create", tmp_path / "a", 1), Operation("write", tmp_path / "a", 1, 0, b"x")):
        disk.take(operation)
    disk.take(Operation("sync", tmp_path / "a", 1))
    assert disk.cut(Random(0), "none") == {}
    disk.take(Operation("sync_folder", tmp_path))
    assert disk.cut(Random(0), "none") == {"a": b"x"}
