"""Writing one value into the file of settings, leaving every other line, comment and unknown key as it is."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papershelf import system
from papershelf.config.place import FILE
from papershelf.config.reading import read_config
from papershelf.config.schema import KEYS
from papershelf.errors import PapershelfError, UsageError

PRIVATE_FOLDER = 0o700
TRIES = 5  # how often somebody else may write while we do
WAIT_SECONDS = 2.0
BOM = b"\xef\xbb\xbf"


class ConfigError(PapershelfError):
    """The file of settings cannot be used, and was left as it is."""

    title = "Settings not written"
    exit_code = 2


def set_value(folder: Path, name: str, value: Any) -> None:
    """Set one value.

    Args:
        folder: The configuration directory; made if it is not there.
        name: The setting, or `keys.` and the id of a command.
        value: What the file is to say; a list of texts for keys.

    Raises:
        ConfigError: The file cannot be written, or is not understood as it is.
    """
    _change(folder, {name: value})


def unset_value(folder: Path, name: str) -> None:
    """Take one value out, so that the default counts; nothing is written where it was not there.

    Raises:
        ConfigError: The file cannot be written, or is not understood as it is.
    """
    _change(folder, {name: None})


def _change(folder: Path, changes: Mapping[str, Any]) -> None:
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with FileLock(folder / "config.lock", timeout=WAIT_SECONDS, mode=0o600):
            for _ in range(TRIES):
                if _try(folder, changes):
                    return
    except Timeout:
        raise ConfigError(f"{folder / FILE}: another papershelf is writing it; try again.") from None
    except OSError as error:
        raise ConfigError(f"{folder / FILE} cannot be written: {error.strerror or error}.") from None
    raise ConfigError(f"{folder / FILE}: something else keeps writing it; try again.")


def _try(folder: Path, changes: Mapping[str, Any]) -> bool:
    """Change the file as it is now; False where somebody wrote it meanwhile."""
    path = folder / FILE
    # Many people keep their settings elsewhere and link to them: the link stays.
    target = Path(os.path.realpath(path))
    before = _bytes(target)
    reading = read_config(folder)
    if reading.is_broken:
        raise ConfigError(f"It was left as it is. {reading.problems[0].words}")
    after = changed(before, changes)
    if after == before:
        return True
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".config-", suffix=".tmp", delete=False) as file:
        fresh = file.name
    try:
        with open(fresh, "wb") as file:
            file.write(after)
            file.flush()
            system.sync(file.fileno())
        if _bytes(target) != before:
            return False
        system.replace(fresh, target)  # closed by now: Windows moves no file that is open
    finally:
        with contextlib.suppress(FileNotFoundError):  # it has become the settings
            os.unlink(fresh)
    return True


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def changed(data: bytes, changes: Mapping[str, Any]) -> bytes:
    """The file with values set, or taken out where None; all else stays byte for byte.

    Raises:
        ConfigError: The outcome would not say what was wanted.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    head, text = (BOM, data[len(BOM) :]) if data.startswith(BOM) else (b"", data)
    try:
        document = tomlkit.parse(text.decode("utf-8"))
        for name, value in changes.items():
            _put(document, _path(name), value)
        after = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ConfigError(f"{FILE} was left as it is: {error}.") from error
    _check(text.decode("utf-8"), after, changes)
    return head + after.encode("utf-8")


def _path(name: str) -> tuple[str, ...]:
    table, dot, rest = name.partition(".")
    return (KEYS, rest) if dot and table == KEYS else (name,)


def _put(document: Any, path: tuple[str, ...], value: Any) -> None:
    """Set or take out a value; `"paper.star"` and `paper.star` under `[keys]` are the same one."""
    import tomlkit

    *tables, last = path
    here = document
    for table in tables:
        if table not in here:
            if value is None:
                return
            here[table] = tomlkit.table()
        here = here[table]
    while "." in last and last not in here:
        first, _, rest = last.partition(".")
        if not isinstance(here.get(first), Mapping):
            break
        here, last = here[first], rest
    if value is not None:
        here[last] = value
    elif last in here:
        del here[last]


def _check(before: str, after: str, changes: Mapping[str, Any]) -> None:
    """Hold the outcome against what was wanted: a mistake in writing must cost nobody their settings."""
    import tomllib

    wanted, got = _values(tomllib.loads(before)), _values(tomllib.loads(after))
    for name, value in changes.items():
        wanted.pop(name, None)
        if value is not None:
            wanted[name] = repr(value)
    if wanted != got:
        raise ConfigError(f"{FILE} was left as it is: it is laid out in a way that cannot be changed safely.")


def _values(table: Mapping[str, Any], before: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            found |= _values(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = repr(value)  # a nan is no other's equal
    return found


def begin_file(folder: Path, text: str) -> Path:
    """Make the file with a text if there is none yet, for an editor to open.

    Raises:
        UsageError: It cannot be made.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return path
    except OSError as error:
        raise UsageError(f"{path} cannot be made: {error.strerror or error}.") from None
    return path
