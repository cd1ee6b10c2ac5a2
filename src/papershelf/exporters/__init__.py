"""Every export format by name, and the one writer that puts texts on a disk."""

from pathlib import PurePath

from papershelf.errors import UsageError
from papershelf.exporters.base import Exporter, Group, Options
from papershelf.exporters.bibtex import Biblatex, Bibtex, bibtex_entries, bibtex_entry
from papershelf.exporters.csl_json import CslJson
from papershelf.exporters.csv_table import CsvTable
from papershelf.exporters.exporting import export
from papershelf.exporters.folder import NotesFolder
from papershelf.exporters.html_page import HtmlPage
from papershelf.exporters.json_document import entry_json
from papershelf.exporters.json_lines import JsonLines
from papershelf.exporters.markdown import MarkdownList, markdown_link
from papershelf.exporters.obsidian import ObsidianFolder
from papershelf.exporters.ris import Ris
from papershelf.exporters.writer import FileChange, WriteProblem, WriteReport, write
from papershelf.text import safe_line

__all__ = [
    "Exporter",
    "FileChange",
    "Group",
    "Options",
    "WriteProblem",
    "WriteReport",
    "bibtex_entries",
    "bibtex_entry",
    "by_ending",
    "entry_json",
    "export",
    "exporters",
    "find",
    "markdown_link",
    "write",
]

_KINDS: tuple[type[Exporter], ...] = (
    MarkdownList,
    NotesFolder,
    ObsidianFolder,
    HtmlPage,
    Bibtex,
    Biblatex,
    CslJson,
    Ris,
    CsvTable,
    JsonLines,
)


def exporters() -> dict[str, Exporter]:
    """One exporter of each format, by name, in the order to offer them."""
    return {kind.name: kind() for kind in _KINDS}


def find(name: str) -> Exporter:
    """The exporter of a name.

    Raises:
        UsageError: No format has this name.
    """
    known = exporters()
    wanted = name.strip().lower()
    if wanted not in known:
        raise UsageError(f"“{safe_line(name)}” is no export format; the formats are {', '.join(known)}.")
    return known[wanted]


def by_ending(path: str) -> Exporter | None:
    """The first exporter whose files end as a path does; None where the ending says nothing."""
    ending = PurePath(path).suffix.lower()
    return next((each for each in exporters().values() if ending and each.suffix == ending), None)
