"""What every screen that shows papers can do to them: mark and annotate, undo, and say what others changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from papershelf.library import Changed, Library
from papershelf.marks import Entry
from papershelf.store import Unit
from papershelf.tui.host import host_of, is_elsewhere
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.screens.queueing import QueueingScreen
from papershelf.tui.widgets.detail import Detail

NEEDS_PAPER = frozenset(
    (  # noqa: SIM905 - else each would have a line of its own
        "open star tags lists note note_in_editor select set_status move_in_queue prioritise due snooze wake rate copy "
        "copy_menu browse chord related linked delete find link links match raw menu"
    ).split()
)
CHORDS_OF_VIEWS = ("v", "z")  # what follows these is no paper's


class PaperScreen(QueueingScreen):
    """A screen with one paper in front, and perhaps several selected.

    Subclasses say which (`front`, `targets`) and show what changed (`show_changes`).
    """

    tells_news: ClassVar[bool] = True
    """Whether it says what others changed of its paper, so that no screen below it does."""

    goes_on: ClassVar[bool] = True
    """Whether further keys work while a change is being saved."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._unsubscribe: Callable[[], None] = lambda: None
        self._seen: Entry | None = None

    # What a subclass says

    def targets(self) -> list[str]:
        """The papers that a mark is set on: the selected ones, else the one in front."""
        entry = self.front()
        return [entry.paper.id] if entry else []

    @property
    def has_targets(self) -> bool:
        """Whether there is a paper to do something to."""
        return bool(self.targets())

    def show_changes(self) -> None:
        """Show anew what the library says."""
        raise NotImplementedError

    # Events

    def on_mount(self) -> None:
        """Hear of every change, whoever makes it."""
        # A change may come from a worker's thread; posting a message is safe from any.
        self._unsubscribe = self.library.subscribe(self._hear)

    def _hear(self, change: Changed) -> None:
        self.post_message(LibraryChanged(change))

    def on_unmount(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    def on_library_changed(self, message: LibraryChanged) -> None:
        """Show what is different now; what somebody else did to the paper in front is said too."""
        news = self._news(message.change)
        self.show_changes()
        self.refresh_bindings()
        if news:
            host_of(self).tell(news)

    def look(self) -> None:
        """Remember the paper in front as the person sees it, to know what others change of it."""
        entry = self.front()
        if entry is None or self._seen is None or entry.paper.id != self._seen.paper.id:
            self._seen = entry

    def _news(self, change: Changed) -> str:
        seen = self._seen
        if seen is None or seen.paper.id not in change.ids:
            return ""
        self._seen = self.library.entry(seen.paper.id)
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else ()
        if not change.outside or any(getattr(screen, "tells_news", False) for screen in above):
            return ""
        from papershelf.tui.outside import news

        return news(seen, self._seen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The only judge of what may run now: footer, palette and keys all ask here."""
        if is_elsewhere(self, action):
            return False
        if action in NEEDS_PAPER and not (action == "chord" and set(parameters) <= set(CHORDS_OF_VIEWS)):
            return True if self.has_targets else None
        if action == "undo":
            return True if self.library.can_undo or host_of(self).is_saving else None
        if action == "redo":
            return True if self.library.can_redo or host_of(self).is_saving else None
        return super().check_action(action, parameters)

    # Changing

    def attempt(
        self,
        change: Callable[[], Unit | None],
        what: str,
        *,
        nothing: str = "",
        says: Callable[[Unit], str] | None = None,
        then: Callable[[bool], None] = lambda _went: None,
        size: int = 1,
    ) -> None:
        """Make a change after those before it, and say what it was.

        Args:
            change: Makes it, and returns its unit, or None where nothing changed.
            what: What it is, should it have to wait: “the tags”.
            nothing: What to say where nothing changed.
            says: What to say of the unit.
            then: Told at the end whether it went without an error.
            size: How many papers it changes; of very many it is said that it takes its time.
        """
        host_of(self).saver.attempt(change, what, nothing=nothing, says=says, then=then, size=size)

    def refuses(self) -> bool:
        """Whether nothing can be changed now; the person is told why."""
        return bool(self.library.read_only) and host_of(self).saver.refuses()

    # Marking

    def action_star(self) -> None:
        """Star all targets, or unstar them when every one is starred."""
        self.turn_star(self.targets())

    def turn_star(self, ids: Sequence[str]) -> None:
        """Star papers, or unstar them when every one is starred."""

        def change() -> Unit | None:
            # Asked when its turn has come: a star that was typed before may only just be written.
            marks = self.library.marks
            known = (paper_id for paper_id in ids if paper_id in self.library)
            is_starred = all(paper_id in marks and marks[paper_id].starred for paper_id in known)
            return (self.library.unstar if is_starred else self.library.star)(ids)

        self.attempt(change, "the star", size=len(ids))

    def action_set_status(self, status: str) -> None:
        """Set the status of all targets."""
        ids = self.targets()
        nothing = f"{_they(ids)} marked as {status} already."
        change = partial(self.library.set_status, ids, status)
        self.attempt(change, f"the status {status}", nothing=nothing, then=self.told_of(status), size=len(ids))

    def action_rate(self, rating: int) -> None:
        """Rate all targets."""
        ids = self.targets()
        nothing = f"{_they(ids)} rated so already." if rating else f"{_they(ids)} without a rating already."
        self.attempt(lambda: self.library.rate(ids, rating), "the rating", nothing=nothing, size=len(ids))

    def action_tags(self) -> None:
        """Let the person pick tags for all targets."""
        if self.refuses():
            return
        ids = self.targets()

        def apply(choice: tuple[list[str], list[str]] | None) -> None:
            if choice is not None and any(choice):
                change = partial(self.library.tag, ids, add=choice[0], remove=choice[1])
                self.attempt(change, "the tags", nothing="The tags are as they were.", size=len(ids))

        from papershelf.tui.screens.tags import TagScreen
        from papershelf.tui.tag_keys import TagKeys

        self.app.push_screen(TagScreen(self.library, ids, TagKeys(self, self.library, self.tag_renamed)), apply)

    def action_lists(self) -> None:
        """Let the person pick reading lists for all targets."""
        from papershelf.tui.list_keys import ListKeys

        if not self.refuses():
            ListKeys(self, self.library).pick(self.targets())

    def tag_renamed(self, old: str, new: str) -> None:
        """A tag has another name now; a screen that shows what it is on follows."""

    def action_note(self) -> None:
        """Open the note of the paper in front in a pane."""
        from papershelf.tui.screens.note import NoteScreen

        entry = self.front()
        if entry is not None and not self.refuses():
            self.app.push_screen(NoteScreen(self.library, entry), self.go_to_paper)

    def action_drafts(self) -> None:
        """Show the notes that were typed and not saved."""
        from papershelf.library.welcoming import waiting_drafts
        from papershelf.tui.screens.left_drafts import DraftListScreen

        found = waiting_drafts(self.library)
        if not found:
            self.say("Every note that was typed is saved.")
            return

        def open_note(paper_id: str | None) -> None:
            from papershelf.tui.screens.note import NoteScreen

            entry = self.library.entry(paper_id) if paper_id else None
            if entry is not None and not self.refuses():
                self.app.push_screen(NoteScreen(self.library, entry), self.go_to_paper)

        self.app.push_screen(DraftListScreen(found), open_note)

    def action_linked(self) -> None:
        """Show the papers that the note of the paper in front links to, and those whose notes link to it."""
        from papershelf.tui.screens.linked import LinkedScreen, linked

        entry = self.front()
        if entry is None:
            return
        found = linked(self.library, entry.paper.id)
        if found:
            self.app.push_screen(LinkedScreen(entry.paper.title, found), self.go_to_paper)
        else:
            self.say("No note links to this paper, nor does its own note link to one.")

    def action_note_in_editor(self) -> None:
        """Open the note of the paper in front in the person's editor."""
        entry = self.front()
        if entry is None or self.refuses():
            return
        drafts, note = self.library.drafts, entry.mark.note
        before = drafts.own(entry.paper.id) or note
        if before == note and any(draft.text != note for draft in drafts.left(entry.paper.id)):
            self.say("There is a draft that was not saved; choose first what to go on with.")
            self.action_note()
            return
        from papershelf.tui.outside_editor import edit_outside

        outcome = edit_outside(self.app, host_of(self), self.library, entry.paper.id, before)
        if outcome.problem is not None:
            self.say(f"{outcome.problem} The note can be written here instead.", title="Editor", severity="warning")
            self.action_note()
        elif outcome.text is not None:
            from papershelf.tui.noting import Noting

            Noting(self.app, self.library, entry).take_from_editor(outcome.text)

    def action_match(self, step: int) -> None:
        """Go to another match of the query in the paper."""
        words = self.query_one(Detail).step_match(step)
        if words:
            self.say(words)
        self.show_matches()

    def show_matches(self) -> None:
        """Say at which match the person is; a screen that has a place for it does."""

    def action_history(self) -> None:
        """Show every change that was made."""
        from papershelf.tui.screens.past import HistoryScreen

        self.app.push_screen(HistoryScreen(self.library))

    def action_undo(self) -> None:
        """Take the last change back."""
        from papershelf.tui.saving import travelled

        size = host_of(self).saver.size_of(self.library.next_undo)
        self.attempt(self.library.undo, "undo", nothing="There is nothing to undo.", says=travelled, size=size)

    def action_redo(self) -> None:
        """Do again what was undone."""
        from papershelf.tui.saving import travelled

        size = host_of(self).saver.size_of(self.library.next_redo)
        self.attempt(self.library.redo, "redo", nothing="There is nothing to redo.", says=travelled, size=size)


def _they(ids: Sequence[str]) -> str:
    return "It is" if len(ids) == 1 else f"All {len(ids)} papers are"
