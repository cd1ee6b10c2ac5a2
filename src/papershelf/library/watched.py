"""Which files of watched folders were imported, kept in the cache, so that a restart brings nothing back."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from papershelf import system
from papershelf.errors import DataError
from papershelf.store import disk

FILE = "watched.json"
SCHEMA = 1
MOST = 10_000  # files remembered; the oldest are forgotten
_CHUNK = 1 << 20


class Look(NamedTuple):
    """What a file is told apart by without being read.

    Attributes:
        size: In bytes.
        changed: When it was written last, in nanoseconds.
    """

    size: int
    changed: int


class Watched:
    """The files that were imported, by path, with the digest of what they held; several processes may share it.

    What it knows can be lost: then a file is imported once more, which changes nothing where its papers are there.

    Args:
        cache: The folder for whatever can be rebuilt.
    """

    def __init__(self, cache: Path) -> None:
        self._path = cache / FILE
        self._files: dict[str, tuple[Look, str]] = {}

    def load(self) -> None:
        """Take in what other processes remember."""
        self._files = {**_read(self._path), **self._files}

    def forget(self) -> None:
        """Forget every file."""
        self._files = {}
        if self._path.exists():
            self._save()

    def looks_known(self, path: Path, look: Look) -> bool:
        """Whether a file was imported, and has not been written since."""
        known = self._files.get(_key(path))
        return known is not None and known[0] == look

    def holds(self, digest: str) -> bool:
        """Whether a file with this content was imported, under whatever name."""
        return any(known == digest for _, known in self._files.values())

    def remember(self, path: Path, look: Look, digest: str) -> None:
        """Remember that a file was imported."""
        self.load()
        self._files.pop(_key(path), None)  # what is remembered last stands last
        self._files[_key(path)] = (look, digest)
        self._save()

    def _save(self) -> None:
        kept = dict(list(self._files.items())[-MOST:])
        rows = {path: [look.size, look.changed, digest] for path, (look, digest) in kept.items()}
        fresh = self._path.with_name(f"{FILE}.{os.getpid()}.new")
        # A cache that cannot be written costs one import more after a restart; until then this object remembers.
        with suppress(DataError, OSError):
            disk.make_folder(self._path.parent)
            disk.write_durably(fresh, orjson.dumps({"schema": SCHEMA, "files": rows}))
            system.replace(fresh, self._path)


def _key(path: Path) -> str:
    """The path as JSON can hold it: a name may be no text."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def digest_of(path: Path, heard: Callable[[], None]) -> str:
    """The digest of a file's bytes.

    Args:
        path: The file.
        heard: Called every megabyte; may raise.

    Raises:
        OSError: It cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
            heard()
    return digest.hexdigest()


def _read(path: Path) -> dict[str, tuple[Look, str]]:
    """What the file holds; nothing, where it is damaged, or of another version."""
    try:
        document: Any = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return {}
    rows = document.get("files")
    return {
        name: (Look(row[0], row[1]), row[2])
        for name, row in (rows.items() if isinstance(rows, dict) else ())
        if isinstance(row, list) and list(map(type, row)) == [int, int, str]
    }
