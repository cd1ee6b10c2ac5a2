"""Processes are killed at random moments: a sample of what `benchmarks.torture` does in full."""

import os
import signal
from pathlib import Path
from random import Random

import pytest

from benchmarks.torture.kills import kill_writers, signal_verbs
from benchmarks.torture.work import ids, open_library
from benchmarks.torture.writers import check, prepare_papers, write_until_killed

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no SIGKILL")


def test_killed_writers_lose_nothing() -> None:
    seed = Random().randrange(1_000_000)
    toll = kill_writers(12, seed)
    assert toll.wrong == [], seed
    assert toll.kills >= 12
    assert toll.acknowledged > 12


def test_signals_to_a_verb_leave_a_whole_change_or_none() -> None:
    seed = Random().randrange(1_000_000)
    results = signal_verbs(3, seed)
    assert {name: toll.wrong for name, (toll, _) in results.items()} == {"SIGTERM": [], "SIGHUP": [], "SIGINT": []}, (
        seed
    )
    assert sum(toll.kills + done for toll, done in results.values()) == 9


def _written(root: Path) -> tuple[Path, Path]:
    folder, log = root / "data", root / "log"
    prepare_papers(folder)
    write_until_killed(folder, log, 1, limit=40)
    return folder, log


def test_a_run_without_kills_is_whole(tmp_path: Path) -> None:
    folder, log = _written(tmp_path)
    verdict = check(folder, [log])
    assert (verdict.lost, verdict.halves, verdict.other) == ([], [], [])
    assert verdict.acknowledged > 30
    assert {line.split()[1][0] for line in log.read_text().splitlines()} >= set("tnvpu")


def test_what_is_lost_is_noticed(tmp_path: Path) -> None:
    """An acknowledged change that the history does not know, and one whose effect is missing."""
    folder, log = _written(tmp_path)
    with open_library(folder) as library:
        tag = next(tag for entry in library.entries() for tag in entry.mark.tags if tag.startswith("t1-"))
        library.tag(ids(library), remove=[tag])
    with log.open("a") as file:
        file.write(f"{os.urandom(8).hex()} t1-999\n")
    assert set(check(folder, [log]).lost) == {"t1-999", tag}


def test_half_a_change_is_noticed(tmp_path: Path) -> None:
    folder, log = _written(tmp_path)
    with open_library(folder) as library:
        entry = next(entry for entry in library.entries() if entry.mark.tags)
        library.tag([entry.paper.id], remove=[entry.mark.tags[0]])
    assert check(folder, [log]).halves == [f"{entry.mark.tags[0]}: 1 of 2"]
