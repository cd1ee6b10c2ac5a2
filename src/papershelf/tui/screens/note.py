"""The note of a paper over the whole screen: text and preview side by side, a draft on disk at every key."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from papershelf.library import Changed, Library
from papershelf.marks import Entry
from papershelf.text import safe_line
from papershelf.tui.host import host_of, is_elsewhere
from papershelf.tui.messages import LibraryChanged
from papershelf.tui.note_extras import NoteExtras
from papershelf.tui.noting import Make, Noting
from papershelf.tui.outside import differences, news
from papershelf.tui.screens.dialog import app_binding, first_bindings_of
from papershelf.tui.screens.once import LeftOnce
from papershelf.tui.widgets.choices import Choices
from papershelf.tui.widgets.find_line import FindLine
from papershelf.tui.widgets.key_bar import KeyBar
from papershelf.tui.widgets.note_area import NoteArea
from papershelf.tui.widgets.note_preview import NotePreview
from papershelf.tui.words import SCHEME

LEAVE_SECONDS = 0.3  # a note that is not saved by then is left to itself

# What no key does while one types what to find; the line has its own way out.
ASLEEP = {"save_and_close", "preview", "link", "follow", "template", "editor", "revert"}


class NoteScreen(ModalScreen[str | None], LeftOnce[str | None]):
    """Edits one note in Markdown; hands back the paper that the person goes to by a link, or None.

    Args:
        library: Where the note is.
        entry: The paper as it is now.
        unsaved: A text that could not be saved yet.
        base: The saved note that this text began from, where that is not the present one.
        make: Makes the changes instead of the app's saver, as `Noting` says.
    """

    # Before the text gets them: it would take some of these keys for moving and deleting.
    BINDINGS: ClassVar[list[BindingType]] = [*first_bindings_of("note"), app_binding("app.help")]
    HORIZONTAL_BREAKPOINTS = [(0, "-single"), (100, "-beside")]  # noqa: RUF012 - as Textual declares it

    tells_news: ClassVar[bool] = True

    def __init__(
        self,
        library: Library,
        entry: Entry,
        unsaved: str | None = None,
        base: str | None = None,
        make: Make | None = None,
    ) -> None:
        super().__init__(classes="note")
        self.library = library
        self.entry = entry
        self.unsaved = unsaved
        self.noting = Noting(self.app, library, entry, base, make)
        self.extras = NoteExtras(self)
        draft = library.drafts.own(entry.paper.id) if unsaved is None else None
        self.recovered = draft is not None and draft != entry.mark.note
        self.start = unsaved if unsaved is not None else draft if draft is not None else self.extras.begin()
        self.area = NoteArea(self.start, id="note-text")
        self.preview = NotePreview(self.area, self.extras.title_of, id="note-preview")
        self.choices = Choices(id="note-choices")
        self.find = FindLine(self.area)
        self._is_kept = True
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Title and state, what happened meanwhile, text beside preview, keys."""
        yield Static(id="note-head", markup=False)
        yield Static(id="note-news", markup=False)
        with Horizontal(id="note-body"):
            yield self.area
            yield self.preview
            yield self.choices
        yield self.find
        yield KeyBar()

    def on_mount(self) -> None:
        """Put the cursor at the end, tell of a draft that was found, and hear of what others write."""
        self._unsubscribe = self.library.subscribe(self._hear)
        self.set_class(host_of(self).config.preview, "-preview")
        self._show_news("")
        self.area.move_cursor(self.area.document.end)
        self.area.focus()
        if self.unsaved is not None:
            self.on_text_area_changed()  # from now on it is a draft like any other
            if self._take_in(self.entry):
                self.action_save_and_close()
        elif self.recovered:
            keys = host_of(self).keys.shown("note.revert")
            words = f"An unsaved draft was found and is shown; {keys} brings the saved note back."
            host_of(self).say(words, title="Draft")
        else:
            self.extras.offer_drafts()
        self._show_head()
        self._follow()

    def on_unmount(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    @property
    def text(self) -> str:
        """The text as it stands on the screen."""
        return self.area.text

    def on_text_area_changed(self) -> None:
        """Keep the draft."""
        self._is_kept = self.noting.keep(self.text)
        self._show_head()
        self._follow()
        self.find.follow()
        self.extras.offer_links()

    def on_text_area_selection_changed(self) -> None:
        """Preview and offers go where the cursor goes."""
        self._follow()
        self.extras.offer_links(moved=True)

    def _follow(self) -> None:
        if self.preview.display:
            self.preview.follow()

    # Head and news

    @property
    def state(self) -> str:
        """Whether what is on the screen is saved, in words."""
        text, now = self.text, self.noting.now
        if now is None:
            return "the paper is gone" + ("" if self.noting.is_unchanged(text) else ", draft kept")
        if not self._is_kept:
            return "not saved, no draft"
        if self.noting.is_contested(text):
            return "changed elsewhere, draft kept"
        if text == now:
            return "saved" if text else "empty"
        return "template" if self.noting.is_unchanged(text) else "draft kept"

    def _show_head(self) -> None:
        title = safe_line(self.entry.paper.title) or "(no title)"
        words = Content.assemble(
            (" papershelf ", "bold $accent"), " Note ", (f" {self.state} ", "bold"), " ", (title, "$text-muted")
        )
        self.query_one("#note-head", Static).update(words)

    def _show_news(self, words: str) -> None:
        line = self.query_one("#note-news", Static)
        line.update(words)
        line.display = bool(words)

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
        self._show_head()

    def _take_in(self, now: Entry) -> bool:
        """Go on from the paper as it is now; whether the note is another than both the text and what it began from."""
        self.entry, noting, note = now, self.noting, now.mark.note
        if note in (self.text, noting.sent) or (note == self.start and note != noting.untouched):
            noting.base = note  # what was typed here is saved, now or a while ago
        elif noting.is_unchanged(self.text) and note != noting.base:
            self.action_revert()
        contested = noting.is_contested(self.text)
        words = "Another papershelf changed this note while you wrote; when you save, you choose."
        self._show_news(words if contested else "")
        return contested

    # Saving

    def action_save(self) -> None:
        """Save the note; the draft goes only when that is done."""
        text = self.text

        def settled(went: bool) -> None:
            saved = self.noting.now
            if went and self.is_attached:
                self._show_news("")
                if saved is not None and saved != text == self.text and text != self.noting.untouched:
                    self.action_revert()  # a choice between two made another of it
                self._show_head()

        self.noting.save(text, settled)

    def action_save_and_close(self, to: str | None = None) -> None:
        """Save and leave; where saving fails, stay; where it has to wait, leave, and keep the draft till it is done."""
        if to is None and self.extras.step_back():
            return
        saver, ended = host_of(self).saver, False

        def close(went: bool) -> None:
            nonlocal ended
            ended = True
            if (went or self.noting.now is None) and self.is_current:
                self.dismiss(to)

        self.noting.save(self.text, close)

        def leave() -> None:
            if not ended and saver.is_waiting and self.is_current:
                self.dismiss(to)

        if not ended:
            self.set_timer(LEAVE_SECONDS, leave)

    def action_revert(self) -> None:
        """Show the note as it is saved now; what was typed can be had back with the editor's own undo."""
        saved = self.noting.now
        self.noting.base = self.noting.base if saved is None else saved
        self._show_news("")
        self.put(self.noting.base)

    def put(self, text: str) -> None:
        """Show another text; the editor's own undo brings the one before back."""
        self.area.replace(text, self.area.document.start, self.area.document.end)

    # The other commands

    def action_preview(self) -> None:
        """Show the preview beside the text, or in its place where there is no room for both; or hide it."""
        self.toggle_class("-reading" if self.has_class("-single") else "-preview")
        self.call_after_refresh(self._previewed)

    def _previewed(self) -> None:
        (self.area if self.area.display else self.preview).focus()
        self._follow()

    def action_find(self) -> None:
        """Open the line to find in, or go to the next place."""
        self.find.open()

    def action_link(self) -> None:
        """Begin a link to a paper."""
        self.area.focus()
        if self.area.half_link is None:
            self.area.insert("[[")

    def action_follow(self) -> None:
        """Save, and go to the paper that the link under the cursor leads to."""
        self.extras.go(self.area.link_here)

    def action_template(self) -> None:
        """Let the person choose a template."""
        self.extras.choose_template()

    def action_editor(self) -> None:
        """Go on in the person's editor."""
        self.extras.edit_outside()

    def on_note_area_chosen(self, event: NoteArea.Chosen) -> None:
        """A key for the papers offered."""
        self.extras.choose(event.step)

    def on_choices_clicked(self) -> None:
        """A click takes the paper offered."""
        self.extras.choose(0)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow a link of the preview."""
        event.stop()
        address = self.preview.address_of(event.href)
        if address.startswith(SCHEME):
            self.extras.go(address.removeprefix(SCHEME))
        else:
            self.extras.browse(address)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the text sleep while the line to find in has the focus, but those that leave it."""
        if action in ASLEEP and self.find.has_focus_within:
            return False
        if is_elsewhere(self, action):
            return False
        if action == "follow":
            return True if self.area.link_here else None
        return super().check_action(action, parameters)
