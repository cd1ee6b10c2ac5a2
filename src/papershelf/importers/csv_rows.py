"""Rows of a table in text: cells may hold line breaks, and a quotation mark that is missing costs one row only."""

import csv
import io
from collections.abc import Iterator
from typing import Final, NamedTuple

SIGNS: Final = (",", ";", "\t")
"""What may stand between cells."""

LONGEST: Final = 4_000_000
"""Characters of a row: no paper's is near it."""

_LIMIT: Final = 2**31 - 1  # Python's own limit for a cell is 131,072 characters
UNCLOSED: Final = "A quotation mark in this row has no partner, or more follows one than a cell's end."
TOO_LONG: Final = f"This row is longer than {LONGEST // 1_000_000} million letters."


class Row(NamedTuple):
    """One row.

    Attributes:
        line: Where it begins, the first line of the text being 1.
        cells: What stands in it; if it is broken, as well as can be told.
        text: As it stands, without its line end.
        reason: What is wrong with it; empty if nothing is.
        end: Where it ends in the text.
    """

    line: int
    cells: list[str]
    text: str
    reason: str = ""
    end: int = 0


class Rows:
    """The rows of a text that are not blank."""

    def __init__(self, text: str, sign: str, start: int = 0, line: int = 1) -> None:
        """Nothing is read yet.

        Args:
            text: With newlines as line ends.
            sign: Stands between cells.
            start: Where in the text to begin.
            line: The number of the line that begins there.
        """
        self._text = text
        self._sign = sign
        self._at = start
        self._line = line
        # How much may be read twice in search of a partner for a quotation mark; more would take for ever.
        self._spare = 4 * len(text) + LONGEST

    def __iter__(self) -> Iterator[Row]:
        """Read them."""
        csv.field_size_limit(_LIMIT)
        while self._at < len(self._text):
            row = self._next()
            self._at = row.end
            self._line += row.text.count("\n") + 1
            if row.text and not row.text.isspace():
                yield row

    def _next(self) -> Row:
        """The row that begins at hand."""
        end = self._line_end(self._at)
        first = self._text[self._at : end]
        if '"' not in first or (self._spare < 0 and first.count('"') % 2 == 0):
            return self._single(first, end + 1)
        lines = _Lines(self._text, self._at, LONGEST if self._spare > 0 else 1)
        try:
            cells = next(csv.reader(lines, delimiter=self._sign, strict=True))
        except csv.Error:
            self._spare -= lines.at - self._at
        else:
            return Row(self._line, cells, self._text[self._at : lines.at].removesuffix("\n"), "", lines.at)
        if lines.at > end + 1 or first.count('"') % 2:
            # Whatever was meant, the lines below are rows of their own until the contrary is shown.
            return Row(self._line, _lenient(first, self._sign), first, UNCLOSED, end + 1)
        return self._single(first, end + 1)

    def _single(self, text: str, end: int) -> Row:
        reason = TOO_LONG if len(text) > LONGEST else ""
        return Row(self._line, _lenient(text, self._sign), text, reason, end)

    def _line_end(self, start: int) -> int:
        end = self._text.find("\n", start)
        return len(self._text) if end < 0 else end


class _Lines:
    """The lines from a place on, as the csv module takes them; it remembers how far it got."""

    def __init__(self, text: str, start: int, most: int) -> None:
        self.at = start
        self._text = text
        self._stop = start + most

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= min(len(self._text), self._stop):
            raise StopIteration
        end = self._text.find("\n", self.at)
        end = len(self._text) if end < 0 else end + 1
        line = self._text[self.at : end]
        self.at = end
        return line


def _lenient(line: str, sign: str) -> list[str]:
    """The cells of one line, quotation marks being taken as they come."""
    if '"' not in line:
        return line.split(sign)
    return next(csv.reader([line.replace("\r", " ")], delimiter=sign), [])


def written(rows: list[list[str]], sign: str) -> str:
    """Rows as text, without a line end after the last."""
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")
