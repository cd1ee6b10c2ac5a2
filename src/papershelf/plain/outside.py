"""What plain mode needs of the world outside, handed in by whoever starts it: this room knows no clipboard itself."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Copied(NamedTuple):
    """How a copy went.

    Attributes:
        done: Whether the text went anywhere; else the person needs to see it.
        words: What to tell them.
    """

    done: bool
    words: str


class Edited(NamedTuple):
    """How the editing of a text went.

    Attributes:
        text: The text; None where there is none to be trusted.
        problem: What went wrong, in words; empty where nothing did.
        left: The file that holds the text where something went wrong.
    """

    text: str | None
    problem: str = ""
    left: Path | None = None


class Outside(NamedTuple):
    """The ways out.

    Attributes:
        copy: Copies a text.
        browse: Opens an address; gives what went wrong, or None.
        edit: Lets the person edit a text in their editor, in a file of a folder whose name begins as given.
    """

    copy: Callable[[str], Copied]
    browse: Callable[[str], str | None]
    edit: Callable[[str, Path, str], Edited]
