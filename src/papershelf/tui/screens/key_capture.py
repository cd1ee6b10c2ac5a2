"""Asking for the keys of a command by having them pressed; what they run already is said at once."""

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from papershelf.commands import Command, command_of
from papershelf.commands.clashes import called, typed_there, would_take
from papershelf.commands.keymap import Keymap, Sequence, sequence_name
from papershelf.commands.keys import MOST_KEYS, is_key, unsendable

HINT = "press up to 3 keys · enter takes them · backspace takes one back · escape leaves it"


class KeyCaptureScreen(ModalScreen[Sequence | None]):
    """Waits for keys; enter, backspace and escape are its own, and can be set in the file only.

    Args:
        command: Whose keys they are to be.
        keymap: The keys in force.
    """

    def __init__(self, command: Command, keymap: Keymap) -> None:
        super().__init__()
        self.command = command
        self.keymap = keymap
        self.pressed: Sequence = ()
        self.is_asking = False

    def compose(self) -> ComposeResult:
        """Whose keys, what was pressed, what is to be said of it."""
        with Vertical(classes="dialog"):
            yield Static(f"Keys for: {self.command.help}", classes="dialog-title", markup=False)
            yield Static(self._state(), id="pressed", markup=False)
            yield Static(HINT, classes="dialog-hint", markup=False)

    @property
    def losers(self) -> list[str]:
        """The commands that have the keys now."""
        return would_take(self.keymap, self.command.id, self.pressed) if self.pressed else []

    def _state(self) -> Content:
        if not self.pressed:
            now = "  ".join(self.keymap.all_shown(self.command.id)) or "none"
            return Content.assemble("now ", (now, "bold"))
        lines = [f"taken from {called(name)}: {command_of(name).help}" for name in self.losers]
        lines += [reason for key in self.pressed if (reason := unsendable(key))]
        lines += filter(None, [typed_there(self.command.id, self.pressed)])
        question = "\nTake it from there? y takes it · n goes back" if self.is_asking else ""
        shown = (sequence_name(self.pressed), "bold $accent")
        return Content.assemble(shown, *(("\n" + line, "$text-warning") for line in lines), (question, "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take a key, or what is meant by it here."""
        event.stop()
        event.prevent_default()
        if self.is_asking:
            self._answer(event.key)
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key == "backspace":
            self.pressed = self.pressed[:-1]
        elif event.key == "enter":
            self._take()
        elif len(self.pressed) < MOST_KEYS and is_key(event.key):
            self.pressed = (*self.pressed, event.key)
        if self.is_current:
            self.query_one("#pressed", Static).update(self._state())

    def _take(self) -> None:
        if not self.pressed or typed_there(self.command.id, self.pressed):
            return
        if self.losers:
            self.is_asking = True
        else:
            self.dismiss(self.pressed)

    def _answer(self, key: str) -> None:
        if key == "y":
            self.dismiss(self.pressed)
        elif key in {"n", "escape", "backspace"}:
            self.is_asking = False


def remapped(keymap: Keymap, command_id: str, sequence: Sequence, *, add: bool) -> Mapping[str, list[Sequence]]:
    """By id, what the keys of commands are to be so that one of them gets a sequence.

    Defaults give way by themselves; only from commands whose keys the person set, the sequence must be taken.

    Args:
        keymap: The keys in force.
        command_id: The command.
        sequence: What it gets.
        add: Whether it keeps those it has.
    """
    changes: dict[str, list[Sequence]] = {}
    for name in would_take(keymap, command_id, sequence):
        if keymap.is_changed(name):
            alike = (each for each in keymap.sequences(name) if not _overlaps(each, sequence))
            changes[name] = list(alike)
    kept = [each for each in keymap.sequences(command_id) if each != sequence] if add else []
    return {**changes, command_id: [*kept, sequence]}


def _overlaps(one: Sequence, other: Sequence) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
