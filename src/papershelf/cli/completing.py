"""What a shell offers when tab is pressed: which argument a half-typed word belongs to, and what may stand there."""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from papershelf.cli.arguments import VALUED, parser, verb_of
from papershelf.cli.grammar import Parser
from papershelf.cli.verbs import UNLISTED, grammar_of

if TYPE_CHECKING:
    from papershelf.cli.offering import Source

ENDLESS = 1 << 30
FILES, FOLDERS = ":files", ":folders"  # the shell is to offer these itself


class Offer(NamedTuple):
    """What may stand where a word is being typed.

    Attributes:
        text: The whole word.
        help: A few words about it.
    """

    text: str
    help: str = ""


class Slot(NamedTuple):
    """Where a word stands.

    Attributes:
        verb: Of this verb.
        name: The metavar, which says what is expected: `ID`, `TAG`.
        action: Of this argument.
        before: The plain words of the verb before it.
    """

    verb: str
    name: str
    action: argparse.Action
    before: Sequence[str]


def offers(words: Sequence[str]) -> list[Offer]:
    """What the last of the words may become.

    Args:
        words: As typed after `papershelf`; the last is being typed and may be empty.
    """
    from papershelf.cli.offering import Source

    *before, current = words
    data_dir = next((word for option, word in pairwise(before) if option == "--data-dir"), None)
    with Source(data_dir) as source:
        found = _offers(before, current, source)
    return [each for each in found if each.text in (FILES, FOLDERS) or each.text.startswith(current)]


def _offers(before: Sequence[str], current: str, source: "Source") -> list[Offer]:
    verb = verb_of(before)
    if verb and not grammar_of(verb):
        return []
    made = parser(grammar_of(verb) if verb else "")
    if not verb:
        return _at_start(made, before, current)
    sub = made.verbs[verb]
    found: list[Offer] = []
    head, sign, _ = current.partition("=")
    if current.startswith("--") and not sign:
        return options_of(sub)
    if sign and (action := sub.option(head)):
        slot = Slot(verb, _name(action, 0), action, [])
        return [each._replace(text=f"{head}={each.text}") for each in source.offers(slot, current[len(head) + 1 :])]
    for slot in reversed(slots(sub, verb, before)):
        found += source.offers(slot, current)
        if found and not current:  # what comes last is likeliest, and all ids would hide it
            break
    return found


def _at_start(made: Parser, before: Sequence[str], current: str) -> list[Offer]:
    """Before the verb."""
    last = before[-1] if before else ""
    if last in VALUED:
        action = made.option(last)
        return [Offer(each) for each in (action.choices if action else None) or [FOLDERS]]
    if current.startswith("-"):
        return options_of(made)
    return [Offer(name, sub.description or "") for name, sub in made.verbs.items() if name not in UNLISTED]


def options_of(made: Parser) -> list[Offer]:
    """The long options of a verb."""
    return [
        Offer(each, action.help or "")
        for action in made.every_action
        for each in action.option_strings
        if each.startswith("--") and action.help != argparse.SUPPRESS
    ]


def slots(made: Parser, verb: str, before: Sequence[str]) -> list[Slot]:
    """Where the word after these may belong.

    Args:
        made: The parser of the verb.
        verb: The verb.
        before: All words before it, the verb among them.
    """
    pending: argparse.Action | None = None
    taken = 0
    plain: list[str] = []
    for word in before[list(before).index(verb) + 1 :]:
        if action := made.option(word.partition("=")[0]):
            pending, taken = (None if "=" in word else action), 0
        elif pending and taken < _most(pending):
            taken += 1
        else:
            plain.append(word)
    if pending and taken < _most(pending):
        found = [Slot(verb, _name(pending, taken), pending, plain)]
        if taken < _least(pending) or not plain:
            return found
    return _plain_slots(made, verb, plain)


def _plain_slots(made: Parser, verb: str, plain: Sequence[str]) -> list[Slot]:
    """The arguments without an option's name that the next word may be."""
    found: list[Slot] = []
    least = most = 0
    for action in made.every_action:
        if action.option_strings:
            continue
        if least <= len(plain) < most + _most(action):
            found.append(Slot(verb, _name(action, len(plain) - least), action, plain))
        least += _least(action)
        most += _most(action)
    return found


def _most(action: argparse.Action) -> int:
    if isinstance(action.nargs, int):
        return action.nargs
    return ENDLESS if action.nargs in {"*", "+", argparse.REMAINDER} else 1


def _least(action: argparse.Action) -> int:
    if isinstance(action.nargs, int):
        return action.nargs
    return 0 if action.nargs in {"*", "?", argparse.REMAINDER} else 1


def _name(action: argparse.Action, place: int) -> str:
    if isinstance(action.metavar, tuple):
        return action.metavar[min(place, len(action.metavar) - 1)]
    return action.metavar or action.dest
