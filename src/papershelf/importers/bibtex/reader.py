"""The reader of BibTeX and BibLaTeX bibliographies."""

import re
from typing import ClassVar, Final

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.progress import Progress, told, unheard

NO_ENTRIES = "This does not look like a bibliography: no line begins with an entry such as `@article{`."

_SNIFFED: Final = 65_536
# With a bracket only kinds that are known, for `@dataclass(frozen=True)` is another language.
_ENTRY: Final = re.compile(
    r"^[ \t]*@[ \t]*(?:[a-z][\w-]{0,60}[ \t]*\n?\{|(?:article|book|in\w+|misc|proceedings|string|techreport)[ \t]*\()"
    r"[ \t]*\n?[ \t]*[^\s{}(),=]{0,300}[ \t]*[,=}]",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD: Final = re.compile(r"(?:^|,)[ \t]*[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[{\"\w]", re.MULTILINE)


class Bibtex(Importer):
    """Reads entries one by one; one that is broken is handed back whole, and its neighbours are read."""

    name: ClassVar[str] = "bibtex"
    label: ClassVar[str] = "BibTeX or BibLaTeX bibliography"
    suffixes: ClassVar[tuple[str, ...]] = (".bib", ".bibtex")

    def sniff(self, text: str) -> float:
        """Sure if lines begin with entries that hold fields."""
        sample = text[:_SNIFFED]
        match = _ENTRY.search(sample)
        if match is None:
            return 0.0
        # In a text of another format an entry stands as an example, below something else.
        begins = not sample[: match.start()].strip("\ufeff \t\n")
        if sample.lstrip("\ufeff \t\n")[:1] in {"<", "{", "["}:
            return 0.2
        return 0.95 if begins else 0.85 if _FIELD.search(sample, match.end() - 1) else 0.3

    def read(self, text: str, file: str, progress: Progress = unheard) -> Page:
        """A record for every entry that tells of a paper, a problem for every one that is broken."""
        from papershelf.importers.bibtex.reading import Shelf, blocks, read_block  # most imports are of other formats

        shelf, found = Shelf(), []
        for block in told(blocks(text), progress, "reading", "entry"):
            shelf.note(block)
            found.append(block)
        records: list[Record] = []
        problems: list[Problem] = []
        skipped = 0
        for block in told(found, progress, "reading", "entry", len(found)):
            made = read_block(block, shelf, file, len(records) + 1)
            records += (each for each in made if isinstance(each, Record))
            problems += (each for each in made if isinstance(each, Problem))
            if not made:
                skipped += sum(map(bool, map(str.strip, block.text.split("\n"))))
        if not records and not problems:
            problems.append(Problem(file, 0, NO_ENTRIES, excerpt(text)))
        return Page(file, tuple(records), tuple(problems), skipped=skipped)
