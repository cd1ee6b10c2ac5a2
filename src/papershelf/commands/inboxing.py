"""The import inbox: what was read, looked at before it is imported, and entries mended that could not be read."""

from collections.abc import Iterator

from papershelf.commands.command import FILE, Command


def _inbox(name: str, keys: tuple[str, ...], action: str, label: str, help: str, footer: bool = True) -> Command:
    return Command(f"inbox.{name}", keys, f"inbox_{action}", label, f"In the import inbox: {help}", FILE, footer)


def _inbox_commands() -> Iterator[Command]:
    yield _inbox("import", ("i", "ctrl+s"), "import", "Import", "import what is ticked.")
    yield _inbox("open", ("enter",), "open", "In full", "on its first line import, else show all about it.")
    yield _inbox("tick", ("space",), "tick", "Tick", "tick it or not, and go on.")
    yield _inbox("all", ("a", "asterisk"), "all", "All", "tick all that is shown; again: none of it.")
    yield _inbox("invert", ("exclamation_mark",), "invert", "Invert", "turn the ticks of what is shown round.", False)
    yield _inbox("mend", ("e",), "mend", "Mend", "mend an entry that could not be read.")
    yield _inbox("kind", ("f",), "kind(1)", "New, near …", "show one kind only; again: the next kind.")
    yield _inbox("kind_back", ("F",), "kind(-1)", "Kind before", "show the kind before.", False)
    yield _inbox("filter", ("slash",), "filter", "Filter", "filter by words as you type.")
    yield _inbox("tags", ("t",), "tags", "Tags", "tags for all that is imported.")
    yield _inbox("status", ("m",), "status", "Status", "a status for all that is imported.")
    yield _inbox("write", ("w",), "write", "Write broken", "write the entries that are still broken to a file.")
    yield _inbox("drop", ("D", "delete"), "drop", "Forget", "leave and forget what was read.", False)
    yield _inbox("close", ("escape", "q"), "close", "Close", "leave the filter, then the inbox; nothing is imported.")


INBOXING: tuple[Command, ...] = (
    Command("import.next", ("down",), "import_move(1)", "Down", "In the import: go down what is offered.", FILE),
    Command("import.last", ("up",), "import_move(-1)", "Up", "In the import: go up what is offered.", FILE),
    Command("view.inbox", ("i",), "inbox", "import inbox", "Import inbox: look at what was read.", FILE, chord="v"),
    *_inbox_commands(),
    Command(
        "entry.save",
        ("ctrl+s",),
        "entry_save",
        "Read again",
        "In a broken entry: read it again and stay where it fails.",
        FILE,
        True,
    ),
    Command("entry.editor", ("ctrl+e",), "entry_editor", "Editor", "In a broken entry: go on in $EDITOR.", FILE, True),
    Command("entry.close", ("escape",), "leave", "Close", "Leave a broken entry; what was typed is read.", FILE, True),
)
