"""Replies that were kept, a file each; one with which anything is wrong is as if it were not there."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from papershelf.caching import put_in_place

_MOST_FILES = 10_000
_MOST_BYTES = 200_000_000
_LARGEST = 60_000_000
_SUFFIX = ".reply"


class Kept(NamedTuple):
    """A reply.

    Attributes:
        body: Its bytes, unpacked.
        at: When it came, or was last said to be still the same, in seconds since 1970.
        etag: What the service calls this state of it; empty where it does not.
    """

    body: bytes
    at: float
    etag: str = ""


class Cache:
    """Replies by address.

    Args:
        folder: Where they are kept; made with the first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._has_written = False

    def read(self, url: str) -> Kept | None:
        """The reply that was kept, or None where there is none that is whole."""
        try:
            with self._path(url).open("rb") as file:
                data = file.read(_LARGEST + 1)
            head, _, body = data.partition(b"\n")
            told = json.loads(head)
            kept = Kept(body, float(told["at"]), str(told["etag"]))
            is_ours = told["url"] == url and told["sum"] == _sum(body) and kept.etag.isascii()
        except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
            return None
        return kept if is_ours and kept.etag.isprintable() else None

    def write(self, url: str, kept: Kept) -> None:
        """Keep a reply; where that cannot be done, it is asked for again another time."""
        head = json.dumps({"url": url, "at": kept.at, "etag": kept.etag, "sum": _sum(kept.body)})
        with suppress(OSError):
            put_in_place(self._path(url), (head.encode("ascii"), b"\n", kept.body))
            self._has_written = True

    def trim(self) -> None:
        """Forget the oldest replies where there are very many, or very large ones."""
        if not self._has_written:
            return
        with suppress(OSError):  # another process may trim just now
            found = [(path, path.stat()) for path in self._folder.glob(f"*{_SUFFIX}")]
            found.sort(key=lambda each: each[1].st_mtime, reverse=True)
            room = _MOST_BYTES
            for place, (path, status) in enumerate(found):
                room -= status.st_size
                if room < 0 or place >= _MOST_FILES:
                    path.unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        return self._folder / (hashlib.blake2b(url.encode(), digest_size=16).hexdigest() + _SUFFIX)


def _sum(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
