"""The verb that brings papers in from the network, with the grammar of both verbs that ask online; no other does."""

import argparse
from typing import TYPE_CHECKING

from papershelf.cli import resolving
from papershelf.cli.client import asking
from papershelf.cli.grammar import Verb, with_json, with_query
from papershelf.cli.import_report import exit_code, put_import
from papershelf.cli.opening import open_library
from papershelf.cli.output import say
from papershelf.cli.watching import watching
from papershelf.errors import UsageError
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.online import Request


def add_verbs(verb: Verb) -> None:
    """Add both verbs to those there are."""
    made = verb(
        "fetch",
        fetch,
        "Fetch papers online and import them: a day's, those found by words, or named ones.",
        "fetch daily",
        "fetch daily --week 2026-W47 --dry-run",
        "fetch search sparse attention --limit 20",
        "fetch paper 2310.06927",
    )
    made.add_argument("what", choices=("daily", "search", "paper"), help="which papers")
    made.add_argument(
        "words",
        nargs="*",
        default=[],
        metavar="WORDS",
        help="for search the words, for paper arXiv ids, DOIs or their addresses",
    )
    spans = made.add_mutually_exclusive_group()
    spans.add_argument("--date", metavar="YYYY-MM-DD", help="for daily: this day, not the latest")
    spans.add_argument("--week", metavar="YYYY-Www", help="for daily: all of a week")
    spans.add_argument("--month", metavar="YYYY-MM", help="for daily: all of a month")
    made.add_argument("--limit", type=_number, metavar="N", help="for search: at most so many")
    made.add_argument("--tag", action="append", default=[], metavar="TAG", help="give every paper this tag")
    made.add_argument("--status", metavar="STATUS", help="give papers in the inbox this status")
    _common(made)
    made = verb(
        "resolve",
        resolving.resolve,
        "Find the arXiv ids and DOIs of papers that have none, online, by their titles.",
        "resolve is:starred --dry-run",
        "resolve --all",
        "resolve ab12 --take arXiv:2310.06927",
    )
    with_query(made)
    made.add_argument("--all", action="store_true", help="every paper that has none")
    made.add_argument("--take", metavar="IDENTIFIER", help="give the paper ID this arXiv id or DOI")
    _common(made)


def _common(made: argparse.ArgumentParser) -> None:
    made.add_argument("--fresh", action="store_true", help="ask even where a reply was kept")
    made.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    with_json(made)


def fetch(arguments: argparse.Namespace) -> int:
    """`papershelf fetch`."""
    request = _request(arguments)
    with open_library(arguments) as library, watching("fetching") as progress:
        from papershelf.online import fetched

        with asking(library, arguments, progress) as client:
            pages = fetched(request, client)
        made = library.plan_pages(pages, progress=progress)
        report = made.report
        if report.listings and not arguments.dry_run:
            report = library.carry_out(made, tags=arguments.tag, status=arguments.status, progress=progress)
    if not pages:
        say(f"papershelf: Hugging Face has no papers {_meant(arguments)}.")
    put_import(made, report, arguments)
    return exit_code(report)


def _meant(arguments: argparse.Namespace) -> str:
    if arguments.what == "search":
        return f"for “{safe_line(' '.join(arguments.words))}”"
    named = arguments.date or arguments.week or arguments.month
    return f"for {safe_line(named)}" if named else "for the last days"


def _request(arguments: argparse.Namespace) -> "Request":
    from papershelf.marks import parse_status, parse_tag
    from papershelf.online.requests import daily, papers, search

    # A word that is no tag or status is said before anything is asked.
    for tag in arguments.tag:
        parse_tag(tag)
    if arguments.status:
        parse_status(arguments.status)
    spans = {"day": arguments.date, "week": arguments.week, "month": arguments.month}
    if arguments.what != "daily" and any(spans.values()):
        raise UsageError(f"--date, --week and --month belong to `fetch daily`, not to `fetch {arguments.what}`.")
    if arguments.what != "search" and arguments.limit is not None:
        raise UsageError("--limit belongs to `fetch search`.")
    if arguments.what == "daily":
        if arguments.words:
            raise UsageError("`fetch daily` takes no words; --date, --week and --month say which papers.")
        return daily(**spans)
    if arguments.what == "search":
        return search(" ".join(arguments.words), arguments.limit)
    return papers(arguments.words)


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise argparse.ArgumentTypeError(f"{safe_line(word)} is no number of papers")
    return int(word)
