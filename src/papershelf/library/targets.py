"""The path that a person named to write to, or why it is none."""

import os
from pathlib import Path

from papershelf.errors import UsageError
from papershelf.text import safe_line


def target_path(named: str | os.PathLike[str]) -> Path:
    """The path, with `~` and `~user` replaced.

    Raises:
        UsageError: No file can have this name.
    """
    text = os.fspath(named)
    shown = safe_line(text[:200])
    if not text.strip():
        raise UsageError("Where to? No path was named.")
    try:
        os.fsencode(text)
        path = Path(text).expanduser()
    except UnicodeError:
        raise UsageError(f"{shown} can be no path: it holds a broken character.") from None
    except RuntimeError:
        raise UsageError(f"{shown} cannot be found: this system knows no such user.") from None
    if "\0" in text:
        raise UsageError(f"{shown} can be no path: it holds a NUL.")
    return path
