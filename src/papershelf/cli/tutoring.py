"""The verb that opens the screen with its tutorial."""

import argparse

from papershelf.cli.grammar import Verb


def add_verbs(verb: Verb) -> None:
    """Add it to the verbs there are."""
    summary = "Open the screen and its tutorial: eight steps, each skipped with a key."
    verb("tutorial", _screen, summary, "tutorial", "tutorial --data-dir try")


def _screen(arguments: argparse.Namespace) -> int:
    from papershelf.cli.moving import screen

    arguments.tutorial = True
    return screen(arguments)
