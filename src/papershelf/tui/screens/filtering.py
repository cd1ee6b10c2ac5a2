"""A list over the whole screen with a line to filter it, which shows itself when it is asked for."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from papershelf.tui.screens.listing import ListingScreen


class FilteringScreen(ListingScreen):
    """A list that is narrowed as one types; a subclass says to what (`show_fitting`)."""

    FILTER_HINT: ClassVar[str]

    def above(self) -> ComposeResult:
        """The line to filter with."""
        entry = Input(placeholder=self.FILTER_HINT, id="filter", compact=True)
        entry.display = False
        yield entry

    def show_fitting(self) -> None:
        """Show what fits the words typed."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """What is filtered by."""
        return self.query_one("#filter", Input).value

    def open_filter(self) -> None:
        """Open the line to filter with."""
        entry = self.query_one("#filter", Input)
        entry.display = True
        entry.focus()

    def step_back(self) -> None:
        """Step out of the filter, then out of the screen."""
        entry = self.query_one("#filter", Input)
        if entry.display:
            entry.value = ""
            entry.display = False
            self.lines.focus()
        else:
            self.dismiss(None)

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.show_fitting()

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        self.lines.focus()
