"""Ways to go on with a half-typed query: a few lines that lie over the list, and never take the focus."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from papershelf.tui.widgets.cells import LineBuilder, clean
from papershelf.tui.widgets.frames import Fixed
from papershelf.tui.widgets.glyphs import glyphs_of

if TYPE_CHECKING:
    from papershelf.search.language.completion import Choice

MOST = 8  # lines; fewer where they would hide most of the list
WIDEST = 56  # cells
GAP = 2


class Choices(Fixed):
    """Options below one another, one of them highlighted; painted by the line, laid out only when their number changes.

    Attributes:
        is_entered: Whether the person moved among them, and so means the highlighted one.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--here", "choices--entered", "choices--help"}

    DEFAULT_CSS = """
    Choices {
        layer: over;
        dock: top;
        display: none;
        background: $panel;
        color: $text;
        & > .choices--here { background: $foreground 10%; }
        & > .choices--entered { background: $accent 25%; text-style: bold; }
        & > .choices--help { color: $text-muted; }
    }
    """

    class Clicked(Message):
        """An option was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        """Make it empty, and so invisible."""
        super().__init__(id=id)
        self._options: Sequence[Choice] = ()
        self._at = 0
        self.is_entered = False

    @property
    def options(self) -> "Sequence[Choice]":
        """What is offered now."""
        return self._options

    @property
    def chosen(self) -> "Choice | None":
        """The highlighted option."""
        return self._options[self._at] if self._options else None

    def show(self, options: "Sequence[Choice]", *, left: int = 0, top: int = 1) -> None:
        """Offer something else; nothing makes it go away.

        Args:
            options: The likeliest first; what has no room is left out.
            left: The cell below which they are to begin.
            top: The line on which they are to begin.
        """
        room = self.parent.size if isinstance(self.parent, Widget) else self.screen.size
        self._options = options[: max(1, min(MOST, room.height // 3))]
        self._at, self.is_entered = 0, False
        if self._options:
            # Each of these asks for a layout only where it is another than before.
            width = min(max(map(_width, self._options)) + 2, WIDEST, room.width)
            self.styles.width, self.styles.height = width, len(self._options)
            self.styles.offset = (max(0, min(left - 1, room.width - width)), top)
        self.display = bool(self._options)
        self.refresh()

    def move(self, delta: int) -> None:
        """Highlight another option; past either end comes the other one."""
        if self._options:
            # The first is highlighted before anyone chose: going down means the one after it.
            self._at = (self._at + delta) % len(self._options)
            self.is_entered = True
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click takes an option."""
        event.stop()
        if 0 <= event.y < len(self._options):
            self._at = event.y
            self.post_message(self.Clicked())

    def render_line(self, y: int) -> Strip:
        """One option."""
        if y >= len(self._options):
            return Strip.blank(self.size.width, self._style())
        option, here = self._options[y], y == self._at
        ground = (("choices--entered" if self.is_entered else "choices--here"),) if here else ()
        line = LineBuilder(self.size.width, self._style(*ground))
        line.add(glyphs_of(self).bar if here else " ", self._style(*ground))
        line.add_right(" ", self._style(*ground))
        help, label = clean(option.help)[0], clean(option.label)[0]
        if cell_len(label) + cell_len(help) + GAP <= line.room:
            line.add_right(help, self._style(*ground, "choices--help"))
        line.add(label, self._style(*ground))
        return line.strip()

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style


def _width(option: "Choice") -> int:
    return cell_len(clean(option.label)[0]) + cell_len(clean(option.help)[0]) + GAP
