"""Windows and macOS, as far as they can be played here: files in use, durable writes, editors, paths, terminals."""

import errno
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from papershelf import Library, system
from papershelf.config.reading import read_config
from papershelf.config.writing import set_value
from papershelf.errors import DataError, UsageError
from papershelf.exporters import Options, export, find
from papershelf.store import disk
from papershelf.tui.system.editor import EditOutcome, find_editor
from tests.conftest import PAGE
from tests.export_samples import FULL


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr(system, "_PAUSES", (0.0,) * 3)


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch, windows: None) -> Callable[[int], list[str]]:
    """Lets files be in use by somebody else for so many tries, as on Windows; gives the list of what was moved."""
    real = os.replace

    def during(tries: int) -> list[str]:
        left, moved = [tries], list[str]()

        def replace(source: Any, target: Any) -> None:
            # There no file can be moved that this process has open either.
            held = {os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")}
            if left[0] > 0 or os.path.realpath(source) in held or os.path.realpath(target) in held:
                left[0] -= 1
                raise PermissionError(errno.EACCES, "Access is denied", str(source))
            moved.append(Path(target).name)
            left[0] = tries
            real(source, target)

        monkeypatch.setattr(os, "replace", replace)
        return moved

    return during


needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs a list of open files")


@needs_proc
def test_what_somebody_reads_is_replaced_as_soon_as_they_let_go(
    in_use: Callable[[int], list[str]], tmp_path: Path
) -> None:
    moved = in_use(2)
    with Library.open(tmp_path / "data") as library:
        assert library.import_files([PAGE]).new == 8
        first = library.entries()[0].paper.id
        assert library.star([first])
        assert library.undo()
    set_value(tmp_path / "config", "theme", "nord")
    assert read_config(tmp_path / "config").config.theme == "nord"
    report = export(find("folder"), [FULL], Options(), tmp_path / "out")
    assert len(report.written) == 1
    assert {"library.json", "shelf.json", "config.toml"} <= set(moved)


@needs_proc
def test_what_is_never_let_go_is_an_error_and_nothing_is_left_behind(
    in_use: Callable[[int], list[str]], tmp_path: Path
) -> None:
    in_use(10_000)
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(PermissionError):
        system.replace(tmp_path / "a", tmp_path / "b")
    with Library.open(tmp_path / "data") as library, pytest.raises(DataError, match="no permission"):
        library.import_files([PAGE])
    assert not (tmp_path / "data" / "library.json").exists()


def test_elsewhere_a_refusal_is_final(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system, "WINDOWS", False)
    tries: list[int] = []

    def refuse(_source: Any, _target: Any) -> None:
        tries.append(1)
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        system.replace(tmp_path / "a", tmp_path / "b")
    assert len(tries) == 1


def test_windows_waits_for_no_folder(windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_folders(path: Any, *_: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", no_folders)
    disk.sync_folder(tmp_path)


@pytest.mark.parametrize("knows", [True, False])
def test_on_macos_the_drive_itself_is_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, knows: bool) -> None:
    asked: list[str] = []

    def control(_descriptor: int, call: int) -> None:
        asked.append(f"full {call}")
        if not knows:
            raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(system, "MACOS", True)
    monkeypatch.setitem(sys.modules, "fcntl", types.SimpleNamespace(F_FULLFSYNC=51, fcntl=control))
    monkeypatch.setattr(os, "fsync", lambda _descriptor: asked.append("fsync"))
    disk.write_durably(tmp_path / "x", b"words")
    assert asked == (["full 51"] if knows else ["full 51", "fsync"])


@pytest.mark.parametrize(
    ("wanted", "command"),
    [
        ("code --wait", [r"C:\bin\code.CMD", "--wait"]),
        (r'"C:\Program Files\Editor\edit.exe" -n', [r"C:\Program Files\Editor\edit.exe", "-n"]),
        (r"C:\Program Files\Editor\edit.exe", [r"C:\Program Files\Editor\edit.exe"]),
        ("", [r"C:\Windows\notepad.exe"]),
    ],
)
def test_editors_of_windows_are_found(
    windows: None, monkeypatch: pytest.MonkeyPatch, wanted: str, command: list[str]
) -> None:
    there = {"code": r"C:\bin\code.CMD", "notepad": r"C:\Windows\notepad.exe"}
    there |= {name: name for name in (r"C:\Program Files\Editor\edit.exe",)}
    monkeypatch.setattr("shutil.which", lambda name, **_: there.get(name))
    assert find_editor({"EDITOR": wanted}) == command


def test_an_editor_that_is_not_there_is_said_on_windows_too(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **_more: None)
    outcome = find_editor({"EDITOR": r'"C:\gone away\edit.exe" -x'})
    assert isinstance(outcome, EditOutcome)
    assert outcome.problem == r"the editor C:\gone away\edit.exe was not found; see $EDITOR"


def test_signals_that_a_system_lacks_are_not_listened_to() -> None:
    from papershelf.tui import leaving

    assert {"SIGTERM", "SIGINT"} <= {number.name for number in leaving.SIGNALS}


def test_the_keys_of_a_screen_come_from_the_console_of_windows(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from papershelf.cli import importing

    opened: list[str] = []

    def refuse(path: str, _flags: int) -> int:
        opened.append(path)
        raise OSError(errno.ENOENT, "none")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UsageError):
        importing._take_terminal()
    assert opened == ["CONIN$"]


def test_no_module_needs_what_only_some_systems_have() -> None:
    """What is imported at the top of a file is there on every system."""
    only = ("fcntl", "termios", "pwd", "grp", "resource", "tty", "pty", "msvcrt", "winreg")
    wrong = [
        f"{path.name}: {line}"
        for path in (Path(system.__file__).parent).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith(tuple(f"{word} {name}" for word in ("import", "from") for name in only))
    ]
    assert wrong == []


def test_files_move_by_one_door() -> None:
    """`os.replace` alone fails on Windows where somebody reads."""
    root = Path(system.__file__).parent
    using = {str(path.relative_to(root)) for path in root.rglob("*.py") if "os.replace(" in path.read_text("utf-8")}
    assert using == {"system.py"}
