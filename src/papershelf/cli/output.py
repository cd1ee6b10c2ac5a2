"""How the command line speaks: stdout carries data, stderr carries talk."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

SCHEMA = 1
SHOWN_ID = 10


class Manner:
    """How this run is to speak.

    Attributes:
        quiet: Whether only errors are told.
        color: `auto`, `always` or `never`.
    """

    def __init__(self) -> None:
        self.quiet = False
        self.color = "auto"

    def follow(self, arguments: "argparse.Namespace | None") -> None:
        """Speak as the arguments say; None is for the usual manner."""
        self.quiet = getattr(arguments, "quiet", False)
        self.color = getattr(arguments, "color", "auto")


manner = Manner()


def say(words: str) -> None:
    """Talk to the person: one line on stderr, unless they want none."""
    if not manner.quiet:
        complain(words)


def complain(words: str) -> None:
    """Tell what went wrong, or was not understood: one line on stderr, also to those who want no talk."""
    stream = sys.stderr
    stream.write(_encodable(words, stream.encoding) + "\n")


def put(line: str = "") -> None:
    """Put a line of data on stdout."""
    sys.stdout.write(_encodable(line, sys.stdout.encoding) + "\n")


def _encodable(text: str, encoding: str | None) -> str:
    """Text that a terminal of another encoding can show, with `?` for what it cannot."""
    name = encoding or "utf-8"
    return text.encode(name, "replace").decode(name)


def put_json(document: Mapping[str, Any]) -> None:
    """Put one JSON document on stdout."""
    import json  # most verbs print text

    put(json.dumps({"schema": SCHEMA, **document}, ensure_ascii=False, indent=2))


def put_json_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Put one JSON object a line on stdout."""
    import json

    for row in rows:
        put(json.dumps(row, ensure_ascii=False))


def is_colourful() -> bool:
    """Whether data may be more than letters: as `--color` says, then NO_COLOR, CLICOLOR_FORCE, and the terminal."""
    if manner.color != "auto":
        return manner.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
