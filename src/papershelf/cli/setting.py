"""The verbs for settings and keys: what is in force and where it comes from, what is wrong, and changing it."""

import argparse
import os
from pathlib import Path
from typing import Any

from papershelf.cli.output import complain, put, put_json, say
from papershelf.commands import COMMANDS
from papershelf.commands.clashes import clashes
from papershelf.commands.command import PLUGIN_SCOPE
from papershelf.commands.configured import Configured, configured, refusal
from papershelf.commands.keymap import Keymap, default_keys
from papershelf.config.place import FILE
from papershelf.config.problems import nearest, quoted
from papershelf.config.schema import KEYS, SETTINGS, names, setting_of, words_of
from papershelf.config.writing import begin_file, set_value, unset_value
from papershelf.errors import UsageError
from papershelf.settings import find_places
from papershelf.text import safe_line

WRONG = 2  # the exit code where something in the file does not count
KEYS_WIDTH = 18


def config(arguments: argparse.Namespace) -> int:
    """`papershelf config`."""
    folder = find_places(getattr(arguments, "data_dir", None)).config
    what, words = arguments.what, arguments.words
    most = {"set": None, "unset": 1}.get(what, 0)
    if most is not None and len(words) > most:
        raise UsageError(f"papershelf config {what} takes {'one name' if most else 'nothing more'}.")
    if what in {"set", "unset"} and len(words) < (2 if what == "set" else 1):
        raise UsageError(f"papershelf config {what} needs {'a name and a value' if what == 'set' else 'a name'}.")
    if what == "set":
        return _set(folder, words[0], words[1:])
    if what == "unset":
        return _unset(folder, words[0])
    if what == "edit":
        return _edit(folder)
    if what == "path":
        put(str(folder / FILE))
        return 0
    return _check(folder, json=arguments.json) if what == "check" else _show(folder, json=arguments.json)


def _tell(now: Configured) -> None:
    for problem in now.problems:
        complain(f"papershelf: {problem.words}")


def _show(folder: Path, *, json: bool) -> int:
    now = configured(folder)
    found = now.reading.found
    values: dict[str, Any] = {setting.name: getattr(now.config, setting.name) for setting in SETTINGS}
    values |= {f"{KEYS}.{name}": list(each) for name, each in now.config.keys.items()}
    origins = {name: FILE if name in found else "default" for name in values}
    if json:
        rows = {name: {"value": value, "from": origins[name]} for name, value in values.items()}
        put_json({"path": str(now.reading.path), "settings": rows})
    else:
        for name, value in values.items():
            line = now.reading.lines.get(name, 0)
            where = f"{FILE}, line {line}" if name in found and line else origins[name]
            shown = ", ".join(map(words_of, value)) or "no key" if isinstance(value, list) else words_of(value)
            put(f"{name:<24} {safe_line(shown):<22} {where}")
    _tell(now)
    return 0


def _check(folder: Path, *, json: bool) -> int:
    now = configured(folder)
    notes = [each.words for each in clashes(Keymap(now.config.keys)) if not each.is_problem]
    if json:
        problems = [{**problem._asdict(), "words": problem.words} for problem in now.problems]
        put_json({"path": str(now.reading.path), "problems": problems, "notes": notes})
        return WRONG if now.problems else 0
    for problem in now.problems:
        put(problem.words)
    for note in notes:
        say(f"note: {note}.")
    if not now.problems:
        say(f"papershelf: {now.reading.path}: {'in order' if now.reading.is_there else 'not there; defaults count'}.")
    return WRONG if now.problems else 0


def _known(name: str) -> str:
    """A name that there is, or an error that says which was probably meant."""
    table, _, command_id = name.partition(".")
    if command_id.startswith(f"{PLUGIN_SCOPE}."):
        _adopt_plugins()
    ids = [command.id for command in COMMANDS]
    if table == KEYS and command_id in ids:
        return name
    if setting_of(name) is not None:
        return name
    if name in ids:
        raise UsageError(f"{name} is a command; its keys are set with {KEYS}.{name}.")
    meant = nearest(name, [*(each for each in names() if each != KEYS), *(f"{KEYS}.{each}" for each in ids)])
    hint = f"; did you mean {meant}?" if meant else "; `papershelf config` lists all."
    raise UsageError(f"There is no setting {quoted(name)}{hint}")


def _set(folder: Path, name: str, words: list[str]) -> int:
    setting = setting_of(_known(name))
    value: Any
    if setting is not None:
        try:
            value = setting.parse(" ".join(words))
        except ValueError as error:
            choices = nearest(words[0], setting.choices) if setting.choices else ""
            hint = f"; did you mean {choices}?" if choices else "."
            raise UsageError(f"{name} cannot be {quoted(' '.join(words))}: {error}{hint}") from None
    else:
        for each in words:
            reason, meant = refusal(each, name.removeprefix(f"{KEYS}."))
            if reason:
                raise UsageError(f"{name}: {reason}{f'; did you mean {meant}?' if meant else '.'}")
        given = [" ".join(each.split()) for each in words if each.strip()]
        value = given[0] if len(given) == 1 else given
    set_value(folder, name, value)
    shown = words_of(value) if setting else " or ".join(given) or "no key"
    say(f"papershelf: {name} is {shown} now.")
    _tell_keys(folder, name)
    return 0


def _tell_keys(folder: Path, name: str) -> None:
    """Say what the keys just set mean for others."""
    command_id = name.removeprefix(f"{KEYS}.")
    for clash in clashes(Keymap(configured(folder).config.keys), os.environ):
        if command_id in (clash.id, clash.other):
            say(f"papershelf: {clash.words}.")


def _unset(folder: Path, name: str) -> int:
    if name not in configured(folder).reading.found:
        _known(name)
    unset_value(folder, name)
    setting = setting_of(name)
    keys = default_keys(name.removeprefix(f"{KEYS}.")) if setting is None else ()
    shown = words_of(setting.default) if setting else " or ".join(keys) or "no key"
    say(f"papershelf: {name} is {shown} again, the default.")
    return 0


def template() -> str:
    """A file that sets nothing and says what could be set."""
    lines = ["# Settings of papershelf. `papershelf config check` says what in here does not count.", ""]
    for setting in SETTINGS:
        lines += [f"# {setting.help} It is {setting.allowed}.", f"# {setting.name} = {words_of(setting.default)}", ""]
    lines += ["# Keys by command; `papershelf keys` lists the commands.", "# [keys]", '# "paper.star" = ["s", "g s"]']
    return "\n".join([*lines, ""])


def _edit(folder: Path) -> int:
    import subprocess

    from papershelf.tui.system.editor import EditOutcome, find_editor  # loads no Textual

    command = find_editor(os.environ)
    if isinstance(command, EditOutcome):
        raise UsageError(f"{command.problem}.")
    path = begin_file(folder, template())
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise UsageError(f"The editor could not be run: {error.strerror or error}.") from None
    if code:
        say(f"papershelf: the editor ended with exit code {code}.")
    return _check(folder, json=False)


def keys(arguments: argparse.Namespace) -> int:
    """`papershelf keys`."""
    _adopt_plugins()
    folder = find_places(getattr(arguments, "data_dir", None)).config
    now = configured(folder)
    keymap = Keymap(now.config.keys)
    if arguments.json:
        put_json({"keys": [_row(keymap, command.id, command.help) for command in COMMANDS]})
    else:
        width = max(len(command.id) for command in COMMANDS)
        for command in COMMANDS:
            shown = "  ".join(keymap.all_shown(command.id)) or "no key"
            sign = "*" if keymap.is_changed(command.id) else " "
            put(f"{sign} {shown:<{KEYS_WIDTH}} {command.id:<{width}} {command.help}")
    _tell(now)
    return 0


def _adopt_plugins() -> None:
    """Let the commands of other packages be known here too."""
    from papershelf.plugins.commands import adopt

    adopt()


def _row(keymap: Keymap, command_id: str, help: str) -> dict[str, Any]:
    return {
        "id": command_id,
        "keys": list(keymap.all_shown(command_id)),
        "default": list(default_keys(command_id)),
        "changed": keymap.is_changed(command_id),
        "help": help,
    }
