"""The line at the foot of a note in which a person finds: each letter at once, with how many there are."""

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Selection

from papershelf.tui.bindings import bindings_of
from papershelf.tui.widgets.note_area import NoteArea

MOST = 10_000  # places; counting more helps nobody

Places = list[tuple[int, int, int]]


class FindInput(Input):
    """What to find."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("found")]

    class Stepped(Message):
        """The person wants the next place, or the one before."""

        def __init__(self, step: int) -> None:
            """Carry the step."""
            super().__init__()
            self.step = step

    class Shut(Message):
        """The person has found it."""

    def action_found(self, step: int) -> None:
        """Go to another place."""
        self.post_message(self.Stepped(step))

    def action_found_shut(self) -> None:
        """Close the line."""
        self.post_message(self.Shut())


class FindLine(Horizontal):
    """Finds in a note as one types, whatever the letters' case.

    Args:
        area: The note.
    """

    DEFAULT_CSS = """
    FindLine {
        height: 1;
        display: none;
        background: $panel;
        & > FindInput { width: 1fr; height: 1; border: none; background: $panel; padding: 0 1; }
        & > FindInput:focus { border: none; background-tint: $foreground 4%; }
        & > #find-count { width: auto; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, area: NoteArea) -> None:
        super().__init__(id="find")
        self.area = area
        self._places: Places = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """The line, and the count."""
        yield FindInput(placeholder="find in the note", id="find-input")
        yield Static(id="find-count", markup=False)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one(FindInput).value

    def open(self) -> None:
        """Show the line; where it is shown, go to the next place."""
        if self.display:
            self.step(1)
        self.display = True
        field = self.query_one(FindInput)
        chosen = self.area.selected_text
        if chosen and "\n" not in chosen and not self._places:
            field.value = chosen
        self._look()
        self.call_after_refresh(field.focus)

    def shut(self) -> None:
        """Hide the line; the cursor stays where it was found."""
        self.display = False
        self._places = []
        self.area.show_found({})
        self.area.focus()

    def step(self, step: int) -> None:
        """Go to another place; past either end comes the other one."""
        if self._places:
            self._at = (self._at + step) % len(self._places)
            self._go()

    def follow(self) -> None:
        """The note is another: look anew, and stay."""
        if self.display:
            self._look(go=False)

    def on_input_changed(self) -> None:
        """Look as one types."""
        self._look()

    def on_find_input_stepped(self, event: FindInput.Stepped) -> None:
        """Step."""
        self.step(event.step)

    def on_find_input_shut(self) -> None:
        """Close."""
        self.shut()

    def _look(self, *, go: bool = True) -> None:
        self._places = places(self.area, self.words)
        here = min(self.area.selection)
        self._at = next((n for n, (row, start, _) in enumerate(self._places) if (row, start) >= here), 0)
        by_row: dict[int, list[tuple[int, int]]] = {}
        for row, start, stop in self._places:
            by_row.setdefault(row, []).append((start, stop))
        self.area.show_found(by_row)
        if go and self._places:
            self._go()
        self._count()

    def _go(self) -> None:
        row, start, stop = self._places[self._at]
        self.area.selection = Selection((row, start), (row, stop))
        self._count()

    def _count(self) -> None:
        most = "+" if len(self._places) == MOST else ""
        words = f"{self._at + 1} of {len(self._places)}{most}" if self._places else "nothing found"
        self.query_one("#find-count", Static).update(words if self.words else "")


def places(area: TextArea, words: str) -> Places:
    """Where words stand in a note: line, first letter, the letter after the last."""
    found: Places = []
    if not words:
        return found
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    for row in range(area.document.line_count):
        for match in pattern.finditer(area.document.get_line(row)):
            found.append((row, *match.span()))
            if len(found) == MOST:
                return found
    return found
