"""Help: the keys that work where the person stands, read from the live bindings."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from papershelf.commands import COMMANDS, Command
from papershelf.commands.scopes import opener_of
from papershelf.tui.host import host_of

KEYS_WIDTH = 16


class HelpScreen(ModalScreen[None]):
    """Lists keys by group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self.commands = list(commands)

    @classmethod
    def of(cls, screen: Screen[Any]) -> Self:
        """Help for what is bound, and may run, on a screen at this moment."""
        live = {active.binding.id for active in screen.active_bindings.values() if active.enabled}
        return cls(command for command in COMMANDS if command.id in live)

    def compose(self) -> ComposeResult:
        """The table, in a pane that scrolls."""
        with Vertical(classes="dialog large"):
            yield Static("Keys that work here", classes="dialog-title", markup=False)
            with VerticalScroll(id="help"):
                yield Static(self._table(), markup=False)
            yield Static("j and k scroll · escape closes", classes="dialog-hint", markup=False)

    def _table(self) -> Content:
        pieces: list[Content | str | tuple[str, str]] = []
        for group in dict.fromkeys(command.group for command in COMMANDS):
            members = [command for command in self.commands if command.group == group]
            if members:
                pieces += ["\n" if pieces else "", (group, "bold $accent"), "\n"]
            for command in members:
                pieces += self._lines(command)
        return Content.assemble(*pieces)

    def _lines(self, command: Command) -> list[Content | str | tuple[str, str]]:
        keymap = host_of(self).keys
        keys = "  ".join(keymap.all_shown(command.id))
        lines: list[Content | str | tuple[str, str]] = [
            (f"  {keys:<{KEYS_WIDTH}}", "bold"),
            f" {command.help}\n",
        ]
        if command.action.startswith("chord("):
            for follower in (each for each in COMMANDS if each.chord and opener_of(each.chord) is command):
                chord = keymap.shown(follower.id)
                lines += [(f"    {chord:<{KEYS_WIDTH - 2}}", "bold"), f" {follower.help}\n"]
        return lines

    def action_scroll(self, delta: int) -> None:
        """Scroll by a line."""
        self.query_one("#help").scroll_relative(y=delta, animate=False)
