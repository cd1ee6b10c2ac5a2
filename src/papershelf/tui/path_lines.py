"""A path as a person types, drags or pastes it, what it may go on with, and what is no path but the thing itself."""

import os
import re
import shlex
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from papershelf import system

MOST_NAMES = 20_000  # of one folder; whoever has more types more of the name
LONGEST_PATH = 4_096  # letters; what is longer is no path
_FILE = "file://"
_QUOTED = re.compile(r"[\\'\"]")
_PLAIN = re.compile(r"\s*(?:@\w+\s*[{(]|[A-Z][A-Z0-9]  - |[\[{<])")


class Offer(NamedTuple):
    """A way to go on with a path.

    Attributes:
        line: The whole path, as the line would then say it.
        name: What is new of it.
        is_folder: Whether more may follow.
    """

    line: str
    name: str
    is_folder: bool


class Folders:
    """The names in folders, each folder read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Sequence[tuple[str, bool]]] = {}

    def names(self, folder: Path) -> Sequence[tuple[str, bool]]:
        """Names with whether each is a folder, those first; none of a folder that cannot be read."""
        if folder not in self._known:
            try:
                with os.scandir(folder) as entries:
                    found = [(entry.name, _is_folder(entry)) for entry in islice(entries, MOST_NAMES)]
            except (OSError, ValueError):
                found = []
            self._known[folder] = sorted(found, key=lambda each: (not each[1], each[0].casefold(), each[0]))
        return self._known[folder]

    def offers(self, typed: str) -> list[Offer]:
        """What a path may go on with: names that begin as typed, or else those that do so in other letters."""
        line = unquoted(typed.lstrip())
        if line == "~":
            return [Offer("~/", "~/", True)]
        folder, slash, start = line.rpartition("/")
        base = expanded(folder + slash) if slash else Path()
        if base is None:
            return []
        names = [each for each in self.names(base) if start.startswith(".") or not each[0].startswith(".")]
        fitting = [each for each in names if each[0].startswith(start)]
        if not fitting:
            fitting = [each for each in names if each[0].casefold().startswith(start.casefold())]
        ends = [(name + "/" * is_folder, is_folder) for name, is_folder in fitting]
        return [Offer(folder + slash + name, name, is_folder) for name, is_folder in ends]


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def completed(typed: str, offers: Sequence[Offer]) -> str:
    """The path as far as all offers agree, as a shell completes it; as typed where they do not."""
    lines = [offer.line for offer in offers]
    first, last = min(lines, default=""), max(lines, default="")  # what these two share, all share
    common = first[: next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
    return common if len(common) >= len(unquoted(typed.lstrip())) else typed


def unquoted(text: str) -> str:
    r"""A path without the marks of a shell, also where it is not finished: quotes, `\ `, `file://` with `%20`."""
    if text.startswith(_FILE):
        host, _, path = text.removeprefix(_FILE).partition("/")
        return "/" + unquote(path, errors="surrogateescape") if host in ("", "localhost") else text
    if system.WINDOWS or not _QUOTED.search(text) or exists(text):
        return text
    words = _words(text)
    if len(words) == 1:
        return words[0]
    return re.sub(r"\\(.)", r"\1", text.removeprefix("'").removeprefix('"'), flags=re.DOTALL)


def _words(text: str) -> list[str]:
    """The words of a line as a shell reads it; none where it is no line of a shell."""
    try:
        return shlex.split(text[: LONGEST_PATH * 4])
    except ValueError:  # a quote that is not closed yet
        return []


def expanded(path: str) -> Path | None:
    """The path with `~` as the folder that it is; None where there is no such person."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return None


def meant(text: str) -> str:
    """The path that a whole line means, with `~` as the folder that it is."""
    path = unquoted(text.strip())
    whole = None if path.startswith(_FILE) else expanded(path)  # an address of another machine stays one
    return path if whole is None else str(whole)


def exists(text: str) -> bool:
    """Whether something is there by just this name."""
    path = expanded(text) if 0 < len(text) <= LONGEST_PATH else None
    try:
        return path is not None and os.path.lexists(path)
    except ValueError:  # a NUL
        return False


def paths_in(text: str) -> tuple[str, ...]:
    """The paths that a pasted text consists of, a line or a word each, if each of them is there; none otherwise."""
    if len(text) > LONGEST_PATH * 16:
        return ()
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    for words in (lines, _words(text) if len(lines) == 1 and not system.WINDOWS else []):
        paths = tuple(map(meant, words))
        if paths and all(map(exists, paths)):
            return paths
    return ()


def is_source(text: str) -> bool:
    """Whether a pasted text is what is to be imported rather than the name of a file."""
    if len(text) > LONGEST_PATH or _PLAIN.match(text):
        return True
    return sum(bool(line.strip()) for line in text.splitlines()) > 1
