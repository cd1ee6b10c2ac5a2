"""Several processes and threads at once: no change is lost, and whoever waits too long is told so."""

import multiprocessing
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from papershelf.errors import LockedError
from papershelf.marks import Mark
from papershelf.store import Store
from tests.store_things import EMPTY, a_mark, a_paper, a_view, put, reopened, state

PROCESSES, CHANGES = 4, 25


def _storm(folder: str, number: int) -> None:
    """Half of the changes go to one mark that everybody changes, half to marks of one's own."""
    with Store.open(Path(folder), timeout=60) as store:
        for i in range(CHANGES):
            name = f"t{number}-{i}"
            with store.transaction(name) as edit:
                key = "shared" if i % 2 else f"own{number}"
                mark = edit.marks.get(key, Mark(key))
                edit.put_mark(replace(mark, tags=(*mark.tags, name)))
                if i == 0:
                    edit.put_paper(a_paper(f"p{number}"))
                    edit.put_view(a_view(f"v{number}"))
                if i % 5 == 0:
                    view = edit.views.get("shared") or a_view("shared", query="")
                    edit.put_view(replace(view, query=f"{view.query} {name}"))


def test_a_storm_of_processes_loses_nothing(tmp_path: Path) -> None:
    """Every change of every process is there, and each can be undone."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_storm, args=(str(tmp_path), number)) for number in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    papers, marks, views = reopened(tmp_path)
    assert sum(len(mark.tags) for mark in marks.values()) == PROCESSES * CHANGES
    assert len(papers) == PROCESSES
    assert len(views["shared"].query.split()) == PROCESSES * CHANGES / 5
    assert len(views) == PROCESSES + 1
    with Store.open(tmp_path) as store:
        assert len(store.units()) == PROCESSES * CHANGES
        assert store.findings == []
        for _ in range(PROCESSES * CHANGES):
            assert store.undo() is not None
        assert state(store) == EMPTY


def test_a_killed_process_leaves_no_lock_and_no_half_change(tmp_path: Path) -> None:
    """Killed again and again in the middle of its work: what it acknowledged is there."""
    code = (
        "import sys; from pathlib import Path; from papershelf.store import Store; from papershelf.marks import Mark\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "for i in range(100000):\n"
        "    with store.transaction('x') as edit: edit.put_mark(Mark(f'{sys.argv[2]}-{i}', starred=True))\n"
        "    print(i, flush=True)\n"
    )
    for turn in range(5):
        command = [sys.executable, "-c", code, str(tmp_path), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.02 + turn * 0.003)
            process.kill()
            acknowledged = len(process.stdout.read().splitlines()) + 1
        with Store.open(tmp_path, timeout=1) as store:
            mine = [key for key in store.marks if key.startswith(f"{turn}-")]
            assert acknowledged <= len(mine) <= acknowledged + 1
            put(store, a_mark(f"after{turn}", rating=1))


@contextmanager
def _somebody_holds_the_lock(folder: Path) -> Iterator[threading.Event]:
    """Another store is in the middle of a change until the event is set."""
    begun, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with Store.open(folder).transaction("slow") as edit:
            edit.put_mark(a_mark("slow", rating=1))
            begun.set()
            let_go.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(10)
    try:
        yield let_go
    finally:
        let_go.set()
        thread.join()


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    """The message names the lock; reading goes on meanwhile; nothing was changed."""
    with Store.open(tmp_path, timeout=0.1) as store, _somebody_holds_the_lock(tmp_path):
        assert state(store) == EMPTY
        with pytest.raises(LockedError, match=r"Another papershelf .*lock\). Nothing was changed") as caught:
            put(store, a_mark("a", rating=1))
        assert caught.value.exit_code == 3
        assert state(store) == EMPTY
    assert list(reopened(tmp_path)[1]) == ["slow"]


def test_who_waits_is_told_once_after_a_second(tmp_path: Path) -> None:
    """And gets the lock when it is free."""
    waits: list[float] = []
    began = time.monotonic()
    with _somebody_holds_the_lock(tmp_path) as let_go:

        def told() -> None:
            waits.append(time.monotonic() - began)
            let_go.set()

        with Store.open(tmp_path, on_wait=told) as store:
            put(store, a_mark("a", rating=1))
    assert len(waits) == 1
    assert waits[0] >= 0.9
    assert list(reopened(tmp_path)[1]) == ["slow", "a"]


def test_threads_share_one_store(tmp_path: Path) -> None:
    """Changes from many threads all come through, while another keeps reading whole pictures."""
    store = Store.open(tmp_path)
    stop = threading.Event()
    seen: list[int] = []

    def work(number: int) -> None:
        for i in range(10):
            with store.transaction("x") as edit:
                mark = edit.marks.get("a", Mark("a"))
                edit.put_mark(replace(mark, tags=(*mark.tags, f"{number}-{i}")))

    def look() -> None:
        while not stop.is_set():
            marks = store.marks
            seen.append(sum(len(mark.tags) for mark in marks.values()))
            store.refresh()
            _ = store.can_undo, store.can_redo

    reader = threading.Thread(target=look)
    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in (reader, *workers):
        thread.start()
    for thread in workers:
        thread.join()
    stop.set()
    reader.join()
    assert seen == sorted(seen)
    assert len(store.marks["a"].tags) == 40
    assert state(store) == reopened(tmp_path)


def test_refresh_never_waits(tmp_path: Path) -> None:
    """While a worker of this process is changing something, a screen's look comes back at once."""
    store = Store.open(tmp_path)
    put(store, a_mark("a", rating=1))
    begun, let_go = threading.Event(), threading.Event()

    def slow() -> None:
        with store.transaction("slow") as edit:
            begun.set()
            let_go.wait(10)
            edit.put_mark(a_mark("b", rating=1))

    worker = threading.Thread(target=slow)
    worker.start()
    assert begun.wait(10)
    began = time.monotonic()
    assert not store.refresh()
    assert list(store.marks) == ["a"]
    assert store.can_undo is not None
    assert time.monotonic() - began < 1
    let_go.set()
    worker.join()
    assert list(store.marks) == ["a", "b"]


def test_importing_the_store_is_cheap() -> None:
    """The command line pays for TinyDB and orjson, not for a file lock that it may never need."""
    code = (
        "import sys, papershelf.store; "
        "print([name for name in ('textual', 'filelock', 'asyncio', 'hashlib', 'platformdirs') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
