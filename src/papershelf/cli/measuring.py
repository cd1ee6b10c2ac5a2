"""The verb that measures: stats."""

import argparse
import shutil
import sys

from papershelf.cli.grammar import Verb, text, with_json
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, put_json, say
from papershelf.cli.watching import watching
from papershelf.text import safe_line

NOTHING = 1
WEEKS = 53  # as of `Library.statistics`, which no other verb needs to load
PIPE_WIDTH = 80  # columns of a page that goes to no terminal
LEAST_WIDTH = 20
DEEDS = ("saved", "starred", "read", "noted")
_SAID = 80  # letters of a tag
_SIGNS = "·░▒▓█┌┤⣿"


def add_verbs(verb: Verb) -> None:
    """Add it to the verbs there are."""
    made = verb(
        "stats",
        stats,
        "Print what was saved, starred, read and noted when, the backlog, and how long it took.",
        "stats",
        "stats --weeks 12 --by read",
        "stats --tag nlp --json",
    )
    made.add_argument("--weeks", type=_weeks, metavar="N", default=WEEKS, help=f"so many weeks; {WEEKS} by default")
    made.add_argument("--tag", type=text, metavar="TAG", help="only papers with this tag, or one under it")
    made.add_argument("--by", choices=DEEDS, help="what the days show; all four together by default")
    with_json(made)


def _weeks(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 6):
        raise argparse.ArgumentTypeError(f"{safe_line(word)} is no number of weeks")
    return int(word)


def stats(arguments: argparse.Namespace) -> int:
    """`papershelf stats`."""
    query = _query(arguments.tag)
    with open_library(arguments) as library, watching("counting") as progress:
        found = library.statistics(arguments.weeks, query, progress)
    if arguments.json:
        from papershelf.library.statistics.document import document

        put_json(document(found))
    elif found.papers or not query:
        from papershelf.library.statistics import Deed
        from papershelf.library.statistics.page import Look, page, texts

        deed = Deed(arguments.by) if arguments.by else None
        for row in texts(page(found, Look(_width(), plain=_is_plain(), deed=deed))):
            put(row)
    if not found.papers:
        say(
            "papershelf: there are no papers to count"
            + (f" with the tag “{safe_line(arguments.tag)[:_SAID]}”." if query else ".")
        )
    return 0 if found.papers else NOTHING


def _query(tag: str | None) -> str:
    if tag is None:
        return ""
    from papershelf.search.language.nodes import spelt_value

    return f"tag:{spelt_value(safe_line(tag))}"


def _width() -> int:
    if not sys.stdout.isatty():
        return PIPE_WIDTH
    return max(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, LEAST_WIDTH)


def _is_plain() -> bool:
    """Whether the terminal's encoding has no blocks and no frames."""
    try:
        _SIGNS.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return True
    return False
