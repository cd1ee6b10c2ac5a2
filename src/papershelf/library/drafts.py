"""Drafts: what is typed into a note before it is saved, kept on disk at every keystroke."""

import os
from pathlib import Path

from papershelf.errors import DataError


class Drafts:
    """Unsaved notes, a file each, named by paper id.

    A draft outlives the program, not a power cut: it is written at every key and so not synced.

    Args:
        folder: Where they are kept; made when the first is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, paper_id: str) -> Path:
        return self.folder / f"{paper_id}.md"

    def read(self, paper_id: str) -> str | None:
        """The draft of a paper's note, or None."""
        try:
            return self._path(paper_id).read_text("utf-8", errors="replace")
        except OSError:
            return None

    def keep(self, paper_id: str, text: str) -> None:
        """Write the draft in one step: there is always a whole one.

        Raises:
            DataError: It cannot be written.
        """
        path = self._path(paper_id)
        fresh = path.with_suffix(".new")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.replace(fresh, path)
        except OSError as error:
            raise DataError(f"{path}: the draft cannot be kept ({error.strerror}).") from error

    def discard(self, paper_id: str) -> None:
        """Forget the draft: its text is saved, or the person gave it up."""
        self._path(paper_id).unlink(missing_ok=True)
