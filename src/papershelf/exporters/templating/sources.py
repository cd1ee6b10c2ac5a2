"""Where templates come from, as far as whoever fills them in needs to know: a name for each, and its text."""

from collections.abc import Collection
from typing import Protocol


class Sources(Protocol):
    """The templates that may include each other, by file name."""

    @property
    def files(self) -> Collection[str]:
        """The names of all files."""

    def place(self, file: str) -> str:
        """How a file is called in words to the person: `templates/exports/mine.md`."""

    def text(self, file: str) -> str:
        """The text of one of the files.

        Raises:
            DataError: It cannot be read, is too large, or not UTF-8.
        """
