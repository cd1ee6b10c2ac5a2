"""Arguments of the command line, read by the grammar of the verb that they name; no other verb's is loaded."""

import argparse
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from papershelf import __version__
from papershelf.cli.grammar import EXAMPLES, MASK, Parser, Run, count, meant, text
from papershelf.cli.verbs import DASHED, GRAMMARS, UNLISTED, VERBS, grammar_of

VALUED = ("--data-dir", "--color", "--wrap")  # options before a verb that a value follows


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The verb to run, as `run`, with its arguments.

    Raises:
        SystemExit: With 2 for arguments that make no sense, with 0 after `--help` and `--version`.
    """
    verb = verb_of(argv)
    only = grammar_of(verb)
    made = parser(only)
    if verb and verb not in made.verbs:
        made.error(f"there is no verb “{verb}”{meant(verb, VERBS)}")
    arguments, extra = made.parse_known_args(_mask(argv, verb))
    if extra:
        made.verbs.get(verb, made).refuse([text(word) for word in extra])
    if arguments.plain and arguments.run is not _screen:
        made.error(f"--plain goes without a verb; {verb} is one")
    return arguments


def verb_of(argv: Sequence[str]) -> str:
    """The word that stands where the verb does; empty if none does."""
    pairs = zip(["", *argv], argv, strict=False)
    return next((word for before, word in pairs if not word.startswith("-") and before not in VALUED), "")


def _mask(argv: Sequence[str], verb: str) -> list[str]:
    """Hide the dash of `-tag:survey` and `-nlp`, which argparse would take for options."""
    if verb not in DASHED:
        return list(argv)
    options_end = argv.index("--") if "--" in argv else len(argv)
    plain = {"-h"} if verb == "tag" else {"-h", "-q"}  # `tag` takes a tag q away
    return [
        MASK + word if place < options_end and _looks_masked(word) and word not in plain else word
        for place, word in enumerate(argv)
    ]


def _looks_masked(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and word[1] != "-"


def parser(only: str = "") -> Parser:
    """The parser of all verbs.

    Args:
        only: The file of the grammars that are needed; all if it is empty.
    """
    common = _common()
    whole = Parser(
        prog="papershelf",
        description="A keyboard-driven terminal reading list for research papers. Without a verb: the screen.",
        parents=[common],
    )
    whole.add_argument("--version", action="version", version=f"papershelf {__version__}")
    whole.add_argument(
        "--plain", action="store_true", help="plain mode instead of the screen: lines of words and a prompt"
    )
    whole.add_argument("--wrap", type=count, metavar="N", help="plain mode: wrap lines at column N; 0 for not at all")
    whole.set_defaults(run=_screen, verb="")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", parser_class=Parser)

    def verb(name: str, run: Run, summary: str, *examples: str) -> argparse.ArgumentParser:
        make = partial(
            verbs.add_parser,
            name,
            description=summary,
            epilog=_shown(examples),
            parents=[common],
        )
        made: argparse.ArgumentParser = make() if name in UNLISTED else make(help=summary)
        made.set_defaults(run=run, verb=name)
        whole.examples[name] = examples
        return made

    for name in [only] if only else GRAMMARS:
        import_module(f"papershelf.cli.{name}").add_verbs(verb)
    whole.verbs = verbs.choices
    return whole


def _common() -> Parser:
    """What goes before or after any verb."""
    common = Parser(add_help=False)
    group = common.add_argument_group("everywhere")
    add = partial(group.add_argument, default=argparse.SUPPRESS)
    add("--data-dir", metavar="DIR", help="the library's folder")
    add("-q", "--quiet", action="store_true", help="no talk but errors; of papers only the ids, one a line")
    add("--color", choices=("auto", "always", "never"), help="auto: on a terminal, as NO_COLOR and CLICOLOR_FORCE say")
    add("--no-pager", action="store_true", help="no pager for what is longer than the terminal")
    return common


def _shown(examples: Sequence[str]) -> str | None:
    return "\n  ".join((EXAMPLES, *(f"papershelf {each}" for each in examples))) if examples else None


def _screen(arguments: argparse.Namespace) -> int:
    from papershelf.cli.moving import screen

    return screen(arguments)
