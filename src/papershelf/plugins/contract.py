"""Commands and themes as other packages give them, and what a command is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papershelf.library import Library


@dataclass(frozen=True, slots=True)
class Context:
    """What a command works on.

    Attributes:
        library: The open library; what a command changes in it is shown at once, and can be undone.
        ids: The ids of the papers that the person means: those selected, or the one under the cursor; may be empty.
    """

    library: "Library"
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PluginCommand:
    """A command for the list and the reader.

    Attributes:
        name: Small letters, digits, `-` and `_`; the command's id is `plugin.` and this.
        label: One or two words.
        help: One sentence, for palette and help.
        run: Does it, on the screen's thread, so it should be done in a blink; what it returns is told to the person.
        key: The key, or the keys one after the other parted by blanks, that run it unless they run something else;
            empty for none.
    """

    name: str
    label: str
    help: str
    run: Callable[[Context], str | None]
    key: str = ""


@dataclass(frozen=True, slots=True)
class PluginTheme:
    """Colours, each written `#rrggbb`.

    Attributes:
        name: Small letters, digits, `-` and `_`.
        dark: Whether its ground is darker than its text.
        foreground: Text.
        muted: Quiet text.
        background: What lies behind all.
        surface: The ground of lists and texts.
        panel: The ground of heads, bars and dialogs.
        primary: Frames and the cursor.
        secondary: What is less than primary.
        accent: What was matched, and what stands out.
        success: What went well.
        warning: What needs care.
        error: What went wrong.
    """

    name: str
    dark: bool
    foreground: str
    muted: str
    background: str
    surface: str
    panel: str
    primary: str
    secondary: str
    accent: str
    success: str
    warning: str
    error: str
