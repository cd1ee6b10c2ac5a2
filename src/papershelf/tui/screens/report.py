"""A report to read through: a summary and lines, in a pane that scrolls."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.dialog import Dialog
from papershelf.tui.widgets.scrolling import Scrolling

SHOWN = 500  # lines; a broken file may cause many thousands


class ReportScreen(Scrolling, Dialog[None]):
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

    @property
    def scrolled(self) -> Widget:
        """The report."""
        return self.query_one("#report")
