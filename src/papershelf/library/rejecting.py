"""Broken entries put into files of their own formats, in which a person mends them, and which can be imported again."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf import system
from papershelf.errors import DataError, UsageError
from papershelf.store import disk
from papershelf.text import safe_line

if TYPE_CHECKING:
    from papershelf.importers import Problem

_FEED = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
_REASON = re.compile(r"% [^\n]{1,300}?:\d{1,10}: ")  # as it is written before an entry of BibTeX


def rejects(problems: "Iterable[Problem]") -> "dict[str, list[Problem]]":
    """The problems that have an entry to mend, by the format that can read it."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.entry:
            found.setdefault(problem.format, []).append(problem)
    return found


def targets(formats: Iterable[str], path: Path) -> dict[str, Path]:
    """The file for the entries of each format: the path itself for the only one, else one that names the format."""
    names = list(formats)
    return {name: path if len(names) == 1 else path.with_name(f"{path.name}.{name}{_ending(name)}") for name in names}


def refuse_to_write_over(paths: Iterable[Path], sources: Iterable[str], *, force: bool) -> None:
    """See to it that none of the files is there, or may be written over.

    Args:
        paths: The files to write.
        sources: What is imported, files and folders: never written over, since only broken entries would be left.
        force: Whether another plain file may be.

    Raises:
        UsageError: One of them may not be written.
    """
    read = {os.path.realpath(source) for source in sources}
    for path in paths:
        real = os.path.realpath(path)
        if os.path.lexists(path) and not read.isdisjoint((real, os.path.dirname(real))):
            raise UsageError(f"{path} is what is to be imported; name another file for the broken entries.")
        if os.path.lexists(path) and not force:
            raise UsageError(f"{path} is there already; --force writes over it.")
        if os.path.lexists(path) and not path.is_file():
            raise UsageError(f"{path} is no plain file, so nothing can be written in its place.")


def text_of(format: str, broken: "Sequence[Problem]") -> str:
    """The entries in one text of their format, as they stood; each with its reason where the format has comments."""
    return _JOINERS.get(_ending(format), _joined_by_blanks)(broken)


def write(path: Path, text: str) -> None:
    """Write a file in one step: there is a whole one, or the one before.

    Raises:
        DataError: It cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        disk.write_durably(fresh, text.encode("utf-8", "replace"))
        system.replace(fresh, path)
    except OSError as error:
        disk.discard(fresh)
        raise DataError(f"{path} cannot be written: {disk.reason_of(error)}. Nothing was imported.") from error


def _ending(format: str) -> str:
    from papershelf.importers import importers

    return next((importer.suffixes[0] for importer in importers() if importer.name == format), ".txt")


def _said(problem: "Problem") -> str:
    return safe_line(f"{problem.file}:{problem.line}: {problem.reason}")  # a comment ends with its line


def _joined_by_blanks(broken: "Sequence[Problem]") -> str:
    return "\n\n".join(problem.entry.strip("\n") for problem in broken) + "\n"


def _as_bibtex(broken: "Sequence[Problem]") -> str:
    # Text outside entries is a comment, but for the sign that begins an entry.
    return "\n".join(f"% {_said(problem).replace('@', '(at)')}\n{_without_reason(problem)}\n" for problem in broken)


def _without_reason(problem: "Problem") -> str:
    """The entry without the reason of the next one, which an entry that is never closed takes for its own."""
    lines = problem.entry.strip().split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or _REASON.match(lines[-1])):
        del lines[-1]
    return "\n".join(lines)


def _as_feed(broken: "Sequence[Problem]") -> str:
    rows = (f"<!-- {_said(problem).replace('-', '‐')} -->\n{problem.entry.strip()}" for problem in broken)
    return "\n".join(("<?xml version='1.0' encoding='utf-8'?>", _FEED, *rows, "</feed>\n"))


def _as_list(broken: "Sequence[Problem]") -> str:
    return "[\n" + ",\n".join(problem.entry.strip().rstrip(",") for problem in broken) + "\n]\n"


def _as_page(broken: "Sequence[Problem]") -> str:
    """A saved page brings its papers along as JSON, and so are its entries."""
    return _as_list(broken) if broken[0].entry.lstrip().startswith("{") else _joined_by_blanks(broken)


def _as_lines(broken: "Sequence[Problem]") -> str:
    return "".join(problem.entry.strip("\n") + "\n" for problem in broken)


def _as_table(broken: "Sequence[Problem]") -> str:
    """The rows under their heading, which each entry brings along; those of another table follow under their own."""
    parts: list[str] = []
    before = None
    for problem in broken:
        heading, _, row = problem.entry.strip("\n").partition("\n")
        if not row or heading != before:
            parts.append(heading)
        if row:
            parts.append(row)
            before = heading
    return "\n".join(parts) + "\n"


_JOINERS: "dict[str, Callable[[Sequence[Problem]], str]]" = {
    ".bib": _as_bibtex,
    ".atom": _as_feed,
    ".xml": _as_feed,
    ".json": _as_list,
    ".html": _as_page,
    ".htm": _as_page,
    ".jsonl": _as_lines,
    ".ndjson": _as_lines,
    ".csv": _as_table,
    ".tsv": _as_table,
}
