"""What every screen that shows papers can do to them: mark, annotate, copy and open."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual.screen import Screen

from papershelf.errors import PapershelfError
from papershelf.library import Changed, Library, Piece, describe, piece
from papershelf.marks import Entry
from papershelf.store import Unit
from papershelf.tui.commands import Command
from papershelf.tui.host import host_of, sentence
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.system.browser import open_url
from papershelf.tui.widgets.detail import Detail

NEEDS_PAPER = {
    "open",
    "star",
    "tags",
    "note",
    "note_in_editor",
    "select",
    "set_status",
    "rate",
    "copy",
    "browse",
    "chord",
    "related",
}
CHORDS_OF_VIEWS = ("v",)  # what follows these is no paper's

if TYPE_CHECKING:
    from papershelf.tui.system.clipboard import Outcome


class PaperScreen(Screen[str | None]):
    """A screen with one paper in front, and perhaps several selected.

    Subclasses say which (`front`, `targets`) and show what changed (`show_changes`).
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._unsubscribe: Callable[[], None] = lambda: None

    # What a subclass says

    def front(self) -> Entry | None:
        """The paper in front of the person."""
        raise NotImplementedError

    def targets(self) -> list[str]:
        """The papers that a mark is set on: the selected ones, else the one in front."""
        entry = self.front()
        return [entry.paper.id] if entry else []

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

    def on_library_changed(self) -> None:
        """Show what is different now."""
        self.show_changes()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The only judge of what may run now: footer, palette and keys all ask here."""
        if action in NEEDS_PAPER and not (action == "chord" and parameters == CHORDS_OF_VIEWS):
            return True if self.targets() else None
        if action == "undo":
            return True if self.library.can_undo else None
        if action == "redo":
            return True if self.library.can_redo else None
        return super().check_action(action, parameters)

    # Speaking

    def say(
        self,
        words: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
    ) -> None:
        """Show a toast."""
        host_of(self).say(words, title=title, severity=severity)

    def attempt(self, change: Callable[[], Unit | None], nothing: str = "") -> bool:
        """Make a change and say what it was; an error becomes a toast, never a crash.

        Args:
            change: Makes it, and returns its unit, or None where nothing changed.
            nothing: What to say then.

        Returns:
            Whether it went without an error.
        """
        try:
            unit = change()
        except PapershelfError as error:
            self.say(error.message, title=error.title, severity="error")
            return False
        if unit is not None:
            self.say(f"{sentence(unit.words)}. Press u to undo.")
        elif nothing:
            self.say(nothing)
        return True

    # Marking

    def action_star(self) -> None:
        """Star all targets, or unstar them when every one is starred."""
        ids = self.targets()
        entries = [entry for entry in map(self.library.entry, ids) if entry]
        change = self.library.unstar if all(entry.mark.starred for entry in entries) else self.library.star
        self.attempt(lambda: change(ids))

    def action_set_status(self, status: str) -> None:
        """Set the status of all targets."""
        ids = self.targets()
        self.attempt(lambda: self.library.set_status(ids, status), f"It is marked as {status} already.")

    def action_rate(self, rating: int) -> None:
        """Rate all targets."""
        ids = self.targets()
        self.attempt(lambda: self.library.rate(ids, rating))

    def action_tags(self) -> None:
        """Let the person pick tags for all targets."""
        ids = self.targets()
        entries = [entry for entry in map(self.library.entry, ids) if entry]

        def apply(choice: tuple[list[str], list[str]] | None) -> None:
            if choice is not None and any(choice):
                self.attempt(lambda: self.library.tag(ids, add=choice[0], remove=choice[1]))

        from papershelf.tui.screens.tags import TagScreen

        self.app.push_screen(TagScreen(entries, self.library.tags()), apply)

    def action_note(self) -> None:
        """Open the note of the paper in front in a pane."""
        from papershelf.tui.screens.note import NoteScreen

        entry = self.front()
        if entry is not None:
            self.app.push_screen(NoteScreen(self.library, entry))

    def action_note_in_editor(self) -> None:
        """Open the note of the paper in front in the person's editor."""
        entry = self.front()
        if entry is None:
            return
        seams, drafts = host_of(self).seams, self.library.drafts
        before = drafts.read(entry.paper.id) or entry.mark.note
        outcome = seams.edit(before, suspend=self.app.suspend, environ=seams.environ, keep_dir=drafts.folder)
        if outcome.problem is not None:
            self.say(f"{outcome.problem} The note can be written here instead.", title="Editor", severity="warning")
            self.action_note()
        elif outcome.text is not None:
            self._save_note(entry, outcome.text)

    def _save_note(self, entry: Entry, text: str) -> None:
        """Save what an editor handed back; where that fails, the pane holds the text."""
        paper_id = entry.paper.id
        if self.attempt(lambda: self.library.set_note(paper_id, text), "The note was left as it is."):
            self.library.drafts.discard(paper_id)
        else:
            from papershelf.tui.screens.note import NoteScreen

            self.app.push_screen(NoteScreen(self.library, entry, unsaved=text))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._travel(self.library.undo, "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._travel(self.library.redo, "There is nothing to redo.")

    def _travel(self, step: Callable[[], Unit | None], nothing: str) -> None:
        try:
            unit = step()
        except PapershelfError as error:
            self.say(error.message, title=error.title, severity="error")
            return
        self.say(f"{sentence(describe(unit))}." if unit else nothing)

    # Copying and opening

    def action_chord(self, key: str) -> None:
        """Show what may follow a chord's first key, and do what is chosen."""

        from papershelf.tui.screens.chord import ChordScreen

        async def run(command: Command | None) -> None:
            if command is not None:
                await self.run_action(command.action)

        self.app.clear_notifications()  # a toast would cover the hints
        self.app.push_screen(ChordScreen(key), run)

    def action_copy(self, kind: str) -> None:
        """Copy a piece of the paper in front, and say what and by which way."""
        entry = self.front()
        if entry is None:
            return
        try:
            chosen = piece(entry, kind)
        except PapershelfError as error:
            self.say(error.message, title="Not copied", severity="warning")
            return
        # A clipboard program may take its time; the screen must not.
        self.run_worker(partial(self._copy, chosen), thread=True, group="copy", name="copy")

    def _copy(self, chosen: Piece) -> None:
        app = self.app
        clipboard = host_of(self).seams.clipboard(partial(app.call_from_thread, app.copy_to_clipboard), app.is_web)
        app.call_from_thread(self._copied, chosen, clipboard.copy(chosen.text))

    def _copied(self, chosen: Piece, outcome: "Outcome") -> None:
        if outcome.route != "manual":
            self.say(f"{sentence(chosen.words)}: {outcome.words}.", title="Copy")
            return
        from papershelf.tui.screens.copy_by_hand import CopyByHandScreen

        self.app.push_screen(CopyByHandScreen(chosen, outcome.words))

    def action_browse(self) -> None:
        """Open the paper's link in the browser."""
        entry = self.front()
        if entry is None:
            return
        chosen = piece(entry, "paper")
        self.open_link(chosen.text, chosen.words)

    def open_link(self, url: str, words: str) -> None:
        """Open an address in the browser, and say so."""
        problem = open_url(url, opener=self.app.open_url)
        if problem is not None:
            self.say(problem, title="Not opened", severity="warning")
        else:
            self.say(f"Opened {words}: {url}")

    def on_detail_link_chosen(self, message: Detail.LinkChosen) -> None:
        """Open a link that was clicked."""
        self.open_link(message.url, "the link")
