"""Signals in a real pseudo-terminal: the program ends in good order, and what was half typed is offered again."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from benchmarks.terminal import Terminal
from papershelf import Library
from papershelf.tui.app import PapershelfApp
from tests.conftest import PAGE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

LEFT_SCREEN = b"\x1b[?1049l"  # back from the screen that programs draw on


@pytest.fixture
def shelf(folder: Path) -> Path:
    """A library of a few papers."""
    with Library.open(folder) as library:
        library.import_files([PAGE])
    return folder


def started(shelf: Path, tmp_path: Path) -> Terminal:
    """The program, at rest."""
    terminal = Terminal(
        [sys.executable, "-m", "papershelf", "--data-dir", str(shelf)], environ={"HOME": str(tmp_path)}, columns=100
    )
    terminal.until(b"8 of 8", patience=30)
    terminal.settle()
    return terminal


def ended(terminal: Terminal, patience: float = 15.0) -> int:
    """The exit code, once it has ended; what it still writes is read meanwhile."""
    end = time.monotonic() + patience
    while (state := os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
        assert time.monotonic() < end, "it never ended"
        terminal.settle(0.05)
    terminal.settle(0.05)
    assert state.si_code == os.CLD_EXITED, "it was killed, and did not end by itself"
    return state.si_status


def type_note(terminal: Terminal, library: Library) -> None:
    """Half of a note, of which the draft is on disk."""
    terminal.key(b"n")
    for letter in b"half a th":
        terminal.key(bytes([letter]))
    wait_for(lambda: library.drafts.read(library.entries()[0].paper.id) == "half a th")


def wait_for(condition: Callable[[], bool], patience: float = 10.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_good_order_and_the_draft_is_offered(
    shelf: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with Library.open(shelf) as library, started(shelf, tmp_path) as terminal:
        type_note(terminal, library)
        os.kill(terminal.pid, number)
        assert ended(terminal) == 128 + number
        assert LEFT_SCREEN in terminal.output
        assert b"Traceback" not in terminal.output
        assert library.drafts.read(library.entries()[0].paper.id) == "half a th"
    with started(shelf, tmp_path) as terminal:
        terminal.key(b"n")
        terminal.until(b"half a th", patience=20)
        terminal.until(b"was not saved", patience=20)


def test_a_terminal_that_is_closed_leaves_nothing_running_and_the_draft(shelf: Path, tmp_path: Path) -> None:
    with Library.open(shelf) as library, started(shelf, tmp_path) as terminal:
        type_note(terminal, library)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, terminal._master)  # the terminal's end is closed, as when its window is
        os.close(nowhere)
        assert ended(terminal) == 128 + signal.SIGHUP
        assert library.drafts.read(library.entries()[0].paper.id) == "half a th"


def test_what_waits_for_the_lock_is_saved_first(shelf: Path, tmp_path: Path) -> None:
    lock = FileLock(shelf / "lock", thread_local=False)
    with Library.open(shelf) as library, started(shelf, tmp_path) as terminal:
        lock.acquire()
        terminal.key(b"s")
        os.kill(terminal.pid, signal.SIGTERM)
        time.sleep(0.3)
        lock.release()
        assert ended(terminal) == 128 + signal.SIGTERM
        library.refresh()
        assert len(library.entries("is:starred")) == 1


def test_what_cannot_be_saved_is_said(shelf: Path, tmp_path: Path) -> None:
    lock = FileLock(shelf / "lock", thread_local=False)
    with started(shelf, tmp_path) as terminal, lock:
        terminal.key(b"s")
        os.kill(terminal.pid, signal.SIGTERM)
        assert ended(terminal) == 128 + signal.SIGTERM
        assert b"papershelf: not saved: the star" in terminal.output.rpartition(LEFT_SCREEN)[2]


def test_a_signal_under_an_editor_waits_for_it_and_its_text_is_saved(shelf: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsleep 2\necho from the editor > "$1"\n', "utf-8")
    editor.chmod(0o700)
    with Library.open(shelf) as library:
        terminal = Terminal(
            [sys.executable, "-m", "papershelf", "--data-dir", str(shelf)],
            environ={"HOME": str(tmp_path), "EDITOR": str(editor)},
        )
        with terminal:
            terminal.until(b"8 of 8", patience=30)
            terminal.settle()
            terminal.key(b"e")
            os.kill(terminal.pid, signal.SIGTERM)
            assert ended(terminal) == 128 + signal.SIGTERM
        library.refresh()
        assert library.entries()[0].mark.note == "from the editor"


def test_an_editor_is_never_cut_off(library: Library) -> None:
    leaving = PapershelfApp(library).leaving
    leaving.is_lent = True
    leaving.watch(signal.SIGTERM)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    leaving.is_lent = False
    leaving.watch(signal.SIGTERM)
    assert [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    leaving.unlisten()
