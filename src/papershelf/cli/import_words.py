"""The grammar of the verbs that bring papers in: import, watch."""

import argparse

from papershelf.cli import folder, importing
from papershelf.cli.grammar import Verb, with_json
from papershelf.cli.import_report import SORTS


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "import",
        importing.import_pages,
        "Import saved pages, bibliographies, feeds, API replies: files, folders, or - for standard input.",
        "import page.txt library.bib",
        "import saved/ --dry-run",
        "import - --tag thesis --status queued",
        "import page.txt --rejects broken.txt",
    )
    made.add_argument("paths", nargs="*", metavar="PATH")
    _with_marks(made)
    made.add_argument("--only", choices=SORTS, action="append", default=[], help="take only such rows; may be repeated")
    made.add_argument("--rejects", metavar="FILE", help="write broken entries into FILE, to be mended and imported")
    made.add_argument("--force", action="store_true", help="let --rejects write over a file that is there")
    ways = made.add_mutually_exclusive_group()
    ways.add_argument("--dry-run", action="store_true", help="show row by row what would happen, write nothing")
    ways.add_argument("--review", action="store_true", help="look at it on the screen before it is imported")
    ways.add_argument("--formats", action="store_true", help="list the formats that can be read")
    with_json(made)
    made = verb(
        "watch",
        folder.watch,
        "Import pages as they are saved into a folder, until ctrl+c.",
        "watch ~/Downloads",
        "watch ~/Downloads --once --tag inbox/new",
    )
    made.add_argument("folder", metavar="DIR")
    _with_marks(made)
    made.add_argument("--every", type=_seconds, metavar="SECONDS", default=1.0, help="how often to look; 1 by default")
    made.add_argument("--once", action="store_true", help="import what is there, then end")


def _with_marks(made: argparse.ArgumentParser) -> None:
    made.add_argument("--format", metavar="NAME", help="the reader to use, instead of finding it by a look")
    made.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="given to every paper imported; may be repeated"
    )
    made.add_argument("--status", metavar="STATUS", help="given to every paper imported that is in the inbox")


def _seconds(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 3600:  # also false for nan
        raise argparse.ArgumentTypeError(f"{word} is no number of seconds from 0.1 to 3600")
    return number
