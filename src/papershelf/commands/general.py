"""Help, palette, and leaving."""

from papershelf.commands.command import GENERAL, MOVE, Command

GENERAL_COMMANDS: tuple[Command, ...] = (
    Command("paper.back", ("escape",), "back", "Back", "Step back, one level at a time.", MOVE, True),
    Command("app.help", ("question_mark",), "help", "Help", "Show every key that works here.", GENERAL, True),
    Command("app.palette", ("ctrl+p",), "command_palette", "Palette", "Find and run any command.", GENERAL, True),
    Command("app.quit", ("q",), "quit", "Quit", "Leave papershelf; everything is saved already.", GENERAL),
)
