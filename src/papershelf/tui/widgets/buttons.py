"""Only the first button of the mouse runs what is clicked; Textual runs it for any, which leaves none for menus."""

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget


class Pointed(Message):
    """Another button than the first was pressed on a cell of the screen."""

    def __init__(self, at: Offset) -> None:
        """Name the cell."""
        super().__init__()
        self.at = at


class FirstButton(Widget):
    """A widget with things to click, which says of another button only where it was pressed.

    It stands last among the bases: Textual takes a widget's looks from the first.
    """

    async def broker_event(self, event_name: str, event: events.Event) -> bool:
        """Run what the first button is pressed on."""
        if not isinstance(event, events.Click) or event.button == 1:
            return await super().broker_event(event_name, event)
        event.stop()  # else each pane above would run it
        self.post_message(Pointed(Offset(event.screen_x, event.screen_y)))
        return True
