"""Statistics over the whole screen: counted on a thread, laid out for the window, counted anew when papers change."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from papershelf.library import Changed, Library
from papershelf.library.statistics import Deed, Statistics
from papershelf.library.statistics.page import Look, page
from papershelf.library.statistics.spans import folded, line
from papershelf.progress import Progress
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import Host, host_of
from papershelf.tui.jobs import Ending, Job, State
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.statistics_view import StatisticsView

HEADING = "Statistics"
COUNTING = "Counting …"


class StatisticsScreen(LeftOnce[None]):
    """Shows figures and plots of the whole library."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("stats")]
    AUTO_FOCUS = "#statistics"

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.found: Statistics | None = None
        self.deed: Deed | None = None
        self._job: Job | None = None
        self._is_stale = False
        self._shown: tuple[object, ...] = ()
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Head, page, foot."""
        yield Static(id="head", markup=False)
        yield StatisticsView(id="statistics")
        yield KeyBar()

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    @property
    def view(self) -> StatisticsView:
        """The page."""
        return self.query_one(StatisticsView)

    # Counting

    def on_mount(self) -> None:
        """Count at once, and hear of every change, whoever makes it."""
        self._unsubscribe = self.library.subscribe(self._hear)
        self._head(COUNTING)
        self._count()

    def on_unmount(self) -> None:
        """Nobody waits for the figures any more."""
        self._unsubscribe()
        if self._job is not None:
            self.host.jobs.call_off(self._job)

    def _hear(self, change: Changed) -> None:
        self.post_message(LibraryChanged(change))

    def on_library_changed(self) -> None:
        """Count anew, when what is being counted is done."""
        if self._job is not None and self._job.is_alive:
            self._is_stale = True
        else:
            self._count()

    def _count(self) -> None:
        def work(progress: Progress) -> Statistics:
            found = self.library.statistics(progress=progress)
            page(found, Look())  # what draws plots is loaded here, and not when they are to be painted
            return found

        self._is_stale = False
        job = Job("statistics", HEADING, "Counting", is_quiet=True)
        self._job = self.host.jobs.start(job, work, self._counted, lambda _error: self._failed(job))

    def _counted(self, found: Statistics) -> Ending:
        if self.is_attached:
            self.found = found
            self._head("")
            self.lay_out()
            if self._is_stale:
                self.call_later(self.on_library_changed)
        return Ending("Counted.")

    def _failed(self, job: Job) -> None:
        if self.is_attached and job.state is not State.CANCELLED:
            self._head("")
            self.view.show(folded(line(safe_line(job.ending.words)), self.view.room[0]))

    # Showing

    def _head(self, words: str) -> None:
        head = Content.assemble((" papershelf ", "bold $accent"), f"  {HEADING}", (f"  {words}", "$text-muted"))
        self.query_one("#head", Static).update(head, layout=False)

    def lay_out(self) -> None:
        """Show the figures as there is room for them."""
        width, height = self.view.room
        look = Look(width, height, self.host.config.signs == "ascii", self.deed)
        if self.found is not None and (self.found, look) != self._shown:
            self._shown = (self.found, look)
            self.view.show(page(self.found, look))

    def on_resize(self) -> None:
        """Lay it out anew, when the page knows how wide it is."""
        self.call_after_refresh(self.lay_out)

    def settings_changed(self) -> None:
        """Signs may be others now."""
        self.lay_out()

    # Actions of the registry's `stats.*` commands

    def action_stats_deed(self) -> None:
        """Count the next deed by the day: all together, then each of the four."""
        ways = (None, *Deed)
        self.deed = ways[(ways.index(self.deed) + 1) % len(ways)]
        self.lay_out()

    def action_stats_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
