"""The choice between two notes: another process changed the one that a person was writing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.text import safe
from papershelf.tui.noting import Choice

SHOWN = 4000  # characters of the other note
CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("both", "Keep both", "one below the other, with a line between them"),
    ("mine", "Keep mine", "u brings theirs back"),
    ("theirs", "Keep theirs", "u brings mine back"),
)


class ConflictScreen(ModalScreen[Choice | None]):
    """Asks which of two notes stands.

    Args:
        title: The paper's title, in quotation marks.
        theirs: The note that another process saved.
        mine: The note typed here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back to the text"),
        Binding("j", "step(1)", "Down", show=False),
        Binding("k", "step(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, theirs: str, mine: str) -> None:
        super().__init__()
        self.heading = f"Two notes on {title}"
        self.theirs = theirs
        self.mine = mine

    def compose(self) -> ComposeResult:
        """The other note, and the choices."""
        with Vertical(classes="dialog"):
            yield Static(self.heading, classes="dialog-title", markup=False)
            yield Static("Another papershelf changed this note while you wrote. Its text:", markup=False)
            with VerticalScroll(id="theirs"):
                more = "\n…" if len(self.theirs) > SHOWN else ""
                yield Static(Content(safe(self.theirs[:SHOWN]) + more or "(no note)"), markup=False)
            yield OptionList(*(_option(label, says) for _, label, says in CHOICES), id="conflict", markup=False)
            yield Static("enter chooses · escape goes back to your text", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin at what loses nothing."""
        listing = self.query_one(OptionList)
        listing.highlighted = 0
        listing.focus()

    def action_step(self, delta: int) -> None:
        """Move through the choices."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand the choice over."""
        self.dismiss(CHOICES[event.option_index][0])


def _option(label: str, says: str) -> Option:
    return Option(Content.assemble((label, "bold"), ("  " + says, "$text-muted")))
