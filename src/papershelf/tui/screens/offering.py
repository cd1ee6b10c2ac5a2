"""What the dialogs of a note share: a list to choose from with j and k, and a way out."""

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList

from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.once import LeftOnce

Chosen = TypeVar("Chosen")


class OfferingScreen(LeftOnce[Chosen | None], ModalScreen[Chosen | None]):
    """A dialog with one list of options; a subclass says what is in it, and hands the choice over."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("offer")]

    def on_mount(self) -> None:
        """Begin at the first."""
        listing = self.query_one(OptionList)
        listing.highlighted = 0
        listing.focus()

    def action_offer_step(self, delta: int) -> None:
        """Move through the options."""
        listing = self.query_one(OptionList)
        if delta > 0:
            listing.action_cursor_down()
        else:
            listing.action_cursor_up()

    def action_offer_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
