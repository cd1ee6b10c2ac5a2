"""The line to search in: the list follows each key, and moves without leaving the line."""

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.widgets import Input

from papershelf.text import safe
from papershelf.tui.bindings import bindings_of


class SearchBar(Input):
    """An input whose up and down move through the list below.

    It knows whether something is on offer, and lets the keys for that go on to the panes where nothing is.

    Attributes:
        is_offering: Whether ways to go on are shown.
        mended: The query that `tab` takes where nothing else is on offer, or nothing.
        is_editing: Whether the value is being edited now, so that the cursor is not in its place yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("search")]

    DEFAULT_CSS = """
    SearchBar {
        border: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        &:focus { border: none; background-tint: $foreground 4%; }
    }
    """

    # One line of fixed width: other letters in it lay nothing out, which Textual's default would.
    virtual_size = reactive(Size(0, 0), layout=False, repaint=False)

    edits: var[int] = var(0)
    """Counts what the person typed; watch it to hear of an edit when value and cursor are in place."""

    class Moved(Message):
        """The person wants the cursor of the list elsewhere, or a former search."""

        def __init__(self, delta: int) -> None:
            """Carry the number of papers to move by."""
            super().__init__()
            self.delta = delta

    class Chose(Message):
        """The person wants another of the ways to go on."""

        def __init__(self, delta: int) -> None:
            """Carry the number of options to move by."""
            super().__init__()
            self.delta = delta

    class Took(Message):
        """The person takes what is on offer."""

    class Shut(Message):
        """The person wants nothing offered."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder="search: words in any order, typos forgiven", id=id, select_on_focus=False)
        self.display = False
        self.is_offering = False
        self.mended = ""
        self.is_editing = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Edit the line: every key and every paste comes through here."""
        self.is_editing = True
        try:
            super().replace(text, start, end)
        finally:
            self.is_editing = False
        self.edits += 1

    def put(self, text: str) -> None:
        """Write another query into the line; nobody typed it, so nothing is offered."""
        self.value = safe(text)
        self.cursor_position = len(self.value)

    def cells_before(self, place: int) -> int:
        """How many cells right of the line's edge a place of the value is seen; negative where it is out of sight."""
        return self._position_to_cell(place) - round(self.scroll_x) + self.styles.gutter.left

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What may run now; a key that may not means what it means elsewhere."""
        if action == "take":
            return self.is_offering or bool(self.mended)
        if action == "shut":
            return self.is_offering
        if action == "choose":
            return self.is_offering or parameters != (-1,)
        return super().check_action(action, parameters)

    def action_step(self, delta: int) -> None:
        """Ask the list to move."""
        self.post_message(self.Moved(delta))

    def action_choose(self, delta: int) -> None:
        """Choose among what is on offer; without that, move."""
        self.post_message(self.Chose(delta) if self.is_offering else self.Moved(delta))

    def action_take(self) -> None:
        """Take what is on offer."""
        self.post_message(self.Took())

    def action_shut(self) -> None:
        """Offer nothing until the next key."""
        self.post_message(self.Shut())
