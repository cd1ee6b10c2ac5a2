"""The grammar of the verbs for settings and keys."""

import argparse

from papershelf.cli.grammar import Verb, text, with_json


def add_verbs(verb: Verb) -> None:
    """Add them to the verbs there are."""
    made = verb(
        "config",
        _config,
        "Show the settings and where each comes from; check or change them.",
        "config",
        "config set theme nord",
        "config set keys.paper.star 's' 'g s'",
        "config unset theme",
        "config check",
    )
    made.add_argument("what", nargs="?", choices=("show", "path", "check", "set", "unset", "edit"), default="show")
    made.add_argument("words", nargs="*", type=text, metavar="NAME VALUE", help="for set and unset; many for keys")
    with_json(made)
    with_json(
        verb(
            "keys",
            _keys,
            "List the commands with the keys that run them; * marks what was changed.",
            "keys",
            "keys --json",
        )
    )


# The registry of commands, which no other verb needs, is loaded when one of the two runs, not with the grammar of all.


def _config(arguments: argparse.Namespace) -> int:
    from papershelf.cli.setting import config

    return config(arguments)


def _keys(arguments: argparse.Namespace) -> int:
    from papershelf.cli.setting import keys

    return keys(arguments)
