"""The commands of other packages: checked, and put into the registry, without a key where theirs is taken."""

from typing import Any

from papershelf.commands import COMMANDS, Command
from papershelf.commands.command import PLUGIN_SCOPE, PLUGINS
from papershelf.commands.configured import refusal
from papershelf.commands.keymap import Keymap, sequence_name
from papershelf.errors import PluginError
from papershelf.plugging import Plugin, UnfitError, loaded, said, wants_name, wants_text, without_clashes
from papershelf.plugins.contract import Context, PluginCommand


def command_plugins() -> tuple[Plugin, ...]:
    """All commands of other packages, also those that cannot be used."""
    return tuple(without_clashes(loaded("command", checked), (), lambda value: str(value.name)))


def checked(value: Any) -> PluginCommand:
    """A command.

    Raises:
        UnfitError: It is none, or its key is none.
    """
    if not isinstance(value, PluginCommand):
        raise UnfitError("it is no papershelf.plugins.PluginCommand")
    wants_name(value)
    wants_text(value, "label", 30)
    wants_text(value, "help", 120)
    if not callable(value.run):
        raise UnfitError("its run cannot be called")
    if not isinstance(value.key, str):
        raise UnfitError("its key must be a text")
    reason, _ = refusal(value.key, "paper.star")  # any command where no line is typed in will do
    if value.key and (reason or not value.key.strip()):
        raise UnfitError(f"its key cannot be used: {reason or 'it is blank'}")
    return value


def adopt() -> dict[str, str]:
    """Put every command that can be used into the registry, once.

    Returns:
        What to tell of keys that are taken, by the id of the command that goes without.
    """
    new = [_command(plugin.value) for plugin in command_plugins() if not plugin.why]
    COMMANDS.add(command for command in new if command.id not in COMMANDS.by_id)
    names = {command.id: command for command in new}
    return {
        loss.loser: f"{sequence_name(loss.sequence)} runs {loss.winner} already; it has no key"
        for loss in Keymap().losses
        if loss.loser in names
    }


def _command(given: PluginCommand) -> Command:
    keys = (given.key,) if given.key else ()
    return Command(
        f"{PLUGIN_SCOPE}.{given.name}", keys, f"run_plugin('{given.name}')", given.label, given.help, PLUGINS
    )


def run(name: str, context: Context) -> str:
    """Run a command.

    Returns:
        What it tells the person; empty for nothing.

    Raises:
        PluginError: It failed; the message names it.
    """
    plugin = next(each for each in command_plugins() if not each.why and each.value.name == name)
    try:
        told = plugin.value.run(context)
    except (Exception, SystemExit) as error:
        raise PluginError(f"{plugin.words} failed: {getattr(error, 'message', None) or said(error)}") from error
    if told is not None and not isinstance(told, str):
        raise PluginError(f"{plugin.words} failed: it gave {type(told).__name__} where a text was expected")
    return told or ""
