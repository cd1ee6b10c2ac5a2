"""Writing notes."""

from papershelf.commands.command import MARK, Command

NOTING: tuple[Command, ...] = (
    Command("paper.note", ("n",), "note", "Note", "Write a Markdown note in a pane.", MARK, True),
    Command("paper.note_editor", ("e",), "note_in_editor", "Note in editor", "Write the note in $EDITOR.", MARK),
)
