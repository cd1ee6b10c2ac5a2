"""Completes file and folder names in a line to type in."""

from textual.suggester import Suggester

from papershelf.text import safe_line
from papershelf.tui.path_lines import Folders


class PathSuggester(Suggester):
    """Suggests the first path that goes on as typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folders = Folders()

    async def get_suggestion(self, value: str) -> str | None:
        """The first path that begins as typed; no name that a line cannot show as it is."""
        lines = (offer.line for offer in self._folders.offers(value))
        return next((line for line in lines if line.startswith(value) and safe_line(line) == line), None)
