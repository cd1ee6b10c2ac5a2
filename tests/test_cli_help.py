"""The help: every verb has examples, and every example is a line that the grammar takes."""

import re
import shlex

import pytest

from papershelf.cli.arguments import parse_arguments, parser
from papershelf.cli.verbs import GRAMMARS, PAGED, UNLISTED
from tests.cli_tools import Run

WHOLE = parser()


def test_every_verb_has_examples() -> None:
    assert [verb for verb in WHOLE.verbs if not WHOLE.examples[verb]] == [
        verb for names in GRAMMARS.values() for verb in names if verb in UNLISTED
    ]


@pytest.mark.parametrize("example", [each for examples in WHOLE.examples.values() for each in examples])
def test_every_example_is_understood(example: str) -> None:
    for command in re.split(r" \| |>>? ", f"papershelf {example}"):
        program, *words = shlex.split(command)
        if program == "papershelf":
            assert parse_arguments(words).verb == words[0]


def test_an_example_is_of_its_verb_and_in_its_help(run: Run) -> None:
    for verb, examples in WHOLE.examples.items():
        shown = run(verb, "--help").out
        for example in examples:
            assert re.search(rf"(^|papershelf ){verb}\b", example), example
            assert f"  papershelf {example}\n" in shown


def test_verbs_are_where_the_table_says() -> None:
    for name, verbs in GRAMMARS.items():
        assert tuple(parser(name).verbs) == verbs
    assert set(WHOLE.verbs) >= PAGED
