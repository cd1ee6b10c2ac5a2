"""The registry of commands: the one source of bindings, footer, palette, help and documents; it knows no screen."""

from collections.abc import Iterator

from papershelf.commands.command import GROUPS, Command
from papershelf.commands.copying import COPYING
from papershelf.commands.filing import FILING
from papershelf.commands.finding import FINDING
from papershelf.commands.general import GENERAL_COMMANDS
from papershelf.commands.inboxing import INBOXING
from papershelf.commands.keys import key_name
from papershelf.commands.layout import LAYOUT
from papershelf.commands.listing import LISTING
from papershelf.commands.marking import MARKING
from papershelf.commands.measuring import MEASURING
from papershelf.commands.moving import MOVING
from papershelf.commands.noting import NOTING
from papershelf.commands.past import PAST_COMMANDS
from papershelf.commands.queueing import QUEUEING
from papershelf.commands.reading import READING
from papershelf.commands.registry import Registry
from papershelf.commands.selecting import SELECTING
from papershelf.commands.setting import SETTING_COMMANDS
from papershelf.commands.suggesting import SUGGESTING
from papershelf.commands.triaging import TRIAGING

__all__ = ["COMMANDS", "GROUPS", "Command", "command_of", "commands_of", "key_name"]

# In the order in which the footer shows them.
COMMANDS = Registry(
    (
        *MOVING,
        *READING,
        *FINDING,
        *TRIAGING,
        *SUGGESTING,
        *MARKING,
        *QUEUEING,
        *NOTING,
        *SELECTING,
        *LISTING,
        *COPYING,
        *PAST_COMMANDS,
        *MEASURING,
        *FILING,
        *INBOXING,
        *LAYOUT,
        *SETTING_COMMANDS,
        *GENERAL_COMMANDS,
    )
)


def command_of(command_id: str) -> Command:
    """The command with an id.

    Raises:
        KeyError: There is none.
    """
    return COMMANDS.by_id[command_id]


def commands_of(scope: str) -> Iterator[Command]:
    """The commands bound in a scope, in the registry's order."""
    return (command for command in COMMANDS if command.scope == scope and not command.chord)
