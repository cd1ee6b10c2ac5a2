"""What every engine is asked to do, and what most of them need for it."""

import importlib
from collections.abc import Sequence
from importlib import metadata
from typing import Any, Protocol

from benchmarks.queries import Known

DEPTH = 10
ANY_NUMBER = 10**9


class MissingEngineError(Exception):
    """An engine is not installed here."""


class Engine(Protocol):
    """Finds papers.

    Attributes:
        name: How a table calls it.
        how: Its version, and what it is asked to do.
        pace: Milliseconds a query among 10,000 papers, roughly: decides how many queries it is asked.
        most_papers: It is left out of a run with more.
    """

    name: str
    how: str
    pace: float
    most_papers: int

    def build(self, papers: Sequence[Known]) -> None:
        """Take all papers in; called once."""

    def find(self, typed: str, limit: int = DEPTH) -> list[str]:
        """Ids, the best first."""

    def close(self) -> None:
        """Let go of files and memory."""


def optional(module: str) -> Any:
    """A module that only one engine needs.

    Raises:
        MissingEngineError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingEngineError(f"{error}; see benchmarks/requirements.txt") from error


def version_of(distribution: str) -> str:
    """Name and version of an installed package."""
    return f"{distribution} {metadata.version(distribution)}"


def plain_words(typed: str) -> list[str]:
    """Letters and digits in lower case; whatever else might mean something to an engine parts words."""
    return "".join(char if char.isalnum() else " " for char in typed.lower()).split()
