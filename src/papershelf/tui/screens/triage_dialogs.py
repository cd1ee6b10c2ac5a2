"""What triage asks: until which day a paper is put off, and whether to go on where it was left."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from papershelf.days import TAKES, day_words, parse_day
from papershelf.errors import UsageError
from papershelf.library import counted
from papershelf.text import safe_line
from papershelf.tui.screens.dialog import FormDialog
from papershelf.tui.screens.offering import OfferingScreen

LONGEST = 60  # letters that can be typed; a day has fewer


class DayScreen(FormDialog[str | None]):
    """Asks for a day that is to come; says which one is meant while it is typed.

    Args:
        today: The day it is.
    """

    VERB = "Put off"

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def compose(self) -> ComposeResult:
        """A line for the day, and which one it is."""
        with Vertical(classes="dialog"):
            yield Static("Put it off until", classes="dialog-title", markup=False)
            yield Input(placeholder="a day", id="day", max_length=LONGEST)
            yield Static(TAKES, id="day-words", classes="dialog-label", markup=False)

    def _meant(self, words: str) -> date | str:
        """The day, or why it is none."""
        try:
            return parse_day(words, self.today, ahead=True)
        except UsageError as error:
            return error.message

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day is meant."""
        meant = self._meant(event.value) if event.value.strip() else TAKES
        words = meant if isinstance(meant, str) else day_words(meant, self.today)
        self.query_one("#day-words", Static).update(Content(words))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand it over, if it is one; an empty line leaves."""
        event.stop()
        meant = self._meant(event.value)
        if not event.value.strip():
            self.dismiss(None)
        elif isinstance(meant, date):
            self.dismiss(meant.isoformat())


class ResumeScreen(OfferingScreen[bool]):
    """Asks whether to go on (True) or to begin anew (False), where the two differ.

    Args:
        name: What is gone through; may be foreign.
        place: Where one would go on: “15 of 50”.
        listed: How many papers a new triage would go through.
    """

    def __init__(self, name: str, place: str, listed: int) -> None:
        super().__init__()
        self.heading = safe_line(f"A triage of {name} was left")
        self.options = (f"Go on at {place}", f"Begin anew with {counted(listed, 'paper')}")

    def compose(self) -> ComposeResult:
        """The two."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield OptionList(*(Option(Content(words)) for words in self.options), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand it over."""
        self.dismiss(event.option_index == 0)
