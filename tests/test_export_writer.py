"""The writer: whole files or none, no file without need, nothing outside the target, clear words."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from papershelf.errors import Cancelled, DataError
from papershelf.exporters import WriteReport, staging, write
from papershelf.exporters.base import ITSELF, MergeProblem
from papershelf.progress import Step


def leftovers(folder: Path) -> list[Path]:
    """Temporary files that should not be there."""
    return list(folder.rglob("*.tmp"))


def test_files_are_written_below_parents_that_it_makes(tmp_path: Path) -> None:
    target = tmp_path / "new" / "vault"
    report = write({"a.md": "ä\n", "deep/b.md": "b\r\n"}, target)
    assert report.written == (target / "a.md", target / "deep/b.md")
    assert (target / "a.md").read_bytes() == "ä\n".encode()
    assert (target / "deep/b.md").read_bytes() == b"b\r\n"
    assert not leftovers(tmp_path)


def test_a_single_file_is_the_target_itself(tmp_path: Path) -> None:
    assert write({ITSELF: "x"}, tmp_path / "sub/list.md").written == (tmp_path / "sub/list.md",)
    assert (tmp_path / "sub/list.md").read_text() == "x"


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    write({"a.md": "a", "b.md": "b"}, tmp_path)
    os.utime(tmp_path / "a.md", (1, 1))
    inode = (tmp_path / "a.md").stat().st_ino
    report = write({"a.md": "a", "b.md": "B"}, tmp_path)
    assert (report.written, report.unchanged) == ((tmp_path / "b.md",), (tmp_path / "a.md",))
    assert (tmp_path / "a.md").stat().st_mtime == 1
    assert (tmp_path / "a.md").stat().st_ino == inode


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "same.md").write_text("same")
    (tmp_path / "old.md").write_text("old")
    files = {"same.md": "same", "old.md": "new", "sub/fresh.md": "fresh", "../out.md": "x"}
    planned = write(files, tmp_path, dry_run=True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["old.md", "same.md"]
    assert (tmp_path / "old.md").read_text() == "old"
    assert [(change.path.name, change.before, change.after) for change in planned.changes] == [
        ("old.md", "old", "new"),
        ("fresh.md", None, "fresh"),
    ]
    assert write(files, tmp_path) == replace(planned, changes=())


@pytest.mark.parametrize(
    "name", ["../out.md", "a/../../out.md", "/tmp/papershelf-out.md", "..", "", "a\\..\\..\\out.md", "C:out.md"]
)
def test_nothing_is_written_outside_the_target(tmp_path: Path, name: str) -> None:
    target = tmp_path / "vault"
    target.mkdir()
    report = write({name: "x", "good.md": "y"}, target)
    assert [problem.path for problem in report.problems] == [target / name]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [target / "good.md"]
    assert not Path("/tmp/papershelf-out.md").exists()


def test_a_link_out_of_the_target_is_not_followed(tmp_path: Path) -> None:
    outside, target = tmp_path / "outside", tmp_path / "vault"
    outside.mkdir()
    target.mkdir()
    (outside / "a.md").write_text("theirs")
    (target / "a.md").symlink_to(outside / "a.md")
    (target / "sub").symlink_to(outside)
    report = write({"a.md": "x", "sub/b.md": "x"}, target)
    assert len(report.problems) == 2
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("a.md", "theirs")]


def test_a_list_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write({ITSELF: "new"}, tmp_path / "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    write({"a.md": "new"}, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_target_of_the_wrong_kind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="is a folder; name a file in it"):
        write({ITSELF: "x"}, tmp_path)
    with pytest.raises(DataError, match="is a file; this format needs a folder"):
        write({"a.md": "x"}, tmp_path / "file")
    with pytest.raises(DataError, match="a folder of its path is a file"):
        write({"a.md": "x"}, tmp_path / "file" / "sub")
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_in_a_files_place_is_a_problem_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    report = write({"a.md": "x", "b.md": "x"}, tmp_path)
    assert str(report.problems[0]) == f"{tmp_path / 'a.md'} is a folder; not written"
    assert report.written == (tmp_path / "b.md",)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "may not be read or written here"),
        (errno.EACCES, "may not be read or written here"),
        (errno.EIO, "cannot be written: Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "write", "open", "replace"])
def test_a_failing_disk_leaves_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, words: str
) -> None:
    (tmp_path / "b.md").write_text("old")
    real, calls = getattr(os, step), 0

    def fails(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += step != "open" or str(arguments[0]).endswith(".tmp")
        if calls == 2:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **more)

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(DataError, match=words) as raised:
        write({"a.md": "a", "b.md": "new", "c.md": "c"}, tmp_path)
    monkeypatch.undo()
    assert (tmp_path / "b.md").read_text() == "old"
    assert not leftovers(tmp_path)
    if step == "replace":
        assert raised.value.message.endswith("1 written before that.")
        assert "b.md" in raised.value.message
        assert (tmp_path / "a.md").read_text() == "a"
    else:
        assert raised.value.message.endswith("Nothing was written.")
        assert [path.name for path in tmp_path.iterdir()] == ["b.md"]


def many(text: str = "x") -> dict[str, str]:
    """More files than are waited for one by one."""
    return {f"{number}.md": text for number in range(staging.FEW + 5)}


@pytest.mark.parametrize("has_call", [True, False])
def test_many_files_are_waited_for_together_before_the_first_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_call: bool
) -> None:
    said: list[str] = []

    def telling(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def tell(*given: Any) -> Any:
            said.append(name)
            return real(*given)

        return tell

    for name in ("replace", "fsync"):
        monkeypatch.setattr(os, name, telling(name, getattr(os, name)))
    monkeypatch.setattr(staging, "syncfs", lambda: telling("disk", lambda _: 0) if has_call else None)
    write(many(), tmp_path)
    count = len(many())
    waits = ["disk"] if has_call else ["fsync"] * count
    assert said == [*waits, *["replace"] * count, "fsync"], "the last one is the folder's"


def test_a_disk_that_did_not_take_many_files_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "syncfs", lambda: lambda _: -1)
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.ENOSPC)
    with pytest.raises(DataError, match=r"The disk is full.*Nothing was written"):
        write(many(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stage", ["writing", "waiting for the disk"])
def test_a_cancel_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    def progress(step: Step) -> None:
        if step.stage == stage and (step.done or not step.total):
            raise Cancelled

    held = threading.Event()
    monkeypatch.setattr(staging, "sync", lambda *_: held.wait(10))
    with pytest.raises(Cancelled, match="Nothing was written"):
        write(many(), tmp_path, progress=progress)
    held.set()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_removed(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = tmp_path / f".papershelf-{int(gone.stdout)}-{'0' * 16}.tmp"
    alive = tmp_path / f".papershelf-{os.getppid()}-{'1' * 16}.tmp"
    old = tmp_path / f".papershelf-{'2' * 16}.tmp"
    theirs = tmp_path / ".papershelf-mine.tmp"
    for path in (dead, alive, old, theirs):
        path.write_text("x")
    os.utime(old, (1, 1))
    write({ITSELF: "list"}, tmp_path / "list.md")
    assert {path.name for path in tmp_path.iterdir()} == {alive.name, theirs.name, "list.md"}


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="mounts a small disk, which only root may")
def test_a_small_disk_that_fills_up(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        (disk / "a.md").write_text("old")
        with pytest.raises(DataError, match=r"The disk is full.*Nothing was written"):
            write({"a.md": "new", **{f"{number}.md": "x" * 9000 for number in range(20)}}, disk)
        assert [(path.name, path.read_text()) for path in disk.iterdir()] == [("a.md", "old")]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the name is too long"):
        write({"x" * 400: "x"}, tmp_path)


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(DataError, match="may not be read or written here"):
        write({"a.md": "x"}, tmp_path / "locked")


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    real = os.fsync

    def intrudes(handle: int) -> None:
        real(handle)
        path.write_text("somebody else's")

    monkeypatch.setattr(os, "fsync", intrudes)
    report = write({"a.md": "new"}, tmp_path)
    assert "changed while papershelf was writing" in report.problems[0].reason
    assert path.read_text() == "somebody else's"
    assert not leftovers(tmp_path)


def test_a_pipe_in_a_files_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert "is no ordinary file" in str(write({"a.md": "x"}, tmp_path).problems[0])


def test_merging_is_asked_and_may_refuse(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfa\r\n")
    (tmp_path / "b.md").write_text("refuse")
    (tmp_path / "c.md").write_bytes("Überschrift".encode("latin-1"))

    def merge(existing: str, fresh: str) -> str:
        if existing == "refuse":
            raise MergeProblem("is precious")
        return existing + fresh

    report = write(dict.fromkeys(["a.md", "b.md", "c.md", "d.md"], "new"), tmp_path, merge=merge)
    assert [str(problem) for problem in report.problems] == [
        f"{tmp_path / 'b.md'} is precious",
        f"{tmp_path / 'c.md'} is not UTF-8 (line 1); left as it is. Save it as UTF-8 and export again",
    ]
    assert (tmp_path / "a.md").read_bytes() == b"\xef\xbb\xbfa\r\nnew"
    assert (tmp_path / "c.md").read_bytes() == "Überschrift".encode("latin-1")


def test_surrogates_do_not_crash(tmp_path: Path) -> None:
    write({"a.md": "x\ud800y"}, tmp_path)
    assert (tmp_path / "a.md").read_text("utf-8") == "x\ufffdy"


def test_nothing_to_write_is_no_error(tmp_path: Path) -> None:
    assert write({}, tmp_path / "nowhere") == WriteReport()
