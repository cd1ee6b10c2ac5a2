"""A report to read through: a summary and lines, in a pane that scrolls."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.dialog import Dialog

SHOWN = 500  # lines; a broken file may cause many thousands


class ReportScreen(Dialog[None]):
    """Shows what an import or export has to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("report"),
        *bindings_of("move"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, title: str, summary: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.heading = safe_line(title)
        self.summary = summary
        self.lines = lines

    def compose(self) -> ComposeResult:
        """Summary above, lines below."""
        more = [f"… and {len(self.lines) - SHOWN} more"] if len(self.lines) > SHOWN else []
        with Vertical(classes="dialog large"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Static(safe(self.summary), markup=False)
            with VerticalScroll(id="report", can_focus=False):
                yield Static(Content(safe("\n".join([*self.lines[:SHOWN], *more]))), markup=False)

    # Actions of the registry's `move.*` commands

    def action_move(self, delta: int) -> None:
        """Scroll by a line."""
        self._scroll(delta)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half a page."""
        self._scroll(direction * max(1, self.query_one("#report").size.height // 2))

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self._scroll(direction * max(1, self.query_one("#report").size.height - 1))

    def action_jump(self, where: str) -> None:
        """Go to the top or the bottom."""
        pane = self.query_one("#report")
        pane.scroll_home(animate=False) if where == "top" else pane.scroll_end(animate=False)

    def _scroll(self, lines: int) -> None:
        self.query_one("#report").scroll_relative(y=lines, animate=False)
