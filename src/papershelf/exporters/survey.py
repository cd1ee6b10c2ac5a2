"""Which files below a target are about which papers, wherever a person moved them; each is read at its head only."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from papershelf.errors import DataError
from papershelf.exporters.staging import TEMPORARY
from papershelf.progress import Progress, told
from papershelf.text import safe_line

HEAD = 4096  # bytes; our id is the first key that we write
LONGEST_HEAD = 1 << 18  # so far it is looked for where a person's own front matter is long


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies below a target; links are not followed, hidden folders not entered.

    Attributes:
        places: The files about each paper, relative POSIX paths, by id; more than one where a person copied one.
        paths: Every Markdown file.
        unread: Files and folders that cannot be read, and why.
        leftovers: Temporary files of papershelf.
    """

    places: dict[str, list[str]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)


def survey(target: Path, owner: Callable[[str], str | None], progress: Progress) -> Survey:
    """Look through a folder; one that is not there holds nothing.

    Args:
        target: The folder.
        owner: Tells the paper's id from the beginning of a file (`Exporter.owner`).
        progress: Told how many files were looked at, and may call it off.

    Raises:
        Cancelled: It was called off.
        DataError: The folder itself cannot be read.
    """
    found = Survey()
    for path in told(_walk(target, found), progress, "looking", "file"):
        name = path[len(str(target)) :].replace(os.sep, "/").lstrip("/")
        found.paths.append(name)
        try:
            paper = owner(_head(path))
        except OSError as error:
            found.unread.append((name, f"cannot be read: {error.strerror or error}"))
            continue
        if paper is not None:
            found.places.setdefault(paper, []).append(name)
    for paths in found.places.values():
        paths.sort()
    return found


def _walk(target: Path, found: Survey) -> Iterator[str]:
    """The Markdown files below a folder, in the order of their names."""
    folders = [str(target)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                items = sorted(listing, key=lambda item: item.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            if folder == str(target):
                raise DataError(f"{safe_line(folder)} cannot be read: {error.strerror or error}.") from error
            found.unread.append((folder[len(str(target)) + 1 :], f"cannot be read: {error.strerror or error}"))
            continue
        inner = []
        for item in items:
            if TEMPORARY.match(item.name):
                found.leftovers.append(Path(item.path))
            elif item.is_dir(follow_symlinks=False):
                inner += [] if item.name.startswith(".") else [item.path]
            elif item.name.lower().endswith(".md") and item.is_file(follow_symlinks=False):
                yield item.path
        folders += reversed(inner)


def _head(path: str) -> str:
    """The beginning of a file, up to the end of its front matter where that is not too far."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        data = os.read(handle, HEAD)
        if len(data) == HEAD and data.lstrip(b"\xef\xbb\xbf").startswith(b"---") and b"\npapershelf_id:" not in data:
            with open(handle, "rb", closefd=False) as file:
                file.seek(HEAD)
                data += file.read(LONGEST_HEAD - HEAD)
    finally:
        os.close(handle)
    return data.decode("utf-8", "replace")
