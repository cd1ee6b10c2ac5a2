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
    "own_exporters",
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
    """One exporter of each format, by name, in the order to offer them; those that other packages add come last."""
    from papershelf.exporters.plugged import exporter_plugins
    from papershelf.plugging import usable

    own = own_exporters()
    return {**own, **{each.name: each for each in usable(exporter_plugins(tuple(own)))}}


def own_exporters() -> dict[str, Exporter]:
    """The same, but only our own, for which nobody looks at other packages."""
    return {kind.name: kind() for kind in _KINDS}


def find(name: str) -> Exporter:
    """The exporter of a name.

    Raises:
        UsageError: No format has this name.
    """
    wanted = name.strip().lower()
    known = own_exporters()
    if wanted not in known:
        known = exporters()
    if wanted not in known:
        from papershelf.exporters.plugged import exporter_plugins
        from papershelf.plugging import complaints

        words = f"“{safe_line(name)}” is no export format; the formats are {', '.join(known)}."
        raise UsageError(
            " ".join((words, *(f"{each}." for each in complaints(exporter_plugins(tuple(own_exporters()))))))
        )
    return known[wanted]


def by_ending(path: str) -> Exporter | None:
    """The first exporter whose files end as a path does; None where the ending says nothing."""
    ending = PurePath(path).suffix.lower()
    ways = (own_exporters, exporters) if ending else ()
    return next((each for known in ways for each in known().values() if each.suffix == ending), None)
