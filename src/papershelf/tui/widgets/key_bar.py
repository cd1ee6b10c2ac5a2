"""The foot of the screen: the keys that work now, as many as fit, the way to all others always among them."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.style import Style

from papershelf.commands import Command
from papershelf.tui.live import REGISTRY, Live, Teacher, live_of
from papershelf.tui.widgets.buttons import FirstButton
from papershelf.tui.widgets.frames import Fixed

# The ways on, never left out for want of room; so is the way out, whatever command `escape` runs here.
ALWAYS = ("app.help", "app.palette")
OUT = "escape"
GAP = 2


class KeyBar(Fixed, FirstButton):
    """Shows the live commands that the registry wants shown; a click runs one, and under the mouse each says more."""

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

    def __init__(self, *, is_late: bool = False) -> None:
        """Make the foot of a screen.

        Args:
            is_late: Whether it stays empty until `appear`, so that nothing waits for it.
        """
        super().__init__()
        self._is_late = is_late

    def appear(self) -> None:
        """Show the keys from now on."""
        self._is_late = False
        self.refresh()

    def on_mount(self) -> None:
        """Follow what may run."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def entries(self) -> list[Live]:
        """What to show: works now, is wanted by the registry or worth knowing at this moment; that comes first."""
        screen = self.screen
        first = screen.worth_knowing() if isinstance(screen, Teacher) else {}
        live = live_of(screen)
        front = [live[name]._replace(label=first[name] or live[name].label) for name in first if name in live]
        shown = front + [each for name, each in live.items() if name not in first and _is_wanted(name)]
        return [each for each in shown if each.keys]  # what has no key is none to press

    def commands(self) -> list[Command]:
        """The registry's commands among them."""
        return [REGISTRY[each.id] for each in self.entries() if each.id in REGISTRY]

    def shown(self) -> list[Live]:
        """What there is room for now."""
        return [] if self._is_late else fitting(self.entries(), self.content_size.width)

    def render(self) -> Content:
        """The line."""
        return Content(" " * GAP).join(
            Content.assemble((each.keys, "bold $accent"), *((" ", each.label) if each.label else ())).stylize(
                # Only our own names and numbers go into the action, never text from outside.
                Style.from_meta({"@click": f"run_nth({number})"})
            )
            for number, each in enumerate(self.shown())
        )

    def at(self, x: int) -> Live | None:
        """What stands at a cell of the content."""
        left = 0
        for each in self.shown():
            right = left + _cost(each) - GAP
            if left <= x < right:
                return each
            left = right + GAP
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say of what is under the mouse what it does."""
        each = self.at(event.x - self.styles.gutter.left)
        tip = Content(f"{each.help} ({each.keys})") if each else None
        if tip != self.tooltip:
            self.tooltip = tip

    async def action_run_nth(self, number: int) -> None:
        """Run what was clicked."""
        shown = self.shown()
        if number < len(shown):
            await shown[number].run()

    async def action_run(self, command_id: str) -> None:
        """Run a command that is shown."""
        live = live_of(self.screen).get(command_id)
        if live is not None:
            await live.run()


def _is_wanted(name: str) -> bool:
    """Whether the footer shows a command by itself; a key that is in no registry is live only where it asks for it."""
    return name not in REGISTRY or REGISTRY[name].footer


def _cost(each: Live) -> int:
    return cell_len(each.keys) + bool(each.label) + cell_len(each.label) + GAP


def fitting(entries: Sequence[Live], width: int) -> list[Live]:
    """As many as fit, in order; the ways out and on keep their room, at worst without their words."""
    kept = [each for each in entries if each.id in ALWAYS or each.key == OUT]
    room = width + GAP - sum(map(_cost, kept))
    bare = {}
    for each in reversed(kept):
        if room >= 0:
            break
        bare[each.id] = each._replace(label="")
        room += _cost(each) - _cost(bare[each.id])
    shown = []
    for each in entries:
        if each not in kept:
            room -= _cost(each)
        if each in kept or room >= 0:
            shown.append(bare.get(each.id, each))
    return shown
