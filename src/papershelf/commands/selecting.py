"""Selecting several papers, so that one change is made to all; and the tag picker, which is for one or many."""

from papershelf.commands.command import MARK, SELECT, Command

SELECTING: tuple[Command, ...] = (
    Command(
        "main.select",
        ("space",),
        "select",
        "Select",
        "Select the paper; what follows is done to all selected.",
        SELECT,
        True,
    ),
    Command(
        "main.visual", ("V",), "visual", "Visual", "Select as the cursor moves; again, or space, keeps it.", SELECT
    ),
    Command("main.extend_down", ("shift+down",), "extend(1)", "Extend", "Select downwards from here.", SELECT),
    Command("main.extend_up", ("shift+up",), "extend(-1)", "Extend", "Select upwards from here.", SELECT),
    Command("main.select_all", ("asterisk",), "select_all", "All", "Select all listed; again: none of them.", SELECT),
    Command("main.invert", ("exclamation_mark",), "invert", "Invert", "Turn the selection of the list round.", SELECT),
    Command("main.tick", ("plus",), "tick", "By query", "Select by a query; with a minus before it, let go.", SELECT),
    Command("tags.toggle", ("enter",), "toggle_tag", "Toggle", "In the tags: put on or take off.", MARK, True),
    Command("tags.done", ("ctrl+s",), "done", "Done", "In the tags: done.", MARK, True),
    Command("tags.complete", ("tab",), "complete", "Complete", "In the tags: write the tag into the line.", MARK),
    Command("tags.down", ("down",), "highlight(1)", "Down", "In the tags: move down.", MARK),
    Command("tags.up", ("up",), "highlight(-1)", "Up", "In the tags: move up.", MARK),
    Command("tags.rename", ("ctrl+r",), "rename", "Rename", "In the tags: rename or merge it.", MARK, True),
    Command("tags.delete", ("ctrl+d",), "delete", "Delete", "In the tags: take it off all papers.", MARK, True),
    Command("tags.close", ("escape",), "leave", "Cancel", "In the tags: leave them as they were.", MARK, True),
)
