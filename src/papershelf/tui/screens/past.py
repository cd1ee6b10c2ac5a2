"""The history: every change in words, newest first, each to be looked into, undone and redone by itself."""

from typing import ClassVar

from textual.binding import BindingType

from papershelf.errors import DependedOnError, PapershelfError
from papershelf.library import Library, counted
from papershelf.store import Standing
from papershelf.text import fold
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import key_hint, sentence
from papershelf.tui.past_words import change_lines, change_words, when
from papershelf.tui.saving import travelled
from papershelf.tui.screens.filtering import FilteringScreen
from papershelf.tui.widgets.line_list import Line

LINES = 500  # things told of in the details of one change
NAMED = 2  # later changes that a toast names; more of them go into a report


class HistoryScreen(FilteringScreen):
    """Lists the changes that were made; undo and redo are not listed but show in what they changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("past")]
    HEADING = "History"
    FILTER_HINT = "words of the change"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.lines.empty_text = "No change was made yet."
        self._all: list[Standing] = []
        self._shown: list[Standing] = []
        self._folded: dict[str, str] = {}

    # Showing

    def reload(self) -> None:
        """Ask for the changes anew."""
        try:
            self._all = self.library.timeline()
        except PapershelfError as error:
            self.host.say(error.message, title=error.title, severity="error")
        for unit, _ in self._all:
            if unit.id not in self._folded:
                self._folded[unit.id] = fold(unit.words)
        self.show_fitting()

    def show_fitting(self) -> None:
        """Show the changes that hold every word typed."""
        wanted = fold(self.typed).split()
        self._shown = [each for each in self._all if self._fits(each, wanted)]
        every = key_hint(self.host.keys, "past.close", "shows all.")
        self.lines.empty_text = f"No change says that.\n{every}" if wanted else "No change was made yet."
        self.lines.show([each.unit.id for each in self._shown])
        count = counted(len(self._all), "change")
        self.show_head(f"{len(self._shown)} of {count}" if wanted else count)

    def _fits(self, standing: Standing, wanted: list[str]) -> bool:
        text = self._folded[standing.unit.id]
        return all(word in text or (standing.undone and "undone".startswith(word)) for word in wanted)

    def line(self, index: int) -> Line:
        """How a change looks."""
        standing = self._shown[index]
        at = when(standing.unit.at, self.now)
        return Line(standing.unit.id, at, change_words(standing), is_dim=standing.undone)

    @property
    def chosen(self) -> Standing | None:
        """The change under the cursor."""
        return self._shown[self.lines.cursor] if self.lines.has_cursor else None

    # Actions of the registry's `past.*` commands

    def action_past_filter(self) -> None:
        """Open the line to filter with."""
        self.open_filter()

    def action_past_close(self) -> None:
        """Step back: out of the filter, then out of the history."""
        self.step_back()

    def action_past_show(self) -> None:
        """Show what the change under the cursor did."""
        self.open()

    def open(self) -> None:
        """Show what the change under the cursor did, paper by paper."""
        from papershelf.tui.screens.report import ReportScreen

        standing = self.chosen
        if standing is None:
            return
        try:
            unit = self.library.unit(standing.unit.id)
            lines = list(change_lines(unit, self.library.tell(unit), LINES))
        except PapershelfError as error:
            self.host.say(error.message, title=error.title, severity="error")
            return
        state = self._state(standing)
        self.app.push_screen(ReportScreen(change_words(standing), f"{when(unit.at, self.now)}. {state}\n", lines))

    def action_past_undo(self) -> None:
        """Undo the change under the cursor, and no other."""
        self._turn(undo=True)

    def action_past_redo(self) -> None:
        """Redo the change under the cursor, and no other."""
        self._turn(undo=False)

    def _turn(self, *, undo: bool) -> None:
        standing = self.chosen
        if standing is None:
            return
        if standing.undone == undo:
            self.host.say(self._state(standing))
            return
        turn = self.library.undo if undo else self.library.redo
        unit_id = standing.unit.id
        what = f"{'undo' if undo else 'redo'} of “{standing.unit.words}”"
        self.host.saver.attempt(lambda: turn(unit_id), what, says=travelled, refused=self._refused)

    def _state(self, standing: Standing) -> str:
        keys = self.host.keys
        if standing.undone:
            return f"It is undone already. {key_hint(keys, 'past.redo', 'redoes it.')}".rstrip()
        return f"It stands. {key_hint(keys, 'past.undo', 'takes it back.')}".rstrip()

    def _refused(self, error: PapershelfError) -> bool:
        """Later changes build on it: a few are named in a toast, many in a report."""
        if not isinstance(error, DependedOnError) or len(error.units) <= NAMED:
            return False
        from papershelf.tui.screens.report import ReportScreen

        summary = f"{counted(len(error.units), 'later change')} first, newest first:\n"
        self.app.push_screen(ReportScreen(error.title, summary, [sentence(words) for words in error.units]))
        return True
