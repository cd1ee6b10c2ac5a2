"""Processes are killed in the middle of their work, again and again, and what they acknowledged is looked for."""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.report import Table
from benchmarks.torture.work import ids, open_library, still_works
from benchmarks.torture.writers import check, prepare_papers, write_until_killed

WRITERS = 3
ROUNDS = 6  # on one data directory, before a fresh one: what is there grows, and with it the time to look at it
LONGEST = 0.04  # seconds that the writers are left alone


@dataclass
class Toll:
    """What came of it.

    Attributes:
        kills: Processes killed.
        restarts: How often the library was opened again and checked.
        acknowledged: Changes acknowledged by all of them.
        wrong: What was not as it must be, in words.
    """

    kills: int = 0
    restarts: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_writers(kills: int, seed: int) -> Toll:
    """Kill so many writers at moments drawn from the seed."""
    random, toll = Random(seed), Toll()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.torture.writers"])  # forked from a warm process a writer begins at once
    large = False  # in every second folder every file counts as a large one
    while toll.kills < kills:
        with tempfile.TemporaryDirectory() as name:
            _one_folder(Path(name), context, random, toll, kills, large)
        large = not large
    return toll


def _one_folder(
    root: Path, context: multiprocessing.context.ForkServerContext, random: Random, toll: Toll, kills: int, large: bool
) -> None:
    folder, logs, number = root / "data", [], 0
    prepare_papers(folder)
    running: list[multiprocessing.process.BaseProcess] = []
    acknowledged = 0
    for turn in range(ROUNDS):
        while len(running) < WRITERS:
            number += 1
            logs.append(root / f"log{number}")
            started = context.Process(target=write_until_killed, args=(folder, logs[-1], number, large))
            started.start()
            running.append(started)
        _wait_for(logs)
        time.sleep(random.random() * LONGEST)
        for writer in random.sample(running, random.randint(1, WRITERS)):
            if writer.exitcode is not None:
                toll.wrong.append(f"round {turn}: a writer ended by itself with {writer.exitcode}")
            os.kill(writer.pid or 0, signal.SIGKILL)
            writer.join()
            running.remove(writer)
            toll.kills += 1
        acknowledged = _look(folder, logs, toll, f"round {turn}")
        if toll.kills >= kills:
            break
    for writer in running:
        writer.kill()
        writer.join()
        toll.kills += 1
    acknowledged = _look(folder, logs, toll, "the end")
    if problem := still_works(folder):
        toll.wrong.append(problem)
    toll.acknowledged += acknowledged


def _wait_for(logs: Sequence[Path]) -> None:
    """Wait until each writer has done something: to kill one that has not begun proves little."""
    deadline = time.monotonic() + 30
    while not all(log.exists() and log.stat().st_size for log in logs):
        assert time.monotonic() < deadline, "a writer does nothing"
        time.sleep(0.001)


def _look(folder: Path, logs: Sequence[Path], toll: Toll, when: str) -> int:
    # The others go on writing meanwhile, so what was acknowledged is read before the library is.
    copies = [log.with_suffix(".copy") for log in logs]
    for log, copy in zip(logs, copies, strict=True):
        copy.write_bytes(log.read_bytes() if log.exists() else b"")
    verdict = check(folder, copies)
    toll.restarts += 1
    for name, found in (("lost", verdict.lost), ("half", verdict.halves), ("wrong", verdict.other)):
        toll.wrong += [f"{when}: {name}: {what}" for what in found]
    return verdict.acknowledged


def signal_verbs(each: int, seed: int) -> dict[str, tuple[Toll, int]]:
    """Send each of three signals to a verb of the command line; also how often the verb had acknowledged by then."""
    random = Random(seed)
    results: dict[str, tuple[Toll, int]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        prepare_papers(folder)
        with open_library(folder) as library:
            pair = ids(library)[:2]
        began = time.perf_counter()
        subprocess.run([*_verb(folder), *pair, "+warm"], capture_output=True, check=True)
        usual = time.perf_counter() - began
        for sent in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            toll, done = Toll(), 0
            for turn in range(each):
                tag = f"{sent.name.lower()}{turn}"
                with subprocess.Popen([*_verb(folder), *pair, f"+{tag}"], stderr=subprocess.PIPE) as verb:
                    time.sleep(usual * (0.3 + 0.9 * random.random()))
                    verb.send_signal(sent)
                    verb.communicate(timeout=60)
                toll.kills += verb.returncode != 0
                done += verb.returncode == 0
                with open_library(folder) as library:
                    count = sum(tag in entry.mark.tags for entry in library.entries())
                if count not in ((2,) if verb.returncode == 0 else (0, 2)):
                    toll.wrong.append(f"{tag}: {count} of 2, exit code {verb.returncode}")
            if problem := still_works(folder):
                toll.wrong.append(problem)
            results[sent.name] = toll, done
    return results


def _verb(folder: Path) -> list[str]:
    return [sys.executable, "-m", "papershelf", "--data-dir", str(folder), "tag"]


def main(quick: bool = False, seed: int = 526) -> list[Table]:
    """Kill, and return the tables."""
    toll = kill_writers(40 if quick else 540, seed)
    table = Table(
        f"Kills: {WRITERS} processes that tag, write notes, import, save views and undo in one library",
        ("SIGKILLs", "times opened and checked", "changes acknowledged", "lost, half or otherwise wrong"),
    )
    table.add(f"{toll.kills:,}", f"{toll.restarts:,}", f"{toll.acknowledged:,}", f"{len(toll.wrong):,}")
    verbs = Table(
        "Signals to `papershelf tag` at a random moment",
        ("signal", "ended by it", "done before it came", "lost, half or otherwise wrong"),
    )
    problems = list(toll.wrong)
    for name, (found, done) in signal_verbs(6 if quick else 40, seed).items():
        verbs.add(name, f"{found.kills:,}", f"{done:,}", f"{len(found.wrong):,}")
        problems += found.wrong
    for problem in problems[:20]:
        print(f"  {problem}")
    return [table, verbs]
