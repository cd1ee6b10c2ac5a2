"""The real program in a real pseudo-terminal, from the first start to exported Markdown."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from papershelf import Library

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def wait_for(condition: Callable[[], bool], patience: float = 15.0) -> None:
    """Wait until something is so; a person waits too, and the machine may be slow."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.05)


def test_from_first_start_to_exported_markdown(tmp_path: Path) -> None:
    folder, target = tmp_path / "data", tmp_path / "list.md"
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder)]
    with Terminal(command, environ={"HOME": str(tmp_path)}) as terminal:
        terminal.until(b"526 of 526", patience=30)
        terminal.settle()
        terminal.key(b"/")
        for letter in b"spase finetuning inference aceleration":
            terminal.key(bytes([letter]))
        terminal.key(b"\r")
        terminal.key(b"s")
        terminal.key(b"m")
        terminal.key(b"q")
        terminal.key(b"t")
        for letter in b"nlp/sparse\r":
            terminal.key(bytes([letter]))
        terminal.key(b"\r")
        terminal.key(b"n")
        for letter in b"worth *reading*":
            terminal.key(bytes([letter]))
        terminal.key(b"\x1b")
        with Library.open(folder) as library:
            wait_for(lambda: library.refresh() or bool(library.entries("has:note")))
            starred = library.entries("is:starred")
        assert [entry.paper.title for entry in starred] == [
            "Sparse Finetuning for Inference Acceleration of Large Language Models"
        ]
        assert starred[0].mark.tags == ("nlp/sparse",)
        assert starred[0].mark.status == "queued"
        terminal.key(b" ")
        terminal.key(b"x")
        terminal.key(b"\x15")
        for letter in str(target).encode():
            terminal.key(bytes([letter]))
        terminal.key(b"\r")
        wait_for(target.exists)
        terminal.key(b"q")
        terminal.settle(1.0)
    text = target.read_text("utf-8")
    assert "Sparse Finetuning for Inference Acceleration" in text
    assert "worth *reading*" in text
    assert "nlp/sparse" in text


def test_undo_after_a_restart_by_the_other_front_end(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder)]
    with Terminal(command, environ={"HOME": str(tmp_path)}, columns=80, rows=24) as terminal:
        terminal.until(b"526 of 526", patience=30)
        terminal.settle()
        terminal.key(b"s")
        with Library.open(folder) as library:
            wait_for(lambda: bool(library.entries("is:starred")) or library.refresh())
    done = subprocess.run([*command, "undo"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "undid: starred" in done.stderr
    with Library.open(folder) as library:
        assert not library.entries("is:starred")
        assert len(library) == 526


def test_settings_count_in_the_real_program(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "papershelf", "--data-dir", str(folder)]
    config = folder / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('thme = "nord"\n[keys]\n"paper.star" = "g s"\n"status.queued" = "Q"\n')
    with Terminal(command, environ={"HOME": str(tmp_path)}) as terminal:
        terminal.until(b"526 of 526", patience=30)
        terminal.settle()
        for key in (b"g", b"s", b"Q"):
            terminal.key(key)
        with Library.open(folder) as library:
            wait_for(lambda: library.refresh() or bool(library.entries("is:starred is:queued")))
        terminal.key(b"q")
        terminal.settle(1.0)
    done = subprocess.run([*command, "config", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == 'config.toml, line 1: there is no setting "thme"; did you mean "theme"?\n'
