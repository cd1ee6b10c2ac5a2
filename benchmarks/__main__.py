"""`python -m benchmarks [NAME…] [--force]`: run all benchmarks, or those named, and write their part of the results."""

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks import doors, exporting, gestures, importing, keeping, liking, scale, screen, search
from benchmarks.report import Table
from benchmarks.results import RESULTS, FullerError, write

PARTS: dict[str, Callable[[], Sequence[Table]]] = {
    "Screen": screen.main,
    "Doors": doors.main,
    "Gestures": gestures.main,
    "Keeping": keeping.main,
    "Importing": importing.main,
    "Exporting": exporting.main,
    "Search": search.main,
    "Liking": liking.main,
    "Scale": scale.main,
}


def name_of(word: str) -> str:
    """The part that a word means, in whatever letters.

    Raises:
        argparse.ArgumentTypeError: There is none.
    """
    for name in PARTS:
        if name.casefold() == word.casefold():
            return name
    raise argparse.ArgumentTypeError(f"{word}: not one of {', '.join(PARTS)}")


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and write `RESULTS.md` part by part; parts that were not asked for stay as they were measured.

    Returns:
        1 where a part was not replaced because it holds more than the run has; its tables are printed instead.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", type=name_of, metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--force", action="store_true", help="replace a part that holds more than this run has, too")
    asked = parser.parse_args(words)
    refused = False
    for name, measure in PARTS.items():
        if asked.names and name not in asked.names:
            continue
        print(f"{name} …", flush=True)
        tables = measure()
        try:
            write(name, tables, f"make bench ARGS={name}", force=asked.force)
        except FullerError as fuller:
            refused = True
            print(*tables, fuller, sep="\n", file=sys.stderr)
        else:
            print(f"written: {name} in {RESULTS.name}")
    return int(refused)


if __name__ == "__main__":
    sys.exit(main())
