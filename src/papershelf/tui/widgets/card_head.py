"""The head of triage and review: which paper of how many, a small bar, what is gone through, what was just done."""

from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from papershelf.tui.host import config_of
from papershelf.tui.widgets.cells import LineBuilder, clean, cut
from papershelf.tui.widgets.frames import Fixed

GAP = 2
BAR = (8, 24)  # cells of the bar, at least and at most
SHARE = 6  # of the width is the bar's


class CardHead(Fixed):
    """One line; where there is little room the bar goes before the words, and the place never."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {"card-head--place", "card-head--done", "card-head--muted"}

    DEFAULT_CSS = """
    CardHead {
        height: 1;
        background: $panel;
        color: $text;
        & > .card-head--place { color: $accent; text-style: bold; }
        & > .card-head--done { color: $accent; }
        & > .card-head--muted { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place, self._share, self._heading, self._said = "", 0.0, "", ""

    @property
    def words(self) -> str:
        """All that it says, whether there is room or not."""
        return "  ".join(part for part in (self._place, self._heading, self._said) if part)

    def show(self, place: str, share: float, name: str, said: str) -> None:
        """Say something else.

        Args:
            place: First and always: “14 of 50”.
            share: How much of it is done, from 0 to 1.
            name: What is gone through.
            said: What was just done, at the right end: a word, and after a blank what it was done to.
        """
        if (place, share, name, said) != (self._place, self._share, self._heading, self._said):
            self._place, self._share, self._heading, self._said = place, share, name, said
            self.refresh()

    def bar(self, cells: int) -> tuple[str, str]:
        """The bar's part that is done, and the rest; signs tell them apart where colours do not."""
        full, rest = ("#", "-") if config_of(self).signs == "ascii" else ("━", "╌")
        done = round(self._share * cells)
        return full * done, rest * (cells - done)

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self._style())
        line = LineBuilder(width, self._style())
        line.space()
        line.add(clean(self._place)[0], self._style("card-head--place"))
        said, cells = clean(self._said)[0], min(max(width // SHARE, BAR[0]), BAR[1])
        if line.fits(" " * (GAP + cells)):
            done, rest = self.bar(cells)
            line.space(GAP)
            line.add(done, self._style("card-head--done"))
            line.add(rest, self._style("card-head--muted"))
        name = cut(clean(self._heading)[0], max(width // 4, BAR[0]))
        if name and line.fits(" " * GAP + name):
            line.space(GAP)
            line.add(name, self._style("card-head--muted"))
        if said and line.room > GAP + 4:
            line.add_right(f"{cut(said, line.room - GAP - 1)} ", self._style())
        return line.strip()

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style
