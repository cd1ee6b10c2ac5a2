"""Keys that will not do what was meant: given twice, typed, sent by no terminal, or taken by another program."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from papershelf.commands import COMMANDS, Command, command_of
from papershelf.commands.keymap import Keymap, Sequence, sequence_name
from papershelf.commands.keys import TMUX, ZELLIJ, is_typed, unsendable
from papershelf.commands.scopes import TYPING

Kind = Literal["clash", "taken", "typed", "unsendable", "elsewhere"]
PROBLEMS: tuple[Kind, ...] = (
    "clash",
    "typed",
    "unsendable",
)  # a key that does not work as set; others are worth knowing


class Clash(NamedTuple):
    """Something about the keys of a command.

    Attributes:
        kind: `clash`: two commands were given one sequence, or one the beginning of the other's. `taken`: a default
            gave way to what was set. `unsendable`: terminals do not send it. `elsewhere`: another program
            takes it first.
        id: The command that goes without, or whose key it is.
        words: What to tell the person, without a full stop.
        other: The command that has the key, if it is about two.
    """

    kind: Kind
    id: str
    words: str
    other: str = ""

    @property
    def is_problem(self) -> bool:
        """Whether a key does not do what was set."""
        return self.kind in PROBLEMS


def clashes(keymap: Keymap, environ: Mapping[str, str] | None = None) -> list[Clash]:
    """Everything that is to be said about a keymap.

    Args:
        keymap: The keys in force.
        environ: Where `$TMUX` and `$ZELLIJ` say that one is inside such a program, whose keys are then told; where
            left out, the keys of all of them are.
    """
    found = [_of_loss(keymap, *loss) for loss in keymap.losses]
    for command in COMMANDS:
        for sequence in keymap.sequences(command.id):
            found += _of_sequence(keymap, command, sequence, environ)
    return found


def _of_loss(keymap: Keymap, loser: str, sequence: Sequence, winner: str, by: Sequence) -> Clash:
    mine, theirs = sequence_name(sequence), sequence_name(by)
    if keymap.is_changed(winner) and not keymap.is_changed(loser):
        left = " and ".join(keymap.all_shown(loser))
        words = f"{theirs} now runs {called(winner)}; {called(loser)} {f'keeps {left}' if left else 'has no key left'}"
        return Clash("taken", loser, words, winner)
    if command_of(loser).is_plugged and not keymap.is_changed(loser):
        return Clash("taken", loser, f"{theirs} runs {called(winner)}; {called(loser)} has no key", winner)
    why = "has it already" if mine == theirs else f"has {theirs}"
    return Clash("clash", loser, f"{mine} cannot run {called(loser)}: {called(winner)} {why}", winner)


def _of_sequence(
    keymap: Keymap, command: Command, sequence: Sequence, environ: Mapping[str, str] | None
) -> Iterator[Clash]:
    name = sequence_name(sequence)
    if keymap.is_changed(command.id):
        for reason in filter(None, map(unsendable, sequence)):
            yield Clash("unsendable", command.id, f"{name} may not run {called(command.id)}: {reason}")
    for variable, taken in (("TMUX", TMUX), ("ZELLIJ", ZELLIJ)):
        if (environ is None or environ.get(variable)) and sequence[0] in taken:
            yield Clash("elsewhere", command.id, f"{name} for {called(command.id)}: {taken[sequence[0]]}")


def typed_there(command_id: str, sequence: Sequence) -> str:
    """Why a sequence would be typed instead of running a command, or nothing."""
    scope = command_id.partition(".")[0]
    if scope in TYPING and sequence and is_typed(sequence[0]):
        return f"{sequence_name(sequence)} cannot run it: in {TYPING[scope]} it is typed"
    return ""


def would_take(keymap: Keymap, command_id: str, sequence: Sequence) -> list[str]:
    """The ids of the commands that would lose a sequence were it given to a command, or keep it from that."""
    others = {name: keymap.all_shown(name) for name in _changed_ids(keymap) if name != command_id}
    after = Keymap({**others, command_id: (" ".join(sequence),)})
    gone = {(loss.loser, loss.sequence) for loss in keymap.losses}  # what one has not, nobody takes
    mine = {
        loss.loser for loss in after.losses if loss.winner == command_id and (loss.loser, loss.sequence) not in gone
    }
    theirs = {loss.winner for loss in after.losses if loss.loser == command_id}
    return [command.id for command in COMMANDS if command.id in mine | theirs]


def _changed_ids(keymap: Keymap) -> list[str]:
    return [command.id for command in COMMANDS if keymap.is_changed(command.id)]


def called(command_id: str) -> str:
    """A command as a person knows it, with its id."""
    return f"{command_of(command_id).label} ({command_id})"
