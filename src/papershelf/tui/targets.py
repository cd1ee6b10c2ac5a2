"""Where and how papers were exported last, for each view; kept in a small file that may be thrown away."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import orjson

from papershelf import system
from papershelf.exporters import Group, Options
from papershelf.store import disk
from papershelf.text import safe_line

FILE = "exports.json"
KEPT = 60  # targets that are remembered,
OFFERED = 8  # and that are offered at once
LONGEST = 4_096  # characters of a path, or of a query
LONGEST_FILE = 1_048_576  # bytes; what is longer is no file of ours
GROUPS: tuple[Group, ...] = ("status", "tag", "source", "none")


@dataclass(frozen=True, slots=True)
class Target:
    """How and where to export.

    Attributes:
        format: Name of the exporter.
        path: The file or folder to write.
        options: What the person chose; its title is not remembered.
        place: What the papers were, for the program: a view and a query, or the selection.
        name: The same for a person.
    """

    format: str
    path: str
    options: Options = field(default_factory=Options)
    place: str = ""
    name: str = ""


class Targets:
    """The last targets, the latest first.

    Args:
        folder: The data directory.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def offers(self, place: str, formats: Mapping[str, object]) -> list[Target]:
        """What to offer: the targets of a place first, then those of others that write elsewhere; the latest first.

        Args:
            place: What is to be exported.
            formats: The formats there are, by name.
        """
        known = [target for target in self._read() if target.format in formats]
        mine = [target for target in known if target.place == place]
        paths = {target.path for target in mine}
        others = {target.path: target for target in reversed(known) if target.path not in paths}
        return [*mine, *reversed(others.values())][:OFFERED]

    def add(self, target: Target) -> None:
        """Remember a target as the latest; another process's are kept.

        Raises:
            DataError: The file cannot be written.
        """
        if max(map(len, (target.path, target.place, target.name))) > LONGEST:
            return
        alike = (target.place, target.path)
        rest = [each for each in self._read() if (each.place, each.path) != alike]
        rows = [_plain(each) for each in [target, *rest][:KEPT]]
        disk.make_folder(self._path.parent)
        fresh = self._path.with_name(f"{FILE}.{os.getpid()}.new")
        try:
            disk.write_durably(fresh, orjson.dumps({"targets": rows}, option=orjson.OPT_INDENT_2) + b"\n")
            system.replace(fresh, self._path)
        except OSError as error:
            disk.discard(fresh)
            raise disk.unwritable(self._path, error) from error

    def _read(self) -> list[Target]:
        """What is in the file; nothing where there is none, or none that can be read."""
        try:
            with self._path.open("rb") as file:
                document = orjson.loads(file.read(LONGEST_FILE))
        except (OSError, ValueError):
            return []
        rows = document.get("targets") if isinstance(document, dict) else None
        return [target for row in rows if (target := _target(row))] if isinstance(rows, list) else []


def _plain(target: Target) -> dict[str, Any]:
    """A target as it is kept; half a letter, which no file can hold, becomes a question mark."""
    options = {each.name: getattr(target.options, each.name) for each in fields(Options) if each.name != "title"}
    row = {"format": target.format, "path": target.path, "place": target.place, "name": target.name}
    return {name: text.encode("utf-8", "replace").decode() for name, text in row.items()} | {"options": options}


def _target(row: object) -> Target | None:
    """A target from the file; None for what is none."""
    if not isinstance(row, dict):
        return None
    texts = [row.get(name) for name in ("format", "path", "place", "name")]
    if not all(isinstance(text, str) and len(text) <= LONGEST for text in texts) or not row["path"].strip():
        return None
    given, usual = row.get("options"), Options()
    options = {
        each.name: given[each.name]
        for each in fields(Options)
        if isinstance(given, dict) and type(given.get(each.name)) is type(getattr(usual, each.name))
    }
    if options.get("group") not in GROUPS:
        options.pop("group", None)
    options.pop("title", None)
    return Target(row["format"], row["path"], replace(usual, **options), row["place"], safe_line(row["name"]))
