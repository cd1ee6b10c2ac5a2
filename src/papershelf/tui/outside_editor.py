"""Handing a note to the person's editor and taking it back, so that whatever happens its text is in a file."""

from typing import TYPE_CHECKING, Any

from papershelf.library import Library
from papershelf.tui.host import Host

if TYPE_CHECKING:
    from textual.app import App

    from papershelf.tui.system.editor import EditOutcome


def edit_outside(app: "App[Any]", host: Host, library: Library, paper_id: str, text: str) -> "EditOutcome":
    """Let the person edit a text in `$EDITOR`; where that fails, what they wrote stays as a draft of the paper.

    A file that holds nothing but what was handed over goes: it would be offered as a draft for ever.
    """
    seams = host.seams
    outcome = seams.edit(
        text, suspend=app.suspend, environ=seams.environ, keep_dir=library.drafts.folder, name=paper_id
    )
    if outcome.left is not None:
        for draft in library.drafts.left(paper_id):
            if draft.path == outcome.left and draft.text == text:
                library.drafts.drop(draft)
    return outcome
