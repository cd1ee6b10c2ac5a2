"""A question before something that is not easily taken back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from papershelf.text import safe, safe_line


class ConfirmScreen(ModalScreen[bool | None]):
    """Asks yes or no; enter alone means neither, so that no habit answers.

    Args:
        title: The question.
        words: What it means.
        verb: What is done on yes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("escape,n,q", "dismiss(False)", "No"),
    ]

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
            hint = f"y {self.verb[:1].lower()}{self.verb[1:]}s · n or escape leaves it as it is"
            yield Static(hint, classes="dialog-hint", markup=False)
