"""Verbs that take papers out and travel in time: export, copy, undo, redo; and the screen."""

import gc
import sys
from typing import TYPE_CHECKING

from papershelf.cli.asking import find, nothing_found
from papershelf.cli.opening import open_library
from papershelf.cli.output import put, say
from papershelf.cli.watching import watching
from papershelf.errors import DataError, NothingFoundError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from papershelf.library import Library
    from papershelf.store import Unit


def screen(arguments: "argparse.Namespace | None") -> int:
    """`papershelf` alone: the terminal app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The screen needs a terminal; `papershelf --help` lists the verbs that do not.")
    gc.disable()  # nothing is garbage before the first paint; after it, the app turns the collector on again
    from papershelf.tui.app import run  # only the screen pays for Textual

    with open_library(arguments) as library:
        return run(library)


def export(arguments: "argparse.Namespace") -> int:
    """`papershelf export`."""
    from papershelf.exporters import Options
    from papershelf.library import counted

    if arguments.template is not None and arguments.format is not None:
        raise UsageError("--template says the format by itself; leave --format out.")
    template = None if arguments.template is None else f"template:{arguments.template}"

    with open_library(arguments) as library:
        found = find(library, arguments)
        if not found.ids:
            raise NothingFoundError(f"{nothing_found(library, arguments)}; nothing was written.")
        with watching("exporting") as progress:
            report = library.export(
                template or arguments.format or "markdown",
                arguments.output,
                ids=found.ids,
                options=Options(group=arguments.group),
                dry_run=arguments.dry_run,
                progress=progress,
            )
    for path in report.written:
        put(str(path))
    for problem in (*report.problems, *report.kept):
        say(f"papershelf: {problem}")
    verb = "would write" if arguments.dry_run else "wrote"
    written, unchanged = counted(len(report.written), "file"), len(report.unchanged)
    say(f"papershelf: {verb} {written}; {unchanged} already up to date.")
    return DataError.exit_code if report.problems else 0


def copy(arguments: "argparse.Namespace") -> int:
    """`papershelf copy`."""
    from papershelf.library import KINDS, piece, template_piece
    from papershelf.tui.system.clipboard import ClipboardLadder, tty_sink  # loads no Textual

    with open_library(arguments) as library:
        entry = library.entry(library.resolve(arguments.id))
        config = library.places.config
    assert entry is not None, "a resolved id is in the library"
    kind = arguments.kind
    chosen = piece(entry, kind) if kind in KINDS else template_piece([entry], kind, config)
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
