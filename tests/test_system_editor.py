"""The person's own editor, small real scripts in its place: whatever goes wrong, their text is in a file named."""

import signal
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from papershelf.tui.system.editor import EditOutcome, edit_text, find_editor

Edit = Callable[..., EditOutcome]


@pytest.fixture
def keep(tmp_path: Path) -> Path:
    """Where edited files lie."""
    return tmp_path / "data" / "drafts"


@pytest.fixture
def edit(tmp_path: Path, keep: Path) -> Edit:
    """Edits a text with a Python script as the editor; `path` is the file to edit."""

    def run(script: str, text: str = "old", **options: Any) -> EditOutcome:
        editor = tmp_path / "my editor.py"
        editor.write_text(f"import sys, os, pathlib\npath = pathlib.Path(sys.argv[-1])\n{script}\n", "utf-8")
        environ = {"EDITOR": f'"{sys.executable}" "{editor}" --flag'}
        return edit_text(text, **{"suspend": nullcontext, "environ": environ, "keep_dir": keep, **options})

    return run


def kept(keep: Path) -> list[bytes]:
    """What lies in the folder."""
    return [path.read_bytes() for path in keep.iterdir()]


def test_the_edited_text_comes_back_and_the_file_goes(edit: Edit, keep: Path) -> None:
    script = "assert sys.argv[1] == '--flag'; path.write_text(path.read_text('utf-8') + ' + néw', 'utf-8')"
    assert edit(script, "öld") == EditOutcome("öld + néw")
    assert kept(keep) == []


def test_the_file_is_private_and_named_for_markdown(edit: Edit, keep: Path) -> None:
    seen: list[Path] = []

    def run(command: list[str], **_: Any) -> Any:
        path = Path(command[-1])
        seen.append(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(keep.stat().st_mode) == 0o700
        return type("Done", (), {"returncode": 0})

    assert edit("", run=run).text == "old"
    assert seen[0].suffix == ".md"
    assert seen[0].parent == keep


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("old", b"old\n", "old"),
        ("old\n", b"old\n", "old\n"),
        ("old", b"new\n\n", "new\n"),
        ("old", b"", ""),
        ("old", b"\xef\xbb\xbfnew", "new"),
        ("old", b"a\r\nb\r\n", "a\r\nb"),
    ],
)
def test_only_a_newline_that_the_editor_added_is_taken_off(
    edit: Edit, text: str, written: bytes, expected: str
) -> None:
    assert edit(f"path.write_bytes({written!r})", text) == EditOutcome(expected)


def test_an_editor_that_saves_by_renaming_works(edit: Edit) -> None:
    script = "new = path.with_suffix('.new'); new.write_text('renamed'); os.replace(new, path)"
    assert edit(script) == EditOutcome("renamed")


@pytest.mark.parametrize(
    ("script", "problem", "left"),
    [
        ("path.write_text('words'); sys.exit(3)", "the editor ended with exit code 3", b"words"),
        ("path.write_bytes('Größe'.encode('latin-1'))", "did not save the text as UTF-8", "Größe".encode("latin-1")),
        ("path.unlink()", "the editor took the file away", b"old"),
        ("path.unlink(); sys.exit(1)", "the editor ended with exit code 1", b"old"),
        ("path.write_text('words'); os.kill(os.getpid(), 9)", "the editor ended with exit code -9", b"words"),
    ],
)
def test_whatever_goes_wrong_the_text_is_kept_and_its_place_named(
    edit: Edit, keep: Path, script: str, problem: str, left: bytes
) -> None:
    outcome = edit(script)
    assert outcome.text is None
    assert outcome.problem is not None
    assert problem in outcome.problem
    assert kept(keep) == [left]
    (path,) = keep.iterdir()
    assert outcome.problem.endswith(f"your text is kept in {path}")


@pytest.mark.parametrize(
    "error", [OSError(8, "Exec format error"), ValueError("odd"), KeyboardInterrupt(), RuntimeError("")]
)
def test_no_exception_leaves_the_suspended_screen(edit: Edit, keep: Path, error: BaseException) -> None:
    restored: list[bool] = []

    @contextmanager
    def like_textual() -> Iterator[None]:
        yield  # no finally: an exception that came through here would leave the screen dark
        restored.append(True)

    def run(*_: Any, **__: Any) -> None:
        raise error

    outcome = edit("", suspend=like_textual, run=run)
    assert restored == [True]
    assert "could not be run" in (outcome.problem or "")
    assert kept(keep) == [b"old"]


def test_a_screen_that_cannot_be_suspended_is_a_problem(edit: Edit, keep: Path) -> None:
    def refuses() -> AbstractContextManager[None]:
        raise RuntimeError("not supported in a browser")

    outcome = edit("path.write_text('never run')", suspend=refuses)
    assert "the terminal cannot be given to an editor: not supported in a browser" in (outcome.problem or "")
    assert kept(keep) == [b"old"]


def test_an_interrupt_is_the_editors_own_business(edit: Edit) -> None:
    before = signal.getsignal(signal.SIGINT)
    script = "import signal; os.kill(os.getppid(), signal.SIGINT); path.write_text('still here')"
    assert edit(script) == EditOutcome("still here")
    assert signal.getsignal(signal.SIGINT) is before


def test_the_editor_itself_can_be_interrupted(edit: Edit) -> None:
    script = "import signal; sys.exit(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    assert edit(script).problem is None


def test_a_folder_that_cannot_be_made_is_a_problem(edit: Edit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    outcome = edit("", keep_dir=tmp_path / "file" / "sub")
    assert "no file for the editor could be made" in (outcome.problem or "")


def test_lone_surrogates_do_not_crash(edit: Edit) -> None:
    assert edit("", "a\ud800b").text == "a?b"


class TestFinding:
    """Which editor is run."""

    def test_visual_comes_before_editor(self) -> None:
        environ = {"VISUAL": f"{sys.executable} -x 'a b'", "EDITOR": "vi"}
        assert find_editor(environ) == [sys.executable, "-x", "a b"]

    def test_a_path_with_blanks_needs_no_quotes(self, tmp_path: Path) -> None:
        editor = tmp_path / "my editor"
        editor.write_text("#!/bin/sh\n")
        editor.chmod(0o700)
        assert find_editor({"EDITOR": str(editor)}) == [str(editor)]

    def test_without_a_choice_a_common_one_is_taken(self, tmp_path: Path) -> None:
        for name in ("vi", "nano"):
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o700)
        assert find_editor({"PATH": str(tmp_path), "EDITOR": "  "}) == [str(tmp_path / "nano")]

    @pytest.mark.parametrize(
        ("environ", "problem"),
        [
            ({}, "no editor was found; set $EDITOR"),
            ({"EDITOR": "unclosed 'quote"}, "$EDITOR cannot be understood: unclosed 'quote"),
            ({"VISUAL": "papershelf-no-such-editor -w"}, "papershelf-no-such-editor was not found; see $VISUAL"),
            ({"EDITOR": "''"}, "was not found"),
        ],
    )
    def test_no_editor_is_a_problem_in_words(self, environ: dict[str, str], problem: str, tmp_path: Path) -> None:
        outcome = find_editor({"PATH": str(tmp_path), **environ})
        assert isinstance(outcome, EditOutcome)
        assert problem in (outcome.problem or "")
