"""What a screen may ask of the app it stands in; so no screen needs to know the app itself."""

from typing import TYPE_CHECKING, Protocol, cast

from textual.notifications import SeverityLevel
from textual.widget import Widget

if TYPE_CHECKING:
    from papershelf.commands.keymap import Keymap
    from papershelf.config import Config
    from papershelf.errors import PapershelfError
    from papershelf.tui.configuring import Configuring
    from papershelf.tui.jobs import Jobs
    from papershelf.tui.saving import Saver
    from papershelf.tui.seams import Seams
    from papershelf.tui.typing_ahead import TypeAhead

_EDITORS = frozenset({"note_in_editor", "editor", "entry_editor"})


class Host(Protocol):
    """The app, as its screens see it.

    Attributes:
        seams: The outside world.
        config: What the person set.
        keys: Which keys run which command.
        configuring: Writes a setting into its file, and lets it take effect.
    """

    seams: "Seams"
    config: "Config"
    keys: "Keymap"
    configuring: "Configuring"

    def apply_config(self, config: "Config") -> None:
        """Let other settings take effect, without writing them down."""

    @property
    def saver(self) -> "Saver":
        """Makes the changes."""

    @property
    def is_saving(self) -> bool:
        """Whether a change is not on disk yet."""

    @property
    def type_ahead(self) -> "TypeAhead":
        """Lets keys through one by one."""

    @property
    def jobs(self) -> "Jobs":
        """Does what takes its time."""

    def say(self, words: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float = 0) -> None:
        """Show a toast, for as long as the person set, or longer; foreign text in it stays text."""

    def say_error(self, error: "PapershelfError") -> None:
        """Show a toast of what went wrong, or that the person did not want it to go on."""

    def heed(self, deed: str) -> None:
        """Let the tutorial know what the person did, if it runs."""

    def tell(self, words: str) -> None:
        """Show a toast of what happened elsewhere, which hides no warning."""


def host_of(widget: Widget) -> Host:
    """The app that a widget stands in."""
    return cast(Host, widget.app)


def is_elsewhere(widget: Widget, action: str) -> bool:
    """Whether an action would run a program on the machine that serves a browser, where the person is not."""
    return action in _EDITORS and widget.app.is_web


def on_server(widget: Widget) -> str:
    """What a dialog that asks for a path adds to its title where the paths are not those of the person's machine."""
    return " (paths are those of the machine that serves this page)" if widget.app.is_web else ""


def config_of(widget: Widget) -> "Config":
    """What the person set; the defaults where a widget stands nowhere yet, or in another app."""
    from papershelf.config import Config

    return (getattr(widget.app, "config", None) if widget.is_attached else None) or Config()


def sentence(words: str) -> str:
    """Words with a capital first letter, letting the rest be: `capitalize` would lower names."""
    return words[:1].upper() + words[1:]


def way_back(keys: "Keymap") -> str:
    """How to undo what was just done, as every toast says it; nothing where the person gave that no key."""
    return key_hint(keys, "paper.undo", "takes it back.")


def key_hint(keys: "Keymap", command_id: str, does: str) -> str:
    """What the key of a command does, in words that begin with the key; nothing where the person gave it none."""
    key = keys.shown(command_id)
    return f"{key} {does}" if key else ""
