"""Suggestions: what is like the starred papers."""

from papershelf.commands.command import FIND, Command

SUGGESTING: tuple[Command, ...] = (
    Command("main.like", ("l",), "like", "Like", "Order by likeness to the starred papers, and again as before.", FIND),
)
