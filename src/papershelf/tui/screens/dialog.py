"""What every dialog shares: its keys at the foot of the screen, help over it, and a click outside that closes it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from papershelf.commands import command_of
from papershelf.tui.bindings import bindings_of
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.key_bar import KeyBar

Result = TypeVar("Result")


def app_binding(command_id: str) -> Binding:
    """The binding of an app's command on a screen that hides the app's own, as every modal one does."""
    command = command_of(command_id)
    keys = ",".join(command.keys)
    return Binding(keys, f"app.{command.action}", command.label, show=True, id=command.id, tooltip=command.help)


def first_bindings_of(scope: str) -> list[BindingType]:
    """The bindings of a scope, to come before those of the line being typed in, which has some of the same keys."""
    return [replace(binding, priority=True) for binding in bindings_of(scope)]


class Dialog(ModalScreen[Result], LeftOnce[Result]):
    """A modal screen that shows its keys; a subclass composes the box and says how it is left (`action_leave`)."""

    BINDINGS: ClassVar[list[BindingType]] = [app_binding("app.help")]

    def on_mount(self) -> None:
        """Show the keys."""
        self.mount(KeyBar())
        self._before = self._written()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            event.stop()
            self.leave_by_click()

    def _written(self) -> list[str]:
        return [line.value for line in self.query(Input)]

    def leave_by_click(self) -> None:
        """Leave, but only where nothing was typed: that is not lost by a slip of the hand."""
        if self._written() == self._before:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class FormDialog(Dialog[Result]):
    """A dialog with lines to type in; a subclass hears `Input.Submitted`."""

    BINDINGS: ClassVar[list[BindingType]] = first_bindings_of("form")
    VERB: ClassVar[str] = ""
    """What taking the form does, for the foot."""

    def worth_knowing(self) -> Mapping[str, str]:
        """What enter does here."""
        return {"form.take": self.VERB, "import.complete": ""}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter in a choice opens it; there is no next line where there is but one."""
        if action == "form_take":
            return isinstance(self.focused, Input)
        if action == "form_next":
            return len(self.focus_chain) > 1
        return super().check_action(action, parameters)

    async def action_form_take(self) -> None:
        """Take what is typed."""
        if isinstance(self.focused, Input):
            await self.focused.action_submit()

    def action_form_next(self) -> None:
        """Go to the next line or choice."""
        self.focus_next()
