"""Real system calls go wrong, one a run: strace lets each that changes the disk fail, or kills the process there."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import Table
from benchmarks.torture.child import chosen_steps, digest
from benchmarks.torture.work import look, prepare, right_pictures, still_works
from papershelf.errors import PapershelfError

CALLS = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,ftruncate,truncate,"
    "unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,flock,close"
)
ROOT = Path(__file__).parents[2]
FAULTS = ("error=ENOSPC", "error=EIO", "signal=KILL")
_LINE = re.compile(r"\d+ +(\w+)\((.*)")


class MissingToolError(Exception):
    """There is no strace here, or it may not trace."""


class Site(NamedTuple):
    """One system call of the run.

    Attributes:
        call: Its name.
        turn: Which call of that name on these files it is, from 1.
        text: How strace shows it.
    """

    call: str
    turn: int
    text: str


@dataclass(frozen=True)
class Plan:
    """What is to be struck.

    Attributes:
        base: The data directory before the work; each run gets a copy.
        paths: Every file that the work touches, relative to the data directory.
        sites: The calls that change the disk, in order.
        right: What there should be before the first step and after each.
        large: Whether every file counts as a large one.
    """

    base: Path
    paths: Sequence[str]
    sites: Sequence[Site]
    right: Sequence[str]
    large: bool


def _trace(folder: Path, log: Path, options: Iterable[str], large: bool) -> list[str]:
    """Run the child under strace; its lines are in `log`."""
    strace = shutil.which("strace")
    if strace is None:
        raise MissingToolError("strace is not here")
    traced = log.with_suffix(".strace")
    command = [strace, "-f", "-y", "-o", str(traced), "-e", f"trace={CALLS}", *options]
    child = [sys.executable, "-m", "benchmarks.torture.child", str(folder), str(log), *["large"] * large]
    done = subprocess.run([*command, *child], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if not traced.exists() or ("ptrace" in done.stderr and "not permitted" in done.stderr):
        raise MissingToolError(f"strace cannot trace here: {done.stderr.strip()[:200]}")
    return traced.read_text("utf-8", errors="replace").splitlines()


def _paths(folder: Path, paths: Iterable[str]) -> list[str]:
    return [word for path in paths for word in ("-P", str(folder / path))]


def plan(root: Path, large: bool = False) -> Plan:
    """Run the work undisturbed under strace, to learn which calls it makes.

    Raises:
        MissingToolError: strace is not here, or may not trace.
    """
    right = right_pictures(root / "right", chosen_steps())
    base = root / "base"
    prepare(base)
    folder = root / "look"
    shutil.copytree(base, folder)
    lines = _trace(folder, root / "look.log", [], large)
    found = sorted(set(re.findall(re.escape(str(folder)) + r"(/[^\s\">]*)?", "\n".join(lines))))
    paths = [path.lstrip("/") for path in found]
    shutil.rmtree(folder)
    shutil.copytree(base, folder)
    sites, turns = [], Counter[str]()
    for line in _trace(folder, root / "again.log", _paths(folder, paths), large):
        if (match := _LINE.match(line)) is None:
            continue
        call, rest = match.groups()
        turns[call] += 1
        if not (call.startswith("open") and "O_RDONLY" in rest):
            sites.append(Site(call, turns[call], rest.replace(str(folder), "…")[:70]))
    return Plan(base, paths, sites, right, large)


def strike(plan: Plan, site: Site, fault: str, place: Path) -> str | None:
    """Let one call go wrong in a run of its own; says what is wrong then, or None."""
    shutil.copytree(plan.base, place)
    log = place.with_name(place.name + ".log")
    killed = fault.startswith("signal")
    quick = [] if killed else ["--seccomp-bpf"]  # with which strace sends no signals
    inject = f"inject={site.call}:{fault}:when={site.turn}"
    traced = _trace(place, log, [*quick, *_paths(place, plan.paths), "-e", inject], plan.large)
    if not any(("(INJECTED)" in line) if not killed else ("killed by SIGKILL" in line) for line in traced):
        return "the fault did not come about"
    lines = log.read_text().splitlines() if log.exists() else []
    problem = _judge(plan, lines, look(place), killed)
    problem = problem or still_works(place)
    shutil.rmtree(place)
    return problem


def _judge(plan: Plan, lines: Sequence[str], found: str, killed: bool) -> str | None:
    done = 0
    for line in lines:
        word, number, *more = line.split()
        if word == "escaped":
            return f"an error that is none of ours: {more[0]}"
        if word == "refused" and more[0] != digest(plan.right[int(number)]):
            return f"step {number} was refused, and something changed"
        done += word == "done"
    if killed:
        return None if found in plan.right[done : done + 2] else f"{done} acknowledged, and that is not what is there"
    if done != len(plan.right) - 1:
        return f"only {done} steps could be done, tried again or not"
    return None if found == plan.right[-1] else "all was acknowledged, and that is not what is there"


def run(
    every: int = 1, faults: Sequence[str] = FAULTS, *, large: bool = False, workers: int = 2
) -> dict[str, tuple[int, list[str]]]:
    """Strike every n-th call with each fault; by fault the number of runs, and what was wrong.

    Raises:
        MissingToolError: strace is not here, or may not trace.
    """
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(workers) as pool:
        root = Path(name)
        learnt = plan(root, large)
        results: dict[str, tuple[int, list[str]]] = {}
        for fault in faults:

            def one(numbered: tuple[int, Site], fault: str = fault) -> str | None:
                number, site = numbered
                try:
                    problem = strike(learnt, site, fault, root / f"{fault}-{number}")
                except PapershelfError as error:
                    problem = error.message
                return problem and f"{site.call} no. {site.turn} ({site.text}) {fault}: {problem}"

            found = list(pool.map(one, enumerate(learnt.sites[::every])))
            results[fault] = len(found), [problem for problem in found if problem]
        return results


def main(quick: bool = False) -> list[Table]:
    """Strike, and return the table; an empty one that says why where that cannot be done here."""
    table = Table("System calls that go wrong", ("fault", "files", "calls struck, one a run", "not as they must be"))
    names = {"error=ENOSPC": "the disk is full", "error=EIO": "the disk fails", "signal=KILL": "the process is killed"}
    for large in (False, True):
        try:
            results = run(every=9 if quick else 1, large=large)
        except MissingToolError as missing:
            table.add(f"left out: {missing}", "-", "-", "-")
            return [table]
        for fault, (count, wrong) in results.items():
            files = "replaced now and then" if large else "replaced at each change"
            table.add(names[fault], files, f"{count:,}", f"{len(wrong):,}")
            for problem in wrong[:20]:
                print(f"  {problem}")
    return [table]
