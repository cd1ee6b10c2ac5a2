"""The foot of the screen: the keys that work now, as many as fit, the way to all others always among them."""

from collections.abc import Sequence

from textual.content import Content
from textual.keys import key_to_character
from textual.style import Style
from textual.widget import Widget

from papershelf.commands import COMMANDS, Command, key_name

# The ways out and on, never left out for want of room.
ALWAYS = (
    "paper.back",
    "search.shut",
    "past.close",
    "trash.close",
    "work.close",
    "doctor.close",
    "pairs.close",
    "app.help",
)
GAP = 2


class KeyBar(Widget):
    """Shows the live commands that the registry wants shown; a click runs one."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        dock: bottom;
        background: $panel;
        color: $text-muted;
        padding: 0 1;
        link-color: $text-muted;
        link-style: none;
        link-background: $panel;
        link-style-hover: none;
        link-color-hover: $text;
        link-background-hover: $surface;
    }
    """

    def on_mount(self) -> None:
        """Follow what may run."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def commands(self) -> list[Command]:
        """The commands to show: bound here, allowed now, wanted by the registry; in its order."""
        active = (each for each in self.screen.active_bindings.values() if each.enabled and each.binding.show)
        live = {each.binding.id for each in active}
        return [command for command in COMMANDS if command.id in live and not self._is_typed(command)]

    def _is_typed(self, command: Command) -> bool:
        """Whether the key is a letter that the line being typed in would take."""
        key, focused = command.keys[0], self.screen.focused
        # Textual has no letter for `slash`, whose Unicode name is another; the registry has.
        letter = key_name(key) if len(key_name(key)) == 1 else key_to_character(key)
        return focused is not None and focused.check_consume_key(key, letter)

    def render(self) -> Content:
        """The line."""
        shown = fitting(self.commands(), self.content_size.width)
        return Content(" " * GAP).join(self._entry(command) for command in shown)

    def _entry(self, command: Command) -> Content:
        entry = Content.assemble((key_name(command.keys[0]), "bold $accent"), " ", command.label)
        # Only our own names go into the action, never text from outside.
        return entry.stylize(Style.from_meta({"@click": f"run('{command.id}')"}))

    async def action_run(self, command_id: str) -> None:
        """Run the command that was clicked."""
        active = next((each for each in self.screen.active_bindings.values() if each.binding.id == command_id), None)
        if active is not None:
            await self.app.run_action(active.binding.action, active.node)


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
