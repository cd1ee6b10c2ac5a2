"""How wide the panes are and which are hidden: worked out for any terminal, and kept in a small file between starts."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import orjson

from papershelf import system
from papershelf.store import disk

Mode = Literal["three", "two", "one"]
Side = Literal["sidebar", "detail"]
SIDES: tuple[Side, ...] = ("sidebar", "detail")

FILE = "screen.json"
MIDDLE = 36  # cells that the list keeps, whatever is asked for
NARROWEST: Mapping[Side, int] = {"sidebar": 16, "detail": 30}
SIDEBAR = 26  # cells, unless a person wants another width
LONGEST_FILE = 65_536  # bytes; what is longer is no file of ours


def mode_of(columns: int) -> Mode:
    """How many panes a terminal of so many columns shows; the app's breakpoints say the same."""
    return "three" if columns >= 120 else "two" if columns >= 80 else "one"


class Layout:
    """What a person made of the screen; three and two panes are remembered apart.

    Args:
        folder: The data directory.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._widths: dict[tuple[Mode, Side], int] = {}
        self.hidden: frozenset[Side] = frozenset()
        self._read()

    # Sizes

    def widths(self, columns: int) -> dict[Side, int | None]:
        """The width of both side panes where there are so many columns; None lets a pane take its share of the rest.

        Args:
            columns: Those of the terminal.
        """
        mode = mode_of(columns)
        if mode == "one":
            return {"sidebar": None, "detail": None}
        sidebar = self._widths.get((mode, "sidebar"), SIDEBAR)
        detail = self._widths.get((mode, "detail"))
        if mode == "two":  # only one of them is there
            return {
                "sidebar": _clamp("sidebar", sidebar, columns - MIDDLE - 1),
                "detail": None if detail is None else _clamp("detail", detail, columns - MIDDLE - 1),
            }
        beside = 0 if "detail" in self.hidden else NARROWEST["detail"] + 1
        sidebar = _clamp("sidebar", sidebar, columns - MIDDLE - 1 - beside)
        taken = 0 if "sidebar" in self.hidden else sidebar + 1
        return {
            "sidebar": sidebar,
            "detail": None if detail is None else _clamp("detail", detail, columns - MIDDLE - 1 - taken),
        }

    def set_width(self, side: Side, width: int, columns: int) -> None:
        """Ask for a width; as much of it as fits is taken."""
        mode = mode_of(columns)
        self._widths[mode, side] = width
        fitted = self.widths(columns)[side]
        if fitted is not None:
            self._widths[mode, side] = fitted  # else a key would seem dead until it came back into what fits

    def reset(self, side: Side | None = None) -> None:
        """Forget the width of a pane, or everything."""
        if side is None:
            self._widths, self.hidden = {}, frozenset()
        else:
            self._widths = {key: width for key, width in self._widths.items() if key[1] != side}

    def toggle(self, side: Side) -> bool:
        """Hide a pane, or show it again; whether it is hidden now."""
        self.hidden ^= {side}
        return side in self.hidden

    # The file

    def _read(self) -> None:
        document = _document(self._path)
        for mode in ("three", "two"):
            widths = document.get(mode)
            for side in SIDES:
                width = widths.get(side) if isinstance(widths, dict) else None
                if type(width) is int and 0 < width < 10_000:
                    self._widths[mode, side] = width
        hidden = document.get("hidden")
        self.hidden = frozenset(side for side in SIDES if isinstance(hidden, list) and side in hidden)

    def save(self) -> None:
        """Write the file; what another version put into it stays.

        Raises:
            DataError: It cannot be written.
        """
        document = _document(self._path)
        for mode in ("three", "two"):
            before = document.get(mode)
            kept = {key: value for key, value in before.items() if key not in SIDES} if isinstance(before, dict) else {}
            ours = {side: self._widths[mode, side] for side in SIDES if (mode, side) in self._widths}
            document[mode] = {**kept, **ours}
        document["hidden"] = sorted(self.hidden)
        _write(self._path, document)


def _clamp(side: Side, width: int, most: int) -> int:
    return max(min(width, most), NARROWEST[side])


def _document(path: Path) -> dict[str, Any]:
    """What is in the file; nothing where there is none, or none that can be read: it may be thrown away."""
    try:
        with path.open("rb") as file:
            document = orjson.loads(file.read(LONGEST_FILE))
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _write(path: Path, document: Mapping[str, Any]) -> None:
    disk.make_folder(path.parent)
    fresh = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        disk.write_durably(fresh, orjson.dumps(document) + b"\n")
        system.replace(fresh, path)
    except OSError as error:
        disk.discard(fresh)
        raise disk.unwritable(path, error) from error


def recalled(folder: Path, name: str) -> object:
    """What another part of the screen remembers in the same file; None where it does not.

    Args:
        folder: The data directory.
        name: Whose it is.
    """
    return _document(folder / FILE).get(name)


def remember(folder: Path, name: str, value: object) -> None:
    """Keep a value for another part of the screen; the rest of the file stays.

    Args:
        folder: The data directory.
        name: Whose it is.
        value: Anything that JSON holds.

    Raises:
        DataError: It cannot be written.
    """
    _write(folder / FILE, {**_document(folder / FILE), name: value})
