"""Two small formats of our own, so that tests of importing need no reader of a real one."""

import re
from typing import ClassVar

from papershelf.importers import Importer, Page, Problem, Record
from papershelf.progress import Progress, told, unheard

BROKEN = "@paper{nothing but this"
WHOLE = "@paper{A Study of Seven Otters = They hold hands while they sleep.}"


class Bib(Importer):
    """Entries that look like BibTeX; text between them is a comment."""

    name: ClassVar[str] = "fake-bib"
    label: ClassVar[str] = "entries in braces"
    suffixes: ClassVar[tuple[str, ...]] = (".bib",)

    def sniff(self, text: str) -> float:
        """Sure of a text that speaks of an entry."""
        return float("@paper" in text)

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """A record an entry; one without an equals sign is broken."""
        records: list[Record] = []
        problems: list[Problem] = []
        for found in told(re.finditer(r"@paper\{[^@]*?(?:\}|(?=\n)|$)", text), progress, "reading", "entry"):
            line = text.count("\n", 0, found.start()) + 1
            title, sign, abstract = found[0].removeprefix("@paper{").removesuffix("}").partition(" = ")
            if sign:
                records.append(Record(title, abstract, line, len(records) + 1))
            else:
                problems.append(Problem(file, line, "No = stands in this @entry.", found[0], found[0]))
        return Page(file, tuple(records), tuple(problems))


class Lines(Importer):
    """A line a paper: title, tabulator, abstract."""

    name: ClassVar[str] = "fake-lines"
    label: ClassVar[str] = "a line a paper"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".lst")

    def sniff(self, text: str) -> float:
        """Sure of a text with a tabulator."""
        return 0.9 * ("\t" in text)

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """A record a line; one without an abstract is broken."""
        rows = list(enumerate(text.splitlines(), 1))
        whole = [(line, row.split("\t")) for line, row in rows if row.partition("\t")[2]]
        records = (Record(row[0], row[1], line, place) for place, (line, row) in enumerate(whole, 1))
        broken = (
            Problem(file, line, "This line has no abstract.", row, row)
            for line, row in rows
            if not row.partition("\t")[2]
        )
        return Page(file, tuple(told(records, progress, "reading", "line")), tuple(broken))
