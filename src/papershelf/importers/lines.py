"""Formats with one record a line, read from the bytes of a file: such a file is never a text as a whole."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.progress import Progress, told, unheard

LONGEST = 8_000_000
"""Bytes of a line; no paper takes more, and to take a longer one apart would keep whoever waits."""

_TOO_LONG = "This line is longer than 8 MB, which no paper is. Put each paper on a line of its own, and import that."
_NO_UTF8 = "Some bytes of this line are not UTF-8; each shows as “�”. Put right what stands there, and read it again."


class LineImporter(Importer):
    """A reader of a format that may have one record a line, each to be read by itself."""

    @abstractmethod
    def has_lines(self, head: str) -> bool:
        """Whether a text of this format has one record a line.

        Args:
            head: Its beginning; all of it where it is short.
        """

    @abstractmethod
    def read_line(self, line: str, number: int, position: int) -> Record | Problem | None:
        """What one line holds; None if that is nothing.

        Args:
            line: Without its end.
            number: Its number, the first being 1.
            position: The place that its paper would have among those of the file.

        Returns:
            The record, or a problem that need not name the file.
        """


def read_lines(importer: LineImporter, data: bytes, file: str, progress: Progress = unheard) -> Page:
    """Everything that the lines hold, each read by itself.

    Args:
        importer: The reader.
        data: In UTF-8, without a byte order mark.
        file: The source's name.
        progress: Told how far it is; heard at least every 0.1 seconds.

    Raises:
        Cancelled: The listener wants no import.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    lines = enumerate(_lines(data), 1)
    for number, line in told(lines, progress, "reading", "line", data.count(b"\n") + (not data.endswith(b"\n"))):
        found = _read(importer, line, number, len(records) + 1)
        if isinstance(found, Record):
            records.append(found)
        elif found is not None:
            problems.append(replace(found, file=file))
    return Page(file, tuple(records), tuple(problems))


def _read(importer: LineImporter, line: bytes, number: int, position: int) -> Record | Problem | None:
    if len(line) > LONGEST:
        return Problem("", number, _TOO_LONG, excerpt(line[:LONGEST].decode("utf-8", "replace")))
    try:
        return importer.read_line(line.decode("utf-8"), number, position)
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
        return Problem("", number, _NO_UTF8, excerpt(text), text)


def _lines(data: bytes) -> Iterator[bytes]:
    """The lines without their ends, whichever of the three kinds these are."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)].removesuffix(b"\r")
        start = end + 1 if end >= 0 else len(data)
        if b"\r" in line:
            yield from line.split(b"\r")
        else:
            yield line
