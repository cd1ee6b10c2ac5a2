"""The dialog in which the description of a reading list is written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from papershelf.text import safe, safe_line
from papershelf.tui.host import host_of
from papershelf.tui.screens.dialog import Dialog, first_bindings_of


class DescribeScreen(Dialog[str | None]):
    """Hands back the text as it was written, or None where it is to stay as it was.

    Args:
        title: What is described.
        text: Markdown, to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("describe")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = safe_line(title)
        self.start = safe(text)
        self._warned = ""

    def compose(self) -> ComposeResult:
        """What is described, and the text."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield TextArea(self.start, id="description", tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query_one(TextArea).focus()

    @property
    def text(self) -> str:
        """The text now."""
        return self.query_one(TextArea).text

    def action_describe_save(self) -> None:
        """Hand the text over."""
        self.dismiss(self.text)

    def action_leave(self) -> None:
        """Leave the description as it was; what was typed is not dropped without a word."""
        text = self.text
        if text not in (self.start, self._warned):
            self._warned = text
            keys = host_of(self).keys
            self.notify_unsaved(keys.shown("describe.save"), keys.shown("describe.close"))
        else:
            self.dismiss(None)

    def notify_unsaved(self, save: str, close: str) -> None:
        """Say that the text is not saved."""
        host_of(self).say(f"This is not saved: {save} saves it, {close} once more drops it.", severity="warning")

    def leave_by_click(self) -> None:
        """A click beside it leaves only where nothing was typed."""
        if self.text == self.start:
            self.action_leave()
