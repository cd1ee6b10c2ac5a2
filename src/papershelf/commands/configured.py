"""The settings that count, keys included: what the file says, held against the registry of commands."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from papershelf.commands import COMMANDS
from papershelf.commands.clashes import Clash, clashes, typed_there
from papershelf.commands.command import PLUGIN_SCOPE
from papershelf.commands.keymap import Keymap, read_sequence
from papershelf.commands.keys import MOST_KEYS, is_key, key_name, known_names, normal_key
from papershelf.config import Config
from papershelf.config.problems import Problem, nearest, quoted
from papershelf.config.reading import Reading, read_config
from papershelf.config.schema import KEYS

Keys = Mapping[str, tuple[str, ...]]


class Configured(NamedTuple):
    """The settings in force.

    Attributes:
        config: All of them; keys only such that there are, of commands that there are.
        reading: The file as it was read.
        problems: Whatever in the file does not count, in its order.
        notes: What is worth knowing about the keys.
    """

    config: Config
    reading: Reading
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def configured(folder: Path, environ: Mapping[str, str] | None = None) -> Configured:
    """The settings of a configuration directory; never raises, and costs nearly nothing where there is no file.

    Args:
        folder: The directory.
        environ: As for `clashes`.
    """
    return judged(read_config(folder), environ)


def judged(reading: Reading, environ: Mapping[str, str] | None = None) -> Configured:
    """What was read, with its keys held against the registry."""
    config = reading.config
    if not config.keys:
        return Configured(config, reading, reading.problems)
    problems = list(reading.problems)
    keys = _keys(reading, problems)
    told = clashes(Keymap(keys), environ)
    problems += (_problem(reading, each) for each in told if each.is_problem)
    notes = tuple(each.words for each in told if not each.is_problem)
    problems.sort(key=lambda problem: problem.line)
    return Configured(replace(config, keys=keys), reading, tuple(problems), notes)


def _problem(reading: Reading, clash: Clash) -> Problem:
    name = f"{KEYS}.{clash.id}"
    return Problem(reading.path.name, reading.lines.get(name, 0), name, clash.words)


def _keys(reading: Reading, problems: list[Problem]) -> Keys:
    """The keys that there are, of commands that there are; what is wrong with others is added to the problems."""
    ids = [command.id for command in COMMANDS]
    keys = {}
    for name, every in reading.config.keys.items():
        key, line = f"{KEYS}.{name}", reading.lines.get(f"{KEYS}.{name}", 0)
        if name not in ids and not name.startswith(f"{PLUGIN_SCOPE}."):  # plugins are looked for later
            reason = f"there is no command {quoted(name)}"
            problems.append(Problem(reading.path.name, line, key, reason, nearest(name, ids)))
            continue
        good = []
        for words in every:
            reason, meant = refusal(words, name)
            if reason:
                problems.append(Problem(reading.path.name, line, key, f"{name}: {reason}", meant))
            elif words.strip():
                good.append(words)
        if good or not any(each.strip() for each in every):  # else the default is better than nothing
            keys[name] = tuple(good)
    return keys


def refusal(words: str, command_id: str) -> tuple[str, str]:
    """Why a command cannot have a sequence, as a person wrote it, and what was probably meant; nothing where it can."""
    sequence = read_sequence(words)
    if len(sequence) > MOST_KEYS:
        return f"{quoted(words)} has more than {MOST_KEYS} keys", ""
    for word, key in zip(words.split(), sequence, strict=True):
        if not is_key(key):
            meant = nearest(word, known_names())
            return f"there is no key {quoted(word)}", key_name(normal_key(meant)) if meant else ""
    return typed_there(command_id, sequence), ""
