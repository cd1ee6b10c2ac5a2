"""One line of the import inbox in full, where the pane beside the list has no room for it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.inbox_words import Shown
from papershelf.tui.screens.dialog import Dialog
from papershelf.tui.widgets.inbox_pane import InboxPane


class RowScreen(Dialog[None]):
    """Shows a record or a broken entry.

    Args:
        title: What it is.
        shown: All about it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("report"), *bindings_of("move")]
    AUTO_FOCUS = ""

    def __init__(self, title: str, shown: Shown) -> None:
        super().__init__()
        self.heading = safe_line(title)
        self.pane = InboxPane(shown, id="row-pane")

    def compose(self) -> ComposeResult:
        """What it is, and all about it."""
        with Vertical(classes="dialog large"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield self.pane

    # Actions of the registry's `move.*` commands

    def action_move(self, delta: int) -> None:
        """Scroll by a line."""
        self.pane.scroll_by(delta)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half a page."""
        self.pane.scroll_by(direction * max(1, self.pane.size.height // 2))

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self.pane.scroll_by(direction * max(1, self.pane.size.height - 1))

    def action_jump(self, where: str) -> None:
        """Go to the top or the bottom."""
        self.pane.scroll_home(animate=False) if where == "top" else self.pane.scroll_end(animate=False)
