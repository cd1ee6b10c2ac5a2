"""The palette: every command of the registry that may run now."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from papershelf.commands import COMMANDS, Command
from papershelf.tui.host import host_of


class RegistryProvider(Provider):
    """Offers the registry's commands for the screen below the palette."""

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for command in self._available():
            yield DiscoveryHit(self._title(command), partial(self._run, command), text=command.help)

    async def search(self, query: str) -> Hits:
        """What fits the letters typed."""
        matcher = self.matcher(query)
        for command in self._available():
            score, offsets = matcher.fuzzy_search.match(query, command.help)
            if score > 0:
                shown = self._title(command)
                for offset in offsets:
                    shown = shown.stylize("bold underline", offset, offset + 1)
                yield Hit(score, shown, partial(self._run, command), text=command.help)

    def _title(self, command: Command) -> Content:
        keys = host_of(self.screen).keys.shown(command.id)
        return Content.assemble(command.help, ("   " + keys, "$text-muted"))

    def _available(self) -> Iterator[Command]:
        for command in COMMANDS:
            if command.scope == "move" or command.action.startswith("chord("):
                continue
            name, _, parameters = command.action.partition("(")
            target = self.app if command.scope == "app" else self.screen
            if hasattr(target, f"action_{name}") and target.check_action(name, (parameters,)):
                yield command

    async def _run(self, command: Command) -> None:
        target = self.app if command.scope == "app" else self.screen
        await target.run_action(command.action)
