"""A report to read through: a summary and lines, in a pane that scrolls."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from papershelf.text import safe, safe_line

SHOWN = 500  # lines; a broken file may cause many thousands


class ReportScreen(ModalScreen[None]):
    """Shows what an import or export has to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

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
            with VerticalScroll(id="report"):
                yield Static(Content(safe("\n".join([*self.lines[:SHOWN], *more]))), markup=False)
            yield Static("j and k scroll · escape closes", classes="dialog-hint", markup=False)

    def action_scroll(self, delta: int) -> None:
        """Scroll by a line."""
        self.query_one("#report").scroll_relative(y=delta, animate=False)
