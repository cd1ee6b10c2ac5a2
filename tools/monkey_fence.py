"""Keeps a program within one folder: whatever it would write elsewhere is refused, and told unless asked for."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHANGES = {
    "os.mkdir": 1,
    "os.rename": 2,
    "os.remove": 1,
    "os.rmdir": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ASKED_FOR = "/papershelf/exporters/"  # a person may export to wherever they type
SPARED = ("/dev/", "/proc/")
LEFT_OVER = (".tmp", ".new", ".part")


class Fence:
    """What was tried outside a folder while the fence stood."""

    def __init__(self) -> None:
        self._inside = ""
        self.tried: list[str] = []
        self._is_hooked = False

    @contextmanager
    def around(self, folder: Path) -> Iterator[None]:
        """Let nothing be written but in a folder."""
        if not self._is_hooked:
            sys.addaudithook(self._hear)  # which cannot be taken back, only be told to look away
            self._is_hooked = True
        self.tried.clear()
        self._inside = os.path.realpath(folder)
        try:
            yield
        finally:
            self._inside = ""

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._inside:
            return
        if event == "open":
            name, _, flags = arguments
            paths = [name] if isinstance(flags, int) and flags & WRITES else []
        else:
            paths = list(arguments[: CHANGES.get(event, 0)])
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike) and not self._is_inside(os.fsdecode(path)):
                self._refuse(event, os.fsdecode(path))

    def _is_inside(self, path: str) -> bool:
        place = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        return place.startswith((self._inside + os.sep, *SPARED)) or place == self._inside

    def _refuse(self, event: str, path: str) -> None:
        frames = traceback.extract_stack()
        if not any(ASKED_FOR in frame.filename for frame in frames):
            where = next((f"{f.filename}:{f.lineno}" for f in reversed(frames) if "/papershelf/" in f.filename), "?")
            self.tried.append(f"{event} {path!r} from {where}")
        raise PermissionError(1, "outside the fence", path)


def left_over(folder: Path) -> list[str]:
    """Files beneath a folder that should have been renamed or removed when the program ended."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.name.endswith(LEFT_OVER)]
