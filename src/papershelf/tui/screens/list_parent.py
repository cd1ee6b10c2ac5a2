"""The choice of the list that another one is to stand under."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.library import Library
from papershelf.lists import ReadingList, family
from papershelf.tui.screens.offering import OfferingScreen

DEEPEST = 8  # steps of indentation that are shown


class ParentScreen(OfferingScreen[str]):
    """Hands back the id of the list that was chosen, or nothing for the top level.

    Args:
        library: Where the lists are.
        made: The list that is to stand elsewhere; neither it nor what stands under it is offered.
    """

    def __init__(self, library: Library, made: ReadingList) -> None:
        super().__init__()
        self.heading = f"Put the list “{made.name}” under"
        every = library.lists()
        own = {under.id for under in family(made.id, {one.made.id: one.made for one in every})}
        self.offered = [one for one in every if one.made.id not in own]

    def compose(self) -> ComposeResult:
        """The top level, then every list."""
        options = [Option(Content.styled("no other list: the top level", "$text-muted"))]
        options += [Option(Content(f"{'  ' * min(one.depth, DEEPEST)}{one.made.name}")) for one in self.offered]
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield OptionList(*options, markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand it back."""
        place = event.option_index
        self.dismiss(self.offered[place - 1].made.id if place else "")
