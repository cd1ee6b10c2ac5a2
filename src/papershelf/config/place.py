"""Where the file of settings lies, and whether it is another than before; known without reading it."""

import os
from pathlib import Path

FILE = "config.toml"
Stamp = tuple[int, int, int] | None


def stamp_of(folder: Path) -> Stamp:
    """What tells one state of the file from another without reading it; None where there is none."""
    try:
        about = os.stat(folder / FILE)
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
