"""The registry's commands as Textual bindings."""

from textual.binding import Binding

from papershelf.commands import commands_of


def bindings_of(scope: str) -> list[Binding]:
    """Textual bindings of a scope; the footer shows those that the registry says."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.label,
            show=command.footer,
            id=command.id,
            tooltip=command.help,
        )
        for command in commands_of(scope)
    ]
