"""The file of the history: lines that are only ever added, read on from where the last look ended."""

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from papershelf import system
from papershelf.store import disk

_LONG = 1_048_576  # bytes, read in a few milliseconds
_HEAD = 120  # bytes of a line that tell it from every other: its id is among them


class Place(NamedTuple):
    """Where a line stands in the file."""

    offset: int
    length: int


class Seen(NamedTuple):
    """How far the file has been read, and by what to know that it is still the same file."""

    inode: int
    end: int = 0
    last: int = 0
    head: bytes = b""


class Journal:
    """Adds lines durably and hands out those that are new, whichever process added them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: Seen | None = None
        self._length_before_append = 0
        self._named: int | None = None  # the inode of the file whose name is known to be on disk

    def forget(self) -> None:
        """Read everything again at the next look."""
        self._seen = None

    @property
    def is_long(self) -> bool:
        """Whether reading all of it takes a while."""
        try:
            return os.stat(self.path).st_size >= _LONG
        except OSError:
            return False

    @property
    def seen(self) -> Seen | None:
        """How far the file was read; None where it was not."""
        return self._seen

    def resume(self, seen: Seen) -> bool:
        """Go on from where somebody else read to, if this is the same file; says whether it is."""
        try:
            with open(self.path, "rb") as file:
                same = self._is_same(file, seen)
        except OSError:
            return False
        if same:
            self._seen = seen
        return same

    def starts_over(self) -> bool:
        """Whether the file is no longer the one that was read, so that the next look begins at its start."""
        if self._seen is None:
            return True
        try:
            with open(self.path, "rb") as file:
                same = self._is_same(file, self._seen)
        except OSError:
            same = False
        if not same:
            self._seen = None
        return not same

    def new_lines(self) -> Iterator[tuple[Place, bytes]]:
        """The whole lines after the last look; a line without its end is left for later.

        Raises:
            DataError: The file is there and cannot be read.
        """
        try:
            with open(self.path, "rb") as file:
                seen = self._seen or Seen(os.fstat(file.fileno()).st_ino)
                if os.fstat(file.fileno()).st_size <= seen.end:
                    return
                file.seek(seen.end)
                for line in file:
                    if not line.endswith(b"\n"):
                        return
                    place = Place(seen.end, len(line))
                    seen = Seen(seen.inode, place.offset + place.length, place.offset, line[:_HEAD])
                    self._seen = seen
                    yield place, line if place.offset else line.removeprefix(BOM_UTF8)
        except FileNotFoundError:
            self._seen = None
        except OSError as error:
            raise disk.unreadable(self.path, error) from error

    def read(self, place: Place) -> bytes:
        """One line.

        Raises:
            DataError: It cannot be read.
        """
        try:
            with open(self.path, "rb") as file:
                file.seek(place.offset)
                line = file.read(place.length)
                return line if place.offset else line.removeprefix(BOM_UTF8)  # an editor may have put it there
        except OSError as error:
            raise disk.unreadable(self.path, error) from error

    def read_all(self, places: Iterable[Place]) -> Iterator[bytes]:
        """Many lines, from one look at the file.

        Raises:
            DataError: It cannot be read.
        """
        try:
            with open(self.path, "rb") as file:
                for place in places:
                    file.seek(place.offset)
                    yield file.read(place.length)
        except OSError as error:
            raise disk.unreadable(self.path, error) from error

    def torn(self, good_end: int) -> bytes:
        """What stands after the last good line.

        Raises:
            DataError: It cannot be read.
        """
        try:
            if os.stat(self.path).st_size <= good_end:
                return b""
        except FileNotFoundError:
            return b""
        return self.read(Place(good_end, -1))

    def cut(self, length: int) -> None:
        """End the file here.

        Raises:
            DataError: It cannot be shortened.
        """
        try:
            disk.cut(self.path, length)
        except OSError as error:
            raise disk.unwritable(self.path, error) from error
        finally:
            self._seen = None

    def end_line(self) -> None:
        """Put the end behind the last line, which an editor took away.

        Raises:
            DataError: It cannot be written.
        """
        try:
            disk.append_durably(self.path, b"\n")
        except OSError as error:
            raise disk.unwritable(self.path, error) from error

    def replace(self, content: bytes) -> None:
        """Put another content in place in one step; it is on disk when this returns.

        Raises:
            DataError: It cannot be written; the file is as it was.
        """
        path = Path(os.path.realpath(self.path))
        fresh = path.with_name(path.name + ".new")
        try:
            disk.write_durably(fresh, content)
            system.replace(fresh, path)
            disk.sync_folder(path.parent)
        except OSError as error:
            disk.discard(fresh)
            raise disk.unwritable(path, error) from error
        finally:
            self._seen = None

    def append(self, line: Iterator[bytes]) -> Place:
        """Add a line; it is on disk when this returns.

        Args:
            line: Piece by piece; by the first one it is known again.

        Raises:
            DataError: It cannot be written; the file is as it was.
        """
        seen, first = self._seen, next(line)
        try:
            length = disk.append_durably(self.path, chain((first,), line), named=self._named == _inode(self.path))
            status = os.stat(self.path)
            self._named = status.st_ino
        except OSError as error:
            self._seen = None
            raise disk.unwritable(self.path, error) from error
        place = Place(status.st_size - length, length)
        self._length_before_append = place.offset
        if seen is None or seen.end == place.offset:
            self._seen = Seen(status.st_ino, status.st_size, place.offset, first[:_HEAD])
        return place

    def take_back(self) -> None:
        """Take away the line that was just added.

        Raises:
            DataError: It cannot be taken away, so it stands.
        """
        self.cut(self._length_before_append)

    @staticmethod
    def _is_same(file: BinaryIO, seen: Seen) -> bool:
        status = os.fstat(file.fileno())
        if status.st_ino != seen.inode or status.st_size < seen.end:
            return False
        file.seek(seen.last)
        if file.read(len(seen.head)) != seen.head:
            return False
        file.seek(max(seen.end - 1, 0))
        return seen.end == 0 or file.read(1) == b"\n"


def _inode(path: Path) -> int:
    """Which file stands there, 0 for none."""
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return 0
