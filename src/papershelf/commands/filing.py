"""Bringing papers in and taking them out."""

from papershelf.commands.command import FILE, Command

FILING: tuple[Command, ...] = (
    Command("main.export", ("x",), "export", "Export", "Export this view or the selection as Markdown.", FILE),
    Command("main.import", ("i",), "import", "Import", "Import saved pages.", FILE),
)
