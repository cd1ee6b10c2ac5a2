"""Reading one paper full-screen."""

from papershelf.commands.command import MOVE, Command

READING: tuple[Command, ...] = (
    Command("reader.next", ("l", "right"), "neighbour(1)", "Next", "Read the next paper of the list.", MOVE, True),
    Command("reader.previous", ("h", "left"), "neighbour(-1)", "Previous", "Read the paper before.", MOVE, True),
)
