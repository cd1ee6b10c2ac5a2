"""Every export format by name, and the one writer that puts texts on a disk."""

from papershelf.errors import UsageError
from papershelf.exporters.base import Exporter, Group, Options
from papershelf.exporters.bibtex import bibtex_entry
from papershelf.exporters.exporting import export
from papershelf.exporters.folder import NotesFolder
from papershelf.exporters.html_page import HtmlPage
from papershelf.exporters.json_document import entry_json
from papershelf.exporters.markdown import MarkdownList, markdown_link
from papershelf.exporters.obsidian import ObsidianFolder
from papershelf.exporters.writer import FileChange, WriteProblem, WriteReport, write
from papershelf.text import safe_line

__all__ = [
    "Exporter",
    "FileChange",
    "Group",
    "Options",
    "WriteProblem",
    "WriteReport",
    "bibtex_entry",
    "entry_json",
    "export",
    "exporters",
    "find",
    "markdown_link",
    "write",
]


def exporters() -> dict[str, Exporter]:
    """One exporter of each format, by name, in the order to offer them."""
    return {kind.name: kind() for kind in (MarkdownList, NotesFolder, ObsidianFolder, HtmlPage)}


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
