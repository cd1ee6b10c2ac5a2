"""Readers of saved pages, found by name and by looking at the text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from papershelf.errors import UsageError
from papershelf.importers.arxiv_atom import ArxivAtom
from papershelf.importers.base import Importer, ListHead, Page, Problem, Record, draft
from papershelf.importers.bibtex import Bibtex
from papershelf.importers.crossref import Crossref
from papershelf.importers.csl_json import CslJson
from papershelf.importers.csv_table import CsvTable
from papershelf.importers.files import Source, expand, is_folder, load, load_bytes
from papershelf.importers.hf_html import HfHtml
from papershelf.importers.hf_json import HfJson
from papershelf.importers.hf_text import HfText
from papershelf.importers.json_lines import JsonLines
from papershelf.importers.lines import LineImporter, read_lines
from papershelf.importers.ris import Ris
from papershelf.importers.shared_list import SharedList
from papershelf.progress import Progress, unheard
from papershelf.text import safe_line

__all__ = [
    "Importer",
    "LineImporter",
    "ListHead",
    "Page",
    "Problem",
    "Record",
    "Source",
    "draft",
    "expand",
    "find",
    "importers",
    "load",
    "load_bytes",
    "read_paths",
    "read_source",
    "sniff",
    "suffixes",
]

STANDARD_INPUT = "standard input"

_IMPORTERS: tuple[Importer, ...] = (
    Bibtex(),
    HfJson(),
    HfHtml(),
    ArxivAtom(),
    Crossref(),
    CslJson(),
    SharedList(),
    JsonLines(),
    Ris(),
    CsvTable(),
    HfText(),
)
OWN_NAMES = tuple(importer.name for importer in _IMPORTERS)
_SURE = 0.9  # from here on no reader of another package is asked whether it is surer
_NO_FORMAT = (
    "No reader knows this text: it does not look like a saved page of papers. "
    "Save the page as plain text with titles and abstracts, and import that."
)


def importers() -> tuple[Importer, ...]:
    """Every reader there is, those that other packages add last."""
    return (*_IMPORTERS, *_plugged())


def _plugged() -> tuple[Importer, ...]:
    """The readers that other packages add: looked for once, and only where ours do not do."""
    from papershelf.importers.plugged import importer_plugins
    from papershelf.plugging import usable

    return usable(importer_plugins(OWN_NAMES))


def _complaints() -> tuple[str, ...]:
    """Which readers of other packages cannot be used, or failed when they were to look at a text, and why."""
    from papershelf.importers.plugged import failures, importer_plugins
    from papershelf.plugging import complaints

    return (*complaints(importer_plugins(OWN_NAMES)), *failures())


def suffixes() -> tuple[str, ...]:
    """The endings of files that some reader knows."""
    return tuple(dict.fromkeys(suffix for importer in importers() for suffix in importer.suffixes))


def find(name: str) -> Importer:
    """The reader of that name.

    Raises:
        UsageError: There is none.
    """
    wanted = name.strip().lower()
    for importer in _IMPORTERS if wanted in OWN_NAMES else importers():
        if importer.name == wanted:
            return importer
    known = ", ".join(importer.name for importer in importers())
    words = f"“{safe_line(name)}” is no format that can be imported; known are {known}."
    raise UsageError(" ".join((words, *(f"{each}." for each in _complaints()))))


def sniff(text: str) -> Importer | None:
    """The reader that is surest of the text, or None if none knows it."""
    found, sureness = _surest(text, _IMPORTERS)
    if sureness < _SURE:
        other, surer = _surest(text, _plugged())
        found = other if surer > sureness else found
    return found


def _surest(text: str, among: tuple[Importer, ...]) -> tuple[Importer | None, float]:
    """The first of the readers that are surest of a text, and how sure it is."""
    found, sureness = None, 0.0
    for importer in among:
        if (sure := importer.sniff(text)) > sureness:
            found, sureness = importer, sure
    return found, sureness


def read_source(source: Source, format: str | None = None, progress: Progress = unheard) -> Page:
    """What a source holds, with the problems of its bytes before those of its text.

    Args:
        source: From `load` or `load_bytes`.
        format: Name of a reader; found by looking at the text if left out.
        progress: Told how far the reading is, and may call it off.

    Raises:
        Cancelled: It was called off.
        UsageError: There is no reader of that name.
    """
    importer = find(format) if format else None
    lines = _line_importer(source, importer)
    if lines:
        return _named(read_lines(lines, source.data, source.name, progress), lines)
    text, problems = source.decoded(progress)
    if not text:
        return Page(source.name, (), problems)
    source.let_go()
    importer = importer or sniff(text)
    if importer is None:  # perhaps one that cannot be used would have known it
        importer = _IMPORTERS[-1]
        problems += tuple(Problem(source.name, 0, f"{each}.") for each in _complaints())
    page = _named(importer.read(text, source.name, progress), importer)
    return replace(page, problems=(*problems, *page.problems))


def _line_importer(source: Source, importer: Importer | None) -> LineImporter | None:
    """The reader that takes a source line by line, if that is how it is to be read."""
    if not source.data or source.encoding != "utf-8":
        return None
    head = source.head
    found = importer or sniff(head)
    return found if isinstance(found, LineImporter) and found.has_lines(head) else None


def _named(page: Page, importer: Importer) -> Page:
    """The page with the name of its reader, also on what can be mended and read again."""
    problems = tuple(replace(each, format=importer.name) if each.entry else each for each in page.problems)
    return replace(page, problems=problems, format=importer.name)


def read_paths(
    paths: Iterable[str], format: str | None = None, stdin: bytes | None = None, progress: Progress = unheard
) -> Iterator[Page | Problem]:
    """Pages of files and folders, one after the other; what cannot be read is a problem and the rest goes on.

    Args:
        paths: Files and folders; `-` stands for the bytes of `stdin`.
        format: Name of a reader; found by looking at each text if left out.
        stdin: What came on standard input.
        progress: Told how far the reading of each is, and may call it off.

    Raises:
        Cancelled: It was called off.
        UsageError: There is no reader of that name.
    """
    if format:
        find(format)  # a wrong name is said before anything is read
    for path in paths:
        if path == "-":
            yield read_source(load_bytes(stdin or b"", STANDARD_INPUT), format, progress)
            continue
        file = Path(path)
        for found in expand([file], suffixes() if is_folder(file) else ()):  # a file is taken whatever its ending
            yield found if isinstance(found, Problem) else read_source(load(found, progress), format, progress)
