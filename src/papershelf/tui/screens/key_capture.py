"""Asking for the keys of a command by having them pressed; what they run already is said at once."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from papershelf.commands import Command, command_of
from papershelf.commands.clashes import called, typed_there, would_take
from papershelf.commands.keymap import Keymap, Sequence, sequence_name
from papershelf.commands.keys import MOST_KEYS, is_key, unsendable
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.dialog import Dialog


class KeyCaptureScreen(Dialog[Sequence | None], inherit_bindings=False):
    """Waits for keys; those that it has itself, such as enter, can be set in the file only.

    Args:
        command: Whose keys they are to be.
        keymap: The keys in force.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("capture")]

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
            yield Static(f"Press up to {MOST_KEYS} keys.", classes="dialog-hint", markup=False)

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
        question = "\nTake it from there?" if self.is_asking else ""
        shown = (sequence_name(self.pressed), "bold $accent")
        return Content.assemble(shown, *(("\n" + line, "$text-warning") for line in lines), (question, "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take a key, unless it means something here."""
        active = self.active_bindings.get(event.key)
        if active is not None and active.node is self:
            return
        event.stop()
        event.prevent_default()
        if not self.is_asking and len(self.pressed) < MOST_KEYS and is_key(event.key):
            self.pressed = (*self.pressed, event.key)
            self._show()

    def _show(self) -> None:
        self.query_one("#pressed", Static).update(self._state())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What answers a question is a key like any other while none is asked."""
        if action in {"capture_yes", "capture_no"}:
            return self.is_asking
        if action == "capture_take":
            return True if self.pressed and not self.is_asking else None
        return super().check_action(action, parameters)

    # Actions of the registry's `capture.*` commands

    def action_capture_take(self) -> None:
        """Hand the keys over, or ask first."""
        if typed_there(self.command.id, self.pressed):
            return
        if self.losers:
            self.is_asking = True
            self._show()
        else:
            self.dismiss(self.pressed)

    def action_capture_yes(self) -> None:
        """Take the keys from whatever has them."""
        self.dismiss(self.pressed)

    def action_capture_no(self) -> None:
        """Go back to pressing keys."""
        self.is_asking = False
        self._show()

    def action_capture_back(self) -> None:
        """Take one key back, or the question."""
        if not self.is_asking:
            self.pressed = self.pressed[:-1]
        self.action_capture_no()

    def action_leave(self) -> None:
        """Leave the question, or the keys as they are."""
        if self.is_asking:
            self.action_capture_no()
        else:
            self.dismiss(None)

    def leave_by_click(self) -> None:
        """A click beside it leaves only where no key was pressed."""
        if not self.pressed:
            self.dismiss(None)


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
