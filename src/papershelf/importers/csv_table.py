"""The reader of tables as CSV or TSV, by the names in their header row: Zotero's, Scopus', IEEE's, anyone's own."""

from itertools import islice
from typing import Any, ClassVar, Final, NamedTuple

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.csv_rows import SIGNS, Row, Rows, written
from papershelf.importers.plain_fields import role_of
from papershelf.importers.plain_paper import record_of
from papershelf.progress import Progress, told, unheard
from papershelf.text import safe_line

NO_HEADER: Final = (
    "No column of this table is a title. Name the columns in its first row: “title” is needed; abstract, authors, "
    "year, doi, url, arxiv, venue and keywords are understood."
)
NO_ROWS: Final = "This table has a header and no rows. Export it again with its papers."
NO_TITLE: Final = "This row has no title. Write one into the column “{column}” and read it again."
TOO_MANY: Final = (
    "This row has {cells} cells where the header names {columns}. Put a text that holds a separator between quotation "
    "marks, and read it again."
)
MEND: Final = "Mend it, and read it again."

_SNIFFED: Final = 65_536
_COLUMNS_SHOWN: Final = 30
_HEADER_WITHIN: Final = 5  # rows
_EXCEL: Final = "sep="


class Table(NamedTuple):
    """How a table is written.

    Attributes:
        sign: Stands between cells.
        columns: The names in the header, none twice.
        header: The header row as it stands.
        start: Where in the text the first row below begins.
        line: The number of the line there.
        above: How many rows stand above the header.
    """

    sign: str
    columns: list[str]
    header: str
    start: int
    line: int
    above: int


class CsvTable(Importer):
    """Reads row by row; a broken one costs only itself. Formulas are text, and nothing is worked out."""

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "table (CSV or TSV)"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv")

    def sniff(self, text: str) -> float:
        """Sure of a header row with a title and more columns that are known."""
        if text[:1000].lstrip()[:1] in ("{", "[", "<", "@", "%"):
            return 0.0
        table = _table(text[:_SNIFFED])
        roles = {role[0] for role in map(role_of, table.columns) if role} if table else set()
        if table is None or "title" not in roles or len(roles) < (3 if table.above else 2):
            return 0.0
        return 0.9 if len(roles) > 2 else 0.75

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every row that is not blank becomes a record or a problem."""
        table = _table(text)
        if table is None or not any(map(_is_title, table.columns)):
            shown = ", ".join(table.columns[:_COLUMNS_SHOWN]) if table else text[:1000]
            reason = f"{NO_HEADER} Found: {safe_line(shown[:300])}." if shown else NO_HEADER
            return Page(file, (), (Problem(file, table.line - 1 if table else 0, reason, excerpt(shown)),))
        records: list[Record] = []
        problems: list[Problem] = []
        skipped = table.above
        rows = Rows(text, table.sign, table.start, table.line)
        for row in told(rows, progress, "reading", "entry", text.count("\n", table.start)):
            if not row.reason and not any(map(str.strip, row.cells)):
                continue  # spreadsheets end in rows of separators alone
            if _is_header(row) or row.text == table.header:
                # Tables that were put together bring their own.
                table, skipped = (
                    table._replace(columns=_columns(row.cells), header=_named(row, table.sign)),
                    skipped + 1,
                )
                continue
            record = None if row.reason else _record(table, row, len(records) + 1)
            if record:
                records.append(record)
            else:
                reason = _reason(table, row)
                problems.append(Problem(file, row.line, reason, excerpt(row.text), f"{table.header}\n{row.text}"))
        if not records and not problems:
            problems.append(Problem(file, 0, NO_ROWS, excerpt(table.header)))
        return Page(file, tuple(records), tuple(problems), skipped=skipped)


def _table(text: str) -> Table | None:
    """How the table is written: by that separator whose header row has the most columns that are known."""
    start, line = int(text.startswith("\ufeff")), 1
    signs: tuple[str, ...] = SIGNS
    head = text[start : start + 20].partition("\n")[0].strip().strip('"')
    if head.lower().startswith(_EXCEL) and "\n" in text:
        signs = (head[len(_EXCEL) :][:1] or ",",)
        start, line = text.index("\n") + 1, 2
    found = [table for sign in signs if (table := _header(text, sign, start, line))]
    return max(found, key=lambda table: (_known(table.columns), len(table.columns)), default=None)


def _header(text: str, sign: str, start: int, line: int) -> Table | None:
    rows = list(islice(Rows(text, sign, start, line), _HEADER_WITHIN))
    if not rows:
        return None
    # Some databases write what they have to say above the header.
    above = next((at for at, row in enumerate(rows) if _is_header(row)), 0)
    row = rows[above]
    return Table(sign, _columns(row.cells), _named(row, sign), row.end, row.line + row.text.count("\n") + 1, above)


def _columns(cells: list[str]) -> list[str]:
    """The names of columns, each made another where two are alike."""
    columns: list[str] = []
    for cell in cells:
        name = cell.strip()
        columns.append(name if name and name not in columns else f"{name} {len(columns) + 1}".strip())
    return columns


def _named(row: Row, sign: str) -> str:
    """A header with which a row can be read alone: it names an unusual sign."""
    return row.text if sign in SIGNS else f"{_EXCEL}{sign}\n{row.text}"


def _is_header(row: Row) -> bool:
    """Whether a row names a title and other columns that are known, and nothing speaks against it."""
    filled = sum(map(bool, map(str.strip, row.cells)))
    return any(map(_is_title, row.cells)) and _known(row.cells) >= max(2, filled / 3)


def _known(columns: list[str]) -> int:
    return sum(role_of(name.strip()) is not None for name in columns)


def _is_title(name: str) -> bool:
    role = role_of(name.strip())
    return role is not None and role[0] == "title"


def _record(table: Table, row: Row, position: int) -> Record | None:
    if any(map(str.strip, row.cells[len(table.columns) :])):
        return None

    def rest(fields: dict[str, Any]) -> str:
        return written([list(fields), list(fields.values())], table.sign)

    # Only what says something: a table has every column for every paper.
    item = {name: cell for name, cell in zip(table.columns, row.cells, strict=False) if cell and not cell.isspace()}
    return record_of(item, row.line, position, rest)


def _reason(table: Table, row: Row) -> str:
    if row.reason:
        return f"{row.reason} {MEND}"
    if any(map(str.strip, row.cells[len(table.columns) :])):
        return TOO_MANY.format(cells=len(row.cells), columns=len(table.columns))
    column = next(name for name in table.columns if _is_title(name))
    return NO_TITLE.format(column=safe_line(column))
