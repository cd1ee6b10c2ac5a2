"""The hint that follows the first keys of a sequence: what may come next, at the foot of the screen."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.app import ComposeResult
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

GAP = 2  # cells between two of the keys and labels


class ChordScreen(ModalScreen[Follower | None], LeftOnce[Follower | None]):
    """Waits for the next key; one that cannot come next leaves.

    Args:
        prefix: The keys pressed so far, as a person reads them.
        heading: What they lead to.
        followers: What may come.
    """

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
        entries = [*self._entries(), *self._ways()]
        room = max(1, self.app.size.width - GAP)
        column = min(room, max(entry.cell_length for entry in entries)) + GAP
        each_line = max(1, (room + GAP) // column)
        lines = [entries[start : start + each_line] for start in range(0, len(entries), each_line)]
        return Content("\n").join(_line(line, column, room) for line in lines)

    def _entries(self) -> Iterator[Content]:
        """What may come next: keys with what they do, which a click does too."""
        for key, numbers in self._next():
            first = self.followers[numbers[0]]
            is_last = len(numbers) == 1 and len(first.rest) == len(self.pressed) + 1
            label = first.command.label if is_last else f"… {len(numbers)} more"
            is_live = any(self.followers[number].is_enabled for number in numbers)
            style = "bold $accent" if is_live else "dim"
            entry = Content.assemble((key_name(key), style), " ", (label, "" if is_live else "dim"))
            yield entry.stylize(Style.from_meta({"chord_key": key}))

    def _ways(self) -> Iterator[Content]:
        """The ways back and out."""
        for name, label in (("chord.back", "back"), ("chord.cancel", "cancel")):
            every = host_of(self).keys.sequences(name)
            if every and (self.pressed or name == "chord.cancel"):
                entry = Content.assemble((sequence_name(every[0]), "bold $accent"), " ", label)
                yield entry.stylize(Style.from_meta({"chord_key": every[0][0]}))

    def on_key(self, event: events.Key) -> None:
        """Take the next key."""
        event.stop()
        event.prevent_default()
        self._take(event.key)

    def _take(self, key: str) -> None:
        numbers = dict(self._next()).get(key)
        is_back = self._is(key, "chord.back")
        if numbers is None and is_back and self.pressed:
            self._go(self.pressed[:-1])
            return
        if numbers is None and (is_back or self._is(key, "chord.cancel")):
            self.dismiss(None)
            return
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

    def _is(self, key: str, command_id: str) -> bool:
        return (key,) in host_of(self).keys.sequences(command_id)

    @property
    def _depth(self) -> int:
        return len(self.pressed)

    def _go(self, pressed: tuple[str, ...]) -> None:
        self.pressed = pressed
        self.query_one("#chord-title", Static).update(self._title())
        self.query_one("#chord-hints", Static).update(self._hints())

    def on_resize(self) -> None:
        """Lay the columns out anew."""
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


def _line(entries: Sequence[Content], column: int, room: int) -> Content:
    """Entries in columns; one that is wider than the whole screen ends in an ellipsis."""
    *before, last = (entry.truncate(room, ellipsis=True) for entry in entries)
    return Content("").join([*(entry.pad_right(column - entry.cell_length) for entry in before), last])
