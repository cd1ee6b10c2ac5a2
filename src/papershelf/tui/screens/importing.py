"""The import dialog: a path, completed as one types."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from papershelf.tui.path_suggester import PathSuggester
from papershelf.tui.screens.dialog import FormDialog, first_bindings_of


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
