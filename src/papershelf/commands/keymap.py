"""Which keys run which command: the registry's defaults, changed by what the person set."""

from collections.abc import Mapping

from papershelf.commands import command_of, key_name

Sequence = tuple[str, ...]


class Keymap:
    """The keys as they are in force.

    A sequence is one key, or several pressed one after the other.
    """

    def __init__(self, changed: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Make a keymap.

        Args:
            changed: By command id, the sequences to use instead of the default ones, keys parted by blanks.
        """
        self._changed = {name: tuple(tuple(keys.split()) for keys in every) for name, every in (changed or {}).items()}

    def sequences(self, command_id: str) -> tuple[Sequence, ...]:
        """The sequences that run a command, the one to show first."""
        if command_id in self._changed:
            return self._changed[command_id]
        command = command_of(command_id)
        return tuple((command.chord, key) if command.chord else (key,) for key in command.keys)

    def shown(self, command_id: str) -> str:
        """The first sequence of a command as a person reads it; empty where there is none."""
        every = self.sequences(command_id)
        return " ".join(map(key_name, every[0])) if every else ""
