"""The choice between two notes: another process changed the one that a person was writing."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.tui.host import host_of
from papershelf.tui.noting import Choice
from papershelf.tui.screens.offering import OfferingScreen
from papershelf.tui.widgets.differing import Differing

CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("both", "Keep both", "one below the other"),
    ("mine", "Keep mine", "{undo} brings theirs back"),
    ("theirs", "Keep theirs", "{undo} brings mine back"),
)


class ConflictScreen(OfferingScreen[Choice]):
    """Asks which of two notes stands; what loses nothing is the first choice.

    Args:
        title: The paper's title, in quotation marks.
        theirs: The note that another process saved.
        mine: The note typed here.
    """

    def __init__(self, title: str, theirs: str, mine: str) -> None:
        super().__init__()
        self.heading = f"Two notes on {title}: another papershelf changed it while you wrote."
        self.theirs = theirs
        self.mine = mine

    def compose(self) -> ComposeResult:
        """How the notes differ, and the choices."""
        undo = host_of(self).keys.shown("paper.undo")
        options = (_option(label, says.replace("{undo}", undo)) for _, label, says in CHOICES)
        with Vertical(classes="dialog large comparing"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Differing(self.theirs, self.mine, ("theirs", "mine"))
            yield OptionList(*options, id="conflict", markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand the choice over."""
        self.dismiss(CHOICES[event.option_index][0])


def _option(label: str, says: str) -> Option:
    return Option(Content.assemble((label, "bold"), ("  " + says, "$text-muted")))
