"""What a command is, and the heads under which help lists them."""

from typing import NamedTuple


class Command(NamedTuple):
    """Something a person can do.

    Attributes:
        id: Stable name, for keymaps: `scope.verb`.
        keys: Default keys, in Textual's names, the first being the one shown; a plugin's are sequences.
        action: The Textual action that does it.
        label: One or two words for the footer.
        help: One sentence for help, palette and documentation.
        group: Head under which help lists it.
        footer: Whether the footer shows it.
        chord: The key to press before it; such a command has no binding of its own.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    group: str
    footer: bool = False
    chord: str = ""

    @property
    def scope(self) -> str:
        """Where it is bound: `move` in every pane, `paper` wherever there is one, `search`, `main`, `reader`, `app`."""
        return self.id.partition(".")[0]

    @property
    def is_plugged(self) -> bool:
        """Whether another package adds it: it has no binding of Textual's, and its keys are sequences."""
        return self.scope == PLUGIN_SCOPE


MOVE, FIND, MARK, COPY, FILE, GENERAL = "Move", "Find", "Mark", "Copy and open", "In and out", "General"
READ, SELECT, NOTE, LOOK = "Read", "Select", "Notes", "Look"
PAST = "History and trash"
PLUGINS, PLUGIN_SCOPE = "Plugins", "plugin"
GROUPS = (MOVE, FIND, READ, MARK, NOTE, SELECT, COPY, PAST, FILE, LOOK, GENERAL, PLUGINS)
