"""What the import inbox asks: a status for all, a file for the entries that stay broken, and a broken entry itself."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.widgets.text_area import Location

from papershelf.library import Library
from papershelf.marks import Status
from papershelf.text import safe, safe_line
from papershelf.tui.host import host_of, is_elsewhere, on_server
from papershelf.tui.path_lines import meant
from papershelf.tui.screens.dialog import FormDialog, app_binding, first_bindings_of
from papershelf.tui.screens.offering import OfferingScreen
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.glyphs import glyphs_of
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.note_area import harmless

Settled = Callable[[str], None]
Read = Callable[[str, Settled], None]
LONGEST_ENTRY = 500_000  # letters that the editor takes without keeping anyone waiting


class StatusScreen(OfferingScreen[Status]):
    """Hands back the status that all papers of an import get."""

    def compose(self) -> ComposeResult:
        """The five."""
        signs = glyphs_of(self).status
        with Vertical(classes="dialog"):
            yield Static("A status for all that is imported", classes="dialog-title", markup=False)
            yield OptionList(*(Option(Content(f"{signs[status]} {status}")) for status in Status), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hand it over."""
        self.dismiss(list(Status)[event.option_index])


class WriteScreen(FormDialog[str | None]):
    """Asks for a file to write entries to.

    Args:
        title: What will be written.
    """

    VERB = "Write"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = safe_line(title)

    def compose(self) -> ComposeResult:
        """A line for the file."""
        with Vertical(classes="dialog"):
            yield Static(self.heading + on_server(self), classes="dialog-title", markup=False)
            yield Input(placeholder="a new file, such as ~/broken.txt", id="write-path")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand it over."""
        event.stop()
        self.dismiss(meant(event.value) if event.value.strip() else None)


class EntryArea(TextArea):
    """The text of an entry, letter for letter; what a terminal may not see shows as a dot."""

    def get_line(self, line_index: int) -> Text:
        """A line of the same length in which nothing could harm a terminal."""
        return Text(harmless(self.document.get_line(line_index)), end="", no_wrap=True)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:  # noqa: ARG002
        """None: in a broken entry the partner is missing, and looking for it goes through all of it."""
        return None


class EntryScreen(ModalScreen[None], LeftOnce[None]):
    """Lets a person mend a broken entry, and reads it again; it leaves when that went well.

    Args:
        library: Where a text lies while an editor has it.
        where: File and line of the entry.
        reason: Why it cannot be read.
        text: The entry.
        read: Reads it, and tells what is wrong now, or nothing.
        keep: Told what was typed when the person leaves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*first_bindings_of("entry"), app_binding("app.help")]

    def __init__(
        self, library: Library, where: str, reason: str, text: str, read: Read, keep: Callable[[str], None]
    ) -> None:
        super().__init__(classes="entry")
        self.library = library
        self.where = safe_line(where)
        self.reason = reason
        self.area = EntryArea(text, id="entry-text", soft_wrap=True, show_line_numbers=True)
        self.begun = self.area.text
        self.is_reading = False
        self._read = read
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Where it is from, what is wrong, the text, the keys."""
        yield Static(id="note-head", markup=False)
        yield Static(id="entry-reason", markup=False)
        yield self.area
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the text."""
        self.area.focus()
        self._show()

    def _show(self) -> None:
        state = "is read …" if self.is_reading else "edited" if self.area.text != self.begun else "broken"
        head = (" papershelf ", "bold $accent"), " Entry ", (f" {state} ", "bold"), " ", (self.where, "$text-muted")
        self.query_one("#note-head", Static).update(Content.assemble(*head))
        self.query_one("#entry-reason", Static).update(Content(safe(self.reason)))

    def on_text_area_changed(self) -> None:
        """Say that it is another now."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One reading at a time."""
        if is_elsewhere(self, action):
            return False
        if action in {"entry_save", "entry_editor"}:
            return None if self.is_reading else True
        return super().check_action(action, parameters)

    def action_entry_save(self) -> None:
        """Read it again."""
        self.is_reading = True
        self._show()
        self._keep(self.area.text)
        self._read(self.area.text, self._settled)

    def _settled(self, reason: str) -> None:
        if self not in self.app.screen_stack:
            return
        self.is_reading = False
        if reason:
            self.reason = reason
            self._show()
            self.refresh_bindings()
        else:
            self.dismiss(None)

    def action_entry_editor(self) -> None:
        """Go on in the person's own editor."""
        host = host_of(self)
        seams = host.seams
        outcome = seams.edit(
            self.area.text,
            suspend=self.app.suspend,
            environ=seams.environ,
            keep_dir=self.library.drafts.folder,
            name="entry",
        )
        if outcome.problem is not None:
            host.say(outcome.problem, title="Editor", severity="warning")
        elif outcome.text is not None:
            self.area.replace(outcome.text, self.area.document.start, self.area.document.end)

    def action_leave(self) -> None:
        """Leave; what was typed is kept in the inbox, and read there."""
        if self.area.text != self.begun and not self.is_reading:
            self._keep(self.area.text)
            self._read(self.area.text, self._settled)
        self.dismiss(None)
