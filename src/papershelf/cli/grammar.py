"""What the grammars of all verbs share: the parser, and the arguments that many verbs take."""

import argparse
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn, Protocol

EXAMPLES = "examples:"
MASK = "\0"  # never part of a real argument
LONGEST = 300  # letters of a complaint
LEAST = 30  # columns of the help; in fewer nothing could be read

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


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal; argparse asks another module, which no verb but `--help` needs."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=max(_columns() - 2, LEAST))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Examples stay as they are, to be copied; anything else is folded."""
        return text if text.startswith(EXAMPLES) else super()._fill_text(text, width, indent)


def _columns() -> int:
    if (named := os.environ.get("COLUMNS", "")).isdecimal() and len(named) < 6:
        return int(named)
    try:
        return os.get_terminal_size(1).columns
    except OSError:
        return 80


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and name the way out.

    Attributes:
        verbs: The verbs it knows, each with its parser.
        examples: Command lines by verb, without the leading `papershelf`.
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(**{**more, "allow_abbrev": False, "formatter_class": _Help})
        self.verbs: Mapping[str, Parser] = {}
        self.examples: dict[str, tuple[str, ...]] = {}

    def error(self, message: str) -> NoReturn:
        from papershelf.text import safe_line  # only what is not understood is shown

        message = safe_line(message.replace(MASK, "")[:LONGEST])
        self.exit(2, f"{self.prog}: {message.rstrip('.?')}{'?' * message.endswith('?')} (see {self.prog} --help)\n")

    @property
    def every_action(self) -> Sequence[argparse.Action]:
        """All its arguments, in the order of the help."""
        return self._actions

    def option(self, word: str) -> argparse.Action | None:
        """The option that a word names."""
        return self._option_string_actions.get(word)

    def refuse(self, extra: Sequence[str]) -> NoReturn:
        """Complain of words that nothing takes; an option that was probably meant is named."""
        options = [each for action in self.every_action for each in action.option_strings]
        word = next((each for each in extra if each.startswith("-")), "")
        if not word:
            self.error(f"nothing takes “{extra[0]}”")
        self.error(f"there is no option {word}{meant(word.partition('=')[0], options)}")


def meant(word: str, known: Iterable[str]) -> str:
    """What was probably meant by a word, as the end of a sentence; empty if nothing is like it."""
    from papershelf.config.problems import nearest

    found = nearest(word, known)
    return f"; did you mean {found}?" if found else ""


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
