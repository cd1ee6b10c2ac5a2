"""The registry of commands: the one source of key bindings, footer, palette, help and documentation."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """Something a person can do.

    Attributes:
        id: Stable name, for keymaps: `scope.verb`.
        keys: Default keys, in Textual's names, the first being the one shown.
        action: The Textual action that does it.
        label: One or two words for the footer.
        help: One sentence for help, palette and documentation.
        group: Head under which help lists it.
        footer: Whether the footer shows it.
        chord: The key to press before it; such a command has no binding of its own.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    group: str
    footer: bool = False
    chord: str = ""

    @property
    def scope(self) -> str:
        """Where it is bound: `move` in every pane, `paper` wherever there is one, `search`, `main`, `reader`, `app`."""
        return self.id.partition(".")[0]


MOVE, FIND, MARK, COPY, FILE, GENERAL = "Move", "Find", "Mark", "Copy and open", "In and out", "General"
PAST = "History and trash"

COMMANDS: tuple[Command, ...] = (
    Command("move.down", ("j", "down"), "move(1)", "Down", "Move down.", MOVE),
    Command("move.up", ("k", "up"), "move(-1)", "Up", "Move up.", MOVE),
    Command("move.half_down", ("ctrl+d",), "half_page(1)", "Half page down", "Move half a page down.", MOVE),
    Command("move.half_up", ("ctrl+u",), "half_page(-1)", "Half page up", "Move half a page up.", MOVE),
    Command("move.page_down", ("pagedown",), "page(1)", "Page down", "Move a page down.", MOVE),
    Command("move.page_up", ("pageup",), "page(-1)", "Page up", "Move a page up.", MOVE),
    Command("move.top", ("g", "home"), "jump('top')", "Top", "Go to the top.", MOVE),
    Command("move.bottom", ("G", "end"), "jump('bottom')", "Bottom", "Go to the bottom.", MOVE),
    Command("main.next_pane", ("tab",), "next_pane(1)", "Pane", "Go to the next pane.", MOVE),
    Command("main.previous_pane", ("shift+tab",), "next_pane(-1)", "Pane", "Go to the pane before.", MOVE),
    Command(
        "main.open",
        ("enter",),
        "open",
        "Read",
        "Read full-screen; in the sidebar, show the view.",
        MOVE,
        True,
    ),
    Command("reader.next", ("l", "right"), "neighbour(1)", "Next", "Read the next paper of the list.", MOVE, True),
    Command("reader.previous", ("h", "left"), "neighbour(-1)", "Previous", "Read the paper before.", MOVE, True),
    Command("main.search", ("slash",), "search", "Search", "Search as you type; typos are forgiven.", FIND, True),
    Command(
        "search.take", ("tab",), "take", "Take", "While typing: take what is offered, or the mended query.", FIND, True
    ),
    Command("search.choose_next", ("ctrl+n",), "choose(1)", "Next", "While typing: choose the next on offer.", FIND),
    Command("search.choose_last", ("ctrl+p",), "choose(-1)", "Previous", "While typing: choose the one before.", FIND),
    Command("search.down", ("down",), "step(1)", "Down", "While typing: move down; forward through searches.", FIND),
    Command("search.up", ("up",), "step(-1)", "Up", "While typing: move up; at the top, former searches.", FIND),
    Command("search.shut", ("escape",), "shut", "Close", "While typing: close what is offered.", FIND, True),
    Command("paper.star", ("s",), "star", "Star", "Star the paper, or take the star away.", MARK, True),
    Command("paper.tags", ("t",), "tags", "Tags", "Add and remove tags.", MARK, True),
    Command("paper.note", ("n",), "note", "Note", "Write a Markdown note in a pane.", MARK, True),
    Command("paper.note_editor", ("e",), "note_in_editor", "Note in editor", "Write the note in $EDITOR.", MARK),
    Command("paper.status", ("m",), "chord('m')", "Status", "Set the status: a letter follows.", MARK, True),
    Command("status.inbox", ("i",), "set_status('inbox')", "inbox", "Put back into the inbox.", MARK, chord="m"),
    Command("status.queued", ("q",), "set_status('queued')", "queued", "Put into the queue.", MARK, chord="m"),
    Command("status.reading", ("r",), "set_status('reading')", "reading", "Mark as being read.", MARK, chord="m"),
    Command("status.read", ("d",), "set_status('read')", "read (done)", "Mark as read.", MARK, chord="m"),
    Command("status.skipped", ("s",), "set_status('skipped')", "skipped", "Mark as skipped.", MARK, chord="m"),
    Command("rating.1", ("1",), "rate(1)", "★", "Rate 1 of 5.", MARK, chord="m"),
    Command("rating.2", ("2",), "rate(2)", "★★", "Rate 2 of 5.", MARK, chord="m"),
    Command("rating.3", ("3",), "rate(3)", "★★★", "Rate 3 of 5.", MARK, chord="m"),
    Command("rating.4", ("4",), "rate(4)", "★★★★", "Rate 4 of 5.", MARK, chord="m"),
    Command("rating.5", ("5",), "rate(5)", "★★★★★", "Rate 5 of 5.", MARK, chord="m"),
    Command("rating.none", ("0",), "rate(0)", "no rating", "Take the rating away.", MARK, chord="m"),
    Command(
        "paper.copy",
        ("y",),
        "chord('y')",
        "Copy",
        "Copy something of the paper: a letter follows.",
        COPY,
        True,
    ),
    Command("copy.repo", ("r",), "copy('repo')", "repository", "Copy the repository's link.", COPY, chord="y"),
    Command("copy.paper", ("p",), "copy('paper')", "paper", "Copy the paper's link.", COPY, chord="y"),
    Command("copy.pdf", ("f",), "copy('pdf')", "PDF", "Copy the link of the PDF.", COPY, chord="y"),
    Command("copy.title", ("t",), "copy('title')", "title", "Copy the title.", COPY, chord="y"),
    Command("copy.bibtex", ("b",), "copy('bibtex')", "BibTeX", "Copy a BibTeX entry.", COPY, chord="y"),
    Command("copy.markdown", ("m",), "copy('markdown')", "Markdown link", "Copy a Markdown link.", COPY, chord="y"),
    Command(
        "paper.undo",
        ("u",),
        "undo",
        "Undo",
        "Undo the last change, also one made before a restart.",
        MARK,
        True,
    ),
    Command("paper.redo", ("U",), "redo", "Redo", "Redo what was undone.", MARK),
    Command(
        "main.select",
        ("space",),
        "select",
        "Select",
        "Select the paper; what follows is done to all selected.",
        MARK,
        True,
    ),
    Command("paper.browse", ("o",), "browse", "Open link", "Open the paper's link in the browser.", COPY, True),
    Command("main.related", ("R",), "related", "Related", "Show papers related to this one.", FIND, True),
    Command("main.views", ("v",), "chord('v')", "Views", "Views, tags, trash: a letter follows.", FIND, True),
    Command("view.save", ("s",), "view('save')", "save", "Save the query as a view.", FIND, chord="v"),
    Command(
        "view.rename", ("r",), "view('rename')", "rename", "Rename the view, or the tag everywhere.", FIND, chord="v"
    ),
    Command("view.edit", ("e",), "view('edit')", "edit query", "Edit the query of the view.", FIND, chord="v"),
    Command(
        "view.delete", ("d",), "view('delete')", "delete", "Delete the view, or the tag everywhere.", FIND, chord="v"
    ),
    Command("view.up", ("k",), "view('up')", "move up", "Move the view up.", FIND, chord="v"),
    Command("view.down", ("j",), "view('down')", "move down", "Move the view down.", FIND, chord="v"),
    *(
        Command(f"main.view_{n}", (f"{n}",), f"nth_view({n})", f"View {n}", f"Show saved view {n}.", FIND)
        for n in range(1, 10)
    ),
    Command("main.view_0", ("0",), "nth_view(0)", "All", "Show all papers.", FIND),
    Command("paper.back", ("escape",), "back", "Back", "Step back, one level at a time.", MOVE, True),
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
    Command("main.export", ("x",), "export", "Export", "Export this view or the selection as Markdown.", FILE),
    Command("main.import", ("i",), "import", "Import", "Import saved pages.", FILE),
    Command("app.help", ("question_mark",), "help", "Help", "Show every key that works here.", GENERAL, True),
    Command("app.palette", ("ctrl+p",), "command_palette", "Palette", "Find and run any command.", GENERAL, True),
    Command("app.quit", ("q",), "quit", "Quit", "Leave papershelf; everything is saved already.", GENERAL),
)


def commands_of(scope: str) -> Iterator[Command]:
    """The commands bound in a scope, in the registry's order."""
    return (command for command in COMMANDS if command.scope == scope and not command.chord)


def chords_of(key: str) -> Iterator[Command]:
    """The commands that may follow a chord's first key."""
    return (command for command in COMMANDS if command.chord == key)


def bindings_of(scope: str) -> list[Binding]:
    """Textual bindings of a scope; the footer shows those that the registry says."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.label,
            show=command.footer,
            id=command.id,
            tooltip=command.help,
        )
        for command in commands_of(scope)
    ]


_KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "down": "↓",
    "up": "↑",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """A key as a person reads it."""
    return _KEY_NAMES.get(key, key)
