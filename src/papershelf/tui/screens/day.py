"""A line for a day; it says live which day is meant, and stays open until one is."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from papershelf.days import TAKES
from papershelf.errors import UsageError
from papershelf.text import safe_line
from papershelf.tui.screens.dialog import FormDialog

LONGEST = 60  # letters that can be typed; a day has fewer


class DayScreen(FormDialog[str | None]):
    """Hands back a day as it is kept, or nothing for none; None where the person left.

    Args:
        heading: What it is for; may be foreign.
        label: What stands before the day: “Due on”.
        read: Gives the day typed as it is kept, and in words; raises `UsageError` where none is meant.
        empty: What an empty line does; it does nothing if this is empty.
    """

    VERB = "Take"

    def __init__(self, heading: str, label: str, read: Callable[[str], tuple[str, str]], empty: str) -> None:
        super().__init__()
        self.heading = safe_line(heading)
        self.label = label
        self.read = read
        self.empty = empty

    def compose(self) -> ComposeResult:
        """What it is for, the line, what it means."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Input(id="day-input", max_length=LONGEST, placeholder="+2w")
            yield Static(self._help(), id="day-words", markup=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(Input).focus()

    def _help(self) -> str:
        return f"{TAKES}{'; ' if self.empty else ''}{self.empty}"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant."""
        self._say(event.value)

    def _say(self, typed: str) -> str | None:
        """Say what is meant, and give it as it is kept; None where that is nothing."""
        words, kept = self._help(), "" if self.empty else None
        if typed.strip():
            try:
                kept, meant = self.read(typed)
                words = f"{self.label} {meant}."
            except UsageError as error:
                words, kept = error.message, None
        self.query_one("#day-words", Static).update(words)
        return kept

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the day; where none is meant the dialog stays, and has said why."""
        event.stop()
        kept = self._say(event.value)
        if kept is not None:
            self.dismiss(kept)
