"""Reading lists: what is on them, in which order, and the picker of lists, which is for one paper or many."""

from papershelf.commands.command import FIND, MARK, Command

LISTING: tuple[Command, ...] = (
    Command("paper.lists", ("L",), "lists", "Lists", "Put the paper on reading lists, or take it off.", MARK),
    Command("main.move_down", ("J",), "move_here('down')", "Later", "In a list or the queue: move down.", MARK),
    Command("main.move_up", ("K",), "move_here('up')", "Earlier", "In a list or the queue: move up.", MARK),
    Command("view.list", ("a",), "view('make')", "add list", "Make a reading list.", FIND, chord="v"),
    Command("lists.toggle", ("enter",), "toggle_list", "Toggle", "In the lists: put on or take off.", MARK, True),
    Command("lists.done", ("ctrl+s",), "done", "Done", "In the lists: done.", MARK, True),
    Command("lists.down", ("down",), "highlight(1)", "Down", "In the lists: move down.", MARK),
    Command("lists.up", ("up",), "highlight(-1)", "Up", "In the lists: move up.", MARK),
    Command("lists.rename", ("ctrl+r",), "change('rename')", "Rename", "In the lists: rename it.", MARK, True),
    Command("lists.describe", ("ctrl+t",), "change('edit')", "Describe", "In the lists: describe it.", MARK, True),
    Command("lists.nest", ("ctrl+n",), "change('nest')", "Nest", "In the lists: put it under another.", MARK, True),
    Command("lists.delete", ("ctrl+d",), "change('delete')", "Delete", "In the lists: delete it.", MARK, True),
    Command("lists.close", ("escape",), "leave", "Cancel", "In the lists: leave the papers as they were.", MARK, True),
    Command("describe.save", ("ctrl+s",), "describe_save", "Save", "In a description: save it.", MARK, True),
    Command("describe.close", ("escape",), "leave", "Cancel", "In a description: leave it as it was.", MARK, True),
)
