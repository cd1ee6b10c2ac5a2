"""The hint that follows the first keys of a sequence: what may come next, at the foot of the screen."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from papershelf.commands import key_name
from papershelf.commands.keymap import sequence_name
from papershelf.tui.chords import Follower
from papershelf.tui.host import host_of
from papershelf.tui.screens.once import LeftOnce

COLUMN = 20  # cells for one key and its label


class ChordScreen(LeftOnce[Follower | None], ModalScreen[Follower | None]):
    """Waits for the next key; one that cannot come next leaves.

    Args:
        prefix: The keys pressed so far, as a person reads them.
        heading: What they lead to.
        followers: What may come.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel", show=False)]

    def __init__(self, prefix: str, heading: str, followers: Sequence[Follower]) -> None:
        super().__init__()
        self.prefix = prefix
        self.heading = heading
        self.followers = followers
        self.pressed: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """A strip with a title, the keys, and the way out."""
        with Vertical(id="chord"):
            yield Static(self._title(), id="chord-title", markup=False)
            yield Static(self._hints(), id="chord-hints", markup=False)

    @property
    def keys(self) -> str:
        """Everything pressed so far, as a person reads it."""
        return " ".join(filter(None, (self.prefix, sequence_name(self.pressed))))

    def _title(self) -> Content:
        return Content.assemble((self.keys, "bold $accent"), "  ", self.heading)

    def _next(self) -> Iterator[tuple[str, list[int]]]:
        """Each key that may come next, with the numbers of the followers it leads to."""
        depth = len(self.pressed)
        found: dict[str, list[int]] = {}
        for number, follower in enumerate(self.followers):
            if len(follower.rest) > depth and follower.rest[:depth] == self.pressed:
                found.setdefault(follower.rest[depth], []).append(number)
        yield from found.items()

    def _hints(self) -> Content:
        pieces: list[Content | str | tuple[str, str]] = []
        for key, numbers in self._next():
            first = self.followers[numbers[0]]
            is_last = len(numbers) == 1 and len(first.rest) == len(self.pressed) + 1
            label = first.command.label if is_last else f"… {len(numbers)} more"
            is_live = any(self.followers[number].is_enabled for number in numbers)
            style = "bold $accent" if is_live else "dim"
            room = max(1, COLUMN - 1 - len(key_name(key)))
            entry = Content.assemble((key_name(key), style), " ", (f"{label:<{room}}", "" if is_live else "dim"))
            pieces.append(entry.stylize(Style.from_meta({"chord_key": key})))
        if self.pressed:
            pieces += [("⌫", "bold $accent"), " back  "]
        return Content.assemble(*pieces, ("esc", "bold $accent"), " cancel")

    def on_key(self, event: events.Key) -> None:
        """Take the next key."""
        event.stop()
        event.prevent_default()
        self._take(event.key)

    def _take(self, key: str) -> None:
        if key == "escape" or (key == "backspace" and not self.pressed):
            self.dismiss(None)
            return
        if key == "backspace":
            self._go(self.pressed[:-1])
            return
        numbers = dict(self._next()).get(key)
        if numbers is None:
            self._leave(f"{self.keys} {key_name(key)} runs nothing here.")
            return
        whole = [self.followers[number] for number in numbers if len(self.followers[number].rest) == self._depth + 1]
        if len(whole) < len(numbers):
            self._go((*self.pressed, key))  # more may follow: what opens a chord is no command by itself
        elif whole[0].is_enabled:
            self.dismiss(whole[0])
        else:
            self._leave(f"{whole[0].command.help.rstrip('.')}: not now.")

    @property
    def _depth(self) -> int:
        return len(self.pressed)

    def _go(self, pressed: tuple[str, ...]) -> None:
        self.pressed = pressed
        self.query_one("#chord-title", Static).update(self._title())
        self.query_one("#chord-hints", Static).update(self._hints())

    def _leave(self, words: str) -> None:
        host = host_of(self)
        self.dismiss(None)
        host.say(words)

    def on_click(self, event: events.Click) -> None:
        """A click on a key is that key; anywhere else it leaves."""
        key = event.style.meta.get("chord_key")
        if key is None:
            self.dismiss(None)
        else:
            self._take(str(key))
