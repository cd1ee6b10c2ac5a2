"""How long a start takes at the command line, beside a Python that does nothing, in the same run."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

from benchmarks.report import Table, percentile
from papershelf.settings import seed_pages

RUNS = 15
BARE = ("-c", "pass")
PROGRAM = ("-c", "import sys; from papershelf.cli import main; sys.exit(main())")  # as the installed script does
# What is measured, and how many times a bare start it may take.
STARTS: tuple[tuple[tuple[str, ...], float | None], ...] = (
    (("--version",), 5.0),
    (("--help",), None),
    (("list",), 15.0),
    (("list", "--json"), None),
    (("search", "lora"), None),
    (("complete", "fish", "--", "st"), 15.0),
    (("complete", "fish", "--", "show", ""), 15.0),
    (("complete", "fish", "--", "tag", "x", "+"), 15.0),
)


def once(words: Sequence[str], surroundings: dict[str, str]) -> float:
    """Seconds from the start of a Python to its end."""
    return program_once([sys.executable, *words], surroundings)


def program_once(words: Sequence[str], surroundings: Mapping[str, str]) -> float:
    """Seconds from the start of any program to its end.

    Raises:
        subprocess.SubprocessError: It failed.
    """
    began = time.perf_counter()
    subprocess.run(words, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def starts(runs: int = RUNS, of: Sequence[tuple[tuple[str, ...], float | None]] = STARTS) -> Table:
    """Each start in turn with the bare one; the ratio is the median of those of neighbours."""
    table = Table(
        "A start at the command line, ms, the five seed pages",
        ("command", "median", "p95", "ratio to `python -c pass` (median of pairs)", "may be"),
    )
    with tempfile.TemporaryDirectory() as folder:
        # An installed program has its bytecode; some build machines forbid writing it, which no person's machine does.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        surroundings = kept | {"PAPERSHELF_DATA_DIR": folder}
        pages = [str(page) for page in seed_pages()]
        subprocess.run(
            [sys.executable, *PROGRAM, "import", "--quiet", *pages],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for words, _ in of:
            once((*PROGRAM, *words), surroundings)  # the first run writes the bytecode, and warms what can be
        for words, most in of:
            pairs = [(once(BARE, surroundings), once((*PROGRAM, *words), surroundings)) for _ in range(runs)]
            taken = [1000 * own for _, own in pairs]
            ratio = statistics.median(own / bare for bare, own in pairs)
            table.add(
                f"`papershelf {' '.join(words)}`",
                f"{statistics.median(taken):.0f}",
                f"{percentile(taken, 95):.0f}",
                f"{ratio:.1f}",
                f"{most:.0f}" if most else "",
            )
    return table


def main() -> list[Table]:
    """Measure."""
    return [starts()]
