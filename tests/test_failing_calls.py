"""Real system calls fail or the process is killed at them: a sample of what `benchmarks.torture` does in full."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.torture import calls
from papershelf.store import Store, disk, lock
from tests.store_things import a_mark, put, reopened


def test_a_sample_of_real_calls() -> None:
    """Every fault at the same calls, so that the calls need to be learnt only once."""
    try:
        results = calls.run(every=19)
    except calls.MissingToolError as missing:
        pytest.skip(str(missing))
    assert results.keys() == set(calls.FAULTS)
    for count, wrong in results.values():
        assert count >= 6
        assert wrong == []


def test_a_place_without_strace_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (table,) = calls.main(quick=True)
    assert "strace is not here" in str(table)


def test_a_file_that_does_not_close_well_refuses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is on disk by then; to say that nothing was changed would be wrong."""

    class BadAtClosing:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def close(self, descriptor: int) -> None:
            os.close(descriptor)
            raise OSError(errno.EIO, "it failed")

    path = tmp_path / "file"
    path.write_bytes(b"first\n")
    with monkeypatch.context() as patched:
        patched.setattr(disk, "os", BadAtClosing())
        disk.append_durably(path, b"line\n", named=True)
    assert path.read_bytes() == b"first\nline\n"


def test_a_lock_that_does_not_open_well_refuses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And others get the lock nevertheless."""
    import filelock

    real = filelock.FileLock.release
    failures: list[str] = []

    def fails_once(self: filelock.FileLock, force: bool = False) -> None:
        if not failures and self.lock_file == str(tmp_path / lock.FILE):  # and not one that another test left
            failures.append(self.lock_file)
            raise OSError(errno.EIO, "it failed")
        real(self, force)

    store = Store.open(tmp_path)
    monkeypatch.setattr(filelock.FileLock, "release", fails_once)
    put(store, a_mark("a", rating=1))
    assert failures == [str(tmp_path / lock.FILE)]
    put(store, a_mark("b", rating=2))
    with Store.open(tmp_path, timeout=1) as other:
        put(other, a_mark("c", rating=3))
    assert set(reopened(tmp_path)[1]) == {"a", "b", "c"}
