"""The head of the main screen: where one is, how much is there, and which of it is under the cursor."""

from rich.cells import cell_len
from textual.content import Content

from papershelf.tui.widgets.cells import clean, cut
from papershelf.tui.widgets.frames import Fixed

GAP = 2
LEAST = 8  # cells of the words that are left whatever stands beside them


class Head(Fixed):
    """One line; where there is little room the place goes first, and the words are cut before the count is."""

    DEFAULT_CSS = """
    Head { height: 1; background: $panel; color: $text; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lead = Content()
        self._words = self._count = self._place = ""

    def show(self, name: Content, words: str, count: str) -> None:
        """Say where one is.

        Args:
            name: What stands first, and is never cut.
            words: The view, and what is searched for; foreign text.
            count: How many papers there are, in which order, how many selected; parted by two blanks.
        """
        self._lead, self._words = name, clean(words)[0]
        self._count = " · ".join(part for part in map(str.strip, count.split("  ")) if part)
        self.refresh()

    def show_place(self, place: str) -> None:
        """Say which of the papers is under the cursor: “14 of 526”, or nothing."""
        if place != self._place:
            self._place = place
            self.refresh()

    @property
    def words(self) -> str:
        """The line as it is now."""
        return self.render().plain

    def render(self) -> Content:
        """The line."""
        room = self.size.width - self._lead.cell_length - 1
        count = f"{' ' * GAP}{self._count}" if self._count else ""
        words = cut(self._words, max(room - cell_len(count) - GAP, LEAST))
        line = Content.assemble(self._lead, " " * GAP, words, (count, "$text-muted"))
        gap = self.size.width - line.cell_length - len(self._place) - 1
        if not self._place or gap < GAP:
            return line
        return Content.assemble(line, " " * gap, (self._place, "$text-muted"))
