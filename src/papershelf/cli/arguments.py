"""The grammar of the command line: verbs, their arguments and options."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import NoReturn

from papershelf import __version__
from papershelf.cli import (
    caring,
    doubling,
    export_words,
    fetching,
    import_words,
    joining,
    listing,
    marking,
    measuring,
    moving,
    pulling,
    queueing,
    reading,
    reviewing,
    templating,
    trashing,
    viewing,
)

MASK = "\0"  # never part of a real argument
# Verbs whose plain arguments may begin with a dash.
DASHED = {"tag", "list", "search", "export", "views", "config", "resolve", "lists", "stats"}

UNLISTED = {"merge-driver"}  # verbs that other programs call, not persons


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and name the way out.

    Attributes:
        verbs: The verbs it knows.
    """

    verbs: tuple[str, ...] = ()

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.replace(MASK, '')} (see {self.prog} --help)\n")


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The verb to run, as `run`, with its arguments.

    Raises:
        SystemExit: With 2 for arguments that make no sense, with 0 after `--help` and `--version`.
    """
    return parser().parse_args(_mask(argv))


def _mask(argv: Sequence[str]) -> list[str]:
    """Hide the dash of `-tag:survey` and `-nlp`, which argparse would take for options."""
    pairs = zip(["", *argv], argv, strict=False)
    verb = next((word for before, word in pairs if not word.startswith("-") and before != "--data-dir"), "")
    if verb not in DASHED:
        return list(argv)
    options_end = argv.index("--") if "--" in argv else len(argv)
    return [MASK + word if place < options_end and _looks_masked(word) else word for place, word in enumerate(argv)]


def _looks_masked(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"


def _text(word: str) -> str:
    return word.removeprefix(MASK)


def parser() -> _Parser:
    """The parser of all verbs."""
    common = _Parser(add_help=False)
    common.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help="the library's folder")
    whole = _Parser(
        prog="papershelf",
        description="A keyboard-driven terminal reading list for research papers. Without a verb: the screen.",
        parents=[common],
    )
    whole.add_argument("--version", action="version", version=f"papershelf {__version__}")
    whole.set_defaults(run=moving.screen)
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", parser_class=_Parser)

    def verb(name: str, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        make = partial(verbs.add_parser, name, description=summary, parents=[common])
        made: argparse.ArgumentParser = make() if name in UNLISTED else make(help=summary)
        made.set_defaults(run=run)
        return made

    _reading_verbs(verb)
    _marking_verbs(verb)
    queueing.add_verbs(verb)
    reviewing.add_verb(verb, _count)
    _trash_verbs(verb)
    doubling.add_arguments(verb("duplicates", doubling.duplicates, "List pairs of papers that may be one; merge two."))
    import_words.add_verbs(verb)
    _moving_verbs(verb)
    fetching.add_verbs(verb, _with_query)
    listing.add_verb(verb, _text)
    measuring.add_verb(verb, _text)
    _caring_verbs(verb)
    _joining_verbs(verb)
    _setting_verbs(verb)
    whole.verbs = tuple(verbs.choices)
    return whole


Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def _with_json(parser: argparse.ArgumentParser, *, lines: bool = False) -> None:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print one JSON document")
    if lines:
        forms.add_argument("--jsonl", action="store_true", help="print a JSON object a line")


def _with_query(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    count = "+" if needed else "*"
    parser.add_argument("query", nargs=count, type=_text, metavar="QUERY", help="words and clauses, such as is:starred")
    parser.add_argument(
        "--view", type=_text, metavar="VIEW", help="only papers of a saved view, tag:NAME or source:FILE"
    )


def _reading_verbs(verb: Verb) -> None:
    made = verb("list", reading.list_papers, "List papers, all or those that a query finds.")
    _with_query(made)
    _with_json(made, lines=True)
    keys = "added, title, published, rating, seen, status, changed, votes, due, priority, queue, like"
    made.add_argument("--sort", type=_text, metavar="KEY", default="", help=keys)
    made.add_argument("--limit", type=_count, metavar="N")
    made = verb("search", reading.search, "Search papers; typos are forgiven, the best match comes first.")
    _with_query(made, needed=True)
    _with_json(made, lines=True)
    made.add_argument("--limit", type=_count, metavar="N")
    made = verb("related", reading.related, "List papers about the same as one, with the words they share.")
    made.add_argument("id", metavar="ID")
    _with_json(made, lines=True)
    made.add_argument("--limit", type=_count, metavar="N", default=10)
    made = verb("show", reading.show, "Show a paper with everything known of it.")
    made.add_argument("id", metavar="ID")
    _with_json(made)
    made.add_argument("--raw", action="store_true", help="print the records as their sources state them instead")
    made = verb("links", reading.links, "Print a paper's links, each with its kind.")
    made.add_argument("id", metavar="ID")
    _with_json(made)
    made = verb("tags", reading.tags, "Print every tag with its number of papers; rename or delete one everywhere.")
    _with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument(
        "--rename",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="on every paper and in views; a NEW that exists is merged with",
    )
    deeds.add_argument("--delete", metavar="TAG", help="take a tag, and those under it, from every paper")
    deeds.add_argument("--suggest", metavar="ID", help="print tags that may fit a paper, with the words that say why")
    _view_verb(verb)
    made = verb("history", reading.history, "Print the changes, the latest first, or all that one of them did.")
    made.add_argument("unit", nargs="?", metavar="UNIT", help="a change by its id, or the beginning of it")
    made.add_argument("--limit", type=_count, metavar="N")
    _with_json(made)
    _with_json(verb("paths", reading.paths, "Print where papershelf keeps its files."))


def _view_verb(verb: Verb) -> None:
    made = verb("views", viewing.views, "List the saved views with their counts; save, rename, move and delete them.")
    made.add_argument("query", nargs="*", type=_text, metavar="QUERY", help="what --save saves")
    _with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--save", type=_text, metavar="NAME", help="save QUERY under a name, new or known")
    deeds.add_argument("--rename", nargs=2, type=_text, metavar=("VIEW", "NAME"), help="give a view another name")
    deeds.add_argument("--move", nargs=2, type=_text, metavar=("VIEW", "WHERE"), help="up, down, top or bottom")
    deeds.add_argument("--delete", type=_text, metavar="VIEW", help="take a view away, also one that ships")


def _marking_verbs(verb: Verb) -> None:
    for name, run, summary in (
        ("star", marking.star, "Star papers."),
        ("unstar", marking.unstar, "Take the stars of papers away."),
    ):
        verb(name, run, summary).add_argument("ids", nargs="+", metavar="ID")
    made = verb("status", marking.status, "Set the status: inbox, queued, reading, read or skipped.")
    made.add_argument("ids", nargs="+", metavar="ID")
    made.add_argument("status", metavar="STATUS")
    made = verb("tag", marking.tag, "Add tags with +TAG and remove them with -TAG.")
    made.add_argument("words", nargs="+", type=_text, metavar="ID|+TAG|-TAG")
    made = verb("rate", marking.rate, "Rate a paper 1 to 5; 0 takes the rating away.")
    made.add_argument("id", metavar="ID")
    made.add_argument("rating", metavar="N")
    made = verb(
        "note",
        marking.note,
        "Write a paper's Markdown note, from a file or standard input; print it without one.",
    )
    made.add_argument("id", metavar="ID")
    made.add_argument("--file", metavar="FILE", help="read the note from a file, or from standard input with -")
    made.add_argument("--append", action="store_true", help="add to the note's end")


def _trash_verbs(verb: Verb) -> None:
    made = verb(
        "delete", trashing.delete, "Move papers to the trash, with their marks and notes; import leaves them there."
    )
    made.add_argument("ids", nargs="+", metavar="ID")
    made = verb("trash", trashing.trash, "List the papers in the trash, the last deleted first; restore or purge them.")
    _with_json(made)
    deeds = made.add_mutually_exclusive_group()
    deeds.add_argument("--restore", nargs="+", metavar="ID", help="bring papers back, with their marks and notes")
    deeds.add_argument(
        "--purge", nargs="+", metavar="ID", help="delete papers for good; the history still holds them, so undo works"
    )
    deeds.add_argument("--purge-all", action="store_true", help="purge every paper in the trash")


def _moving_verbs(verb: Verb) -> None:
    export_words.add_verb(verb, _with_query, _text)
    made = verb("pull", pulling.pull, "Take in what was changed by hand in exported notes.")
    made.add_argument("folder", metavar="FOLDER", help="the folder that was exported to")
    made.add_argument("--dry-run", action="store_true", help="say what would be taken in, change nothing")
    _with_json(made)
    made = verb("copy", moving.copy, "Copy a piece of a paper to the clipboard.")
    made.add_argument("id", metavar="ID")
    made.add_argument("kind", metavar="WHAT", help="repo, paper, pdf, title, bibtex, markdown, or a template")
    made = verb("templates", templating.templates, "List the templates of exports and of what is copied; show one.")
    made.add_argument("--show", metavar="NAME", help="print a template, to begin one of your own with")
    _with_json(made)
    for name, run, summary in (
        ("undo", moving.undo, "Undo the last change, also one of another day, or any one that no later one builds on."),
        ("redo", moving.redo, "Redo what was undone last, or any one that is undone."),
    ):
        verb(name, run, summary).add_argument(
            "unit", nargs="?", metavar="UNIT", help="a change by its id, or the beginning of it; see history"
        )


def _caring_verbs(verb: Verb) -> None:
    made = verb("doctor", caring.doctor, "Look for everything that is wrong with the library's files.")
    made.add_argument("--fix", action="store_true", help="repair what can be; a copy of it goes to quarantine first")
    _with_json(made)
    made = verb("backup", caring.backup, "Write everything into one zip file.")
    made.add_argument("file", nargs="?", metavar="FILE", help="the file; by default named by the time, here")
    made.add_argument("--force", action="store_true", help="write over a file that is there")
    _with_json(made)
    made = verb("restore", caring.restore, "Make everything as it was in a backup; without one, list the backups.")
    made.add_argument("name", nargs="?", metavar="NAME|FILE", help="a rolling backup, or a zip file of `backup`")
    made.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    _with_json(made)


def _joining_verbs(verb: Verb) -> None:
    made = verb("merge", joining.merge, "Merge another data directory, a backup or a conflict copy into the library.")
    made.add_argument("other", metavar="OTHER", help="a folder, a backup .zip, or a copy of one of papershelf's files")
    made.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    _with_json(made)
    made = verb("sync", joining.sync, "Commit, fetch, merge and push the library with git.")
    made.add_argument("remote", nargs="?", metavar="REMOTE", help="the remote; with --init the address to set")
    made.add_argument("--init", action="store_true", help="make the data directory a git repository that can be synced")
    _with_json(made)
    made = verb("merge-driver", joining.merge_driver, "What git calls to merge one of papershelf's files.")
    made.add_argument("versions", nargs=3, metavar="FILE", help="base, ours and theirs; ours is replaced")
    made.add_argument("path", metavar="PATH", help="the file's path in the repository")


def _setting_verbs(verb: Verb) -> None:
    made = verb("config", _later("config"), "Show the settings and where each comes from; check or change them.")
    made.add_argument("what", nargs="?", choices=("show", "path", "check", "set", "unset", "edit"), default="show")
    made.add_argument("words", nargs="*", type=_text, metavar="NAME VALUE", help="for set and unset; many for keys")
    _with_json(made)
    made = verb("keys", _later("keys"), "List the commands with the keys that run them; * marks what was changed.")
    _with_json(made)


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    """A verb of settings; the registry of commands, which no other verb needs, is loaded when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        from papershelf.cli import setting

        verbs: dict[str, Callable[[argparse.Namespace], int]] = {"config": setting.config, "keys": setting.keys}
        return verbs[name](arguments)

    return run


def _count(word: str) -> int:
    number = _text(word)
    if not (number.isascii() and number.isdigit()):
        raise argparse.ArgumentTypeError(f"{number} is no number of papers or changes")
    return int(number)
