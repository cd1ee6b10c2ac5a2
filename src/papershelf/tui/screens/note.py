"""The note of a paper in a pane: saved on leaving, with a draft on disk at every key until then."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, TextArea

from papershelf.library import Changed, Library
from papershelf.marks import Entry
from papershelf.tui.host import host_of
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.noting import Noting
from papershelf.tui.outside import differences, news


class NoteScreen(ModalScreen[None]):
    """Edits one note in Markdown.

    Args:
        library: Where the note is.
        entry: The paper as it is now.
        unsaved: A text that could not be saved yet.
        base: The saved note that this text began from, where that is not the present one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "save_and_close", "Save and close", priority=True),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+r", "revert", "Back to the saved note"),
    ]

    tells_news: ClassVar[bool] = True

    def __init__(self, library: Library, entry: Entry, unsaved: str | None = None, base: str | None = None) -> None:
        super().__init__()
        self.library = library
        self.entry = entry
        self.unsaved = unsaved
        draft = library.drafts.read(entry.paper.id) if unsaved is None else None
        self.recovered = draft is not None and draft != entry.mark.note
        self.start = unsaved if unsaved is not None else draft if draft is not None else entry.mark.note
        self.noting = Noting(self.app, library, entry, base)
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Title, what happened meanwhile, text, keys."""
        with Vertical(classes="dialog large"):
            yield Static(self.entry.paper.title, classes="dialog-title", markup=False)
            yield Static(id="note-news", markup=False)
            yield TextArea(self.start, id="note-text", soft_wrap=True, tab_behavior="indent")
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Put the cursor at the end, tell of a draft that was found, and hear of what others write."""
        self._unsubscribe = self.library.subscribe(self._hear)
        self._show_news("")
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        if self.unsaved is not None:
            self.on_text_area_changed()  # from now on it is a draft like any other
            if self._take_in(self.entry):
                self.action_save_and_close()
        elif self.recovered:
            words = "An unsaved draft was found and is shown; ctrl+r brings the saved note back."
            host_of(self).say(words, title="Draft")

    def on_unmount(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    @property
    def text(self) -> str:
        """The text as it stands on the screen."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self) -> None:
        """Keep the draft."""
        self.noting.keep(self.text)

    # What happens meanwhile

    def _hear(self, change: Changed) -> None:
        self.post_message(LibraryChanged(change))

    def on_library_changed(self, message: LibraryChanged) -> None:
        """Take in what became of the paper: what was typed stays, whatever it was."""
        change, before = message.change, self.entry
        if before.paper.id not in change.ids:
            return
        now = self.library.entry(before.paper.id)
        contested = now is not None and self._take_in(now)
        # Where the pane itself says that the note is another, a toast would only cover the text.
        is_said = contested and now is not None and differences(before, now) == ["note"]
        if change.outside and not is_said and (words := news(before, now)):
            host_of(self).tell(words)
        if now is None:
            self._show_news(self.noting.gone_words(self.text))

    def _take_in(self, now: Entry) -> bool:
        """Go on from the paper as it is now; whether the note is another than both the text and what it began from."""
        self.entry, noting, note = now, self.noting, now.mark.note
        if note in (self.text, noting.sent, self.start):  # what was typed here is saved, now or a while ago
            noting.base = note
        elif self.text == noting.base:
            self.action_revert()
        contested = noting.is_contested(self.text)
        words = "Another papershelf changed this note while you wrote; when you save, you choose."
        self._show_news(words if contested else "")
        return contested

    def _show_news(self, words: str) -> None:
        line = self.query_one("#note-news", Static)
        line.update(words)
        line.display = bool(words)

    # Saving

    def action_save(self) -> None:
        """Save the note; the draft goes only when that is done."""
        text = self.text

        def settled(went: bool) -> None:
            saved = self.noting.now
            if went and self.is_attached:
                self._show_news("")
                if saved is not None and saved != text == self.text:  # a choice between two made another of it
                    self.action_revert()

        self.noting.save(text, settled)

    def action_save_and_close(self) -> None:
        """Save and leave; where saving fails, stay; where it has to wait, leave, and keep the draft till it is done."""
        saver, ended = host_of(self).saver, False

        def close(went: bool) -> None:
            nonlocal ended
            ended = True
            if (went or self.noting.now is None) and self.is_current:
                self.dismiss(None)

        self.noting.save(self.text, close)
        if not ended and saver.is_waiting and self.is_current:
            self.dismiss(None)

    def action_revert(self) -> None:
        """Show the note as it is saved now; what was typed can be had back with the editor's own undo."""
        saved, area = self.noting.now, self.query_one(TextArea)
        self.noting.base = self.noting.base if saved is None else saved
        self._show_news("")
        area.replace(self.noting.base, area.document.start, area.document.end)
