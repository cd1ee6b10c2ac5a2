"""Saves one note so that neither what was typed here nor what another process wrote meanwhile is lost."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from papershelf.errors import PapershelfError
from papershelf.library import Library
from papershelf.marks import Entry
from papershelf.store import Unit
from papershelf.tui.host import Host, sentence, way_back
from papershelf.tui.outside import titled

if TYPE_CHECKING:
    from textual.app import App

    from papershelf.library.drafts import Draft
    from papershelf.tui.saving import Settled

Choice = Literal["both", "mine", "theirs"]
Then = Callable[[bool], None]
Changes = Sequence[Callable[[], Unit | None]]
Make = Callable[[Changes, str, "Callable[[Settled], None]"], None]

THEIRS, MINE = "## Written elsewhere", "## Written here"


class Noting:
    """The note of one paper while a person writes it.

    Args:
        app: Shows dialogs and toasts, and makes the changes.
        library: Where the note is.
        entry: The paper.
        base: The saved note that the typed text began from, where that is not the paper's own.
        make: Has changes made as one, each after the one before, in place of what hands them to the app's saver; it is
            given what they are, in words, and whom to tell how it ended.

    Attributes:
        base: The saved note that the typed text began from.
        sent: What was handed over to be saved last.
        untouched: The template that the note began with; as long as it is all there is, nothing was typed.
    """

    def __init__(
        self, app: "App[Any]", library: Library, entry: Entry, base: str | None = None, make: Make | None = None
    ) -> None:
        self._app = app
        self._make_all = make or self._save_all
        self._library = library
        self.paper_id = entry.paper.id
        self.title = titled(entry.paper)
        self.base = entry.mark.note if base is None else base
        self.sent: str | None = None
        self.untouched: str | None = None

    @property
    def now(self) -> str | None:
        """The saved note as it is now; None where the paper is gone."""
        entry = self._library.entry(self.paper_id)
        return entry.mark.note if entry else None

    def is_contested(self, text: str) -> bool:
        """Whether both the text and the saved note are other than what the writing began from, and than each other."""
        return self.now is not None and self.now not in (self.base, text) and not self.is_unchanged(text)

    def is_unchanged(self, text: str) -> bool:
        """Whether nothing was typed: it is the note that the writing began from, or the template as it came."""
        return text in (self.base, self.untouched)

    # Saving

    def save(self, text: str, then: Then) -> None:
        """Save what was typed; where another process wrote meanwhile, the person decides.

        Args:
            text: The whole note.
            then: Told whether it is saved; not at all where the person goes back to the text.
        """
        self._refresh()
        if self.now is None:
            self.keep(text)
            self._say(self.gone_words(text), title="The paper is gone", error=True)
            then(self.is_unchanged(text))
        elif self.is_contested(text):
            self._ask(text, then)
        elif self.is_unchanged(text):
            then(True)  # nothing was typed: what another process wrote stands
        else:
            self._write(text, then)

    def take_from_editor(self, text: str) -> None:
        """Save what an editor handed back; what cannot be saved at once stands in the pane."""
        self._refresh()
        if text == self.base and self._library.drafts.own(self.paper_id) is None:
            self._say("The note was left as it is.")
            return
        self.keep(text)
        if self.is_contested(text):
            self._open_pane(text)
        elif text == self.base:
            self._library.drafts.discard(self.paper_id)
        else:
            self.save(text, lambda went: None if went or self.now is None else self._open_pane(text))

    def _open_pane(self, text: str) -> None:
        from papershelf.tui.screens.note import NoteScreen

        entry = self._library.entry(self.paper_id)
        if entry is not None:
            self._app.push_screen(NoteScreen(self._library, entry, unsaved=text, base=self.base))

    def _ask(self, text: str, then: Then) -> None:
        from papershelf.tui.screens.conflict import ConflictScreen

        theirs = self.now or ""

        def decide(choice: Choice | None) -> None:
            if choice is not None:
                self.base = theirs
                self._settle(choice, theirs, text, then)

        self._app.clear_notifications()  # a toast would cover the choices
        self._app.push_screen(ConflictScreen(self.title, theirs, text), decide)

    def _settle(self, choice: Choice, theirs: str, mine: str, then: Then) -> None:
        if choice == "theirs":
            self._write_both_in_turn(theirs, mine, then)
        else:
            self._write(both(theirs, mine) if choice == "both" else mine, then, draft=mine)

    def _write_both_in_turn(self, theirs: str, mine: str, then: Then) -> None:
        """Let theirs stand, but only after mine was saved: so undo brings it back."""

        def settled(outcome: "Settled") -> None:
            if self._went(outcome, mine):
                self._say_changed(f"The other note on {self.title} stands")
            then(outcome.error is None)

        self._make((mine, theirs), settled)

    def _write(self, text: str, then: Then, *, draft: str | None = None) -> None:
        base, self.sent = self.base, text

        def settled(outcome: "Settled") -> None:
            if self._went(outcome, text if draft is None else draft):
                self.base, self.untouched = text, None
                unit = outcome.unit
                theirs = base if unit is None else note_before(unit)
                if theirs not in (base, ""):
                    self._add_overwritten(theirs, text, then)
                    return
                if unit is not None:
                    self._say_changed(sentence(unit.words))
            then(outcome.error is None)

        self._make((text,), settled)

    def _add_overwritten(self, theirs: str, mine: str, then: Then) -> None:
        """Another process wrote in the last moment before this did: put what it wrote back beside the other."""
        text = both(theirs, mine)

        def settled(outcome: "Settled") -> None:
            if self._went(outcome, text):
                self.base = text
                self._say(f"Another papershelf wrote a note on {self.title} too: both are kept, one below the other.")
            then(outcome.error is None)

        self._make((text,), settled)

    def _make(self, texts: Sequence[str], settled: "Callable[[Settled], None]") -> None:
        """Save notes one after the other: the last one stands, and undo leads to those before."""
        changes = [partial(self._library.set_note, self.paper_id, text) for text in texts]
        self._make_all(changes, f"the note on {self.title} (kept as a draft)", settled)

    def _save_all(self, changes: Changes, what: str, settled: "Callable[[Settled], None]") -> None:
        self._host.saver.make(lambda: [change() for change in changes][-1], what, settled)

    def _went(self, outcome: "Settled", draft: str) -> bool:
        """Whether it is saved; if so its draft goes, unless more was typed meanwhile."""
        error = outcome.error
        if error is not None:
            self._say(
                f"{error.message} Your text is kept as a draft; {self._key('note')} shows it.",
                title=error.title,
                error=True,
            )
            return False
        kept = self._library.drafts.own(self.paper_id)
        if kept is not None and kept.split() == draft.split():
            self._library.drafts.discard(self.paper_id)
        return True

    # Drafts and words

    def give_up(self, draft: "Draft") -> None:
        """Let the saved note stand, and forget a draft; but only after it was saved, so that undo brings it back."""
        saved = self.now or ""

        def settled(outcome: "Settled") -> None:
            if outcome.error is None:
                self._library.drafts.drop(draft)
            else:
                self._say(f"{outcome.error.message} The draft stays.", title=outcome.error.title, error=True)

        self._make((draft.text, saved), settled)

    def keep(self, text: str) -> bool:
        """Keep the draft; if even that fails, say so at once. Whether all that was typed is on disk."""
        if self.is_unchanged(text):
            self._library.drafts.discard(self.paper_id)
            return True
        try:
            self._library.drafts.keep(self.paper_id, text)
        except PapershelfError as error:
            self._say(error.message, title=error.title, error=True)
            return False
        return True

    def gone_words(self, text: str) -> str:
        """What to say where the paper is gone."""
        words = f"{self.title} is no longer in the library."
        if self.is_unchanged(text):
            return words
        return f"{words} Your text is kept as a draft: once the paper is back, {self._key('note')} shows it."

    def _refresh(self) -> None:
        try:
            self._library.refresh()
        except PapershelfError as error:
            self._say(error.message, title=error.title, error=True)

    def _key(self, verb: str) -> str:
        return self._host.keys.shown(f"paper.{verb}")

    @property
    def _host(self) -> Host:
        return cast(Host, self._app)

    def _say_changed(self, words: str) -> None:
        """Say what changed; while the pane stays open, the key that takes it back would be typed into it."""
        back = way_back(self._host.keys)
        self._say(f"{words}. In the list {back}" if back else f"{words}.")

    def _say(self, words: str, *, title: str = "", error: bool = False) -> None:
        self._host.say(words, title=title, severity="error" if error else "information")


def both(theirs: str, mine: str, heads: tuple[str, str] = (THEIRS, MINE)) -> str:
    """One note that holds two, with a line between them; what the first leaves open, such as a fence, is closed."""
    from papershelf.exporters.note import note_block

    return f"{heads[0]}\n\n{note_block(theirs).rstrip()}\n\n---\n\n{heads[1]}\n\n{mine}"


def note_before(unit: Unit) -> str:
    """The note that a unit replaced, as it was on disk."""
    for change in unit.changes:
        if change.table == "marks":
            return str((change.before or {}).get("note", ""))
    return ""
