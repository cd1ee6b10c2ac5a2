"""Completes file and folder names in a line to type in."""

from pathlib import Path

from textual.suggester import Suggester

from papershelf.text import safe_line


class PathSuggester(Suggester):
    """Suggests the first name, in order, that begins as typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first path, by name, that begins as typed."""
        folder, slash, start = value.rpartition("/")
        try:
            base = Path(folder + slash).expanduser() if slash else Path.cwd()
            names = sorted(
                entry.name + "/" * entry.is_dir()
                for entry in base.iterdir()
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
                if safe_line(entry.name) == entry.name  # no other name can stand in a line as it is
            )
        except (OSError, RuntimeError, ValueError):  # an unreadable folder, an unknown ~user, a NUL
            return None
        return f"{folder}{slash}{names[0]}" if names else None
