"""The foot of the screen: the keys that work now, as many as fit, the way to all others always among them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from papershelf.tui.commands import COMMANDS, Command, key_name

ALWAYS = ("app.help",)  # never left out for want of room
GAP = 2


class KeyBar(Widget):
    """Shows the live commands that the registry wants shown; a click runs one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label"}

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        dock: bottom;
        background: $panel;
        color: $text-muted;
        padding: 0 1;
    }
    """

    def on_mount(self) -> None:
        """Follow what may run."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def commands(self) -> list[Command]:
        """The commands to show: bound here, allowed now, wanted by the registry; in its order."""
        live = {
            active.binding.id
            for active in self.screen.active_bindings.values()
            if active.enabled and active.binding.show
        }
        return [command for command in COMMANDS if command.id in live]

    def render(self) -> Content:
        """The line."""
        shown = fitting(self.commands(), self.content_size.width)
        return Content(" " * GAP).join(self._entry(command) for command in shown)

    def _entry(self, command: Command) -> Content:
        entry = Content.assemble((key_name(command.keys[0]), "bold $accent"), " ", command.label)
        # Only our own names go into the action, never text from outside.
        return entry.stylize(Style.from_meta({"@click": f"run('{command.id}')"}))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    async def action_run(self, command_id: str) -> None:
        """Run the command that was clicked."""
        command = next(command for command in COMMANDS if command.id == command_id)
        await self.screen.run_action(command.action)


def fitting(commands: Sequence[Command], width: int) -> list[Command]:
    """As many commands as fit, in order; those of `ALWAYS` keep their room."""

    def cost(command: Command) -> int:
        return len(key_name(command.keys[0])) + 1 + len(command.label) + GAP

    room = width + GAP - sum(cost(command) for command in commands if command.id in ALWAYS)
    shown = []
    for command in commands:
        if command.id not in ALWAYS:
            room -= cost(command)
        if command.id in ALWAYS or room >= 0:
            shown.append(command)
    return shown
