"""Plain mode as it is started: from a pipe, on a real terminal, by a variable, and where the screen cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from papershelf import Library
from papershelf.cli import main
from tests.conftest import PAGE

PROGRAM = [sys.executable, "-m", "papershelf"]


@pytest.fixture
def shelf(folder: Path) -> Path:
    """A data directory with the papers of the small page."""
    with Library.open(folder) as library:
        library.import_files([PAGE])
    return folder


def test_a_script_from_a_pipe_reads_as_a_conversation(shelf: Path) -> None:
    script = b"find pasta\n1\nstar\n\xff\xfe\nnote\nworth it\n"
    done = subprocess.run(
        [*PROGRAM, "--plain", "--data-dir", str(shelf)], input=script, capture_output=True, check=False
    )
    text = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert 'Inbox, 8 papers> find pasta\n"pasta", 1 to ' in text
    assert text.endswith("note> \nEverything is saved.\n")
    with Library.open(shelf) as library:
        assert len(library.entries("is:starred")) == 1
        assert [draft.text for draft in library.drafts.left()] == ["worth it"]


def test_a_reader_that_leaves_ends_it_quietly(shelf: Path) -> None:
    command = f"{sys.executable} -m papershelf --plain --data-dir {shelf} | head -1"
    script = "star 1\n" + "help\n" * 2_000
    done = subprocess.run(["/bin/sh", "-c", command], input=script, capture_output=True, text=True, check=False)
    assert done.stdout == "papershelf in plain mode. Type help for the commands, quit to leave.\n"
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_real_terminal_lines_are_edited_completed_and_come_back(shelf: Path) -> None:
    from benchmarks.terminal import Terminal

    command = [*PROGRAM, "--data-dir", str(shelf)]
    with Terminal(command, environ={"TERM": "dumb", "PAPERSHELF_PLAIN": "1"}, columns=60, rows=20) as terminal:
        terminal.until(b"Inbox, 8 papers> ")
        terminal.key(b"unst\x7f\x7f\x7f\x7fstar 2\r")
        terminal.until(b"takes it back.")
        terminal.key(b"hist\t\r")
        terminal.until(b"takes that one")
        terminal.key(b"note 1\r")
        terminal.key(b"typed\r")
        terminal.key(b"\x03")
        terminal.until(b"kept as a draft")
        terminal.key(b"\x1b[A\r")  # the last command, not the last line of the note
        terminal.until(b"save, drop or leave the draft>")
        terminal.key(b"save\r")
        terminal.until(b"Wrote a note on")
        terminal.key(b"\x04")
        terminal.until(b"Everything is saved.")
    assert b"\x1b" not in terminal.output
    with Library.open(shelf) as library:
        assert len(library.entries("is:starred")) == 1
        assert [entry.mark.note for entry in library.entries("has:note")] == ["typed"]
    kept = shelf / "cache" / "plain-history"
    assert kept.read_text("utf-8").splitlines() == ["star 2", "history ", "note 1", "note 1"]
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "`papershelf --plain` does not"),
        (["--wrap", "60"], "--wrap belongs to plain mode"),
        (["--plain", "list"], "--plain goes without a verb; list is one"),
        (["--plain", "--wrap", "wide"], "wide is no number"),
    ],
)
def test_where_it_is_not_to_be_had_one_line_says_what_is(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    told = capsys.readouterr().err
    assert code == 2
    assert said in told
    assert told.count("\n") == 1


def test_a_dumb_terminal_is_told_of_plain_mode(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    assert main([]) == 2
    assert "This terminal (TERM=dumb) cannot show the screen; `papershelf --plain`" in capsys.readouterr().err
