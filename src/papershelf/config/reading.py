"""Reading the file of settings: whatever stands in it, the answer is settings that can be used, and what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from papershelf.config.lines import line_of_error, lines_of
from papershelf.config.model import Config
from papershelf.config.place import FILE, Stamp, stamp_of
from papershelf.config.problems import Problem, nearest, quoted
from papershelf.config.schema import KEYS, names, setting_of

LARGEST = 1_000_000  # bytes; no hand writes so many settings, and nobody waits for them
DEEPEST = 4  # parts of a command's name, when its dots were read as tables


@dataclass(frozen=True)
class Reading:
    """What a file of settings came to.

    Attributes:
        path: The file, whether or not it is there.
        config: The settings that count; in its keys, the commands and key names are not checked yet.
        problems: What does not count, in the order of the file.
        found: The values of the file that count, by name; those of keys as `keys.NAME`.
        lines: The line on which each stands.
        is_broken: Whether the file as a whole could not be read.
        is_there: Whether there is a file.
        stamp: Tells this state of the file from any other; see `stamp_of`.
    """

    path: Path
    config: Config = field(default_factory=Config)
    problems: tuple[Problem, ...] = ()
    found: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    is_broken: bool = False
    is_there: bool = False
    stamp: Stamp = None


def read_config(folder: Path) -> Reading:
    """The settings in a configuration directory; never raises."""
    stamp = stamp_of(folder)  # before: what is written while we read is read again
    return replace(_read(folder / FILE), stamp=stamp)


def _read(path: Path) -> Reading:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Reading(path)
    except OSError as error:
        return _broken(path, 0, f"it cannot be read: {error.strerror or error}")
    if len(data) > LARGEST:
        return _broken(path, 0, "it is larger than any settings are")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(path, data.count(b"\n", 0, error.start) + 1, "it is not UTF-8 text")
    return read_text(text, path)


def read_text(text: str, path: Path = Path(FILE)) -> Reading:
    """The settings in a text; never raises."""
    import tomllib  # whoever has no file pays nothing

    try:
        document = tomllib.loads(text)
    except RecursionError:
        return _broken(path, 0, "it is nested too deeply")
    except ValueError as error:
        line, words = line_of_error(error, text)
        return _broken(path, line, f"it is no TOML: {words[:1].lower()}{words[1:]}")
    return _Reader(path, text).read(document)


def _broken(path: Path, line: int, reason: str) -> Reading:
    return Reading(path, problems=(Problem(path.name, line, "", reason),), is_broken=True, is_there=True)


class _Reader:
    """Takes over one value after the other."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = {".".join(parts): line for parts, line in reversed(list(lines_of(text).items()))}
        self.problems: list[Problem] = []
        self.found: dict[str, Any] = {}

    def read(self, document: Mapping[str, Any]) -> Reading:
        """The whole document."""
        config = Config()
        for name, value in document.items():
            if name == KEYS:
                config = replace(config, keys=self._keys(value))
                continue
            setting = setting_of(name)
            if setting is None:
                self._refuse(name, f"there is no setting {quoted(name)}", nearest(name, names()))
            elif reason := setting.refusal(value):
                meant = nearest(value, setting.choices) if isinstance(value, str) and setting.choices else ""
                self._refuse(name, f"{name} cannot be {quoted(value)}: {reason}", meant)
            else:
                config = replace(config, **{name: value})
                self.found[name] = value
        problems = tuple(sorted(self.problems, key=lambda problem: problem.line))
        return Reading(self.path, config, problems, self.found, self.lines, is_there=True)

    def _keys(self, table: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(table, Mapping):
            self._refuse(KEYS, f"{KEYS} must be a table: [{KEYS}]")
            return {}
        keys = {}
        for name, value in _flat(table):
            sequences = (value,) if isinstance(value, str) else value
            if isinstance(sequences, list | tuple) and all(isinstance(each, str) for each in sequences):
                keys[name] = tuple(sequences)
                self.found[f"{KEYS}.{name}"] = list(sequences)
            else:
                reason = f'the keys of {quoted(name)} must be a text such as "g s", or a list of such texts'
                self._refuse(f"{KEYS}.{name}", reason)
        return keys

    def _refuse(self, key: str, reason: str, meant: str = "") -> None:
        self.problems.append(Problem(self.path.name, self.lines.get(key, 0), key, reason, meant))


def _flat(table: Mapping[str, Any], before: str = "", depth: int = 1) -> list[tuple[str, Any]]:
    """The values of a table by name; `paper.star` without quotes is a table in a table and means the same."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) and depth < DEEPEST:
            found += _flat(value, f"{before}{name}.", depth + 1)
        else:
            found.append((f"{before}{name}", value))
    return found
