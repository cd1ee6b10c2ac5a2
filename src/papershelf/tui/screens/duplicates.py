"""Papers that may be one, two by two: made one, told apart, or passed over."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from papershelf.identity import NearDuplicate
from papershelf.library import Changed, Library, counted
from papershelf.text import safe_line
from papershelf.tui.bindings import bindings_of
from papershelf.tui.host import Host, host_of
from papershelf.tui.job_words import standing
from papershelf.tui.jobs import Ending, Job, State
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.pair_words import sides
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.scrolling import Scrolling

NOTHING = "No two papers look alike."
NEEDS_PAIR = {"pairs_merge", "pairs_apart", "pairs_go"}


class PairsScreen(Scrolling, LeftOnce[None]):
    """Shows a pair side by side; what is decided can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("pairs"), *bindings_of("move")]
    AUTO_FOCUS = "#pair"

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.job: Job | None = None
        self.place = 0
        self._all: list[NearDuplicate] = []
        self.pairs: list[NearDuplicate] = []
        self._undo: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """Head, why they look alike, the two, foot."""
        yield Static(id="head", markup=False)
        yield Static(id="pair-words", markup=False)
        with VerticalScroll(id="pair"), Horizontal(id="sides"):
            yield Static(id="first", classes="side", markup=False)
            yield Static(id="second", classes="side", markup=False)
        yield KeyBar()

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    def on_mount(self) -> None:
        """Look for pairs, and hear of every change."""
        self._undo = [self.library.subscribe(self._hear), self.host.jobs.watch(self._followed)]
        job = Job("pairs", "Search for papers that may be one", "Comparing")
        found = self.host.jobs.running("pairs")
        self.job = found or self.host.jobs.start(job, self.library.duplicates, self._found, self.host.say_error)
        self._followed()

    def on_unmount(self) -> None:
        """Stop listening; a search that runs goes on."""
        for end in self._undo:
            end()

    def _hear(self, change: Changed) -> None:
        self.post_message(LibraryChanged(change))

    def on_library_changed(self) -> None:
        """Pairs come and go with what is decided, undone, or done by others."""
        self._sift()

    # Finding

    def _found(self, pairs: list[NearDuplicate]) -> Ending:
        words = f"{counted(len(pairs), 'pair')} of papers that may be one"
        if not self.is_attached:
            self.host.say(f"{words}; {self.host.keys.shown('view.duplicates')} shows them.")
        return Ending(words)

    def _followed(self) -> None:
        job = self.job
        if job is None or (job.state is State.DONE and self._all is job.result):
            return
        if job.state is State.DONE:
            self._all = job.result
            self._sift()
        else:
            self._show_words(f"{job.verb} …", standing(job))

    def _sift(self) -> None:
        """Keep the pairs that still are some; the place stays."""
        if self.job is None or self.job.state is not State.DONE:
            return
        shown = self.pair
        self.pairs = [pair for pair in self._all if self._is_open(pair)]
        if shown is not None and shown in self.pairs:
            self.place = self.pairs.index(shown)
        self._show()

    def _is_open(self, pair: NearDuplicate) -> bool:
        both = pair.paper_id, pair.other_id
        return all(self.library.entry(paper_id) for paper_id in both) and not self.library.are_apart(*both)

    # Showing

    @property
    def pair(self) -> NearDuplicate | None:
        """The pair that is shown."""
        return self.pairs[self.place] if self.place < len(self.pairs) else None

    def _show_words(self, head: str, words: str) -> None:
        title = Content.assemble(
            (" papershelf ", "bold $accent"), "  Papers that may be one", (f"  {head}", "$text-muted")
        )
        self.query_one("#head", Static).update(title, layout=False)
        self.query_one("#pair-words", Static).update(Content(words))

    def _show(self) -> None:
        self.place = max(0, min(self.place, len(self.pairs) - 1))
        pair = self.pair
        first, second = (self.library.entry(each) for each in (pair.other_id, pair.paper_id)) if pair else (None, None)
        self.query_one("#sides").display = pair is not None
        if pair is None or first is None or second is None:
            self._show_words("none left" if self._all else "none", NOTHING)
        else:
            self._show_words(f"{self.place + 1} of {len(self.pairs)}", safe_line(pair.reason))
            for name, content in zip(("#first", "#second"), sides(first, second), strict=True):
                self.query_one(name, Static).update(content)
        self.query_one("#pair").scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be decided where there are no two papers."""
        if action in NEEDS_PAIR:
            return True if self.pair is not None else None
        if action == "pairs_undo":
            return True if self.library.can_undo or self.host.is_saving else None
        return super().check_action(action, parameters)

    # Actions of the registry's `pairs.*` and `move.*` commands

    def action_pairs_merge(self) -> None:
        """Make one of the two: the one that came first stays."""
        pair = self.pair
        if pair is not None:
            self.host.saver.attempt(
                lambda: self.library.merge_papers(pair.other_id, pair.paper_id), "two papers merged"
            )

    def action_pairs_apart(self) -> None:
        """Remember that they are not the same."""
        pair = self.pair
        if pair is not None:
            change, what = self.library.not_the_same, "two papers told apart"
            self.host.saver.attempt(lambda: change(pair.other_id, pair.paper_id), what)

    def action_pairs_go(self, step: int) -> None:
        """Go to another pair, and leave this one as it is."""
        place = self.place + step
        if 0 <= place < len(self.pairs):
            self.place = place
            self._show()
        else:
            self.host.say(f"This is the {'last' if step > 0 else 'first'} pair.")

    def action_pairs_undo(self) -> None:
        """Take the last change back."""
        self.host.saver.undo()

    def action_pairs_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    @property
    def scrolled(self) -> Widget:
        """The two papers."""
        return self.query_one("#pair")
