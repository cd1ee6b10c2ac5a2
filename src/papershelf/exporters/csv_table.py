"""A table as CSV for spreadsheets, in which no cell can run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Final

from papershelf.exporters.base import ITSELF, Exporter, MergeProblem, Options
from papershelf.exporters.facts import (
    address_of,
    authors_of,
    identifier,
    keywords_of,
    other_addresses,
    paragraphs_of,
)
from papershelf.exporters.note import is_empty
from papershelf.exporters.stamp import digest
from papershelf.exporters.stamped import check_entries
from papershelf.marks import Entry
from papershelf.text import safe, safe_line

COLUMNS: Final = (
    *("title", "authors", "published", "venue", "doi", "arxiv", "acl", "pmid", "isbn", "url", "links", "keywords"),
    *("abstract", "starred", "status", "tags", "rating", "note", "added_at", "id", "papershelf"),
)
"""The header; the last column holds the stamp of each row."""

# A spreadsheet runs what begins so; some take the wide forms of these signs too. A guard goes before a text that begins
# as if it had one, so that taking one off gives back every text.
_RUNS: Final = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_LIMIT: Final = 2**31 - 1


class CsvTable(Exporter):
    """A row a paper, with all that a person added, in UTF-8 with the mark by which spreadsheets know it."""

    name: ClassVar[str] = "csv"
    summary = "a table for spreadsheets, with status, tags, rating and notes"
    into = "file"
    suffix: ClassVar[str] = ".csv"

    def render(self, entries: Sequence[Entry], options: Options) -> Mapping[str, str]:
        """The header and the rows."""
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for entry in entries:
            row = [_guarded(cell) for cell in _cells(entry, options)]
            table.writerow([*row, _stamp(row)])
        return {ITSELF: "\ufeff" + out.getvalue()}

    def merge(self, existing: str, fresh: str) -> str:
        """The fresh table, if the rows of the file are ours and nobody changed one.

        Raises:
            MergeProblem: The file is not papershelf's, or holds changes made by hand.
        """
        header, _end, rows = existing.removeprefix("\ufeff").partition("\n")
        if header.rstrip() != ",".join(COLUMNS):
            check_entries(existing, ())
        elif rows.strip():
            check_entries(rows, _stamped(rows))
        return fresh


def _cells(entry: Entry, options: Options) -> Iterator[str]:
    """The cells of a row up to its stamp."""
    paper, mark = entry.paper, entry.mark
    yield safe_line(paper.title) or "Untitled"
    yield _listed(authors_of(paper), "[,;\n]|\\band\\b")
    yield safe_line(paper.published or "")
    yield safe_line(paper.venue)
    yield from (identifier(paper, kind) for kind in ("doi", "arxiv", "acl", "pmid", "isbn"))
    yield address_of(paper) if options.links else ""
    yield " ".join(other_addresses(paper)) if options.links else ""
    yield _listed(keywords_of(paper), "[,;\n]")
    yield paragraphs_of(paper.abstract) if options.abstracts else ""
    yield "yes" if mark.starred else "no"
    yield str(mark.status)
    yield "; ".join(map(safe_line, mark.tags))
    yield str(mark.rating or "")
    yield "" if not options.notes or is_empty(mark.note) else safe(mark.note)
    yield safe_line(paper.added_at)
    yield safe_line(paper.id)


def _listed(parts: list[str], parting: str) -> str:
    """Parts with semicolons between; one at the end tells that a single part is not to be parted anywhere."""
    alone = len(parts) == 1 and re.search(parting, parts[0], re.IGNORECASE)
    return "; ".join(parts) + (";" if alone else "")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell


def _stamp(row: Iterable[str]) -> str:
    # Spreadsheets write other line ends within cells, and change nothing by that.
    return digest("\x1f".join(row).replace("\r\n", "\n"))


def _stamped(table: str) -> Iterator[tuple[str, str]]:
    """What each stamp of the rows speaks for, and the stamp."""
    csv.field_size_limit(_LIMIT)
    rows = csv.reader(io.StringIO(table, newline=""))
    try:
        for row in rows:
            if row:
                *cells, stamp = row
                yield "\x1f".join(cells).replace("\r\n", "\n"), stamp
    except csv.Error:
        raise MergeProblem("was changed by hand since papershelf wrote it; choose another name") from None
