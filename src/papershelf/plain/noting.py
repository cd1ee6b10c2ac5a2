"""Writing a note: line by line until a single dot, or in an editor; whatever is typed is on disk as a draft at once."""

from typing import TYPE_CHECKING, Final

from papershelf.errors import NothingFoundError, PapershelfError
from papershelf.library import counted
from papershelf.library.welcoming import waiting_drafts
from papershelf.plain import numbers, words
from papershelf.plain.session import Place, Session
from papershelf.text import safe

if TYPE_CHECKING:
    from papershelf.marks import Entry

END = "."
EACH_KEPT: Final = 1_000  # lines, each of which is on disk at once; whatever has more is pasted or piped
EVERY_KEPT: Final = 100


def note(session: Session, typed: list[str]) -> None:
    """`note N`, `note edit N`, `note clear N`."""
    way = typed[0].lower() if typed and typed[0].lower() in ("edit", "clear") else ""
    entry = session.one(typed[1:] if way else typed)
    session.paper_id = entry.paper.id
    if way == "clear":
        session.done(session.library.set_note(entry.paper.id, ""))
    elif way == "edit":
        _edit(session, entry)
    elif not _settle_draft(session, entry):
        write(session, entry)


def write(session: Session, entry: "Entry") -> None:
    """Let the person type lines, and put them at the end of the note."""
    drafts, before = session.library.drafts, entry.mark.note
    session.say(f"Note on {words.title_of(entry.paper)}", *words.note(entry.mark))
    where = "They go to the end of the note." if before.strip() else "They become the note."
    session.say(f"Type lines. {where} A single dot ends, ctrl+c leaves it unsaved.")
    typing = _Typing(session, entry)
    try:
        if not typing.goes_to_the_end():
            return
        text = "\n".join(typing.lines).strip("\n")
        if text.strip():
            session.done(session.library.set_note(entry.paper.id, text, append=True))
        else:
            session.say("Nothing was typed; the note is as it was.")
        drafts.discard(entry.paper.id)
    finally:
        drafts.close()  # what was not saved is a draft that waits, for this conversation and every other


class _Typing:
    """Lines as they are typed, each kept as a draft of the whole note."""

    def __init__(self, session: Session, entry: "Entry") -> None:
        self.lines: list[str] = []
        self._session = session
        self._paper_id = entry.paper.id
        self._before = f"{entry.mark.note.rstrip()}\n\n" if entry.mark.note.strip() else ""
        self._problem = ""

    def goes_to_the_end(self) -> bool:
        """Take lines until the single dot; whether it came, and not ctrl+c.

        Raises:
            EOFError: The input ended before; all is kept as a draft.
        """
        try:
            while (line := safe(self._session.talk.ask("note>"))) != END:
                self.lines.append(line)
                if len(self.lines) <= EACH_KEPT or len(self.lines) % EVERY_KEPT == 0:
                    self._keep()
        except (EOFError, KeyboardInterrupt) as end:
            self._keep()
            if isinstance(end, EOFError):
                raise
            kept = " What you typed is kept as a draft; note takes it up again." if self.lines else ""
            self._session.say(f"Not saved.{kept}")
            return False
        return True

    def _keep(self) -> None:
        if not self.lines:
            return
        try:
            self._session.library.drafts.keep(self._paper_id, self._before + "\n".join(self.lines))
        except PapershelfError as error:
            if error.message != self._problem:  # said once; what is typed can still be saved
                self._problem = error.message
                self._session.say(self._problem)


def _settle_draft(session: Session, entry: "Entry") -> bool:
    """Ask what becomes of a text that was typed and not saved; whether there was one."""
    library, paper_id = session.library, entry.paper.id
    draft = next(iter(library.drafts.left(paper_id)), None)
    if draft is None or draft.text == entry.mark.note:
        return False
    session.say("A draft of this note was typed and not saved:", safe(draft.text).strip("\n"))
    is_other = not draft.text.startswith(entry.mark.note.rstrip())  # it was written without knowing the note
    if is_other:
        session.say("The note that is saved says:", safe(entry.mark.note).strip("\n"))
        session.say("save puts the draft in its place, add puts it after.")
    try:
        answer = session.talk.ask(f"save, {'add, ' if is_other else ''}drop or leave the draft>").strip().lower()
    except KeyboardInterrupt:
        answer = "leave"
    if answer == "save" or (answer == "add" and is_other):
        session.done(library.set_note(paper_id, draft.text, append=answer == "add"))
    elif answer == "drop":
        session.say("The draft is gone; the note is as it was.")
    else:
        session.say("The draft stays as it is.")
        return True
    library.drafts.drop(draft)
    return True


def _edit(session: Session, entry: "Entry") -> None:
    """Hand the note to the person's editor; a note that another program changed meanwhile is kept beside theirs."""
    library, paper_id, before = session.library, entry.paper.id, entry.mark.note
    edited = session.outside.edit(before, library.drafts.folder, paper_id)
    if edited.left is not None:
        for draft in library.drafts.left(paper_id):
            if draft.path == edited.left and draft.text == before:  # it would be offered as a draft for ever
                library.drafts.drop(draft)
    if edited.text is None:
        session.say(f"Not saved: {edited.problem}.")
        return
    library.refresh()
    now = session.entry(paper_id).mark.note
    if before in (now, edited.text):
        session.done(library.set_note(paper_id, edited.text) if edited.text != before else None)
        return
    session.done(
        library.set_note(paper_id, edited.text, append=True),
        "Another program changed this note meanwhile: its text is kept, and yours stands after it.",
    )


def drafts(session: Session, typed: list[str]) -> None:
    """`drafts`: the papers whose notes were typed and not saved."""
    numbers.alone("drafts", typed)
    found = waiting_drafts(session.library)
    if not found:
        raise NothingFoundError("Every note that was typed is saved.")
    from papershelf.plain.browsing import show_page

    ids = tuple(dict.fromkeys(entry.paper.id for entry, _ in found))
    session.go(Place("Unsaved notes", ids=ids, is_fixed=True))
    session.say(f"{counted(len(found), 'note')} typed and not saved; note and a number takes one up.")
    show_page(session)
