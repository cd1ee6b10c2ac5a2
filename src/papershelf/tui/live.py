"""Which commands work at this moment: read from the bindings in force, the one thing footer, help and menus ask."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, runtime_checkable

from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen

from papershelf.commands import COMMANDS, key_name
from papershelf.tui.host import host_of

REGISTRY = COMMANDS.by_id


class Live(NamedTuple):
    """Something that a key does now.

    Attributes:
        id: The command's id; of a key that is in no registry, its action.
        key: The key, in Textual's name.
        keys: The key sequence as a person reads it.
        label: One or two words.
        help: One sentence.
        action: The action to run.
        node: What it is run on.
    """

    id: str
    key: str
    keys: str
    label: str
    help: str
    action: str
    node: DOMNode

    async def run(self) -> None:
        """Do it."""
        await self.node.app.run_action(self.action, self.node)


@runtime_checkable
class Teacher(Protocol):
    """A screen that knows what is worth knowing at this moment."""

    def worth_knowing(self) -> Mapping[str, str]:
        """Ids of commands to show first, each with the label to show; an empty one leaves its own."""


def live_of(screen: Screen[Any], *, anyhow: bool = False) -> dict[str, Live]:
    """What the keys of a screen do now, by id, in the order in which the registry lists it; others come last.

    Args:
        screen: The screen.
        anyhow: Also what only letters run that the line being typed in takes just now.
    """
    found: dict[str, Live] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        name = binding.id or binding.action
        takes = not anyhow and is_typed(screen, key)
        if not active.enabled or takes or name in found or (binding.id is None and not binding.show):
            continue
        command = REGISTRY.get(name)
        label = command.label if command else binding.description
        says = command.help if command else active.tooltip or label
        keys = "" if command else binding.key_display or key_name(key)
        found[name] = Live(name, key, keys or _keys(screen, name, key), label, says, binding.action, active.node)
    found |= _plugged(screen)
    places = {name: place for place, name in enumerate(REGISTRY)}
    return {name: found[name] for name in sorted(found, key=lambda name: places.get(name, len(places)))}


def _plugged(screen: Screen[Any]) -> dict[str, Live]:
    """The commands of plugins, which have no binding of Textual's."""
    found = {}
    for command in COMMANDS.plugged:
        from papershelf.tui.plugged import works_on

        if works_on(screen):
            keys = host_of(screen).keys.shown(command.id)
            found[command.id] = Live(command.id, "", keys, command.label, command.help, command.action, screen.app)
    return found


def _keys(screen: Screen[Any], command_id: str, key: str) -> str:
    """The sequence to show: the keymap's first one, but while it would be typed, the one that works; or nothing."""
    keymap = host_of(screen).keys
    every = keymap.sequences(command_id)
    if not every:
        return ""
    return keymap.shown(command_id) if not is_typed(screen, every[0][0]) else key_name(key)


def followers_of(screen: Screen[Any], live: Mapping[str, Live]) -> dict[str, Live]:
    """What may follow the chord keys that work now."""
    openers = {each.action: each for each in live.values() if each.action.startswith("chord(")}
    found = {}
    for command in COMMANDS:
        opener = openers.get(f"chord('{command.chord}')") if command.chord else None
        if opener is not None and may_run(screen, command.action):
            keys = host_of(screen).keys.shown(command.id)
            found[command.id] = Live(
                command.id, opener.key, keys, command.label, command.help, command.action, opener.node
            )
    return found


def may_run(node: DOMNode, action: str) -> bool:
    """Whether a node has an action and its own judge lets it run now."""
    name, parameters = parsed(action)
    return hasattr(node, f"action_{name}") and bool(node.check_action(name, parameters))


def parsed(action: str) -> tuple[str, tuple[object, ...]]:
    """The name of an action and its parameters."""
    from textual.actions import parse

    _, name, parameters = parse(action)
    return name, tuple(parameters)


def is_typed(screen: Screen[Any], key: str) -> bool:
    """Whether the line being typed in would take a key as a letter."""
    focused = screen.focused
    # Textual has no letter for `slash`, whose Unicode name is another; the registry has.
    letter = key_to_character(key) or (key_name(key) if len(key_name(key)) == 1 and key_name(key).isascii() else None)
    return focused is not None and focused.check_consume_key(key, letter)
