"""`python -m benchmarks.torture`: run the proofs that nothing acknowledged is lost, and write the table of results."""

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.report import Table
from benchmarks.torture import calls, damage, kills, power, storm
from papershelf import __version__

RESULTS = Path(__file__).parents[1] / "TORTURE.md"
BAD = ("wrong", "not as they must be")
PARTS: dict[str, tuple[str, Callable[[bool, int], list[Table]]]] = {
    "calls": ("Every system call goes wrong once", lambda quick, _: calls.main(quick)),
    "kills": ("Killed at random moments", kills.main),
    "power": ("The power goes", power.main),
    "storm": ("Eight at once", lambda quick, _: storm.main(quick)),
    "damage": ("Damaged files", damage.main),
}


def failures(tables: Iterable[Table]) -> int:
    """How many cells say that something of papershelf's was not as it must be."""
    count = 0
    for table in tables:
        for row in table.rows:
            for name, cell in zip(table.head, row, strict=False):
                ours = name == "lost" and row[0] == "papershelf"
                count += (ours or name.endswith(BAD)) and cell not in ("0", "-")
    return count


def main() -> int:
    """Run the parts that were asked for; the exit code is 1 where one of them found a loss."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="a sample of each, in under a minute")
    parser.add_argument("--seed", type=int, default=526, help="what random moments and damage are drawn from")
    options = parser.parse_args()
    chosen = [name for name in PARTS if name in options.only.split(",")]
    if not chosen or set(options.only.split(",")) - PARTS.keys():
        parser.error(f"--only takes some of {','.join(PARTS)}")
    texts, bad = [], 0
    for name in chosen:
        title, part = PARTS[name]
        print(f"{title} …", flush=True)
        began = time.perf_counter()
        tables = part(options.quick, options.seed)
        bad += failures(tables)
        print(*tables, f"({time.perf_counter() - began:.0f} s)\n", sep="\n", flush=True)
        texts += [f"## {title}\n", *map(str, tables)]
    if chosen == list(PARTS) and not options.quick:
        head = (
            f"papershelf {__version__}, Python {platform.python_version()}, {platform.system()}. Made by "
            f"`python -m benchmarks.torture`, seed {options.seed}; docs/reliability.md says what is done.\n"
        )
        RESULTS.write_text("\n".join(["# What papershelf outlives, counted\n", head, *texts]), "utf-8")
        print(f"written: {RESULTS}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
