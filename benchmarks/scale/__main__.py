"""`python -m benchmarks.scale [PAPERS…] [--quick] [--alone] [--plot FILE] [--write [--force]]`: measure and print.

With `--write` the tables replace their part of the results, and how cost grows is drawn anew for the documents.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.results import FullerError, refuse, write
from benchmarks.scale.measuring import PLOT, draw, leaving_out, measure_all
from benchmarks.scale.shelf import SIZES

PART = "Scale"


def size_of(word: str) -> int:
    """A size as it is typed, with or without commas.

    Raises:
        argparse.ArgumentTypeError: No library of that size is measured.
    """
    for size in SIZES:
        if word in (str(size), f"{size:,}"):
            return size
    raise argparse.ArgumentTypeError(f"{word}: not one of {', '.join(map(str, SIZES))}")


def arguments() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=size_of, metavar="PAPERS", help=", ".join(map(str, SIZES)))
    parser.add_argument("--quick", action="store_true", help="few runs and no other programs: to see that it works")
    parser.add_argument("--alone", action="store_true", help="no other programs beside: those take most of the time")
    parser.add_argument("--plot", type=Path, help="where to draw how cost grows; with --write in the documents")
    parser.add_argument("--write", action="store_true", help="replace this part of the results")
    parser.add_argument("--force", action="store_true", help="also where they hold more than this run leaves")
    return parser


def command_of(asked: argparse.Namespace) -> str:
    """What a person types to measure the same again."""
    words = [*map(str, asked.sizes), *(f"--{name}" for name in ("quick", "alone", "write") if getattr(asked, name))]
    return " ".join(["python -m benchmarks.scale", *words])


def plot_of(asked: argparse.Namespace) -> Path | None:
    """Where to draw: where it is said, or in the documents when the results are written from full runs."""
    if asked.plot is not None:
        return Path(asked.plot)
    return PLOT if asked.write and not asked.quick else None


def run(words: Sequence[str] | None = None) -> int:
    """Measure, and do with it what is asked; 1 if the results hold more and were left as they are."""
    asked = arguments().parse_args(words)
    sizes = sorted(set(asked.sizes)) or list(SIZES)
    try:
        if asked.write and not asked.force:  # better now than after a quarter of an hour
            refuse(PART, [what for what, _ in leaving_out(sizes, quick=asked.quick, alone=asked.alone)])
        figures, tables = measure_all(sizes, quick=asked.quick, alone=asked.alone)
        print(*tables, sep="\n", flush=True)
        if asked.write:
            write(PART, tables, command_of(asked), force=asked.force)
    except FullerError as fuller:
        print(fuller, file=sys.stderr)
        return 1
    if plot := plot_of(asked):
        draw(figures, plot)
    return 0


if __name__ == "__main__":
    sys.exit(run())
