"""The import inbox: everything that was read, row by row, before it is imported."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from papershelf.library import Library
from papershelf.library.planning import Row
from papershelf.marks import Entry, Mark, Status
from papershelf.tui.bindings import bindings_of
from papershelf.tui.inbox_words import Shown, item_words, lost_words, summary
from papershelf.tui.reviewing import Item, Kind, Review
from papershelf.tui.screens.filtering import FilteringScreen
from papershelf.tui.widgets.inbox_pane import InboxPane
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from papershelf.tui.incoming import Incoming

BADGE_CELLS = 7
HEAD_LINE = "import"  # the key of the first line, on which enter imports
TONES = {Kind.NEW: "good", Kind.CHANGED: "good", Kind.NEAR: "odd", Kind.BROKEN: "wrong"}
SHORT_FROM = 76  # cells under which the counts are put in short words


class InboxScreen(FilteringScreen):
    """Shows a review; what is decided, `Incoming` carries out.

    Args:
        library: What is imported into.
        review: What was read.
        incoming: Reads, mends and imports.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("inbox")]
    HEADING = "Import inbox"
    FILTER_HINT = "words of title, authors, venue, or of what is broken"

    def __init__(self, library: Library, review: Review, incoming: "Incoming") -> None:
        super().__init__(library)
        self.review = review
        self.incoming = incoming
        self.lines = LineList(self.line, column=BADGE_CELLS, id="lines")
        self.pane = InboxPane(id="inbox-pane")
        self._rows: dict[str, Row] | None = None

    def compose(self) -> ComposeResult:
        """Head, counts, filter, list beside pane, foot."""
        yield Static(id="head", markup=False)
        yield Static(id="inbox-counts", markup=False)
        yield from self.above()
        with Horizontal(id="inbox-body"):
            yield self.lines
            yield self.pane
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.lines, "cursor", self._moved, init=False)

    # Showing

    def on_library_changed(self) -> None:
        """What would happen is another thing now."""
        self.incoming.place_anew(self.review)

    def reload(self) -> None:
        """Show the review as it is now."""
        self._rows = None
        self.show_fitting()

    def show_fitting(self) -> None:
        """Show what fits the filter; the first line always does."""
        self.review.filter(self.typed)
        self.lines.show([HEAD_LINE, *(item.key for item in self.review.shown)])
        self._show_rest()

    def _show_rest(self) -> None:
        """Head, counts, pane and foot, after anything was decided."""
        review = self.review
        self.show_head(" · ".join(filter(None, (review.title, review.with_words))))
        short = self.size.width < SHORT_FROM
        counts = Content(" · ").join(
            Content.styled(review.count_words(kind, short=short), "bold" if kind is review.kind else "")
            for kind in Kind
            if review.counts[kind]
        )
        narrowed = f"  {len(review.shown):,} shown" if review.is_narrowed else ""
        self.query_one("#inbox-counts", Static).update(
            Content.assemble(counts if counts.plain else "nothing was read", (narrowed, "$text-muted"))
        )
        self._moved()

    def on_resize(self) -> None:
        """Counts are shorter where there is little room."""
        if self.is_mounted:
            self._show_rest()

    def _moved(self) -> None:
        if self.pane.display:
            self.pane.show(self._shown_of(self.item))
        self.refresh_bindings()

    @property
    def item(self) -> Item | None:
        """What is under the cursor; None on the first line."""
        place = self.lines.cursor - 1
        return self.review.shown[place] if 0 <= place < len(self.review.shown) else None

    def _shown_of(self, item: Item | None) -> Shown:
        if item is None:
            return Shown(summary(self.review, self.host.keys.shown("inbox.import")))
        return item_words(self.review, item, self._find, self.host.keys.shown("view.duplicates"))

    def _find(self, paper_id: str) -> Entry | None:
        """A paper of the library, or else of this import."""
        if there := self.library.entry(paper_id):
            return there
        if self._rows is None:
            self._rows = {item.row.paper.id: item.row for item in self.review.items if item.row}
        row = self._rows.get(paper_id)
        return Entry(row.paper, Mark(paper_id)) if row else None

    def line(self, index: int) -> Line:
        """How a line looks."""
        review = self.review
        if not index:
            ticked, key = review.ticked, self.host.keys.shown("inbox.open")
            words = f"Import {ticked:,} of {review.tickable:,} records" if ticked else "Nothing is ticked"
            return Line(HEAD_LINE, key if ticked else "", words, tone="good")
        item = review.shown[index - 1]
        tone, dim = TONES.get(item.kind, ""), item.kind is Kind.TRASHED
        if item.row is not None:
            paper, is_ticked = item.row.paper, review.is_ticked(item)
            title, date = paper.title or "(no title)", (paper.published or "")[:10]
            return Line(item.key, item.kind, title, date, dim, is_ticked, tone)
        if (problem := item.problem) is None:
            return Line(item.key, item.kind, "")
        where = f"line {problem.line:,}: " if problem.line else ""
        end = "edited" if review.is_edited(problem) else ""
        return Line(item.key, item.kind, f"{where}{review.reason_of(problem)[:500]}", end, tone=tone)

    def worth_knowing(self) -> Mapping[str, str]:
        """What enter and space do here."""
        if self.query_one("#filter", Input).has_focus:
            return {}
        import_words, item = f"Import {self.review.ticked:,}", self.item
        if item is None:
            return {"inbox.open": import_words}
        tick = "Untick" if self.review.is_ticked(item) else "Tick"
        return {"inbox.import": import_words, "inbox.mend": "", "inbox.tick": tick}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done to this line cannot be done."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        item = self.item
        if action == "inbox_mend":
            return True if item and item.problem and item.problem.entry else None
        if action == "inbox_tick":
            return True if item and item.row else None
        if action == "inbox_write":
            return True if self.review.broken else None
        if action == "inbox_import":
            return True if self.review.ticked else None
        return super().check_action(action, parameters)

    # Actions of the registry's `inbox.*` commands

    def action_inbox_import(self, triage: bool = False) -> None:
        """Import what is ticked, if the person is sure of what would be lost; perhaps to triage it then."""
        if self.incoming.is_mending:
            self.host.say("What was read is being looked at once more; a moment.")
        elif self.review.ticked:
            self.review.is_triaged = triage
            self._if_sure("import", lambda: self._leave(imports=True))

    def action_inbox_open(self) -> None:
        """On the first line import, else show all about the record."""
        self.open()

    def open(self) -> None:
        """The same by mouse."""
        from papershelf.tui.screens.inbox_row import RowScreen

        item = self.item
        if item is not None:
            self.app.push_screen(RowScreen(f"{self.review.title}: {item.kind}", self._shown_of(item)))
        elif self.review.ticked:
            self.action_inbox_import()
        else:
            self.host.say("Nothing is ticked, so nothing would be imported.")

    def action_inbox_tick(self) -> None:
        """Tick the row or not, and go on to the next."""
        item = self.item
        if item is None:
            return
        if self.review.can_tick(item):
            self.review.turn([item])
            self.lines.forget_strips()
        elif item.kind is Kind.TRASHED:
            self.host.say("It is in the trash and stays there; bring it back from the trash to have it.")
        self.lines.action_move(1)
        self._show_rest()

    def action_inbox_all(self) -> None:
        """Tick all that is shown, or none of it."""
        self.review.turn_all()
        self._ticked()

    def action_inbox_invert(self) -> None:
        """Turn the ticks of what is shown round."""
        self.review.turn(self.review.shown)
        self._ticked()

    def _ticked(self) -> None:
        self.lines.forget_strips()
        self._show_rest()

    def action_inbox_kind(self, step: int) -> None:
        """Show the next kind only."""
        self.review.next_kind(step)
        self.show_fitting()

    def action_inbox_filter(self) -> None:
        """Open the line to filter with."""
        self.open_filter()

    def action_inbox_tags(self) -> None:
        """Choose tags for all that is imported."""
        self.incoming.choose_tags(self.review, self._given)

    def action_inbox_status(self) -> None:
        """Choose a status for all that is imported."""
        from papershelf.tui.screens.inbox_dialogs import StatusScreen

        def chosen(status: Status | None) -> None:
            if status is not None:
                self.review.status = None if status is Status.INBOX else status
                self._given()

        self.app.push_screen(StatusScreen(), chosen)

    def _given(self) -> None:
        self.review.is_touched = True
        self._show_rest()

    def action_inbox_mend(self) -> None:
        """Open the broken entry under the cursor."""
        item = self.item
        if item is not None and item.problem is not None:
            self.incoming.open_entry(self.review, item.problem)

    def action_inbox_write(self) -> None:
        """Write what is broken to a file."""
        self.incoming.write_broken(self.review)

    def action_inbox_close(self) -> None:
        """Step back: out of the filter, then out of the inbox; what was decided waits."""
        if self.query_one("#filter", Input).display:
            self.step_back()
        elif self.review.kind is not None:
            self.review.kind = None
            self.show_fitting()
        elif self.review.is_touched:
            self._leave(waits=True)
        else:
            self._if_sure("leave", self._leave)

    def action_inbox_drop(self) -> None:
        """Leave and forget all, if the person is sure of what would be lost."""
        self._if_sure("forget", self._leave)

    def _leave(self, *, imports: bool = False, waits: bool = False) -> None:
        self.incoming.left(self.review, imports=imports, waits=waits)
        self.dismiss(None)

    def _if_sure(self, verb: str, then: Callable[[], None]) -> None:
        """Do it; where broken entries are nowhere but here, ask first."""
        from papershelf.tui.screens.confirm import ConfirmScreen

        lost = self.review.would_lose
        if not lost:
            then()
            return

        def decided(sure: bool | None) -> None:
            if sure:
                then()

        entries, words = lost_words(lost, self.host.keys.shown("inbox.write"))
        self.app.push_screen(ConfirmScreen(f"{verb.capitalize()}, and let go of {entries}?", words, verb), decided)
