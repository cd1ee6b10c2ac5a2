"""What to read next: a few papers, each with the reasons that brought it up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.offering import OfferingScreen
from papershelf.tui.widgets.glyphs import Glyphs, glyphs_of

if TYPE_CHECKING:
    from papershelf.library.picking import Pick


class Chosen(NamedTuple):
    """What the person wants to do.

    Attributes:
        paper_id: With which paper.
        reads: Whether to read it at once; else it is shown in the list.
    """

    paper_id: str
    reads: bool


class NextScreen(OfferingScreen[Chosen]):
    """Lists what to read next; hands back what is chosen.

    Args:
        picks: The most pressing first; at least one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("next")]

    def __init__(self, picks: "Sequence[Pick]") -> None:
        super().__init__()
        self.picks = picks

    def compose(self) -> ComposeResult:
        """The papers, each with its reasons."""
        glyphs = glyphs_of(self)
        with Vertical(classes="dialog"):
            yield Static("What to read next", classes="dialog-title", markup=False)
            yield OptionList(*(_option(pick, glyphs) for pick in self.picks), id="next", markup=False)

    def worth_knowing(self) -> dict[str, str]:
        """What enter does here."""
        return {"offer.choose": "Read", "next.go": "Show in the list"}

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read a paper."""
        self.dismiss(Chosen(self.picks[event.option_index].entry.paper.id, reads=True))

    def action_go(self) -> None:
        """Show a paper in the list."""
        place = self.listing.highlighted
        if place is not None:
            self.dismiss(Chosen(self.picks[place].entry.paper.id, reads=False))


def _option(pick: "Pick", glyphs: Glyphs) -> Option:
    mark = pick.entry.mark
    title = safe_line(pick.entry.paper.title) or "(no title)"
    reasons = " · ".join(safe_line(reason) for reason in pick.reasons)
    return Option(Content.assemble(f"{glyphs.status[mark.status]} ", (title, "bold"), "\n  ", (reasons, "$text-muted")))
