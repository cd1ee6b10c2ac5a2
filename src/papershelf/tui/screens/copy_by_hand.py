"""The last rung of copying: the text stands selected on the screen, to be taken by hand."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from papershelf.library import Piece
from papershelf.text import safe, safe_line
from papershelf.tui.screens.dialog import Dialog, first_bindings_of


class CopyByHandScreen(Dialog[None]):
    """Shows a text that no clipboard took."""

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("byhand")

    def __init__(self, piece: Piece, why: str) -> None:
        super().__init__()
        self.piece = piece
        self.why = why

    def compose(self) -> ComposeResult:
        """The reason, and the text."""
        with Vertical(classes="dialog"):
            yield Static(f"Not copied: {safe_line(self.why)}.", classes="dialog-title", markup=False)
            area = TextArea(safe(self.piece.text), read_only=True, id="by-hand")
            area.cursor_blink = False
            yield area
            yield Static(
                "Select with the mouse while holding shift.",
                classes="dialog-hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Select everything."""
        area = self.query_one(TextArea)
        area.focus()
        area.select_all()
