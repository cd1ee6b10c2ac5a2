"""The middle of the main screen: search line and list, ways to go on, former searches, what was not understood."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input

from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.tui.browsing import Browsing
from papershelf.tui.history import History
from papershelf.tui.host import host_of
from papershelf.tui.widgets.choices import Choices
from papershelf.tui.widgets.finish import Even
from papershelf.tui.widgets.paper_list import PaperList
from papershelf.tui.widgets.problem_line import ProblemLine
from papershelf.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from papershelf.search.language.completion import Completion

PAUSE_SECONDS = 0.25  # after a key, before a big library is asked what a query would find otherwise


class SearchPane(Vertical, Even):
    """The search line, what surrounds it, and the list below it.

    It offers, hints and remembers; running the query is the screen's, which watches the line.

    Args:
        library: Remembers searches.
        browsing: Says what was not understood, and what there is to complete with.
    """

    def __init__(self, library: Library, browsing: Browsing, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.bar = SearchBar(id="search")
        self.papers = PaperList(browsing.row, id="papers")
        self._library = library
        self._browsing = browsing
        self._choices = Choices(id="choices")
        self._problem = ProblemLine(self.bar, id="problem")
        self._history = History()
        self._completion: Completion | None = None
        self._former: Sequence[str] | None = None  # for completion; None until they are needed again
        self._remembered = ""
        self._pause: Timer | None = None
        self._is_quiet = False  # said once that searches cannot be remembered

    def compose(self) -> ComposeResult:
        """The line, the hint below it, the list, and what lies over the list."""
        yield self.bar
        yield self._problem
        yield self.papers
        yield self._choices

    def on_mount(self) -> None:
        """Watch the line; messages would come a frame later."""
        self.watch(self.bar, "edits", self._edited, init=False)
        self.watch(self.bar, "selection", self._cursor_moved, init=False)
        self.watch(self.bar, "has_focus", self._focus_moved, init=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Remember the search; but where the person moved among what is offered, enter means that."""
        if self._is_chosen:
            event.stop()
            self.take()
        else:
            self.remember()

    @on(SearchBar.Moved)
    def _moved(self, event: SearchBar.Moved) -> None:
        if not self._walk(event.delta):
            self.papers.action_move(event.delta)

    @on(SearchBar.Chose)
    def _chose(self, event: SearchBar.Chose) -> None:
        self._choices.move(event.delta)

    @on(SearchBar.Took)
    @on(Choices.Clicked)
    def _took(self) -> None:
        self.take()

    @on(SearchBar.Shut)
    def _shut(self) -> None:
        self.shut()

    # What was found

    def show_found(self, *, from_top: bool) -> None:
        """List what was found; the reader's place stays, or the best match is put in view."""
        self._list(from_top=from_top)
        if self._pause is not None:
            self._pause.stop()
        if self._browsing.is_owing:
            self._pause = self.set_timer(PAUSE_SECONDS, self._relax)

    def _relax(self) -> None:
        """The person paused over an empty list of a big library: say what would be found."""
        if self._browsing.relax():
            self._list()
            self.screen.refresh_bindings()

    def _list(self, *, from_top: bool = False) -> None:
        browsing = self._browsing
        self.papers.empty_text = browsing.empty_words(host_of(self).keys.shown, host_of(self).config.review_days)
        self.papers.show(browsing.shown.ids, divider=browsing.divider, says=browsing.divider_words(), from_top=from_top)
        self.show_problem()

    # What is on offer

    def _edited(self) -> None:
        """The person typed: another walk may begin, and there may be something to offer."""
        self._history.stop()
        self._offer()

    def _cursor_moved(self) -> None:
        if not self.bar.is_editing and self._completion is not None:
            self.shut()

    def _focus_moved(self, focused: bool) -> None:
        if not focused:
            self._former = None
            self.shut()
        else:
            self.show_problem()

    def _offer(self) -> None:
        bar = self.bar
        # Before the index is there nothing loads the search room on the screen's thread.
        if not bar.value.strip() or not self._library.is_warm:
            self._show(None)
            return
        from papershelf.search.language.completion import complete

        if self._former is None:
            self._former = self._ask(self._library.searches.best)
        self._show(complete(bar.value, bar.cursor_position, self._browsing.known(self._former)))

    def _show(self, completion: "Completion | None") -> None:
        bar, was = self.bar, self.bar.is_offering
        self._completion = completion
        bar.is_offering = completion is not None
        self.show_problem()
        if completion is not None:
            top = 1 + (self._problem.lines_needed if self._problem.display else 0)
            self._choices.show(completion.options, left=bar.cells_before(completion.start), top=top)
        elif was:
            self._choices.show(())
        if was != bar.is_offering:
            self.screen.refresh_bindings()

    def shut(self) -> None:
        """Offer nothing until the next key."""
        self._show(None)

    def take(self) -> bool:
        """Take the highlighted option, or else the mended query; False where there is neither."""
        bar, completion, chosen = self.bar, self._completion, self._choices.chosen
        if completion is not None and chosen is not None:
            bar.replace(chosen.text, completion.start, completion.end)
        elif bar.mended:
            bar.replace(bar.mended, 0, len(bar.value))
        else:
            return False
        return True

    @property
    def _is_chosen(self) -> bool:
        """Whether the person moved among what is offered, so that enter means the highlighted one."""
        return self._completion is not None and self._choices.is_entered

    # What was not understood

    def show_problem(self) -> None:
        """Show the first thing that was not understood, or that all was."""
        problem = next(iter(self._browsing.problems), None)
        takes = self.bar.has_focus and self._completion is None
        self.bar.mended = problem.suggestion if problem and takes else ""
        self._problem.show(problem, takes=takes)

    # Former searches

    def _walk(self, delta: int) -> bool:
        """Go up or down among what is offered, or through former searches; False where the list is to move."""
        if self._is_chosen:
            self._choices.move(delta)
            return True
        if delta > 0:
            text = self._history.forward()
        elif self._history.is_walking or not self.papers.cursor or not self.bar.value:
            text = self._history.back(self.bar.value, self._ask(self._library.searches.recent))
        else:
            return False
        if text is not None:
            self.shut()
            self.bar.put(text)
        return text is not None or delta < 0

    def remember(self) -> None:
        """Remember what is searched for, once; the disk is written to on a thread of its own."""
        text = self._browsing.text.strip()
        if text and text != self._remembered:
            self._remembered = text
            self._former = None
            work = partial(self._write, text)
            self.run_worker(work, thread=True, group="searches", name="remember")

    def _write(self, text: str) -> None:
        try:
            self._library.searches.remember(text)
        except PapershelfError as error:
            self.app.call_from_thread(self._complain, error)

    def _ask(self, question: Callable[[], list[str]]) -> list[str]:
        try:
            return question()
        except PapershelfError as error:
            self._complain(error)
            return []

    def _complain(self, error: PapershelfError) -> None:
        """Say once that searches are not remembered: it matters, but not at every key."""
        if not self._is_quiet:
            self._is_quiet = True
            host_of(self).say(f"Searches are not remembered. {error.message}", title=error.title, severity="warning")
