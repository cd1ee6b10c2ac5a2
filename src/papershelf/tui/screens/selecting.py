"""Selecting on the main screen: one by one, a run, all of a query, by a pattern; and copying from all selected."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from papershelf.library import Library, Piece, counted, pieces
from papershelf.tui.browsing import Browsing
from papershelf.tui.clipping import copy_made
from papershelf.tui.host import host_of, key_hint
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.screens.panes import PanesScreen
from papershelf.tui.selecting import Ids, Run, all_or_none, in_order, inverted, ticked
from papershelf.tui.widgets.paper_list import PaperList
from papershelf.tui.words import GETTING_READY

if TYPE_CHECKING:
    from papershelf.tui.outgoing import Exportable

PICKS = 8  # papers offered as what to read next


class SelectingScreen(PanesScreen):
    """A screen with a list in which papers are selected; the selection outlives queries and views."""

    browsing: Browsing

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._run: Run | None = None

    # What is selected

    def targets(self) -> list[str]:
        """The selected papers, those listed first and in the list's order, else the one under the cursor."""
        if not self.is_mounted:
            return []
        chosen = self.papers.selected
        if not chosen:
            return super().targets()
        listed = in_order(chosen, self.papers.ids)
        if len(listed) == len(chosen):
            return listed
        rest = chosen.difference(listed)
        # By their ids alone: to read every paper for the order of a few would take seconds in a big library.
        return [*listed, *(paper_id for paper_id in self.library.find("").ids if paper_id in rest)]

    @property
    def has_targets(self) -> bool:
        """Whether there is a paper to do something to."""
        return self.is_mounted and (bool(self.papers.selected) or self.front() is not None)

    def exportable(self) -> "Exportable":
        """The selection, or else everything listed."""
        from papershelf.tui.outgoing import Exportable

        if self.papers.selected:
            return Exportable(self.targets(), "selection", "selection")
        view, query = self.browsing.view, self.browsing.text.strip()
        name = f"{view.label}: {query}" if query else view.label
        return Exportable(list(self.papers.ids), name, f"{view.key} {query}".rstrip())

    @property
    def selection_words(self) -> str:
        """How many are selected, and how many of them are not listed now; nothing without any."""
        chosen = self.papers.selected
        if self._run is not None and self._run.stays:
            return f"visual: {counted(len(chosen), 'paper')}"
        if not chosen:
            return ""
        hidden = len(chosen) - len(in_order(chosen, self.papers.ids))
        return f"{len(chosen)} selected" + (f", {hidden} not listed" if hidden else "")

    def on_library_changed(self, message: LibraryChanged) -> None:
        """Papers that are gone are selected no longer; Textual itself calls what the base does with the message."""
        chosen = self.papers.selected
        gone = {paper_id for paper_id in message.change.ids & chosen if paper_id not in self.library}
        if gone:
            self.papers.selected = chosen - gone

    # What is to be read

    @property
    def queue_seen(self) -> Sequence[str] | None:
        """What is listed, where it stands in the order of the queue."""
        return self.papers.ids if self.browsing.sort == "queue" else None

    def action_what_next(self) -> None:
        """Show what to read next, and why."""
        from papershelf.tui.screens.next import Chosen, NextScreen

        picks = self.library.what_next(PICKS)
        if not picks:
            queue = key_hint(host_of(self).keys, "status.queued", "puts a paper into the queue.")
            self.say(f"Nothing is queued, being read, due or back. {queue}".rstrip())
            return
        ids = [pick.entry.paper.id for pick in picks]

        def come_back(paper_id: str | None) -> None:
            if paper_id is not None:
                self.papers.move_to(paper_id)

        def go(chosen: Chosen | None) -> None:
            if chosen is not None and chosen.reads:
                from papershelf.tui.screens.reader import ReaderScreen

                self.app.push_screen(ReaderScreen(self.library, self.browsing, ids, chosen.paper_id), come_back)
            elif chosen is not None:
                self.go_to_paper(chosen.paper_id)

        self.app.push_screen(NextScreen(picks), go)

    # One by one, and runs

    def action_select(self) -> None:
        """Select the paper and go to the next, so that holding space selects a run; or keep the visual selection."""
        if self._run is not None and self._run.stays:
            self.keep_run()
            return
        self.papers.toggle_selected()
        self.papers.action_move(1)

    def action_visual(self) -> None:
        """Begin to select as the cursor moves, or keep what is selected so."""
        if self._run is not None and self._run.stays:
            self.keep_run()
        else:
            self._begin_run(stays=True)

    def action_extend(self, delta: int) -> None:
        """Move, and select what lies between here and where that began."""
        if self._run is None:
            self._begin_run(stays=False)
        self.papers.action_move(delta)
        self._extend()

    def _begin_run(self, *, stays: bool) -> None:
        papers = self.papers
        if papers.cursor_id is not None:
            self._run = Run(papers.cursor_id, papers.selected, papers.cursor, stays)
            self._extend()

    def _extend(self) -> None:
        if self._run is None:
            return
        run = self._run = self._run._replace(at=self.papers.cursor)
        chosen = run.selected(self.papers.ids)
        if chosen is None:
            self._run = None  # the list is another one; what was selected stays so
        else:
            self.papers.selected = chosen
        self.show_selection()

    def keep_run(self) -> None:
        """Moving extends the selection no more; what is selected stays so."""
        if self._run is not None:
            self._run = None
            self.show_selection()

    def leave_visual(self) -> bool:
        """Give up what is being selected as the cursor moves; False where nothing is."""
        run, self._run = self._run, None
        if run is None or not run.stays:
            return False
        self.papers.selected = run.before
        self.show_selection()
        return True

    @on(PaperList.Highlighted)
    def _follow_cursor(self) -> None:
        run = self._run
        if run is not None and run.stays:
            self._extend()
        elif run is not None and run.at != self.papers.cursor:
            self._run = None

    def show_selection(self) -> None:
        """Say how many are selected; a screen that has a place for it does."""
        raise NotImplementedError

    # Many at once

    def _select(self, chosen: Ids, what: str) -> None:
        self._run = None
        before = self.papers.selected
        self.papers.selected = chosen
        on, off = len(chosen - before), len(before - chosen)
        changes = [f"{counted(count, 'paper')} {verb}" for count, verb in ((on, "selected"), (off, "let go")) if count]
        self.say(f"{what}: {', '.join(changes) or 'nothing changes'}. {len(chosen)} selected now.")

    def action_select_all(self) -> None:
        """Select all that is listed, or if it is already, none of it."""
        self._select(all_or_none(self.papers.selected, self.papers.ids), "All listed")

    def action_invert(self) -> None:
        """Select what of the list is not selected, and let go of what is."""
        self._select(inverted(self.papers.selected, self.papers.ids), "Turned round")

    def action_tick(self) -> None:
        """Select by a query, or with a minus before it let go."""
        if not self.library.is_warm:
            self.say(GETTING_READY)
            return
        from papershelf.tui.screens.ticking import TickScreen

        listed, chosen = frozenset(self.papers.ids), self.papers.selected

        def find(query: str) -> Ids:
            found = self.library.find(query, selected=chosen)
            return listed.intersection(found.ids[: found.divider])  # what is only spelt alike is not ticked unseen

        def take(choice: tuple[Ids, bool] | None) -> None:
            if choice is not None:
                hits, off = choice
                self._select(ticked(self.papers.selected, hits, off=off), "By the pattern")

        self.app.push_screen(TickScreen(find, chosen, len(listed)), take)

    # Copying

    def action_copy(self, kind: str) -> None:
        """Copy a piece of every selected paper, or of the one in front."""
        if not self.papers.selected:
            super().action_copy(kind)
            return
        entries = [entry for entry in map(self.library.entry, self.targets()) if entry]
        make: Callable[[], Piece] = partial(pieces, entries, kind)
        copy_made(self.app, make)
