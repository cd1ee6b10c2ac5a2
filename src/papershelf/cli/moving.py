"""Verbs that bring papers in, take them out, and travel in time: import, export, copy, undo, redo; and the screen."""

import gc
import sys
from typing import TYPE_CHECKING

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.opening import open_library, read_stdin
from papershelf.cli.output import put, put_json, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError, NothingFoundError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from papershelf.library import ImportReport, Library
    from papershelf.store import Unit


def screen(arguments: "argparse.Namespace | None") -> int:
    """`papershelf` alone: the terminal app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The screen needs a terminal; `papershelf --help` lists the verbs that do not.")
    gc.disable()  # nothing is garbage before the first paint; after it, the app turns the collector on again
    from papershelf.tui.app import run  # only the screen pays for Textual

    with open_library(arguments) as library:
        return run(library)


def import_pages(arguments: "argparse.Namespace") -> int:
    """`papershelf import`."""
    stdin = read_stdin() if "-" in arguments.paths else None
    with open_library(arguments) as library, watching("importing") as progress:
        report = library.import_files(
            arguments.paths, format=arguments.format, dry_run=arguments.dry_run, stdin=stdin, progress=progress
        )
    if arguments.json:
        put_json(_report_json(report))
    _tell_import(report, dry_run=arguments.dry_run)
    if report.listings:
        return 0
    return DataError.exit_code if report.problems else NothingFoundError.exit_code


def _tell_import(report: "ImportReport", *, dry_run: bool) -> None:
    for problem in report.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        say(f"{where}: {problem.reason}")
    for pair in report.near_duplicates:
        say(f"papershelf: {pair.paper_id} and {pair.other_id} look alike: {pair.reason}")
    verb = "would import" if dry_run else "imported"
    say(
        f"papershelf: {verb} {report.listings} listings: {report.new} new, {report.known} known, "
        f"{report.changed} changed, {len(report.near_duplicates)} near-duplicates, {len(report.problems)} problems."
    )
    if report.trashed:
        say(
            f"papershelf: {report.trashed} of the known are in the trash and stay there; `papershelf trash` lists them."
        )


def _report_json(report: "ImportReport") -> dict[str, object]:
    return {
        "listings": report.listings,
        "new": report.new,
        "known": report.known,
        "changed": report.changed,
        "trashed": report.trashed,
        "near_duplicates": [
            {
                "id": pair.paper_id,
                "other": pair.other_id,
                "reason": pair.reason,
                "similarity": pair.similarity,
            }
            for pair in report.near_duplicates
        ],
        "problems": [{"file": p.file, "line": p.line, "reason": p.reason, "text": p.text} for p in report.problems],
    }


def export(arguments: "argparse.Namespace") -> int:
    """`papershelf export`."""
    from papershelf.exporters import Options
    from papershelf.library import counted

    with open_library(arguments) as library:
        found = find(library, arguments)
        if not found.ids:
            raise NothingFoundError(f"{nothing_found(library, arguments)}; nothing was written.")
        with watching("exporting") as progress:
            report = library.export(
                arguments.format,
                arguments.output,
                ids=found.ids,
                options=Options(group=arguments.group),
                dry_run=arguments.dry_run,
                progress=progress,
            )
    for path in report.written:
        put(str(path))
    for problem in report.problems:
        say(f"papershelf: {problem}")
    verb = "would write" if arguments.dry_run else "wrote"
    written, unchanged = counted(len(report.written), "file"), len(report.unchanged)
    say(f"papershelf: {verb} {written}; {unchanged} already up to date.")
    return DataError.exit_code if report.problems else 0


def copy(arguments: "argparse.Namespace") -> int:
    """`papershelf copy`."""
    from papershelf.library import piece
    from papershelf.tui.system.clipboard import ClipboardLadder, tty_sink  # loads no Textual

    with open_library(arguments) as library:
        entry = library.entry(library.resolve(arguments.id))
    assert entry is not None, "a resolved id is in the library"
    chosen = piece(entry, arguments.kind)
    outcome = ClipboardLadder(sink=tty_sink()).copy(chosen.text)
    if outcome.route == "manual":
        put(chosen.text)
        say(f"papershelf: {outcome.words}. Above stands {chosen.words}.")
        return DataError.exit_code
    say(f"papershelf: {chosen.words}: {outcome.words}.")
    return 0


def undo(arguments: "argparse.Namespace") -> int:
    """`papershelf undo`."""
    return _travel(arguments, lambda library: library.undo(arguments.unit), "undo")


def redo(arguments: "argparse.Namespace") -> int:
    """`papershelf redo`."""
    return _travel(arguments, lambda library: library.redo(arguments.unit), "redo")


def _travel(arguments: "argparse.Namespace", step: "Callable[[Library], Unit | None]", verb: str) -> int:
    from papershelf.library import counted, describe

    with open_library(arguments) as library:
        unit = step(library)
    if unit is None:
        raise NothingFoundError(f"There is nothing to {verb}.")
    say(f"papershelf: {describe(unit)}.")
    if unit.left:
        fields = counted(len(unit.left), "field")
        say(f"papershelf: left as it is, because it was changed meanwhile: {fields}.")
    return 0
