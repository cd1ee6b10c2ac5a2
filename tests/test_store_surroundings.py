"""A disk, a folder or a system that does not play along: clear words, exit code 3, nothing changed, nothing left."""

import errno
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.errors import LockedError
from papershelf.store import Store
from papershelf.store.care.rolling import Rolling
from tests.cli_tools import Run, find
from tests.conftest import PAGE
from tests.store_things import a_mark, a_paper, put, state

NOT_ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may do anything")


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "lock" not in path.name and "backups" not in path.parts  # a second name needs no room
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "there is no permission"),
    ],
)
def test_a_disk_that_takes_nothing(
    full: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """Every verb that writes says so and ends with 3, those that read go on; no byte and no temporary file is left."""
    paper_id, before = find(full, "sheep"), _contents(folder)
    real = os.open

    def refuse(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and "lock" not in os.path.basename(path):
            raise OSError(code, os.strerror(code), os.fspath(path))
        return real(path, flags, *rest, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        for verb in (
            ["star", paper_id],
            ["undo"],
            ["views", "--save", "X", "is:read"],
            ["backup", str(folder / "b.zip")],
        ):
            done = full(*verb)
            assert (done.code, words in done.err) == (3, True), (verb, done.err)
        assert full("list").code == 0
        assert full("doctor").code in (0, 3)
    assert _contents(folder) == before
    assert full("star", paper_id).code == 0


@NOT_ROOT
def test_a_folder_without_permission(full: Run, folder: Path) -> None:
    """The same with real permissions."""
    paper_id, before = find(full, "sheep"), _contents(folder)
    folder.chmod(0o500)
    try:
        done = full("star", paper_id)
        assert (done.code, "permission" in done.err) == (3, True)
        assert full("list").code == 0
    finally:
        folder.chmod(0o700)
    assert _contents(folder) == before


def test_a_path_that_is_too_long(run: Run, tmp_path: Path) -> None:
    done = run("--data-dir", str(tmp_path / ("x" * 300)), "list")
    assert (done.code, "too long" in done.err) == (3, True)
    deep = tmp_path.joinpath(*["y" * 200] * 30)
    done = run("--data-dir", str(deep), "list")
    assert (done.code, "too long" in done.err) == (3, True)


@pytest.mark.parametrize("name", ["library.json", "shelf.json", "views.json", "trash.json", "history.jsonl"])
def test_a_folder_in_a_files_place(full: Run, folder: Path, name: str) -> None:
    """Every verb says which and why."""
    path = folder / name
    path.unlink(missing_ok=True)
    path.mkdir()
    for verb in (["list"], ["star", "x"], ["doctor"]):
        done = full(*verb)
        assert done.code == 3, verb
        assert name in done.err + done.out
        assert "a folder is in its place" in done.err + done.out


def test_links_of_a_person_stay(tmp_path: Path) -> None:
    """Each file may lie elsewhere, on another disk even: it is replaced there, backed up, and nothing else is."""
    real, data = tmp_path / "real", tmp_path / "data"
    with Store.open(real) as store:
        put(store, a_paper("a"), a_mark("a", rating=1))
    data.mkdir(mode=0o700)
    names = ("library.json", "shelf.json", "history.jsonl")
    for name in names:
        (data / name).symlink_to(real / name)
    with Store.open(data) as store:
        put(store, a_paper("b"), a_mark("a", rating=2))
        assert store.findings == []
        (backup,) = Rolling(data).all()
        assert all(path.is_file() and not path.is_symlink() for path in backup.files.values())
        whole = state(store)
    with (real / "history.jsonl").open("ab") as file:
        file.write(b"rubbish\n")
    with Library.open(data) as library:
        assert library.doctor(fix=True).findings == []
    assert all((data / name).is_symlink() for name in names)
    with Store.open(real) as store:
        assert state(store) == whole
        assert store.findings == []


@pytest.mark.parametrize("code", [errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file that names its process stands in; it goes when the lock is let go, and keeps others out."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    held = tmp_path / ("lock" if code == errno.ENOSYS else "lock.held")
    with Store.open(tmp_path, timeout=0.3) as store, Store.open(tmp_path, timeout=0.3) as other:
        with store.transaction("x") as edit:
            assert held.read_text().splitlines()[0] == str(os.getpid())
            edit.put_mark(a_mark("a", rating=1))
            with pytest.raises(LockedError, match="Another papershelf"):
                put(other, a_mark("b", rating=1))
        assert not held.exists()
        put(other, a_mark("b", rating=1))
        assert store.has_soft_lock
        assert set(store.marks) == {"a", "b"} or store.refresh()


def test_the_holder_of_such_a_lock_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is not respected once its process is gone from this machine; that of a living one is."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    held = tmp_path / "lock.held"
    held.write_text(f"{dead.pid}\n{socket.gethostname()}\n")
    with Store.open(tmp_path, timeout=2) as store:
        put(store, a_mark("a", rating=1))
        assert set(store.marks) == {"a"}
    assert not held.exists()
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        held.write_text(f"{alive.pid}\n{socket.gethostname()}\n")
        with Store.open(tmp_path, timeout=0.3) as store, pytest.raises(LockedError):
            put(store, a_mark("b", rating=1))
    finally:
        alive.communicate(b"\n")


WORK = """
import os, sys
os.umask(int(sys.argv[1], 8))
from papershelf.cli import main
data = ["--data-dir", sys.argv[2]]
def run(*words):
    assert main([*data, *words]) == 0, words
run("import", sys.argv[3])
from papershelf import Library
with Library.open(sys.argv[2]) as library:
    ids = [entry.paper.id for entry in library.entries()]
    library.star(ids)
    library.drafts.keep(ids[0], "x")
    library.searches.remember("lora")
run("search", "sheep")
run("backup", sys.argv[4])
open(os.path.join(sys.argv[2], "history.jsonl"), "ab").write(b"rubbish\\n")
run("doctor", "--fix")
run("restore", sys.argv[4])
"""


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("umask", ["000", "077", "022"])
def test_private_whatever_the_umask(tmp_path: Path, umask: str) -> None:
    """Files are 0600 and folders 0700, and nothing is written anywhere else."""
    tmp_path.chmod(0o700)
    data, archive = tmp_path / "home" / "data", tmp_path / "all.zip"
    command = [sys.executable, "-c", WORK, umask, str(data), str(PAGE), str(archive)]
    environ = os.environ | {"HOME": str(tmp_path / "home")}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [*data.rglob("*"), data, archive]}
    wrong = {str(path): oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}
    assert wrong == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "home"]
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["data"]
    assert list(data.rglob("*.new")) == []


def test_without_hard_links_everything_goes_on(full: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups are copies then, and restore from them works."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    paper_id = find(full, "sheep")
    assert full("star", paper_id).code == 0
    assert (folder / "backups" / "copies").is_dir()
    (backup,) = full("restore", "--json").json["backups"]
    assert full("restore", backup["name"]).code == 0
    assert full("list", "is:starred").code == 1
    assert full("undo").code == 0
    assert full("list", "is:starred").code == 0
    assert full("doctor").code == 0
