"""The line to search in: the list follows each key, and moves without leaving the line."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class SearchBar(Input):
    """An input whose up and down move through the list below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", "Down", show=False),
        Binding("up", "step(-1)", "Up", show=False),
    ]

    DEFAULT_CSS = """
    SearchBar {
        border: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        &:focus { border: none; background-tint: $foreground 4%; }
    }
    """

    class Moved(Message):
        """The person wants the cursor of the list elsewhere."""

        def __init__(self, delta: int) -> None:
            """Carry the number of papers to move by."""
            super().__init__()
            self.delta = delta

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder="search: words in any order, typos forgiven", id=id, select_on_focus=False)
        self.display = False

    def action_step(self, delta: int) -> None:
        """Ask the list to move."""
        self.post_message(self.Moved(delta))
