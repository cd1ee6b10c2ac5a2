"""The grammar of the verbs for scripts and shells: schema, completion, complete."""

import argparse

from papershelf.cli import scripting
from papershelf.cli.grammar import Verb


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "schema",
        scripting.schema,
        "Print the JSON Schema of what --json and --jsonl print, whole or of one verb.",
        "schema",
        "schema list",
        "schema search-line",
    )
    made.add_argument("of", nargs="?", metavar="VERB", help="a verb; VERB-line for a line of its --jsonl")
    made = verb(
        "completion",
        scripting.completion,
        "Print a script that makes a shell complete verbs, options, ids, tags, views and more.",
        "completion bash >> ~/.bashrc",
        "completion zsh > ~/.zfunc/_papershelf",
        "completion fish > ~/.config/fish/completions/papershelf.fish",
    )
    made.add_argument("shell", choices=tuple(scripting.SHELLS), help="the shell")
    made = verb("complete", scripting.complete_verb, "What the scripts of completion call.")
    made.add_argument("shell")
    made.add_argument("words", nargs=argparse.REMAINDER)
