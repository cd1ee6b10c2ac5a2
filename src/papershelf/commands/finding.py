"""Finding: the search line, related papers, views."""

from papershelf.commands.command import FIND, Command

FINDING: tuple[Command, ...] = (
    Command("main.search", ("slash",), "search", "Search", "Search as you type; typos are forgiven.", FIND, True),
    Command(
        "search.take", ("tab",), "take", "Take", "While typing: take what is offered, or the mended query.", FIND, True
    ),
    Command("search.choose_next", ("ctrl+n",), "choose(1)", "Next", "While typing: choose the next on offer.", FIND),
    Command("search.choose_last", ("ctrl+p",), "choose(-1)", "Previous", "While typing: choose the one before.", FIND),
    Command("search.down", ("down",), "step(1)", "Down", "While typing: move down; forward through searches.", FIND),
    Command("search.up", ("up",), "step(-1)", "Up", "While typing: move up; at the top, former searches.", FIND),
    Command("search.shut", ("escape",), "shut", "Close", "While typing: close what is offered.", FIND, True),
    Command("main.related", ("R",), "related", "Related", "Show papers related to this one.", FIND, True),
    Command("main.views", ("v",), "chord('v')", "Views", "Views, tags, trash: a letter follows.", FIND, True),
    Command("view.save", ("s",), "view('save')", "save", "Save the query as a view.", FIND, chord="v"),
    Command(
        "view.rename",
        ("r",),
        "view('rename')",
        "rename",
        "Rename the view or list, or the tag everywhere.",
        FIND,
        chord="v",
    ),
    Command(
        "view.edit",
        ("e",),
        "view('edit')",
        "edit query",
        "Edit the query of the view, or describe the list.",
        FIND,
        chord="v",
    ),
    Command(
        "view.delete",
        ("d",),
        "view('delete')",
        "delete",
        "Delete the view or list, or a tag everywhere.",
        FIND,
        chord="v",
    ),
    Command("view.up", ("k",), "view('up')", "move up", "Move the view or list up.", FIND, chord="v"),
    Command("view.down", ("j",), "view('down')", "move down", "Move the view or list down.", FIND, chord="v"),
    *(
        Command(f"main.view_{n}", (f"{n}",), f"nth_view({n})", f"View {n}", f"Show saved view {n}.", FIND)
        for n in range(1, 10)
    ),
    Command("main.view_0", ("0",), "nth_view(0)", "All", "Show all papers.", FIND),
)
