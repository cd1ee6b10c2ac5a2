"""What dialogs share that offer a few things below one another: moving, choosing, and a way out."""

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.widgets import OptionList

from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.dialog import Dialog

Chosen = TypeVar("Chosen")


class OfferingScreen(Dialog[Chosen | None]):
    """A dialog with one list of options; a subclass says what is in it, and hears `OptionList.OptionSelected`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("offer"), *bindings_of("move")]
    AUTO_FOCUS = ""

    def on_mount(self) -> None:
        """Begin at the first."""
        listing = self.listing
        listing.can_focus = False  # its own keys could not be changed
        listing.highlighted = 0

    @property
    def listing(self) -> OptionList:
        """The options."""
        return self.query_one(OptionList)

    # Actions of the registry's `offer.*` and `move.*` commands

    def action_offer_choose(self) -> None:
        """Choose what is under the cursor."""
        self.listing.action_select()

    def action_move(self, delta: int) -> None:
        """Move through the options."""
        if delta > 0:
            self.listing.action_cursor_down()
        else:
            self.listing.action_cursor_up()

    def action_half_page(self, direction: int) -> None:
        """Move by a page: there are not many."""
        self.action_page(direction)

    def action_page(self, direction: int) -> None:
        """Move by a page."""
        if direction > 0:
            self.listing.action_page_down()  # type: ignore[no-untyped-call]  # Textual left it so
        else:
            self.listing.action_page_up()  # type: ignore[no-untyped-call]  # Textual left it so

    def action_jump(self, where: str) -> None:
        """Go to the first or the last."""
        if where == "top":
            self.listing.action_first()
        else:
            self.listing.action_last()
