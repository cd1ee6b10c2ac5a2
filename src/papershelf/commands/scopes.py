"""Which commands stand together before a person, so that their keys must differ, and where a letter is typed."""

from papershelf.commands import COMMANDS, Command
from papershelf.commands.command import PLUGIN_SCOPE

# Scopes whose keys work at the same time. One that is not named here stands by itself. What lies above another
# screen takes keys of it on purpose: the history's `u` is another than that of the list below it.
STAGES: dict[str, tuple[str, ...]] = {
    "list": ("main", "paper", "move", "app", PLUGIN_SCOPE),
    "reader": ("reader", "paper", "move", "app", PLUGIN_SCOPE),
    "history": ("past", "move"),
    "trash": ("trash", "move"),
    "work": ("work", "move"),
    "stats": ("stats", "move"),
    "doctor": ("doctor", "move"),
    "pairs": ("pairs", "move"),
    "settings": ("settings", "move"),
    "choice": ("offer", "related", "next", "move"),
    "report": ("report", "move"),
    "inbox": ("inbox", "move"),
    "triage": ("triage", "move"),
    "review": ("review", "move"),
}
# Scopes that work while a person types: a letter would be written and never run anything.
TYPING = {
    "search": "the search line",
    "found": "the line to find in",
    "note": "a note",
    "tags": "the tag picker",
    "lists": "the picker of lists",
    "describe": "a description",
    "links": "the list of links",
    "help": "help",
    "form": "a dialog",
    "import": "the path",
    "entry": "a broken entry",
}

_OPENERS = {command.action: command for command in COMMANDS if command.action.startswith("chord(")}


def opener_of(chord: str) -> Command | None:
    """The command that opens a chord, by the key that the registry names the chord by."""
    return _OPENERS.get(f"chord('{chord}')")


def is_opener(command: Command) -> bool:
    """Whether a command waits for a key to follow."""
    return command.action in _OPENERS


def stages_of(command: Command) -> frozenset[str]:
    """Where a command works; what follows a chord's first key works where that one does."""
    opener = opener_of(command.chord) if command.chord else None
    scope = (opener or command).scope
    return frozenset(stage for stage, scopes in STAGES.items() if scope in scopes) or frozenset((scope,))
