"""Help, palette, menu, tutorial, and leaving."""

from papershelf.commands.command import GENERAL, MOVE, Command

GENERAL_COMMANDS: tuple[Command, ...] = (
    Command("paper.back", ("escape",), "back", "Back", "Step back, one level at a time.", MOVE, True),
    Command(
        "paper.menu", ("full_stop",), "menu", "Menu", "Show what can be done with what is under the cursor.", GENERAL
    ),
    Command(
        "menu.choose", ("enter",), "menu_choose", "Do it", "In a menu: do what is under the cursor.", GENERAL, True
    ),
    Command("menu.down", ("j", "down"), "menu_move(1)", "Down", "In a menu: move down.", GENERAL),
    Command("menu.up", ("k", "up"), "menu_move(-1)", "Up", "In a menu: move up.", GENERAL),
    Command("menu.close", ("escape", "q", "full_stop"), "leave", "Close", "Leave the menu.", GENERAL, True),
    Command("confirm.yes", ("y",), "dismiss(True)", "Yes", "In a question: yes.", GENERAL, True),
    Command("confirm.no", ("escape", "n", "q"), "leave", "No", "In a question: leave it as it is.", GENERAL, True),
    Command("form.take", ("enter",), "form_take", "Take", "In a form: take what is typed.", GENERAL, True),
    Command("form.next", ("tab",), "form_next", "Next line", "In a form: the next line or choice.", GENERAL, True),
    Command("form.cancel", ("escape",), "leave", "Cancel", "In a form: leave it and change nothing.", GENERAL, True),
    Command("offer.choose", ("enter",), "offer_choose", "Choose", "In a choice: take it.", GENERAL, True),
    Command("offer.close", ("escape", "q"), "leave", "Close", "In a choice: leave it as it is.", GENERAL, True),
    Command("related.close", ("R",), "leave", "Close", "Leave related papers.", GENERAL),
    Command("report.close", ("escape", "q", "enter"), "leave", "Close", "Leave a report.", GENERAL, True),
    Command("byhand.close", ("escape", "q", "enter"), "leave", "Close", "Leave what is to be copied.", GENERAL, True),
    Command("chord.back", ("backspace",), "chord_back", "Back", "In a sequence of keys: one key back.", GENERAL),
    Command("chord.cancel", ("escape",), "chord_cancel", "Cancel", "In a sequence of keys: leave it.", GENERAL),
    Command("app.help", ("question_mark", "f1"), "help", "Help", "Show every key that works here.", GENERAL, True),
    Command("help.run", ("enter",), "help_run", "Do it", "In help: close it and do what is chosen.", GENERAL, True),
    Command("help.down", ("down",), "help_move(1)", "Down", "In help: move down.", GENERAL),
    Command("help.up", ("up",), "help_move(-1)", "Up", "In help: move up.", GENERAL),
    Command("help.page_down", ("pagedown", "ctrl+d"), "help_page(1)", "Page down", "In help: a page down.", GENERAL),
    Command("help.page_up", ("pageup", "ctrl+u"), "help_page(-1)", "Page up", "In help: a page up.", GENERAL),
    Command(
        "help.all",
        ("tab",),
        "help_all",
        "All",
        "In help: show also what does not work here now, and why.",
        GENERAL,
        True,
    ),
    Command("help.close", ("escape",), "help_close", "Close", "In help: clear the filter, then close.", GENERAL, True),
    Command(
        "app.palette", ("ctrl+p", "colon"), "command_palette", "Palette", "Find anything, and go or do.", GENERAL, True
    ),
    Command("app.tutorial", ("f2",), "tutorial", "Tutorial", "Show in eight steps what papershelf can do.", GENERAL),
    Command("app.tutorial_skip", ("N",), "tutorial_skip", "Skip", "In the tutorial: go on to the next step.", GENERAL),
    Command("app.tutorial_end", ("X",), "tutorial_end", "End", "End the tutorial.", GENERAL),
    Command("app.quit", ("q",), "quit", "Quit", "Leave papershelf; everything is saved already.", GENERAL),
)
