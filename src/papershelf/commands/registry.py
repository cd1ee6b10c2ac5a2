"""The commands there are, in their order; only what other packages add is added later."""

from collections.abc import Iterable, Sequence
from typing import overload

from papershelf.commands.command import Command


class Registry(Sequence[Command]):
    """All commands.

    Attributes:
        by_id: The same by id.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self._own = tuple(commands)
        self.by_id: dict[str, Command] = {}
        self.reset()

    def add(self, commands: Iterable[Command]) -> None:
        """Add commands behind all others.

        Raises:
            ValueError: There is one of that id.
        """
        for command in commands:
            if command.id in self.by_id:
                raise ValueError(f"{command.id} is there twice")
            self._all += (command,)
            self.by_id[command.id] = command

    @property
    def plugged(self) -> tuple[Command, ...]:
        """Those that other packages added."""
        return self._all[len(self._own) :]

    def reset(self) -> None:
        """Let go of what was added."""
        self._all = self._own
        self.by_id.clear()
        self.by_id.update((command.id, command) for command in self._own)

    @overload
    def __getitem__(self, place: int) -> Command: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Command, ...]: ...
    def __getitem__(self, place: int | slice) -> Command | tuple[Command, ...]:
        return self._all[place]

    def __len__(self) -> int:
        return len(self._all)
