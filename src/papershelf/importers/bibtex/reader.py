"""The reader of BibTeX and BibLaTeX bibliographies."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from papershelf.importers.base import Importer, Page, Problem, Record, excerpt
from papershelf.importers.bibtex.diagnosis import Broken
from papershelf.importers.bibtex.fields import record
from papershelf.importers.bibtex.shelf import NO_PAPER, Shelf
from papershelf.importers.bibtex.splitting import COMMENTED_OUT, OUTSIDE, Block, blocks
from papershelf.progress import Progress, told, unheard

NO_ENTRIES = "This does not look like a bibliography: no line begins with an entry such as `@article{`."
NO_TITLE = "This entry has no title. Add a line such as `title = {…},` to it."
LOST = "These lines are in no entry, though they look like one: an `@` or a brace is missing where it begins. Add it."
NO_MACRO = "This definition cannot be read, so its name stands for itself wherever it is used. "

_SNIFFED: Final = 65_536
# With a bracket only kinds that are known, for `@dataclass(frozen=True)` is another language.
_ENTRY: Final = re.compile(
    r"^[ \t]*@[ \t]*(?:[a-z][\w-]{0,60}[ \t]*\n?\{|(?:article|book|in\w+|misc|proceedings|string|techreport)[ \t]*\()"
    r"[ \t]*\n?[ \t]*[^\s{}(),=]{0,300}[ \t]*[,=}]",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD: Final = re.compile(r"(?:^|,)[ \t]*[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[{\"\w]", re.MULTILINE)
# The beginning of an entry whose `@` or brace is missing.
_LOST: Final = re.compile(
    r"^[ \t]*@?[A-Za-z]{3,30}\s{0,50}[{(]?\s{0,50}[^\s{}(),=]{1,200},\s{0,50}[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[{\"\w]",
    re.MULTILINE,
)

Made = tuple[Record | Problem, ...]


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
        shelf, found = Shelf(), []
        for block in told(blocks(text), progress, "reading", "entry"):
            shelf.note(block)
            found.append(block)
        records: list[Record] = []
        problems: list[Problem] = []
        skipped = 0
        for block in told(found, progress, "reading", "entry", len(found)):
            made = _read(block, shelf, file, len(records) + 1)
            records += (each for each in made if isinstance(each, Record))
            problems += (each for each in made if isinstance(each, Problem))
            if not made:
                skipped += sum(map(bool, map(str.strip, block.text.split("\n"))))
        if not records and not problems:
            problems.append(Problem(file, 0, NO_ENTRIES, excerpt(text)))
        return Page(file, tuple(records), tuple(problems), skipped=skipped)


def outcomes(text: str) -> Iterator[tuple[Block, Made]]:
    """Each block of a text with what the reader makes of it; nothing where it is no paper."""
    shelf = Shelf()
    found = list(blocks(text))
    for block in found:
        shelf.note(block)
    for block in found:
        yield block, _read(block, shelf, "", 1)


def _read(block: Block, shelf: Shelf, file: str, position: int) -> Made:
    if block.kind == COMMENTED_OUT:
        return ()
    if block.kind == OUTSIDE:
        return _lost(block.text, block, file) if _LOST.search(block.text) else ()
    if block.kind in NO_PAPER:
        return _macro_problem(block, shelf, file)
    try:
        fields = shelf.fields(block)
        made = record(fields, block, position)
    except Broken as broken:
        return (_problem(block, str(broken), file),)
    rest = _lost(fields.rest, block, file) if fields.rest else ()
    return (made or _problem(block, NO_TITLE, file), *rest)


def _macro_problem(block: Block, shelf: Shelf, file: str) -> Made:
    """A definition that cannot be read is worth a word, though no paper is lost."""
    why = shelf.broken_macros.get(block.line)
    return (Problem(file, block.line, NO_MACRO + why, excerpt(block.text)),) if why else ()


def _problem(block: Block, reason: str, file: str) -> Problem:
    return Problem(file, block.line, reason, excerpt(block.text), block.text.strip())


def _lost(text: str, block: Block, file: str) -> Made:
    """Text in no entry that looks like one."""
    line = block.line + block.text.count("\n", 0, max(block.text.rfind(text), 0))
    return (Problem(file, line, LOST, excerpt(text), text.strip()),)
