"""Writing notes."""

from papershelf.commands.command import FIND, MARK, NOTE, Command

NOTING: tuple[Command, ...] = (
    Command("paper.note", ("n",), "note", "Note", "Write a Markdown note in a pane.", MARK, True),
    Command("paper.note_editor", ("e",), "note_in_editor", "Note in editor", "Write the note in $EDITOR.", MARK),
    Command("view.drafts", ("n",), "drafts", "notes not saved", "Show notes typed and not saved.", FIND, chord="v"),
    Command("view.linked", ("l",), "linked", "linked", "Show what links to this and back.", FIND, chord="v"),
    Command("note.close", ("escape",), "save_and_close", "Save, close", "Save the note and leave.", NOTE, True),
    Command("note.save", ("ctrl+s",), "save", "Save", "Save the note and stay.", NOTE, True),
    Command("note.preview", ("ctrl+o",), "preview", "Preview", "Show or hide how it will look.", NOTE, True),
    Command("note.find", ("ctrl+f",), "find", "Find", "Find in the note; again: the next.", NOTE, True),
    Command("note.link", ("ctrl+l",), "link", "Link", "Link to a paper, as typing [[ does.", NOTE, True),
    Command("note.follow", ("ctrl+g",), "follow", "Go", "Save, and go to the paper linked here.", NOTE),
    Command("note.template", ("ctrl+t",), "template", "Template", "Put a template in.", NOTE, True),
    Command("note.editor", ("ctrl+e",), "editor", "Editor", "Go on in $EDITOR, and come back.", NOTE, True),
    Command("note.revert", ("ctrl+r",), "revert", "Revert", "Show the saved note; ctrl+z brings yours.", NOTE),
    Command("found.next", ("enter", "down"), "found(1)", "Next", "In the note's find line: the next.", NOTE, True),
    Command("found.last", ("up",), "found(-1)", "Previous", "In the note's find line: the one before.", NOTE, True),
    Command("found.shut", ("escape",), "found_shut", "Close", "In the note's find line: close it.", NOTE, True),
)
