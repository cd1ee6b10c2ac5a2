"""What was not understood in the search line: a caret below the place, and a few quiet words beside it."""

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from papershelf.tui.host import host_of
from papershelf.tui.widgets.cells import LineBuilder, clean, cut, wrapped
from papershelf.tui.widgets.frames import Fixed
from papershelf.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from papershelf.search import Problem

GAP = 2
MOST_BELOW = 2  # lines of words in a narrow pane; papers matter more
LONGEST = 40  # cells of a mended query: it is there to be recognised, the line above shows it once it is taken


class ProblemLine(Fixed):
    """One line, or more where words and caret have no room beside one another; gone while all is understood.

    Args:
        bar: The line that the caret points into.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"problem-line--caret"}

    DEFAULT_CSS = """
    ProblemLine {
        height: 1;
        display: none;
        background: $panel;
        color: $text-muted;
        & > .problem-line--caret { color: $text-warning; }
    }
    """

    def __init__(self, bar: SearchBar, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bar = bar
        self._problem: Problem | None = None
        self._takes = False

    def on_mount(self) -> None:
        """Follow the line when it scrolls sideways."""
        self.watch(self._bar, "scroll_x", self._fit, init=False)

    def on_resize(self) -> None:
        """Follow the width; a new size is painted anyway."""
        if self._problem is not None and self.size.height != self.lines_needed:
            self._fit()

    def show(self, problem: "Problem | None", *, takes: bool) -> None:
        """Show a problem, or none.

        Args:
            problem: It counts in the value of the line.
            takes: Whether `tab` takes its suggestion now.
        """
        if (problem, takes) == (self._problem, self._takes) and problem is None:
            return
        self._problem, self._takes = problem, takes
        self.display = problem is not None
        self._fit()

    @property
    def words(self) -> str:
        """What is said."""
        problem = self._problem
        if problem is None:
            return ""
        words = clean(problem.words)[0]
        key = host_of(self).keys.shown("search.take") if self._takes and problem.suggestion else ""
        if key:
            words += f"  {key} takes {cut(clean(problem.suggestion.strip())[0], LONGEST)}"
        return words

    @property
    def lines_needed(self) -> int:
        """Lines that caret and words take, at least one."""
        return 1 if self._is_beside else 1 + len(self._below)

    @property
    def _is_beside(self) -> bool:
        """Whether the words have room to the right or to the left of the caret."""
        before, caret = self._caret()
        return cell_len(self.words) < max(before - GAP, self._width - before - len(caret) - GAP)

    @property
    def _below(self) -> list[str]:
        """The words in lines that stand below the caret."""
        return wrapped(self.words, max(self._width - 2, 1))[:MOST_BELOW]

    @property
    def _width(self) -> int:
        return self._bar.size.width + self._bar.styles.gutter.width

    def _fit(self) -> None:
        if self._problem is not None:
            self.styles.height = self.lines_needed  # asks for a layout only where it is another than before
            self.refresh()

    def _caret(self) -> tuple[int, str]:
        """Blank cells before the caret, and the caret with its tail; it stays at the edge of what is out of sight."""
        if self._problem is None:
            return 0, ""
        edge = max(self._width - 1, 1)
        start = min(max(self._bar.cells_before(self._problem.start), 0), edge - 1)
        end = min(max(self._bar.cells_before(self._problem.end), start + 1), edge)
        return start, "^" + "~" * (end - start - 1)

    def render_line(self, y: int) -> Strip:
        """The caret with the words beside it, or below it."""
        plain, marked = self._style(), self._style("problem-line--caret")
        before, caret = self._caret()
        line = LineBuilder(self.size.width, plain)
        words, beside = self.words, self._is_beside
        if y:
            line.space()
            line.add("".join(self._below[y - 1 : y]), plain)
            return line.strip()
        right = beside and cell_len(words) < self.size.width - before - len(caret) - GAP
        if beside and not right:
            line.space()
            line.add(words, plain)
        line.space(before - (self.size.width - line.room))
        line.add(caret, marked)
        if right:
            line.space(GAP)
            line.add(words, plain)
        return line.strip()

    def _style(self, *components: str) -> Style:
        return self.get_visual_style(*components).rich_style
