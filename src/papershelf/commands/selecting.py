"""Selecting several papers, so that one change is made to all."""

from papershelf.commands.command import MARK, Command

SELECTING: tuple[Command, ...] = (
    Command(
        "main.select",
        ("space",),
        "select",
        "Select",
        "Select the paper; what follows is done to all selected.",
        MARK,
        True,
    ),
)
