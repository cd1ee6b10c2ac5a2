"""The verb that takes papers out: chosen by a query, a view or ids, written to a file, a folder or standard output."""

import sys
from dataclasses import fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.naming import named, resolved
from papershelf.cli.opening import open_library
from papershelf.cli.output import complain, put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError, NothingFoundError, UsageError
from papershelf.text import safe, safe_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from papershelf.exporters import Exporter, Options, WriteProblem, WriteReport
    from papershelf.library import Library


STDOUT = "-"


def export(arguments: "argparse.Namespace") -> int:
    """`papershelf export`."""
    if arguments.formats:
        return _formats(arguments)
    with open_library(arguments) as library:
        exporter = _exporter(library, arguments)
        options = _options(arguments, exporter)
        ids = _chosen(library, arguments)
        with watching("exporting") as progress:
            if arguments.output == STDOUT:
                texts = library.rendered(exporter.name, ids, options, progress=progress)
            else:
                report = library.export(
                    exporter.name,
                    arguments.output,
                    ids=ids,
                    options=options,
                    dry_run=arguments.dry_run,
                    progress=progress,
                )
    if arguments.output == STDOUT:
        _put_text("".join(texts.values()))
        return 0
    return _told(report, arguments)


def _exporter(library: "Library", arguments: "argparse.Namespace") -> "Exporter":
    """The format that is named, or that the ending of the path says.

    Raises:
        UsageError: No path is named, no format is known by this name or ending, or it cannot go where it shall.
    """
    from papershelf.exporters import by_ending

    path, name = arguments.output, arguments.format
    if not path:
        raise UsageError("Where to? --output PATH names a file or a folder; - is standard output.")
    if arguments.template is not None:
        if name is not None:
            raise UsageError("--template says the format by itself; leave --format out.")
        name = f"template:{arguments.template}"
    ending = PurePath(path).suffix
    exporter = library.format(name) if name is not None else by_ending(path)
    if exporter is None and ending and path != STDOUT:
        known = ", ".join(map(safe_line, library.formats()))
        raise UsageError(f"No format has files that end in {safe_line(ending)}; name one with --format: {known}.")
    exporter = exporter or library.format("markdown")
    if path == STDOUT:
        if exporter.into == "folder":
            raise UsageError(f"{exporter.name} makes a folder of files; --output must name one.")
        if arguments.dry_run or arguments.json:
            raise UsageError("Standard output takes the export itself; --dry-run and --json need a PATH.")
    return exporter


def _options(arguments: "argparse.Namespace", exporter: "Exporter") -> "Options":
    """What was asked for; what the format knows nothing of is said on stderr."""
    from papershelf.exporters import Options

    usual = Options()
    asked = {each.name: getattr(arguments, each.name, None) for each in fields(Options)}
    chosen: dict[str, Any] = {
        name: value for name, value in asked.items() if value is not None and value != getattr(usual, name)
    }
    for name, value in chosen.items():
        if name not in exporter.honours:
            option = f"--no-{name}" if value is False else f"--{name}"
            say(f"papershelf: {exporter.name} knows nothing of {option}; it changes nothing.")
    return Options(**chosen)


def _chosen(library: "Library", arguments: "argparse.Namespace") -> "Sequence[str]":
    """The ids of the papers to export.

    Raises:
        NothingFoundError: There are none.
        UsageError: Ids and a query are named together, or an id means several papers.
    """
    if arguments.ids is None:
        found = find(library, arguments, sort=arguments.sort)
        if not found.ids:
            raise NothingFoundError(f"{nothing_found(library, arguments)}; nothing was written.")
        return found.ids
    if arguments.query or arguments.view is not None or arguments.sort:
        raise UsageError("--ids names the papers and their order; leave QUERY, --view and --sort out.")
    return resolved(library, named(arguments.ids))


def _put_text(text: str) -> None:
    """Put an export on standard output, in the UTF-8 of its file; a terminal is sent nothing that steers it."""
    if sys.stdout.isatty():
        put(safe(text).rstrip("\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _told(report: "WriteReport", arguments: "argparse.Namespace") -> int:
    """Tell what was written, or would be, and what was left alone."""
    from papershelf.library import counted

    if arguments.json:
        put_json(_document(report, dry_run=arguments.dry_run))
    elif arguments.dry_run:
        _put_differences(report)
    else:
        for path in report.written:
            put(str(path))
    for problem in (*report.problems, *report.kept):
        complain(f"papershelf: {problem}")
    verb = "would write" if arguments.dry_run else "wrote"
    written, unchanged = counted(len(report.written), "file"), len(report.unchanged)
    say(f"papershelf: {verb} {written}; {unchanged} already up to date.")
    return DataError.exit_code if report.problems else 0


def _put_differences(report: "WriteReport") -> None:
    """Put a unified diff of each file on stdout; a terminal is sent nothing that steers it."""
    from papershelf.exporters.differing import unified

    is_terminal = sys.stdout.isatty()
    for change in report.changes:
        for line in unified(change):
            put(safe_line(line) if is_terminal else line)


def _document(report: "WriteReport", *, dry_run: bool) -> "dict[str, Any]":
    """The report as plain data."""
    return {
        "dry_run": dry_run,
        "written": [safe_line(str(path)) for path in report.written],
        "unchanged": [safe_line(str(path)) for path in report.unchanged],
        "problems": _plain(report.problems),
        "kept": _plain(report.kept),
    }


def _plain(problems: "Sequence[WriteProblem]") -> "list[dict[str, str]]":
    return [{"path": safe_line(str(each.path)), "reason": safe_line(each.reason)} for each in problems]


def _formats(arguments: "argparse.Namespace") -> int:
    """`papershelf export --formats`."""
    with open_library(arguments) as library:
        known = library.formats().values()
    if arguments.json:
        put_json(
            {"formats": [{"name": e.name, "into": e.into, "ending": e.suffix, "summary": e.summary} for e in known]}
        )
        return 0
    wide, ends = max(len(each.name) for each in known), max(len(each.suffix or each.into) for each in known)
    for each in known:
        put(f"{each.name:<{wide}}  {each.suffix or each.into:<{ends}}  {each.summary}")
    return 0
