"""What triage asks: whether to go on where it was left, or to begin anew."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import counted
from papershelf.text import safe_line
from papershelf.tui.screens.offering import OfferingScreen


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
