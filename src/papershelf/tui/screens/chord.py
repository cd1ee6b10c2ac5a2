"""The hint that follows a chord's first key: what may come next, at the foot of the screen."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from papershelf.commands import COMMANDS, Command, chords_of

COLUMN = 20  # cells for one key and its label


class ChordScreen(ModalScreen[Command | None]):
    """Waits for the second key of a chord; any key that is none of them leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.commands = {command.keys[0]: command for command in chords_of(key)}

    def compose(self) -> ComposeResult:
        """A strip with a title, the keys, and the way out."""
        opener = next(command for command in COMMANDS if command.action == f"chord('{self.key}')")
        with Vertical(id="chord"):
            yield Static(Content(opener.help), id="chord-title", markup=False)
            yield Static(self._hints(), id="chord-hints", markup=False)

    def _hints(self) -> Content:
        pieces: list[Content | str | tuple[str, str]] = []
        for command in self.commands.values():
            pieces += [(command.keys[0], "bold $accent"), " ", f"{command.label:<{COLUMN - 2}}"]
        pieces += [("esc", "bold $accent"), " cancel"]
        return Content.assemble(*pieces)

    def on_key(self, event: events.Key) -> None:
        """Take the second key."""
        event.stop()
        event.prevent_default()
        self.dismiss(self.commands.get(event.key))

    def on_click(self) -> None:
        """A click anywhere leaves."""
        self.dismiss(None)
