"""Editing a text in the person's own editor, so that whatever goes wrong no word of theirs is lost."""

import contextlib
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papershelf import system
from papershelf.text import safe_line

FALLBACKS = ("nano", "vim", "vi")
FALLBACKS_OF_WINDOWS = ("notepad",)
Suspend = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """How the editing went.

    Attributes:
        text: The edited text; None where there is none to be trusted.
        problem: What went wrong, in words for the person, naming the file that holds their text; or None.
        left: That file.
    """

    text: str | None
    problem: str | None = None
    left: Path | None = None


def edit_text(
    text: str,
    *,
    suspend: Suspend,
    environ: Mapping[str, str],
    keep_dir: Path,
    run: Callable[..., Any] = subprocess.run,
    suffix: str = ".md",
    name: str = "note",
) -> EditOutcome:
    """Let the person edit a text in `$VISUAL` or `$EDITOR`; never raises.

    Args:
        text: What to start from.
        suspend: Gives the terminal away and takes it back (Textual's `app.suspend`).
        environ: Where the editor is named.
        keep_dir: Where the file lies while it is edited, and stays if anything goes wrong.
        run: Stands in for `subprocess.run` in tests.
        suffix: The file's ending; editors choose their colours by it.
        name: What the file's name begins with, so that a file that stays says what it is of.
    """
    command = find_editor(environ)
    if isinstance(command, EditOutcome):
        return command
    try:
        path = _put_down(text, keep_dir, f"{name}-", suffix)
    except OSError as error:
        return EditOutcome(None, f"no file for the editor could be made in {keep_dir}: {_words(error)}")
    problem = _run_editor([*command, str(path)], suspend, run)
    edited, unread = _pick_up(path, text)
    problem = problem or unread
    if problem:
        if not path.exists():
            return EditOutcome(None, f"{problem}; the note itself is unchanged")
        return EditOutcome(None, f"{problem}; your text is kept in {path}", path)
    _discard(path)
    return EditOutcome(edited)


def find_editor(environ: Mapping[str, str]) -> list[str] | EditOutcome:
    """The editor's command as a list of arguments, or an outcome that says why there is none."""
    found = ((name, environ.get(name, "").strip()) for name in ("VISUAL", "EDITOR"))
    name, wanted = next((pair for pair in found if pair[1]), ("", ""))
    path = environ.get("PATH")
    if not wanted:
        fallbacks = FALLBACKS_OF_WINDOWS if system.WINDOWS else FALLBACKS
        editor = next(filter(None, (shutil.which(editor, path=path) for editor in fallbacks)), None)
        return [editor] if editor else EditOutcome(None, "no editor was found; set $EDITOR to yours")
    if found_whole := shutil.which(wanted, path=path):  # one program, whose path may hold blanks
        return [found_whole if system.WINDOWS else wanted]
    command = _words_of(wanted)
    if not command:
        return EditOutcome(None, f"${name} cannot be understood: {safe_line(wanted)}")
    program = shutil.which(command[0], path=path)
    if not program:
        return EditOutcome(None, f"the editor {safe_line(command[0])} was not found; see ${name}")
    # Windows starts `code.cmd` by its whole name only.
    return [program, *command[1:]] if system.WINDOWS else command


def _words_of(command: str) -> list[str]:
    """A command taken apart as the system's shell would; nothing where that cannot be done."""
    try:
        words = shlex.split(command, posix=not system.WINDOWS)
    except ValueError:
        return []
    # Where a backslash parts folders, shlex leaves the quotes around a path with blanks.
    return [word.strip('"') for word in words] if system.WINDOWS else words


def _put_down(text: str, keep_dir: Path, prefix: str, suffix: str) -> Path:
    """Write the text to a new file that only its owner can read."""
    keep_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=keep_dir)
    with open(handle, "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    return Path(name)


def _run_editor(command: list[str], suspend: Suspend, run: Callable[..., Any]) -> str | None:
    """Run the editor with the terminal to itself; what went wrong, or None.

    The inner `try` is the one that counts: Textual never restores the screen after an exception that leaves
    its `with suspend()`. The outer one is for a terminal that cannot be given away, as in a browser.
    """
    problem: str | None = None
    try:
        with suspend():
            try:
                with _deaf_to_interrupts():
                    code = run(command, check=False).returncode
                problem = f"the editor ended with exit code {code}" if code else None
            except BaseException as error:
                problem = f"the editor could not be run: {_words(error)}"
    except Exception as error:
        problem = problem or f"the terminal cannot be given to an editor: {_words(error)}"
    return problem


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Leave ctrl+c to the editor while it runs: it reaches us too, and would make us kill the editor.

    A handler that does nothing, rather than SIG_IGN, because the editor would inherit the latter.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers, and only it is interrupted
        return
    former = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _pick_up(path: Path, original: str) -> tuple[str, str | None]:
    """The text as the editor left it, and what kept it from being read, if anything."""
    try:
        edited = path.read_bytes().decode("utf-8-sig")  # some editors on Windows add a BOM
    except UnicodeDecodeError:
        return "", "the editor did not save the text as UTF-8"
    except FileNotFoundError:
        _put_back(path, original)
        return "", "the editor took the file away"
    except OSError as error:
        return "", f"the edited file cannot be read: {_words(error)}"
    # Most editors end a file with a newline; that alone is no change of the note.
    if edited.endswith("\n") and not original.endswith("\n"):
        edited = edited[:-1].removesuffix("\r")
    return edited, None


def _put_back(path: Path, original: str) -> None:
    """Write the original again under the same name, so that there is a file to start from."""
    with contextlib.suppress(OSError):
        path.touch(mode=0o600)
        path.write_bytes(original.encode("utf-8", "replace"))


def _discard(path: Path) -> None:
    """Remove a file that has served; one that stays does no harm."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _words(error: BaseException) -> str:
    """An exception in as few words as it has."""
    reason = error.strerror if isinstance(error, OSError) else None
    return safe_line(reason or str(error)) or type(error).__name__
