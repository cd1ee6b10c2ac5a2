"""A question before something that is not easily taken back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from papershelf.text import safe, safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import host_of
from papershelf.tui.screens.dialog import Dialog


class ConfirmScreen(Dialog[bool | None]):
    """Asks yes or no; enter alone means neither, so that no habit answers.

    Args:
        title: The question.
        words: What it means.
        verb: What is done on yes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("confirm")]

    def __init__(self, title: str, words: str, verb: str) -> None:
        super().__init__()
        self.heading = safe_line(title)
        self.words = safe(words)
        self.verb = safe_line(verb)

    def compose(self) -> ComposeResult:
        """The question, what it means, the keys."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Static(self.words, markup=False)
            keys = host_of(self).keys
            verb = f"{self.verb[:1].lower()}{self.verb[1:]}s"
            hint = f"{keys.shown('confirm.yes')} {verb} · {keys.shown('confirm.no')} leaves it as it is"
            yield Static(hint, classes="dialog-hint", markup=False)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(False)
