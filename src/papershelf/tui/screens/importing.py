"""The import dialog: a path, completed as one types."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from papershelf.tui.screens.dialog import FormDialog, first_bindings_of


class PathSuggester(Suggester):
    """Completes file and folder names."""

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
            )
        except (OSError, RuntimeError, ValueError):  # an unreadable folder, an unknown ~user, a NUL
            return None
        return f"{folder}{slash}{names[0]}" if names else None


class ImportScreen(FormDialog[str | None]):
    """Asks what to import."""

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("import")
    VERB = "Import"

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical(classes="dialog"):
            yield Static("Import a saved page, or a folder of pages", classes="dialog-title", markup=False)
            yield Input(
                placeholder="path, such as ~/Downloads/papers.txt",
                suggester=PathSuggester(),
                id="import-path",
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the path over."""
        path = event.value.strip()
        self.dismiss(str(Path(path).expanduser()) if path else None)

    def action_complete(self) -> None:
        """Take the suggestion."""
        self.query_one(Input).action_cursor_right()
        self.query_one(Input).action_end()
