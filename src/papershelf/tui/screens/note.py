"""The note of a paper in a pane: saved on leaving, with a draft on disk at every key until then."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, TextArea

from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.tui.host import host_of, sentence


class NoteScreen(ModalScreen[None]):
    """Edits one note in Markdown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "save_and_close", "Save and close", priority=True),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+r", "revert", "Back to the saved note"),
    ]

    def __init__(self, library: Library, entry: Entry, unsaved: str | None = None) -> None:
        super().__init__()
        self.library = library
        self.entry = entry
        self.saved = entry.mark.note
        self.unsaved = unsaved
        draft = library.drafts.read(entry.paper.id) if unsaved is None else None
        self.recovered = draft is not None and draft != self.saved
        self.start = unsaved if unsaved is not None else draft if draft is not None else self.saved

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical(classes="dialog large"):
            yield Static(self.entry.paper.title, classes="dialog-title", markup=False)
            yield TextArea(self.start, id="note-text", soft_wrap=True, tab_behavior="indent")
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Put the cursor at the end, and tell of a draft that was found."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        if self.unsaved is not None:
            self.on_text_area_changed()  # from now on it is a draft like any other
        elif self.recovered:
            self._say("An unsaved draft was found and is shown; ctrl+r brings the saved note back.", title="Draft")

    @property
    def text(self) -> str:
        """The text as it stands on the screen."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self) -> None:
        """Keep the draft; if even that fails, say so at once."""
        if self.text == self.saved:
            self.library.drafts.discard(self.entry.paper.id)
            return
        try:
            self.library.drafts.keep(self.entry.paper.id, self.text)
        except PapershelfError as error:
            self._say(error.message, title=error.title, error=True)

    def action_save(self) -> bool:
        """Save the note; the draft goes only when that is done."""
        text = self.text
        try:
            unit = self.library.set_note(self.entry.paper.id, text)
        except PapershelfError as error:
            self._say(f"{error.message} Your text is kept as a draft.", title=error.title, error=True)
            return False
        self.saved = text
        self.library.drafts.discard(self.entry.paper.id)
        if unit is not None:
            self._say(f"{sentence(unit.words)}. Press u in the list to undo.")
        return True

    def action_save_and_close(self) -> None:
        """Save and leave; where saving fails, stay."""
        if self.action_save():
            self.dismiss(None)

    def action_revert(self) -> None:
        """Show the saved note; what was typed can be had back with the editor's own undo."""
        area = self.query_one(TextArea)
        area.replace(self.saved, area.document.start, area.document.end)

    def _say(self, words: str, *, title: str = "", error: bool = False) -> None:
        host_of(self).say(words, title=title, severity="error" if error else "information")
