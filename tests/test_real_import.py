"""Importing and watching in real processes: ctrl+c, signals, files that appear, keys after a pipe."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from papershelf import Library
from tests.conftest import PAGE
from tests.import_fakes import WHOLE
from tests.progress_tools import page_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals and a pseudo-terminal")


def wait_for(condition: Callable[[], bool], patience: float = 20.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.02)


class Verb:
    """A verb in a process of its own, whose talk goes to a file."""

    def __init__(self, folder: Path, tmp_path: Path, *words: str) -> None:
        self._talk = tmp_path / "talk"
        with self._talk.open("wb") as talk:
            command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder), *words]
            self.process = subprocess.Popen(command, stderr=talk, stdout=talk, stdin=subprocess.DEVNULL)

    @property
    def said(self) -> str:
        """What it said so far."""
        return self._talk.read_text("utf-8")

    def until(self, words: str) -> None:
        """Wait until it said something."""
        wait_for(lambda: words in self.said)

    def ended(self, number: signal.Signals) -> int:
        """The exit code, after a signal."""
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder to watch."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def verb(folder: Path, tmp_path: Path) -> Iterator[Callable[..., Verb]]:
    """Starts verbs, and leaves none running."""
    started: list[Verb] = []

    def start(*words: str) -> Verb:
        started.append(Verb(folder, tmp_path, *words))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_pages_are_imported_as_they_are_saved_until_a_signal_ends_it(
    verb: Callable[..., Verb], inbox: Path, folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    page_of(inbox, 2, "early.txt")
    watch = verb("watch", str(inbox), "--every", "0.1", "--tag", "web")
    watch.until("imported early.txt: 2 new of 2 listings.")
    (inbox / "late.txt").write_bytes(PAGE.read_bytes())
    watch.until("imported late.txt: 8 new of 8 listings.")
    assert watch.ended(number) == 0
    assert watch.said.splitlines()[-1] == "papershelf: imported 2 pages: 10 new of 10 listings."
    with Library.open(folder) as library:
        assert len(library.entries("tag:web")) == 10


def test_trouble_is_told_once_and_does_not_end_it(verb: Callable[..., Verb], inbox: Path) -> None:
    watch = verb("watch", str(inbox), "--every", "0.1")
    watch.until("watching")
    (inbox / "odd.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    watch.until("PNG")
    (inbox / "odd.txt").unlink()
    inbox.rmdir()
    watch.until("cannot be looked into")
    inbox.mkdir()
    page_of(inbox, 3)
    watch.until("3 new of 3")
    assert watch.ended(signal.SIGTERM) == 0
    assert watch.said.count("PNG") == watch.said.count("cannot be looked into") == 1
    assert "Traceback" not in watch.said


def test_an_undone_import_stays_undone_over_a_restart(verb: Callable[..., Verb], inbox: Path, folder: Path) -> None:
    page_of(inbox, 3)
    first = verb("watch", str(inbox), "--once", "--every", "0.1")
    assert first.process.wait(20) == 0
    with Library.open(folder) as library:
        assert library.undo() is not None
    again = verb("watch", str(inbox), "--once", "--every", "0.1")
    assert again.process.wait(20) == 1, "nothing to import"
    assert "imported 0 pages: 0 new of 0 listings." in again.said


@pytest.mark.parametrize(
    "words", [["nowhere"], [str(PAGE)], [".", "--every", "0"], [".", "--every", "nan"], [".", "--status", "done"], []]
)
def test_a_watch_that_makes_no_sense_is_refused(verb: Callable[..., Verb], words: list[str]) -> None:
    watch = verb("watch", *words)
    assert watch.process.wait(20) == 2
    assert watch.said.count("\n") == 1


def test_the_librarys_own_folder_is_not_watched(verb: Callable[..., Verb], folder: Path) -> None:
    folder.mkdir()
    watch = verb("watch", str(folder))
    assert watch.process.wait(20) == 2
    assert "library itself" in watch.said


SLOW_READER = """
import sys, time
from papershelf import importers
from papershelf.cli import main
from papershelf.progress import told
from tests.import_fakes import Bib
class Slow(Bib):
    def read(self, text, file, progress):
        page = super().read(text, file)
        for _ in told(range(10**9), progress, "reading", "entry", 10**9):
            time.sleep(0.001)
        return page
importers._IMPORTERS = (Slow(),)
raise SystemExit(main(sys.argv[1:]))
"""


def test_ctrl_c_ends_an_import_and_leaves_nothing_written(folder: Path, tmp_path: Path) -> None:
    slow, page = tmp_path / "slow.py", tmp_path / "page.bib"
    slow.write_text(SLOW_READER)
    page.write_text(WHOLE)
    command = [sys.executable, str(slow), "--data-dir", str(folder), "import", str(page)]
    surroundings = {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with Terminal(command, environ=surroundings, columns=100) as terminal:
        terminal.until(b"importing: reading, ", patience=30)
        terminal.until(b"of 1,000,000,000 entries \xc2\xb7 ", patience=30)
        terminal.key(b"\x03")
        assert ended(terminal) == 130
        assert b"interrupted" in terminal.output
        assert b"Traceback" not in terminal.output
    assert not (folder / "library.json").exists()
    with Library.open(folder) as library:
        assert len(library) == 0


FAKE_SCREEN = """
import os, sys
from papershelf.cli import main
from papershelf.tui import app
def run(library, review):
    sys.stderr.write(f"ROWS {len(review.rows)} {os.isatty(0)}\\n")
    sys.stderr.flush()
    sys.stderr.write(f"KEYS {os.read(sys.__stdin__.fileno(), 9)!r}\\n")
    return 7
app.run = run
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("source", ["- < {page}", "{page}", "- {page} < {page}"])
def test_a_review_gets_what_was_read_and_then_the_keys(folder: Path, tmp_path: Path, source: str) -> None:
    fake = tmp_path / "fake.py"
    fake.write_text(FAKE_SCREEN)
    words = f'"{sys.executable}" "{fake}" --data-dir "{folder}" import --review {source.format(page=PAGE)}'
    with Terminal(["sh", "-c", words], environ={"HOME": str(tmp_path)}) as terminal:
        terminal.until(b"ROWS", patience=30)
        terminal.key(b"x\r")
        terminal.until(b"KEYS b'x\\n'", patience=30)
        assert ended(terminal) == 7
        rows = 16 if source.startswith("- {") else 8
        assert f"ROWS {rows} True".encode() in terminal.output


def ended(terminal: Terminal, patience: float = 20.0) -> int:
    """The exit code, once it has ended; what it still writes is read meanwhile."""
    end = time.monotonic() + patience
    while (state := os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
        assert time.monotonic() < end, "it never ended"
        terminal.settle(0.05)
    terminal.settle(0.05)
    return state.si_status
