"""What the grammars of all verbs share: the parser, and the arguments that many verbs take."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, Protocol

MASK = "\0"  # never part of a real argument

Run = Callable[[argparse.Namespace], int]


class Verb(Protocol):
    """Makes the parser of a verb."""

    def __call__(self, name: str, run: Run, summary: str, *examples: str) -> argparse.ArgumentParser:
        """Add a verb.

        Args:
            name: The verb.
            run: Runs it; gives the exit code.
            summary: What it does, in one sentence.
            examples: Whole command lines that its help shows, without the leading `papershelf`.
        """


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and name the way out.

    Attributes:
        verbs: The verbs it knows, each with its parser.
        examples: Command lines by verb, without the leading `papershelf`.
    """

    def __init__(self, *rest: Any, **more: Any) -> None:
        super().__init__(*rest, allow_abbrev=False, **more)
        self.verbs: Mapping[str, Parser] = {}
        self.examples: dict[str, tuple[str, ...]] = {}

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.replace(MASK, '')} (see {self.prog} --help)\n")


def text(word: str) -> str:
    """A word that may begin with a dash, as it was typed."""
    return word.removeprefix(MASK)


def count(word: str) -> int:
    """A number of papers or changes."""
    number = text(word)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise argparse.ArgumentTypeError(f"{number} is no number of papers or changes")
    return int(number)


def with_json(parser: argparse.ArgumentParser, *, lines: bool = False) -> None:
    """Add `--json`, and `--jsonl` for a verb that can print an object a line."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print one JSON document")
    if lines:
        forms.add_argument("--jsonl", action="store_true", help="print a JSON object a line")


def with_query(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    """Add a query and `--view`."""
    words = "+" if needed else "*"
    parser.add_argument("query", nargs=words, type=text, metavar="QUERY", help="words and clauses, such as is:starred")
    parser.add_argument(
        "--view", type=text, metavar="VIEW", help="only papers of a saved view, tag:NAME or source:FILE"
    )


def with_ids(parser: argparse.ArgumentParser) -> None:
    """Add the papers that a verb is about."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="papers; - reads them from standard input")
