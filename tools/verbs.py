"""The verbs as the command line's own grammar has them, for the documents that are made of it."""

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from papershelf.cli.arguments import parser
from papershelf.cli.grammar import Parser
from papershelf.cli.verbs import UNLISTED


class Part(NamedTuple):
    """An argument or an option of a verb.

    Attributes:
        words: As it is typed: `QUERY…`, `--limit N`.
        help: What it is for; empty where its name says so.
        is_option: Whether it begins with dashes.
        is_needed: Whether the verb does not go without it.
    """

    words: str
    help: str
    is_option: bool
    is_needed: bool


class VerbWords(NamedTuple):
    """A verb.

    Attributes:
        name: The verb.
        summary: What it does, in a sentence.
        parts: What it takes.
        examples: Whole command lines.
    """

    name: str
    summary: str
    parts: tuple[Part, ...]
    examples: tuple[str, ...]

    @property
    def usage(self) -> str:
        """The command line in one line."""
        given = [part for part in self.parts if not part.is_option]
        shown = [part.words if part.is_needed else f"[{part.words}]" for part in given]
        options = [f"[{part.words}]" for part in self.parts if part.is_option]
        return " ".join(("papershelf", self.name, *shown, *options))


def verbs() -> tuple[VerbWords, ...]:
    """Every verb that a person may use, in the order of the help."""
    whole = parser()
    listed = [name for name in whole.verbs if name not in UNLISTED]
    return tuple(_verb(name, whole.verbs[name], whole.examples.get(name, ())) for name in listed)


def global_parts() -> tuple[Part, ...]:
    """What may stand before or after any verb."""
    whole = parser()
    return tuple(part for action in whole.every_action for part in _parts(action) if part.words != "--version")


def _verb(name: str, made: Parser, examples: tuple[str, ...]) -> VerbWords:
    shared = {part.words for part in global_parts()}
    parts = [part for action in made.every_action for part in _parts(action) if part.words not in shared]
    return VerbWords(name, made.description or "", tuple(parts), tuple(f"papershelf {each}" for each in examples))


def _parts(action: argparse.Action) -> Iterator[Part]:
    if isinstance(action, argparse._HelpAction | argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
        return
    words = " ".join(filter(None, (", ".join(action.option_strings), _values(action))))
    about = action.help or ""
    needed = action.required and action.nargs not in ("*", "?")
    yield Part(words, about, bool(action.option_strings), needed)


def _values(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar) + ("…" if action.nargs == "+" else "")
    name = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    if isinstance(action.nargs, int):
        return " ".join([name] * action.nargs)
    many = action.nargs in ("*", "+") or isinstance(action, argparse._AppendAction)
    return f"{name}…" if many and not action.option_strings else name
