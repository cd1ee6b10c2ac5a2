"""What triage and review share: one paper at a time over the whole screen, a key a decision, on at once, and back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Center

from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.store import Unit
from papershelf.tui.browsing import Browsing
from papershelf.tui.host import host_of, key_hint, sentence
from papershelf.tui.noting import Changes
from papershelf.tui.saving import Settled
from papershelf.tui.screens.paper_screen import PaperScreen
from papershelf.tui.triage_words import SAID, authors_line, facts_line, note_text
from papershelf.tui.triaging import Decision, Round, Step
from papershelf.tui.widgets.card import Card, CardView
from papershelf.tui.widgets.card_head import CardHead
from papershelf.tui.widgets.card_keys import CardKeys
from papershelf.tui.widgets.glyphs import glyphs_of

MARGIN = 4  # cells beside the measure: padding, and the scrollbar
NARROWEST = 20
IDLE = 300.0  # seconds; who takes longer for one paper was away, and no clock that jumped counts for more
Change = Callable[[], Unit | None]


class CardScreen(PaperScreen):
    """Goes through papers; a subclass says what may be decided, and what came of it.

    Args:
        library: Where the papers are.
        browsing: What is looked at, for the reader.
        round: The papers, and what was decided so far.
        name: What is gone through; may be foreign.
        seconds: How long it took so far.
    """

    SCOPE: ClassVar[str]
    AUTO_FOCUS = "#card-body"

    def __init__(self, library: Library, browsing: Browsing, round: Round, name: str, seconds: float = 0) -> None:
        super().__init__(library)
        self.browsing = browsing
        self.round = round
        self.heading = name
        self.seconds = seconds
        self.is_over = False
        self._said = ""
        self._moment = library.now

    def compose(self) -> ComposeResult:
        """Where one is, the paper, the keys."""
        yield CardHead(id="card-head")
        with Center(id="cards"):
            yield Card(self.library.liked_spans, id="card")
        yield CardKeys()

    def on_mount(self) -> None:
        """Show the first paper."""
        self.show_changes()

    def on_screen_resume(self) -> None:
        """Take the measure anew: the settings may have been open meanwhile."""
        self.query_one("#card").styles.max_width = max(NARROWEST, host_of(self).config.measure) + MARGIN

    # What a subclass says

    def reason(self, entry: Entry) -> str:
        """Why a paper is here, where that is worth a line."""
        raise NotImplementedError

    def outcome(self) -> tuple[str, Sequence[str]]:
        """What came of it all: a heading, and lines."""
        raise NotImplementedError

    # Showing

    def front(self) -> Entry | None:
        """The paper in front; none at the end."""
        current = None if self.is_over else self.round.current
        return self.library.entry(current) if current else None

    def show_changes(self) -> None:
        """Show the paper in front as it stands now; papers that are gone are passed over with a word."""
        if gone := self.round.pass_over():
            words = "A paper is" if gone == 1 else f"{gone} papers are"
            self.say(f"{words} no longer in the library, and passed over.")
        if self.round.current is None:
            self.is_over = True
        self.look()
        entry, card = self.front(), self.query_one(Card)
        if entry is not None:
            card.show(self._view(entry))
        else:
            heading, lines = self.outcome()
            card.show(CardView("", heading, body="\n".join(lines)))
        self._show_head()
        self.refresh_bindings()

    def _view(self, entry: Entry) -> CardView:
        lines = (self.reason(entry), authors_line(entry), facts_line(entry, glyphs_of(self)))
        note = note_text(entry)
        body = entry.paper.abstract or "The page carried no abstract."
        return CardView(entry.paper.id, entry.paper.title, lines, body, (("Note", note),) if note else ())

    def settings_changed(self) -> None:
        """Signs may be other ones."""
        self.show_changes()

    def _show_head(self) -> None:
        walk = self.round
        total = len(walk.ids)
        done = len(walk.decided) / total if total else 1.0
        place = f"{walk.place + 1} of {total}" if self.front() else f"{len(walk.decided)} of {total}"
        earlier = walk.decided.get(walk.current or "") if not self.is_over else None
        said = self._said or (f"is {SAID[earlier]}" if earlier else "")
        self.query_one(CardHead).show(place, done, self.heading, said)

    def said(self, words: str) -> None:
        """Say at the head what was just done; nothing of it is as short-lived as a toast, nor covers the paper."""
        self._said = words

    # Deciding

    def decide(
        self,
        decision: Decision,
        change: Callable[[str], Unit | None],
        words: str = "",
        then: Callable[[bool], None] = lambda _went: None,
    ) -> None:
        """Decide of the paper in front and go on at once; where it cannot be written, the paper waits again.

        Args:
            decision: What becomes of it.
            change: Makes it so.
            words: What to say of it, if not the usual.
            then: Told at the end whether it went without an error.
        """
        entry = self.front()
        if entry is None or self.refuses():
            return
        paper_id, step = entry.paper.id, self.round.decide(decision)
        self._take_time()

        def made() -> Unit | None:
            return step.made(change(paper_id))

        def settle(settled: Settled) -> None:
            if settled.error is not None:
                self.round.fail(step)
                host_of(self).say_error(settled.error)
                self._said = ""
                if self.is_attached:
                    self.show_changes()
            then(settled.error is None)

        self._said = f"{words or SAID[decision]}: {entry.paper.title}"
        host_of(self).saver.make(made, SAID[decision], settle)
        self.show_changes()

    def action_undo(self) -> None:
        """Take the last step back and return to its paper."""
        step = self.round.undo()
        if step is None:
            self.say("Nothing was decided here yet.")
            return
        self.is_over = False
        self._said = "taken back"

        def undo() -> Unit | None:
            unit = None
            for unit_id in reversed(step.units):  # asked now: what it takes back may only just be written
                unit = self.library.undo(unit_id)
            return unit

        def settle(settled: Settled) -> None:
            if settled.error is not None:
                self.round.undone_in_vain(step)
                host_of(self).say_error(settled.error)
                self._said = ""
            if self.is_attached:
                self.show_changes()

        host_of(self).saver.make(undo, "undo", settle)
        self.show_changes()

    def attempt(
        self,
        change: Change,
        what: str,
        *,
        nothing: str = "",
        says: Callable[[Unit], str] | None = None,
        then: Callable[[bool], None] = lambda _went: None,
        size: int = 1,
    ) -> None:
        """Change something beside the decision, such as a tag; the way back goes through it."""
        paper_id = self.round.current
        # A step at once, though it is not made yet: a way back that is typed meanwhile is about this one.
        step = self.round.beside(paper_id) if paper_id is not None else None

        def noted() -> Unit | None:
            unit = change()
            return unit if step is None else step.made(unit)

        def after(went: bool) -> None:
            if step is not None:
                self._drop_empty(step)
            then(went)

        hint = key_hint(host_of(self).keys, f"{self.SCOPE}.undo", "takes it back.")
        tells = says or (lambda unit: f"{sentence(unit.words)}. {hint}".rstrip())
        super().attempt(noted, what, nothing=nothing, says=tells, then=after, size=size)

    def action_note(self) -> None:
        """Open the note; each time that it is saved is a step too."""
        from papershelf.tui.screens.note import NoteScreen

        entry = self.front()
        if entry is None or self.refuses():
            return
        paper_id = entry.paper.id

        def make(changes: Changes, what: str, settle: Callable[[Settled], None]) -> None:
            steps = [self.round.beside(paper_id) for _ in changes]  # one for each, to go back as in the list

            def settled(outcome: Settled) -> None:
                for step in steps:
                    self._drop_empty(step)
                settle(outcome)

            def made() -> Unit | None:
                return [step.made(change()) for step, change in zip(steps, changes, strict=True)][-1]

            host_of(self).saver.make(made, what, settled)

        self.app.push_screen(NoteScreen(self.library, entry, make=make), self.go_to_paper)

    def _drop_empty(self, step: Step) -> None:
        """A step that changed nothing is none."""
        if not step.units:
            self.round.fail(step)

    # Moving

    def action_step(self, delta: int) -> None:
        """Go to the paper before, or pass over this one; nothing of them changes."""
        if self.is_over and delta < 0:
            self.is_over = False
            if self.round.current is None:
                self.round.go(-1)
        elif not self.round.go(delta):
            self.say("This is the first paper." if delta < 0 else "This is the end.")
            return
        self._take_time()
        self._said = ""
        self.show_changes()

    def action_open(self) -> None:
        """Read the paper full-screen."""
        entry = self.front()
        if entry is not None:
            self.read(entry.paper.id)

    def read(self, paper_id: str) -> None:
        """Read a paper full-screen, and come back."""
        from papershelf.tui.screens.reader import ReaderScreen

        if self.library.entry(paper_id) is not None:
            self.app.push_screen(ReaderScreen(self.library, self.browsing, [paper_id], paper_id))

    def go_to_paper(self, paper_id: str | None) -> None:
        """Read a paper that something leads to."""
        if paper_id is not None:
            self.read(paper_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is decided of no paper; taking back is about what was done here."""
        if action == "undo":
            return True if self.round.steps else None
        if action == "step":
            return True if self.round.ids and not (self.is_over and parameters == (1,)) else None
        return super().check_action(action, parameters)

    # Time

    def _take_time(self) -> None:
        """Count the time since the last key; a clock that jumped back counts nothing."""
        now: datetime = self.library.now
        with suppress(OverflowError):
            self.seconds += min(max((now - self._moment).total_seconds(), 0.0), IDLE)
        self._moment = now
