"""Sequences of keys: what may follow those already pressed, on the screen in front, and doing it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from textual.actions import parse
from textual.dom import DOMNode
from textual.screen import Screen

from papershelf.commands import Command
from papershelf.commands.keymap import Sequence, sequence_name
from papershelf.commands.scopes import opener_of
from papershelf.tui.host import host_of


class Follower(NamedTuple):
    """A command that a sequence of keys runs here.

    Attributes:
        sequence: All its keys.
        rest: Those of them that are still to be pressed.
        command: The command.
        node: What its action is run on.
        is_enabled: Whether it may run now; else it is only shown.
    """

    sequence: Sequence
    rest: Sequence
    command: Command
    node: DOMNode
    is_enabled: bool


def followers(screen: Screen[Any], prefixes: Iterable[Sequence]) -> list[Follower]:
    """The commands of a screen whose sequences begin with, or are, one of several."""
    bound = {active.binding.id: active for active in screen.active_bindings.values()}
    every = tuple(prefixes)
    found: dict[tuple[Sequence, str], Follower] = {}
    for sequence, command in host_of(screen).keys.beginning(every):
        rest = next(sequence[len(prefix) :] for prefix in every if sequence[: len(prefix)] == prefix)
        if active := bound.get(command.id):
            place: tuple[DOMNode, bool | None] | None = (active.node, active.enabled)
        else:
            place = _unbound(screen, command)
        if place is not None and place[1] is not False:
            found[rest, command.id] = Follower(sequence, rest, command, place[0], bool(place[1]))
        elif place is not None and active is not None:
            found[rest, command.id] = Follower(sequence, rest, command, place[0], False)
    return list(found.values())


def _unbound(screen: Screen[Any], command: Command) -> tuple[DOMNode, bool | None] | None:
    """Where a command that has no binding would run, and whether it may; nothing where it has no place here."""
    if command.is_plugged:
        from papershelf.tui.plugged import works_on

        return (screen.app, True) if works_on(screen) else None
    if not command.chord:
        return None
    _, name, parameters = parse(command.action)
    nodes: tuple[DOMNode, ...] = (screen, screen.app)
    node = next((node for node in nodes if hasattr(node, f"action_{name}")), None)
    return None if node is None else (node, node.check_action(name, tuple(parameters)))


def open_chord(screen: Screen[Any], chord: str) -> None:
    """Show what may follow a chord's first key, whatever that is now, and do what is chosen.

    Args:
        screen: Where.
        chord: The key that the registry names the chord by.
    """
    opener = opener_of(chord)
    if opener is None:
        return
    sequences = host_of(screen).keys.sequences(opener.id)
    found = [each for each in followers(screen, sequences) if each.rest]
    _show(screen, sequence_name(sequences[0]) if sequences else "", opener.help, found)


async def take_loose(screen: Screen[Any], key: str) -> bool:
    """Take a key that begins a sequence which is no binding of Textual's; False where it means nothing here."""
    active = screen.active_bindings.get(key)
    if active is not None and active.enabled:
        return False
    found = followers(screen, [(key,)])
    if any(each.rest for each in found):
        _show(screen, sequence_name((key,)), "A key follows.", found)
        return True
    whole = next((each for each in found if each.command.chord or each.command.is_plugged), None)
    return whole is not None and await run(whole)


async def run(chosen: Follower) -> bool:
    """Do what was chosen, if it may still be done."""
    return await chosen.node.app.run_action(chosen.command.action, chosen.node)


def _show(screen: Screen[Any], prefix: str, help: str, found: list[Follower]) -> None:
    from papershelf.tui.screens.chord import ChordScreen

    async def done(chosen: Follower | None) -> None:
        if chosen is not None:
            await run(chosen)

    screen.app.clear_notifications()  # a toast would cover the hints
    screen.app.push_screen(ChordScreen(prefix, help, found), done)
