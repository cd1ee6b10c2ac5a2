"""The reader of RIS, in which reference managers and publishers hand out citations, and of Web of Science's own kin."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.ris_fields import ris_fields, wos_fields
from papershelf.importers.ris_record import ris_record, wos_record
from papershelf.progress import Progress, told, unheard

LONGEST: Final = 4_000_000
"""Characters of an entry: no paper's is near it, and what is longer could not be called off in time."""

NO_TITLE: Final = "This entry has no title. Add a line “{example}” and read it again."
TOO_LONG: Final = f"This entry is longer than {LONGEST // 1_000_000} million letters. Cut it, and read it again."
STRAY: Final = (
    "These lines belong to no entry: one begins with “TY  - ” and ends with “ER  - ”. Complete it, or take them out."
)
NO_ENTRY: Final = "No entry of RIS begins here. Export the papers as RIS: each entry then begins with “TY  - ”."

_SNIFFED: Final = 65_536
_BEGIN: Final = re.compile(r"^[ \t]{0,8}TY[ \t]{0,4}-", re.MULTILINE)
_WOS_BEGIN: Final = re.compile(r"^PT [A-Z]", re.MULTILINE)
_WOS_TAGS: Final = re.compile(r"^(?:AU|TI|SO|UT) \S", re.MULTILINE)
_TAG: Final = re.compile(r"([A-Z][A-Z0-9])  -")
_LOOSE: Final = re.compile(r"[ \t]{0,8}([A-Z][A-Z0-9])[ \t]{0,4}-(?=\s|\w|$)")
_WOS_TAG: Final = re.compile(r"([A-Z][A-Z0-9])(?: |$)")
# What databases write round their entries: numbers, the name of the database, the kind of the text.
_FURNITURE: Final = re.compile(
    r"\d{1,9}[.)]?|record #?\d+ of \d+|(?:provider|content|database|date|source)\s?:.{0,200}", re.IGNORECASE
)
_WOS_FURNITURE: Final = re.compile(r"(?:FN|VR|EF)(?: .{0,200})?")


class Entry(NamedTuple):
    """Lines that belong together.

    Attributes:
        line: The number of the first.
        lines: As they stand.
        is_paper: Whether they are an entry; otherwise they are lines between entries that nobody knows.
    """

    line: int
    lines: list[str]
    is_paper: bool


class Ris(Importer):
    """Reads entry by entry; a broken one costs only itself."""

    name: ClassVar[str] = "ris"
    label: ClassVar[str] = "RIS, and Web of Science's plain text"
    suffixes: ClassVar[tuple[str, ...]] = (".ris",)

    def sniff(self, text: str) -> float:
        """Sure where an entry begins, in either form, and a second tag follows."""
        head = text[:_SNIFFED]
        if (begin := _BEGIN.search(head)) and any(map(_LOOSE.match, head[begin.end() :].split("\n")[1:40])):
            return 0.95
        return 0.9 if _WOS_BEGIN.search(head) and _WOS_TAGS.search(head) else 0.0

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """Every entry becomes a record or a problem, and so does every line between that is no furniture."""
        entries = _Entries(text, _is_wos(text))
        records: list[Record] = []
        problems: list[Problem] = []
        total = text.count("\n") + 1
        for number, line in enumerate(told(_lines(text), progress, "reading", "line", total), 1):
            for entry in entries.take(number, line):
                self._place(entry, entries, file, records, problems)
        for entry in entries.end():
            self._place(entry, entries, file, records, problems)
        if not records and all(problem.reason == STRAY for problem in problems):
            problems = [Problem(file, 0, NO_ENTRY, excerpt(text))]
        return Page(file, tuple(records), tuple(problems), skipped=entries.skipped)

    @staticmethod
    def _place(entry: Entry, entries: "_Entries", file: str, records: list[Record], problems: list[Problem]) -> None:
        text, is_wos = "\n".join(entry.lines), entries.is_wos
        if not entry.is_paper:
            problems.append(Problem(file, entry.line, STRAY, excerpt(text), text))
            return
        if len(text) > LONGEST:
            problems.append(Problem(file, entry.line, TOO_LONG, excerpt(text), text))
            return
        if is_wos:
            record = wos_record(wos_fields(entry.lines), text, entry.line, len(records) + 1)
        else:
            record = ris_record(ris_fields(entry.lines, entries.pattern), text, entry.line, len(records) + 1)
        if record:
            records.append(record)
        else:
            reason = NO_TITLE.format(example="TI The Title" if is_wos else "TI  - The Title")
            problems.append(Problem(file, entry.line, reason, excerpt(text), text))


def _is_wos(text: str) -> bool:
    begin, wos = _BEGIN.search(text), _WOS_BEGIN.search(text)
    return wos is not None and (begin is None or wos.start() < begin.start())


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: a list of all would take the text's memory a second time."""
    start = 1 if text.startswith("\ufeff") else 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


class _Entries:
    """Gathers lines to entries.

    Attributes:
        is_wos: Whether tags stand as Web of Science writes them.
        pattern: Matches the beginning of a line that has a tag.
        skipped: How many lines round the entries were known.
    """

    def __init__(self, text: str, is_wos: bool) -> None:
        self.is_wos = is_wos
        self.skipped = 0
        begin = None if is_wos else _BEGIN.search(text)
        loose = begin is not None and not begin[0].startswith("TY  -")
        self.pattern = _WOS_TAG if is_wos else _LOOSE if loose else _TAG
        self._first = "PT" if is_wos else "TY"
        self._furniture = _WOS_FURNITURE if is_wos else _FURNITURE
        self._entry: Entry | None = None
        self._stray: Entry | None = None

    def take(self, number: int, line: str) -> Iterator[Entry]:
        """Take one more line in, and hand out what it completes."""
        match = self.pattern.match(line)
        tag = match[1] if match else ""
        if tag == self._first or (self._entry is None and tag and tag != "ER" and not self._is_furniture(line)):
            yield from self.end()
            self._entry = Entry(number, [line], True)
        elif self._entry is not None:
            self._entry.lines.append(line)
            if tag == "ER":
                yield from self.end()
        elif not line or line.isspace():
            return
        elif self._is_furniture(line):
            self.skipped += 1
        elif self._stray is None:
            self._stray = Entry(number, [line], False)
        else:
            self._stray.lines.append(line)

    def end(self) -> Iterator[Entry]:
        """Hand out what is open."""
        if self._stray is not None:
            yield self._stray
        if self._entry is not None:
            lines = self._entry.lines
            # Where `ER` is missing, the number of the next entry stands at the end of this one.
            while len(lines) > 1 and (not lines[-1] or lines[-1].isspace() or self._is_number(lines[-1])):
                self.skipped += bool(lines.pop().strip())
            yield self._entry
        self._entry = self._stray = None

    def _is_furniture(self, line: str) -> bool:
        return len(line) < 300 and self._furniture.fullmatch(line.strip()) is not None

    def _is_number(self, line: str) -> bool:
        return len(line) < 20 and line.strip().rstrip(".").isdigit() and line.strip().endswith(".")
