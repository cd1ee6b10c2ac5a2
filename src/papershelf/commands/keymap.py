"""Which keys run which command: the registry's defaults, changed by what the person set."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from papershelf.commands import COMMANDS, Command, command_of, key_name
from papershelf.commands.keys import UNSENT, normal_key
from papershelf.commands.scopes import is_opener, opener_of, stages_of

Sequence = tuple[str, ...]


class Loss(NamedTuple):
    """A sequence that a command does not get, because another one has it or a part of it.

    Attributes:
        loser: Id of the command that goes without.
        sequence: What it goes without.
        winner: Id of the command that has it.
        by: The sequence of that one.
    """

    loser: str
    sequence: Sequence
    winner: str
    by: Sequence


class Keymap:
    """The keys as they are in force.

    A sequence is one key, or several pressed one after the other. What the person set comes before any default: a
    default sequence that is the same as a set one, begins with it or is its beginning, is gone (`losses`). Only what
    opens a chord may be the beginning of another sequence.
    """

    def __init__(self, changed: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Make a keymap.

        Args:
            changed: By command id, the sequences to use instead of the default ones, keys parted by blanks. Unknown
                ids are passed over.
        """
        known = {command.id for command in COMMANDS}
        self._changed = {
            name: tuple(dict.fromkeys(sequence for each in every if (sequence := read_sequence(each))))
            for name, every in (changed or {}).items()
            if name in known
        }

    def sequences(self, command_id: str) -> tuple[Sequence, ...]:
        """The sequences that run a command, the one to show first."""
        return self._resolved[0][command_id]

    def shown(self, command_id: str) -> str:
        """The first sequence of a command as a person reads it; empty where there is none."""
        every = self.sequences(command_id)
        return sequence_name(every[0]) if every else ""

    def all_shown(self, command_id: str) -> tuple[str, ...]:
        """Every sequence of a command as a person reads it."""
        return tuple(map(sequence_name, self.sequences(command_id)))

    def is_changed(self, command_id: str) -> bool:
        """Whether the person set the keys of a command."""
        return command_id in self._changed

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What commands go without because of others."""
        return self._resolved[1]

    @cached_property
    def _resolved(self) -> tuple[Mapping[str, tuple[Sequence, ...]], tuple[Loss, ...]]:
        is_changed = bool(self._changed or COMMANDS.plugged)
        order = sorted(COMMANDS, key=self._turn)
        kept: dict[str, tuple[Sequence, ...]] = {}
        losses: list[Loss] = []
        by_first: dict[str, list[tuple[Sequence, Command]]] = {}
        for command in order:
            mine = []
            for sequence in self._wanted(command, kept):
                # The registry's own keys never clash, so that whoever changed none does not wait for the comparison.
                other = _clashing(command, sequence, by_first.get(sequence[0], ())) if is_changed else None
                if other is None:
                    mine.append(sequence)
                else:
                    losses.append(Loss(command.id, sequence, other[1].id, other[0]))
            kept[command.id] = tuple(mine)
            for sequence in mine:
                by_first.setdefault(sequence[0], []).append((sequence, command))
        return {command.id: kept[command.id] for command in COMMANDS}, tuple(losses)

    def _turn(self, command: Command) -> int:
        """Whose keys the person set come first, then whose are their own, then those that follow, then plugins'."""
        return 0 if command.id in self._changed else 3 if command.is_plugged else 2 if command.chord else 1

    def _wanted(self, command: Command, kept: Mapping[str, tuple[Sequence, ...]]) -> tuple[Sequence, ...]:
        if command.id in self._changed:
            return self._changed[command.id]
        if command.is_plugged:
            return tuple(map(read_sequence, command.keys))
        if not command.chord:
            return tuple((normal_key(key),) for key in command.keys)
        opener = opener_of(command.chord)
        before = kept[opener.id] if opener else ((command.chord,),)
        return tuple((*first, normal_key(key)) for first in before for key in command.keys)

    # What the screen asks

    def singles(self) -> Mapping[str, str]:
        """By id, the keys of the commands whose single keys are other than in the registry, as Textual wants them.

        A command without any gets a name that no key has: to Textual no keys at all would mean the default ones.
        """
        changed: dict[str, str] = {}
        for command in COMMANDS if self._changed or COMMANDS.plugged else ():
            if command.chord or command.is_plugged:
                continue
            keys = [sequence[0] for sequence in self.sequences(command.id) if len(sequence) == 1]
            if keys != list(map(normal_key, command.keys)):
                changed[command.id] = ",".join(keys) or f"{UNSENT}{command.id}"
        return changed

    @cached_property
    def loose(self) -> frozenset[str]:
        """The first keys of sequences that no binding of Textual's runs, nor what opens a chord by itself."""
        found = set()
        for command in COMMANDS:
            for sequence in self.sequences(command.id):
                is_bound = len(sequence) == 1 and not command.chord and not command.is_plugged
                follows = command.chord and len(sequence) == 2 and command.id not in self._changed
                if not is_bound and not follows:
                    found.add(sequence[0])
        return frozenset(found)

    def beginning(self, prefixes: Iterable[Sequence]) -> tuple[tuple[Sequence, Command], ...]:
        """The sequences that begin with, or are, one of several, each with its command, in the registry's order."""
        every = tuple(prefixes)
        return tuple(
            (sequence, command)
            for command in COMMANDS
            for sequence in self.sequences(command.id)
            if any(sequence[: len(prefix)] == prefix for prefix in every)
        )


def _clashing(
    command: Command, sequence: Sequence, others: Iterable[tuple[Sequence, Command]]
) -> tuple[Sequence, Command] | None:
    """Another command that works in the same place and has the sequence, a beginning of it, or a longer one."""
    mine = stages_of(command)
    for theirs, other in others:
        shorter = min(len(sequence), len(theirs))
        if sequence[:shorter] != theirs[:shorter] or not mine & stages_of(other):
            continue
        first = command if len(sequence) < len(theirs) else other
        if len(sequence) == len(theirs) or not is_opener(first):
            return theirs, other
    return None


def read_sequence(words: str) -> Sequence:
    """The keys of a sequence as a person writes it, parted by blanks."""
    return tuple(normal_key(word) for word in words.split())


def sequence_name(sequence: Sequence) -> str:
    """A sequence as a person reads it."""
    return " ".join(map(key_name, sequence))


def default_keys(command_id: str) -> tuple[str, ...]:
    """The sequences of a command where nothing is set, as a person reads them."""
    # What plugins add, the keymap made at the start may not know.
    return (Keymap() if command_of(command_id).is_plugged else _DEFAULTS).all_shown(command_id)


_DEFAULTS = Keymap()
