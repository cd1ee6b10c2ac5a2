"""What was done and deleted: the history and the trash."""

from papershelf.commands.command import PAST, Command

PAST_COMMANDS: tuple[Command, ...] = (
    Command("paper.history", ("H",), "history", "History", "Show every change; undo and redo single ones.", PAST),
    Command("past.show", ("enter",), "past_show", "Details", "In the history: show what the change did.", PAST, True),
    Command("past.undo", ("u",), "past_undo", "Undo", "In the history: undo this change alone.", PAST, True),
    Command("past.redo", ("U",), "past_redo", "Redo", "In the history: redo this change alone.", PAST, True),
    Command("past.filter", ("slash",), "past_filter", "Filter", "In the history: filter as you type.", PAST, True),
    Command("past.close", ("escape", "q", "H"), "past_close", "Close", "Leave filter and history.", PAST, True),
    Command("main.delete", ("D", "delete"), "delete", "Delete", "Move to the trash; u brings it back.", PAST),
    Command("view.trash", ("t",), "trash", "trash", "Show the trash.", PAST, chord="v"),
    Command("trash.restore", ("enter", "r"), "restore", "Restore", "In the trash: bring it back.", PAST, True),
    Command("trash.select", ("space",), "trash_select", "Select", "In the trash: select several.", PAST, True),
    Command("trash.purge", ("D", "delete"), "purge", "Purge", "In the trash: take out for good, if sure.", PAST, True),
    Command("trash.undo", ("u",), "trash_undo", "Undo", "In the trash: undo the last change.", PAST, True),
    Command("trash.close", ("escape", "q"), "trash_close", "Close", "Leave selection and trash.", PAST, True),
)
