"""How tests run verbs of the command line, and what they look at."""

import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., "Result"]


class Result:
    """What a verb came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


def find(run: Run, words: str) -> str:
    """The id of the first paper a search finds."""
    return str(run("search", words, "--json").json["papers"][0]["id"])
