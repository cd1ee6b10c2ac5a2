"""The line between two panes: a mouse drags it, a double click puts it back."""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from papershelf.tui.layout import Side
from papershelf.tui.widgets.finish import Even
from papershelf.tui.widgets.frames import Fixed

LINE = "│"


class Splitter(Fixed, Even):
    """One column; it shows itself under the mouse, and takes no focus.

    Args:
        side: The pane whose width it sets.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"splitter--line"}

    DEFAULT_CSS = """
    Splitter {
        width: 1;
        height: 1fr;
        background: $surface;
        & > .splitter--line { color: $foreground 14%; }
        &:hover > .splitter--line { color: $accent; text-style: bold; }
        &.-dragging > .splitter--line { color: $accent; text-style: bold; }
    }
    """

    class Dragged(Message):
        """The mouse carries it."""

        def __init__(self, side: Side, column: int) -> None:
            """Name the pane, and the column of the screen that the line is wanted on."""
            super().__init__()
            self.side = side
            self.column = column

    class Reset(Message):
        """It was clicked twice."""

        def __init__(self, side: Side) -> None:
            """Name the pane."""
            super().__init__()
            self.side = side

    def __init__(self, side: Side, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.side: Side = side

    @property
    def is_dragged(self) -> bool:
        """Whether the mouse holds it."""
        return self.has_class("-dragging")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold."""
        if event.button == 1:
            event.stop()
            self.add_class("-dragging")
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        if self.is_dragged:
            event.stop()
            self.post_message(self.Dragged(self.side, event.screen_x))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self.is_dragged:
            event.stop()
            self.release_mouse()

    def on_mouse_release(self) -> None:
        """The mouse is no longer ours, whoever took it."""
        if self.is_dragged:
            self.remove_class("-dragging")

    def on_click(self, event: events.Click) -> None:
        """A double click puts it back."""
        event.stop()
        if event.chain == 2:
            self.post_message(self.Reset(self.side))

    def even_line(self) -> Strip:
        """One cell of the line."""
        return Strip([Segment(LINE, self.get_visual_style("splitter--line").rich_style)], 1)
