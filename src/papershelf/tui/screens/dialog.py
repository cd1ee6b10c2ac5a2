"""What every dialog shares: its keys at the foot of the screen, help over it, and a click outside that closes it."""

from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from papershelf.commands import command_of
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.key_bar import KeyBar

Result = TypeVar("Result")


def app_binding(command_id: str) -> Binding:
    """The binding of an app's command on a screen that hides the app's own, as every modal one does."""
    command = command_of(command_id)
    keys = ",".join(command.keys)
    return Binding(keys, f"app.{command.action}", command.label, show=True, id=command.id, tooltip=command.help)


class Dialog(LeftOnce[Result], ModalScreen[Result]):
    """A modal screen that shows its keys; a subclass composes the box and says how it is left (`action_leave`)."""

    BINDINGS: ClassVar[list[BindingType]] = [app_binding("app.help")]

    def on_mount(self) -> None:
        """Show the keys."""
        self.mount(KeyBar())

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            event.stop()
            self.leave_by_click()

    def leave_by_click(self) -> None:
        """Leave; one that holds what was typed overrides it, because that is not lost by a slip of the hand."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
